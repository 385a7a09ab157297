import { redirect } from '@sveltejs/kit';
import * as months from '#lib/months.ts';
import * as digests from '#lib/server/digests.ts';
import * as follow from '#lib/server/follow.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as lists from '#lib/server/lists.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as samename from '#lib/server/samename.ts';
import * as samples from '#lib/server/samples/samples.ts';
import * as visits from '#lib/server/visits.ts';
import * as addresses from './address.ts';

const PAGE = 50;

export async function load({ locals, url, cookies }) {
	const count = await practitioners.countAll(locals.db);
	if (count === 0) return { count, samples: samples.list().length };
	const { evidence } = await reader();
	const asked = addresses.read(url.searchParams);
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const { views, next } = await ledger.list(locals.db, evidence, {
		...asked,
		limit: PAGE,
		except: blindness.idsOf(hidden)
	});
	const shared = await samename.list(
		locals.db,
		views.map(({ practitioner }) => practitioner)
	);
	const now = new Date();
	const visit = visits.next(cookies.get(visits.cookieName), now);
	cookies.set(visits.cookieName, visit.cookie, {
		path: '/',
		maxAge: 400 * 86_400,
		secure: url.protocol === 'https:'
	});
	const news = blindness.withhold(
		visit.previous ? await digests.list(locals.db, { since: visit.previous, until: now }) : [],
		hidden
	);
	const fresh = new Map(news.map((row) => [row.practitionerId, row.marked]));
	return {
		count,
		news: visit.previous && {
			since: visit.previous,
			inShort: digests.inShort(news)
		},
		blind: blindness.namesOf(
			hidden,
			views.map(({ practitioner }) => practitioner)
		),
		asked,
		picked: asked.picked.length > 0 ? await practitioners.listNames(locals.db, asked.picked) : [],
		lists: (await lists.list(locals.db)).map(({ id, name }) => ({ id, name })),
		hasSamples: await practitioners.hasSamples(locals.db),
		samples: samples.list().length,
		views: views.map(({ practitioner, feeds, ledger }) => ({
			id: practitioner.id,
			name: practitioner.name,
			profession: practitioner.profession,
			sample: practitioner.sample,
			writesAt: shared.get(practitioner.id),
			ledger,
			readAt: months.lastRead(feeds, practitioner.sample),
			news: fresh.get(practitioner.id) ?? 0,
			troubled: feeds
				.filter((feed) => feed.failure || (feed.pausedAt && !practitioner.sample))
				.map(({ title, failure, pausedAt }) => ({ title, failure, isPaused: pausedAt !== null }))
		})),
		next
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
	}
};
