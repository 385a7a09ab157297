import { fail, redirect } from '@sveltejs/kit';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as listing from '#lib/server/feeds/listing.ts';
import { poll } from '#lib/server/feeds/poll.ts';

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
			heedsOptOut: true,
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
	}
};

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
