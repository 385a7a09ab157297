import { fail, redirect } from '@sveltejs/kit';
import * as tokens from '#lib/server/api/tokens.ts';
import { scopes } from '#lib/words.ts';

export async function load({ locals, url }) {
	const now = new Date();
	const held = await tokens.list(locals.db, locals.who);
	return {
		tokens: held.map((one) => ({ ...one, isOver: one.expiresAt <= now })),
		scopes: locals.config.mode === 'group' ? scopes.filter((one) => one !== 'names') : [...scopes],
		lifetimes: tokens.lifetimes,
		isEnded: url.searchParams.get('done') === 'revoked'
	};
}

export const actions = {
	add: async ({ locals, request, setHeaders }) => {
		const form = await request.formData();
		const name = String(form.get('name') ?? '');
		const chosen = scopes.filter((one) => form.getAll('scope').includes(one));
		const days = tokens.lifetimes.find((one) => String(one) === form.get('days')) ?? 90;
		const made = await tokens.add(
			locals.db,
			{ name, scopes: chosen, days },
			locals.who,
			new Date()
		);
		if ('issue' in made) return fail(400, { name, issue: made.issue });
		setHeaders({ 'cache-control': 'no-store' });
		return { name: '', token: made.token };
	},
	revoke: async ({ locals, request }) => {
		const id = Number((await request.formData()).get('token')) || 0;
		await tokens.revoke(locals.db, id, locals.who, new Date());
		redirect(303, '/settings/tokens?done=revoked');
	}
};
