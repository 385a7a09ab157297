import { error, redirect } from '@sveltejs/kit';
import * as digests from '#lib/server/digests.ts';
import * as samename from '#lib/server/samename.ts';
import * as visits from '#lib/server/visits.ts';
import * as watches from '#lib/server/watches.ts';

const DAY_MS = 86_400_000;

export async function load({ locals, url, cookies }) {
	const now = new Date();
	const { previous } = visits.next(cookies.get(visits.cookieName), now);
	const until = dateOf(url, 'until') ?? now;
	const since = dateOf(url, 'since') ?? previous ?? new Date(now.getTime() - 7 * DAY_MS);
	if (since > until) error(400, 'The digest would end before it begins.');
	const news = await digests.listFor(locals.db, { since, until }, locals.who);
	const shared = await samename.list(
		locals.db,
		news.map(({ practitionerId, name }) => ({ id: practitionerId, name }))
	);
	return {
		since,
		until,
		isUntilNow: !url.searchParams.has('until'),
		previous,
		news: news.map((one) => ({ ...one, writesAt: shared.get(one.practitionerId) })),
		inShort: digests.inShort(news),
		troubles: await digests.listTroubles(locals.db),
		atomPath: `/digest/${await watches.secret(locals.db, locals.who)}`,
		spans: [7, 30, 90].map((days) => ({
			days,
			since: new Date(now.getTime() - days * DAY_MS).toISOString()
		}))
	};
}

function dateOf(url: URL, name: string): Date | undefined {
	const typed = url.searchParams.get(name);
	if (typed === null) return undefined;
	const date = new Date(typed);
	if (Number.isNaN(date.getTime())) error(400, `“${typed}” is no date.`);
	return date;
}

export const actions = {
	renew: async ({ locals }) => {
		await watches.renew(locals.db, locals.who);
		redirect(303, '/digest#watch');
	}
};
