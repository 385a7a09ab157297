import { fail, redirect } from '@sveltejs/kit';
import { safePath } from '#lib/server/access.ts';
import * as people from '#lib/server/accounts/people.ts';

export async function load({ locals, url }) {
	const found = locals.who && (await people.find(locals.db, locals.who.id));
	return {
		to: safePath(url.searchParams.get('to')),
		acceptedAt: found?.charterAcceptedAt ?? null
	};
}

export const actions = {
	default: async ({ locals, request }) => {
		const form = await request.formData();
		if (form.get('accept') !== 'yes')
			return fail(400, { problem: 'Tick the box to accept the charter, or sign out.' });
		await people.acceptCharter(locals.db, locals.who!.id);
		redirect(303, safePath(String(form.get('to') ?? '')));
	}
};
