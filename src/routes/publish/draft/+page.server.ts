import { error, fail, redirect } from '@sveltejs/kit';
import * as conditions from '#lib/server/publication/conditions.ts';
import * as decisions from '#lib/server/publication/decisions.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import { identityBases } from '#lib/words.ts';

function idOf(url: URL): number {
	const id = Number(url.searchParams.get('practitioner'));
	if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) error(404, 'No such practitioner');
	return id;
}

export async function load({ locals, url }) {
	const now = await conditions.current(locals.db);
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const except = blindness.idsOf(hidden, idOf(url));
	const view = await ledger.find(locals.db, idOf(url), now.evidence, { now: now.now, except });
	if (!view) error(404, 'No such practitioner');
	return {
		practitioner: { id: view.practitioner.id, name: view.practitioner.name },
		ledger: view.ledger,
		feeds: view.feeds.map(({ title, url }) => ({ title, url })),
		candidates: (await decisions.listCandidates(locals.db, view.practitioner.id, now)).filter(
			({ postId }) => !except.includes(postId)
		),
		blind: blindness.namesOf(hidden, [view.practitioner])
	};
}

export const actions = {
	default: async ({ locals, url, request }) => {
		const form = await request.formData();
		const numbers = (name: string) => form.getAll(name).map(Number);
		const withExcerpt = new Set(numbers('excerpt'));
		const made = await decisions.draft(
			locals.db,
			locals.who!,
			{
				practitionerId: idOf(url),
				basis: identityBases.filter((one) => form.getAll('basis').includes(one)),
				items: numbers('post').map((postId) => ({ postId, withExcerpt: withExcerpt.has(postId) }))
			},
			await conditions.current(locals.db)
		);
		if ('issue' in made) return fail(400, { issue: made.issue });
		redirect(303, `/publish/${made.id}`);
	}
};
