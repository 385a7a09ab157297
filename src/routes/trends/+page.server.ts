import { fail, redirect } from '@sveltejs/kit';
import { pageOf } from '#lib/server/trends/page.ts';
import * as queries from '#lib/server/trends/query.ts';
import * as saved from '#lib/server/trends/saved.ts';
import { ask } from './asked.ts';

export async function load({ locals, url }) {
	const { problems, trend, about } = await ask(locals, url);
	return {
		...pageOf(trend, about.changes),
		problems,
		holdsBack: about.holdsBack,
		version: about.version,
		saved: (await saved.list(locals.db)).map(({ personId, ...one }) => ({
			...one,
			isMine: personId === (locals.who?.id ?? null)
		}))
	};
}

export const actions = {
	save: async ({ locals, request, url }) => {
		const name = String((await request.formData()).get('name') ?? '');
		const { query } = queries.read(url.searchParams, new Date());
		const { issue } = await saved.add(locals.db, { name, query }, locals.who?.id ?? null);
		if (issue) return fail(400, { issue, name });
		redirect(303, `/trends?${queries.write(query)}#saved`);
	},
	remove: async ({ locals, request, url }) => {
		const id = Number((await request.formData()).get('id'));
		if (!(await saved.remove(locals.db, id, locals.who?.id ?? null)))
			return fail(404, { issue: 'There is no such query of yours.', name: '' });
		const { query } = queries.read(url.searchParams, new Date());
		redirect(303, `/trends?${queries.write(query)}#saved`);
	}
};
