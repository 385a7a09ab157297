import { fail, redirect } from '@sveltejs/kit';
import * as digests from '#lib/server/digests.ts';
import * as follow from '#lib/server/follow.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import { reader } from '#lib/server/reading.ts';
import * as visits from '#lib/server/visits.ts';
import { professions, type Profession } from '#lib/words.ts';

const PAGE = 50;

export async function load({ locals, url, cookies }) {
	const now = new Date();
	const visit = visits.next(cookies.get(visits.cookieName), now);
	cookies.set(visits.cookieName, visit.cookie, {
		path: '/',
		maxAge: 400 * 86_400,
		secure: url.protocol === 'https:'
	});
	const { evidence } = await reader();
	const name = url.searchParams.get('after');
	const id = Number(url.searchParams.get('id'));
	const wanted = url.searchParams.get('profession');
	const profession = professions.find((one) => one === wanted) as Profession | undefined;
	const { views, next } = await ledger.list(locals.db, evidence, {
		after: name !== null && Number.isInteger(id) ? { name, id } : undefined,
		limit: PAGE,
		profession
	});
	return {
		views: views.map((view) => ({
			id: view.practitioner.id,
			name: view.practitioner.name,
			profession: view.practitioner.profession,
			sample: view.practitioner.sample,
			ledger: view.ledger,
			feeds: view.feeds.map(({ title, failure, pausedAt, lastSuccessAt }) => ({
				title,
				failure,
				pausedAt,
				lastSuccessAt
			}))
		})),
		next,
		profession,
		news: visit.previous && {
			since: visit.previous,
			inShort: digests.inShort(await digests.list(locals.db, { since: visit.previous, until: now }))
		},
		count: await practitioners.countAll(locals.db)
	};
}

export const actions = {
	samples: async ({ locals }) => {
		await follow.addSamples(locals.db, locals.config);
		redirect(303, '/');
	},
	removeSamples: async ({ locals }) => {
		await follow.removeSamples(locals.db);
		redirect(303, '/');
	},
	look: async ({ request }) => {
		const typed = String((await request.formData()).get('source') ?? '').trim();
		if (typed === '')
			return fail(400, { issue: 'Type an address, a handle or a profile link first.' });
		redirect(303, `/look?source=${encodeURIComponent(typed)}`);
	}
};
