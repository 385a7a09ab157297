import { fail, redirect } from '@sveltejs/kit';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as importlist from '#lib/server/feeds/importlist.ts';
import * as listing from '#lib/server/feeds/listing.ts';
import { poll } from '#lib/server/feeds/poll.ts';
import * as follow from '#lib/server/follow.ts';

/** Sites asked while the person waits for the page; more are left for another list. */
const MOST_ASKED = 50;
const MOST_LISTED = 5000;

export async function load({ locals, url }) {
	const { searchParams } = url;
	const state = listing.states.find((one) => one === searchParams.get('state'));
	const order = listing.orders.find((one) => one === searchParams.get('order')) ?? 'followed';
	const search = searchParams.get('search')?.trim() ?? '';
	const afterId = Number(searchParams.get('after')) || undefined;
	const [page, counts] = await Promise.all([
		listing.list(locals.db, { state, order, search, afterId, limit: 50 }),
		listing.count(locals.db)
	]);
	const rows = page.rows.map(({ feed, practitioner }) => ({
		practitioner,
		feed: {
			id: feed.id,
			title: feed.title,
			url: feed.url,
			lastSuccessAt: feed.lastSuccessAt,
			lastNewAt: feed.lastNewAt,
			nextCheckAt: feed.nextCheckAt,
			nextCheckWhy: feed.nextCheckWhy,
			pausedAt: feed.pausedAt,
			failureCount: feed.failureCount,
			failure: feed.failure,
			movedTo: feed.movedTo,
			articles: feed.articles,
			volume: feed.volume,
			volumeSince: feed.volumeSince
		}
	}));
	return { rows, nextId: page.nextId, counts, state, order, search, isFirst: !afterId };
}

export const actions = {
	check: async ({ locals, request }) => {
		const feed = await feedOf(locals.db, request);
		if (!feed) return fail(404, { issue: 'That feed is no longer followed.' });
		if (!URL.canParse(feed.url) || new URL(feed.url).hostname.endsWith('.example'))
			return fail(400, { issue: `${feed.title} is made up: its address leads nowhere.` });
		const polled = await poll(locals.db, feed, {
			get: fetch.getter(locals.config),
			heedsRobots: true,
			pollMinutes: locals.config.pollMinutes
		});
		return { checked: feed.id, said: describe(feed.title, polled) };
	},
	pause: async ({ locals, request, url }) => {
		const feed = await feedOf(locals.db, request);
		if (feed) await feeds.pause(locals.db, feed.id);
		redirect(303, backTo(url));
	},
	resume: async ({ locals, request, url }) => {
		const feed = await feedOf(locals.db, request);
		if (feed) await feeds.checkNow(locals.db, feed.id);
		redirect(303, backTo(url));
	},
	articles: async ({ locals, request, url }) => {
		const feed = await feedOf(locals.db, request);
		if (feed) await feeds.saveArticles(locals.db, feed.id, !feed.articles);
		redirect(303, backTo(url));
	},
	remove: async ({ locals, request, url }) => {
		const feed = await feedOf(locals.db, request);
		if (feed) await feeds.remove(locals.db, feed.id);
		redirect(303, backTo(url));
	},
	importlist: async ({ locals, request }) => {
		const file = (await request.formData()).get('list');
		if (!(file instanceof File) || file.size === 0)
			return fail(400, { issue: 'Choose an OPML or CSV file first.' });
		if (file.size > 5_000_000)
			return fail(400, { issue: `${file.name} is larger than 5 MB: split it.` });
		const list = importlist.read(await file.text(), file.name);
		if ('error' in list) return fail(400, { issue: `${file.name}: ${list.error}` });
		return importRows(locals, list.rows);
	}
};

async function importRows(locals: App.Locals, all: importlist.Row[]) {
	const rows = [
		...all.filter((row) => row.isFeed).slice(0, MOST_LISTED),
		...all.filter((row) => !row.isFeed).slice(0, MOST_ASKED)
	];
	const bridges = [locals.config.rsshubUrl, locals.config.rssbridgeUrl].filter(Boolean);
	const options = { ...locals.config, bridges, get: fetch.getter(locals.config) };
	const refused: { source: string; reason: string }[] = [];
	let newCount = 0;
	let knownCount = 0;
	for (const row of rows) {
		const followed = row.isFeed
			? await follow.addListed(locals.db, row, options)
			: await follow.add(locals.db, row.source, {
					...options,
					name: row.name,
					profession: row.profession
				});
		if ('reason' in followed) refused.push({ source: row.source, reason: followed.reason });
		else if (followed.isNew) newCount++;
		else knownCount++;
	}
	return { imported: { newCount, knownCount, refused, left: all.length - rows.length } };
}

/** The list as it was: the same narrowing, order and page. */
function backTo(url: URL): string {
	const kept = new URLSearchParams();
	for (const name of ['state', 'order', 'search', 'after']) {
		const value = url.searchParams.get(name);
		if (value) kept.set(name, value);
	}
	return kept.size > 0 ? `/feeds?${kept}` : '/feeds';
}

async function feedOf(db: App.Locals['db'], request: Request) {
	return feeds.find(db, Number((await request.formData()).get('feed')) || 0);
}

function describe(title: string, polled: Awaited<ReturnType<typeof poll>>): string {
	if (polled.kind === 'unchanged') return `${title}: nothing new.`;
	if (polled.kind === 'fetched')
		return `${title}: ${polled.newCount} new, ${polled.changedCount} changed.`;
	return `${title}: ${polled.reason}`;
}
