import { error, redirect } from '@sveltejs/kit';
import * as care from '#lib/server/feeds/care.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as ledger from '#lib/server/ledger.ts';
import { explain } from '#lib/server/marking/cues/index.ts';
import * as posts from '#lib/server/posts.ts';
import { reader } from '#lib/server/reading.ts';
import { cares, type Strength } from '#lib/words.ts';

const views: Record<string, Strength[] | undefined> = {
	marked: ['likely', 'possible'],
	likely: ['likely'],
	all: undefined
};

export async function load({ locals, params, url }) {
	const { evidence, version, kind } = await reader();
	const view = await ledger.find(locals.db, idOf(params.id), evidence);
	if (!view) error(404, 'No such practitioner');
	if (view.practitioner.joinedIntoId)
		redirect(302, `/practitioners/${view.practitioner.joinedIntoId}`);
	const shown = url.searchParams.get('show') ?? 'marked';
	const page = await posts.list(locals.db, view.practitioner.id, {
		strengths: shown in views ? views[shown] : views.marked,
		after: cursorOf(url),
		limit: 20
	});
	return {
		practitioner: view.practitioner,
		ledger: view.ledger,
		reader: { version, kind },
		feeds: view.feeds.map((feed) => ({
			...feed,
			holds: care.holds(feed)
		})),
		shown,
		posts: page.posts.map((post) => ({
			id: post.id,
			url: post.url,
			title: post.title,
			text: post.text,
			publishedAt: post.publishedAt,
			strength: post.strength,
			probability: post.probability,
			exits: post.axes?.exits ?? [],
			reasons: explain(post.axes?.reasons ?? [])
		})),
		next: page.next && { at: page.next.shownAt.toISOString(), id: page.next.id }
	};
}

function idOf(typed: string): number {
	const id = Number(typed);
	if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) error(404, 'No such practitioner');
	return id;
}

function cursorOf(url: URL): posts.PostCursor | undefined {
	const shownAt = new Date(url.searchParams.get('at') ?? '');
	const id = Number(url.searchParams.get('post'));
	return Number.isNaN(shownAt.getTime()) || !Number.isSafeInteger(id) ? undefined : { shownAt, id };
}

export const actions = {
	care: async ({ locals, params, request }) => {
		const form = await request.formData();
		const chosen = String(form.get('care'));
		await feeds.saveCare(
			locals.db,
			Number(form.get('feed')),
			cares.find((one) => one === chosen) ?? null
		);
		redirect(303, `/practitioners/${params.id}`);
	}
};
