import { fail, redirect } from '@sveltejs/kit';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as importlist from '#lib/server/feeds/importlist.ts';
import { poll } from '#lib/server/feeds/poll.ts';
import * as follow from '#lib/server/follow.ts';

const states: feeds.FeedState[] = ['failing', 'paused', 'well'];

export async function load({ locals, url }) {
	const state = states.find((one) => one === url.searchParams.get('state'));
	const afterId = Number(url.searchParams.get('after')) || undefined;
	return { ...(await feeds.list(locals.db, { state, afterId, limit: 100 })), state };
}

export const actions = {
	check: async ({ locals, request }) => {
		const feed = await feedOf(locals.db, request);
		if (!feed) return fail(404, { issue: 'That feed is no longer followed.' });
		if (!URL.canParse(feed.url) || new URL(feed.url).hostname.endsWith('.example'))
			return fail(400, { issue: `${feed.title} is made up: its address leads nowhere.` });
		const polled = await poll(locals.db, feed, {
			get: fetch.getter(locals.config),
			pollMinutes: locals.config.pollMinutes
		});
		return { said: describe(feed.title, polled) };
	},
	pause: async ({ locals, request }) => {
		const feed = await feedOf(locals.db, request);
		if (feed) await feeds.pause(locals.db, feed.id);
		redirect(303, '/feeds');
	},
	resume: async ({ locals, request }) => {
		const feed = await feedOf(locals.db, request);
		if (feed) await feeds.checkNow(locals.db, feed.id);
		redirect(303, '/feeds');
	},
	remove: async ({ locals, request }) => {
		const feed = await feedOf(locals.db, request);
		if (feed) await feeds.remove(locals.db, feed.id);
		redirect(303, '/feeds');
	},
	importlist: async ({ locals, request }) => {
		const file = (await request.formData()).get('list');
		if (!(file instanceof File) || file.size === 0)
			return fail(400, { issue: 'Choose an OPML or CSV file first.' });
		if (file.size > 5_000_000)
			return fail(400, { issue: `${file.name} is larger than 5 MB: split it.` });
		const list = importlist.read(await file.text(), file.name);
		if ('error' in list) return fail(400, { issue: `${file.name}: ${list.error}` });
		const results = [];
		for (const row of list.rows.slice(0, 200)) {
			const followed = await follow.add(locals.db, row.source, {
				...locals.config,
				get: fetch.getter(locals.config),
				name: row.name,
				profession: row.profession
			});
			results.push({
				source: row.source,
				outcome:
					'reason' in followed
						? followed.reason
						: followed.isNew
							? 'now followed'
							: 'already followed'
			});
		}
		return { results, left: Math.max(0, list.rows.length - 200) };
	}
};

async function feedOf(db: App.Locals['db'], request: Request) {
	return feeds.find(db, Number((await request.formData()).get('feed')) || 0);
}

function describe(title: string, polled: Awaited<ReturnType<typeof poll>>): string {
	if (polled.kind === 'unchanged') return `${title}: nothing new.`;
	if (polled.kind === 'fetched')
		return `${title}: ${polled.newCount} new, ${polled.changedCount} changed.`;
	return `${title}: ${polled.reason}`;
}
