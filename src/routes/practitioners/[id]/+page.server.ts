import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as care from '#lib/server/feeds/care.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as ledger from '#lib/server/ledger.ts';
import { explain } from '#lib/server/marking/cues/index.ts';
import * as posts from '#lib/server/posts.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import { reader } from '#lib/server/reading.ts';
import { cares, professions, type Strength } from '#lib/words.ts';

const views: Record<string, Strength[] | undefined> = {
	marked: ['likely', 'possible'],
	likely: ['likely'],
	all: undefined
};

export async function load({ locals, params, url }) {
	const { evidence, version, kind } = await reader();
	const view = await ledger.find(locals.db, idOf(params.id), evidence);
	if (!view) error(404, 'No such practitioner');
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

const Facts = v.object({
	name: v.pipe(
		v.string(),
		v.trim(),
		v.nonEmpty('Give a name.'),
		v.maxLength(200, 'The name is too long.')
	),
	profession: v.union([v.literal(''), v.picklist(professions)]),
	place: v.pipe(
		v.string(),
		v.trim(),
		v.toUpperCase(),
		v.regex(
			/^$|^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
			'Give the place as a country code, such as GB or US-CA.'
		)
	)
});

export const actions = {
	save: async ({ locals, params, request }) => {
		const values = Object.fromEntries(await request.formData());
		const parsed = v.safeParse(Facts, values);
		if (!parsed.success) return fail(400, { values, issue: parsed.issues[0].message });
		const { name, profession, place } = parsed.output;
		const id = idOf(params.id);
		await practitioners.save(locals.db, id, {
			name,
			profession: profession || null,
			place: place || null
		});
		const found = await practitioners.find(locals.db, id);
		for (const feed of found?.feeds ?? []) await care.decide(locals.db, feed.id);
		redirect(303, `/practitioners/${id}`);
	},
	care: async ({ locals, params, request }) => {
		const form = await request.formData();
		const chosen = String(form.get('care'));
		await feeds.saveCare(
			locals.db,
			Number(form.get('feed')),
			cares.find((one) => one === chosen) ?? null
		);
		redirect(303, `/practitioners/${params.id}`);
	},
	remove: async ({ locals, params }) => {
		await practitioners.remove(locals.db, idOf(params.id));
		redirect(303, '/');
	}
};
