import { error, redirect } from '@sveltejs/kit';
import * as binding from '#lib/binding.ts';
import * as contested from '#lib/contested.ts';
import * as months from '#lib/months.ts';
import * as care from '#lib/server/feeds/care.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as findings from '#lib/server/findings.ts';
import * as ledger from '#lib/server/ledger.ts';
import { explain } from '#lib/server/marking/cues/index.ts';
import * as posts from '#lib/server/posts.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as answers from './answers.server.ts';
import { reader } from '#lib/server/reading.ts';
import * as samename from '#lib/server/samename.ts';
import * as stand from '#lib/server/stand.ts';
import * as versions from '#lib/server/versions.ts';
import { cares, goodPractices, otherNorms } from '#lib/words.ts';

/** What the list of posts can be narrowed to, in the order of the choice. */
const views: Record<string, Pick<posts.PostFilter, 'strengths' | 'findings'>> = {
	marked: { strengths: ['likely', 'possible'] },
	likely: { strengths: ['likely'] },
	confirmed: { findings: ['story'] },
	all: {}
};

export async function load({ locals, params, url, cookies }) {
	const { evidence, version, kind } = await reader();
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const except = blindness.idsOf(hidden, idOf(params.id));
	const view = await ledger.find(locals.db, idOf(params.id), evidence, { except });
	if (!view) error(404, 'No such practitioner');
	if (view.practitioner.joinedIntoId)
		redirect(302, `/practitioners/${view.practitioner.joinedIntoId}`);
	const { practitioner } = view;
	const filter = filterOf(url);
	const page = await posts.list(locals.db, practitioner.id, {
		...views[filter.show],
		...filter,
		except,
		after: cursorOf(url),
		limit: 20
	});
	const standing = stand.find(cookies);
	const shared = await samename.list(locals.db, [practitioner]);
	return {
		practitioner,
		writesAt: shared.get(practitioner.id),
		ledger: view.ledger,
		readAt: months.lastRead(view.feeds, practitioner.sample),
		reader: { version, kind },
		changes: await versions.listChanges(locals.db, practitioner.createdAt),
		feeds: view.feeds.map((feed) => ({ ...feed, holds: care.holds(feed) })),
		bindings: binding.list(practitioner.profession, practitioner.place),
		stand: standing,
		record: await answers.find(locals, practitioner.id, except),
		filter,
		blind: blindness.namesOf(hidden, [practitioner]),
		isFirstPage: cursorOf(url) === undefined,
		isAudited: url.searchParams.get('audited') === 'all',
		posts: page.posts.map((post) => {
			const told = {
				exits: post.axes?.exits ?? [],
				identifiers: post.axes?.identifiers ?? [],
				forms: post.axes?.forms ?? [],
				tone: post.axes?.tone ?? null
			};
			const isMarked = post.strength === 'likely' || post.strength === 'possible';
			return {
				id: post.id,
				url: post.url,
				title: post.title,
				text: post.text,
				publishedAt: post.publishedAt,
				strength: post.strength,
				probability: post.probability,
				finding: post.finding,
				...told,
				emphasis: isMarked ? contested.emphasis(standing, told) : undefined,
				reasons: explain(post.axes?.reasons ?? [])
			};
		}),
		next: page.next && { at: page.next.shownAt.toISOString(), id: page.next.id }
	};
}

function idOf(typed: string): number {
	const id = Number(typed);
	if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) error(404, 'No such practitioner');
	return id;
}

function filterOf(url: URL) {
	const show = url.searchParams.get('show') ?? 'marked';
	const norm = url.searchParams.get('norm');
	const year = Number(url.searchParams.get('year'));
	const feedId = Number(url.searchParams.get('feed'));
	return {
		show: show in views ? show : 'marked',
		norm: [...goodPractices, ...otherNorms].find((one) => one === norm),
		year: Number.isInteger(year) && year > 1990 && year < 2100 ? year : undefined,
		feedId: Number.isInteger(feedId) && feedId > 0 && feedId < 2 ** 31 ? feedId : undefined
	};
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
	},
	stand: async ({ params, request, cookies }) => {
		stand.save(cookies, String((await request.formData()).get('stand')));
		redirect(303, `/practitioners/${params.id}#evidence`);
	},
	audit: async ({ locals, params }) => {
		const id = idOf(params.id);
		const hidden = await blindness.listHidden(locals.db, locals.who);
		const next = await findings.nextToAudit(locals.db, id, blindness.idsOf(hidden, id));
		redirect(
			303,
			next ? `/posts/${next}?audit=1` : `/practitioners/${params.id}?audited=all#found`
		);
	}
};
