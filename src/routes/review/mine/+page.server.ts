import { fail, redirect } from '@sveltejs/kit';
import * as loads from '#lib/server/review/load.ts';
import * as undo from '#lib/server/review/undo.ts';
import * as reviews from '#lib/server/reviews.ts';
import { takeBack, whoOf } from '../reading.server.ts';

export async function load({ locals, url }) {
	const who = whoOf(locals);
	const before = Number(url.searchParams.get('before'));
	const page = await reviews.listMine(locals.db, who.id, {
		before: Number.isSafeInteger(before) && before > 0 ? before : undefined
	});
	const now = new Date();
	return {
		...page,
		isUndone: url.searchParams.get('said') === 'undone',
		today: loads.told(loads.sum(await reviews.listSpent(locals.db, who.id, now), now))
	};
}

export const actions = {
	undo: ({ locals, request }) => takeBack(locals, request),
	unveil: async ({ locals, request, url }) => {
		const id = Number((await request.formData()).get('coding'));
		if (!Number.isSafeInteger(id) || !(await undo.unveil(locals.db, whoOf(locals).id, id)))
			return fail(404, { issue: 'That is no reading of yours.', values: null });
		const before = url.searchParams.get('before');
		redirect(303, `/review/mine${before ? `?before=${Number(before)}` : ''}#reading-${id}`);
	}
};
