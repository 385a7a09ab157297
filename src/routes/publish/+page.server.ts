import { fail, redirect } from '@sveltejs/kit';
import { includes } from '#lib/server/access.ts';
import * as people from '#lib/server/accounts/people.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import * as conditions from '#lib/server/publication/conditions.ts';
import * as publications from '#lib/server/publication/publications.ts';
import * as switching from '#lib/server/publication/switching.ts';
import { monthAfter } from '#lib/server/trends/query.ts';
import * as told from '#lib/server/trends/told.ts';

export async function load({ locals, url }) {
	const now = await conditions.current(locals.db);
	const { isOn, proposedBy, history } = await switching.find(locals.db, now.now);
	const named = url.searchParams.get('named')?.trim() ?? '';
	const who = locals.who!;
	const last = history.at(-1);
	return {
		now: now.now,
		pause: now.pause,
		switching: {
			isOn,
			proposedBy: proposedBy && (await penNameOf(locals.db, proposedBy)),
			isOwn: proposedBy === who.id,
			last: last && {
				what: last.what,
				at: last.at,
				words: last.words,
				by: last.personId ? await penNameOf(locals.db, last.personId) : ''
			}
		},
		may: { propose: includes(who.role, 'administrator'), edit: includes(who.role, 'editor') },
		named,
		found: named
			? (await practitioners.search(locals.db, named)).map(({ id, name }) => ({ id, name }))
			: [],
		quarters: (await told.listReadings(locals.db, now.now)).map(({ month, ...one }) => ({
			...one,
			from: month,
			to: monthAfter(month.slice(0, 7), 2)
		})),
		records: (await publications.list(locals.db, now)).map(
			({ publication, view, items, standing }) => ({
				id: publication.id,
				name: view.practitioner.name,
				posts: items.length,
				standing
			})
		)
	};
}

async function penNameOf(db: App.Locals['db'], id: string): Promise<string> {
	return (await people.find(db, id))?.penName ?? 'somebody who has left';
}

const done = (issue: string | undefined) => {
	if (issue) return fail(400, { issue });
	redirect(303, '/publish');
};

export const actions = {
	propose: async ({ locals }) => done(await switching.propose(locals.db, locals.who!)),
	confirm: async ({ locals }) => done(await switching.confirm(locals.db, locals.who!)),
	off: async ({ locals, request }) =>
		done(
			await switching.switchOff(
				locals.db,
				locals.who!,
				String((await request.formData()).get('words') ?? '')
			)
		)
};
