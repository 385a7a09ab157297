import { fail, redirect } from '@sveltejs/kit';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as lists from '#lib/server/lists.ts';
import { begin } from './reading.ts';

export async function load({ locals, url }) {
	const imports = await intakes.list(locals.db);
	return {
		lists: await lists.list(locals.db),
		into: Number(url.searchParams.get('into')) || null,
		imports: imports.map(({ intake, listName }) => ({
			id: intake.id,
			title: intake.title,
			stage: intake.stage,
			startedAt: intake.startedAt,
			listName
		}))
	};
}

export const actions = {
	add: async ({ locals, request }) => {
		const name = String((await request.formData()).get('name') ?? '');
		const added = await lists.add(locals.db, name);
		if ('issue' in added) return fail(400, { name, addIssue: added.issue });
		redirect(303, `/lists/${added.id}`);
	},
	import: async ({ locals, request }) => {
		const form = await request.formData();
		const begun = await begin(locals.db, locals.config, form, locals.who?.id ?? null);
		if ('issue' in begun)
			return fail(400, { pasted: String(form.get('pasted') ?? ''), issue: begun.issue });
		redirect(303, `/lists/imports/${begun.id}`);
	}
};
