import { error, fail, redirect } from '@sveltejs/kit';
import * as lists from '#lib/server/lists.ts';
import * as practitioners from '#lib/server/practitioners.ts';

const PAGE = 100;

export async function load({ locals, params, url }) {
	const list = await found(locals.db, params.id);
	const typed = url.searchParams.get('find')?.trim().slice(0, 100) ?? '';
	const after = url.searchParams.get('after');
	const page = await practitioners.list(locals.db, {
		listId: list.id,
		limit: PAGE,
		after: after === null ? undefined : { name: after, id: Number(url.searchParams.get('id')) || 0 }
	});
	const here = new Set(page.rows.map(({ practitioner }) => practitioner.id));
	return {
		list,
		rows: page.rows.map(({ practitioner, feeds }) => ({
			id: practitioner.id,
			name: practitioner.name,
			profession: practitioner.profession,
			feeds: feeds.length
		})),
		next: page.next,
		isFirst: after === null,
		typed,
		others: typed
			? (await practitioners.search(locals.db, typed)).map(({ id, name, profession }) => ({
					id,
					name,
					profession,
					isHere: here.has(id)
				}))
			: []
	};
}

async function found(db: App.Locals['db'], typed: string): Promise<lists.List> {
	const list = /^\d{1,9}$/.test(typed) ? await lists.find(db, Number(typed)) : undefined;
	if (!list) error(404, 'There is no such list.');
	return list;
}

export const actions = {
	put: async ({ locals, params, request }) => {
		const list = await found(locals.db, params.id);
		const id = Number((await request.formData()).get('practitioner')) || 0;
		if (!(await practitioners.find(locals.db, id))) error(404, 'No such practitioner');
		await lists.put(locals.db, list.id, id);
		redirect(303, `/lists/${list.id}`);
	},
	take: async ({ locals, params, request }) => {
		const list = await found(locals.db, params.id);
		const id = Number((await request.formData()).get('practitioner')) || 0;
		await lists.take(locals.db, list.id, id);
		redirect(303, `/lists/${list.id}`);
	},
	rename: async ({ locals, params, request }) => {
		const list = await found(locals.db, params.id);
		const name = String((await request.formData()).get('name') ?? '');
		const issue = await lists.rename(locals.db, list.id, name);
		if (issue) return fail(400, { name, issue });
		redirect(303, `/lists/${list.id}`);
	},
	remove: async ({ locals, params }) => {
		await lists.remove(locals.db, (await found(locals.db, params.id)).id);
		redirect(303, '/lists');
	}
};
