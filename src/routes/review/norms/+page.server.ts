import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { axes } from '#lib/coding.ts';
import * as access from '#lib/server/access.ts';
import * as teaching from '#lib/server/review/teaching.ts';
import { whoOf } from '../reading.server.ts';

export async function load({ locals }) {
	return {
		notes: await teaching.list(locals.db),
		mayWithdraw: access.includes(whoOf(locals).role, 'editor')
	};
}

const Note = v.object({
	axis: v.picklist(axes, 'Choose the question that the note is about.'),
	text: v.pipe(
		v.string(),
		v.trim(),
		v.nonEmpty('Write the note first.'),
		v.maxLength(teaching.longest, `Keep the note to ${teaching.longest} characters.`)
	)
});

export const actions = {
	add: async ({ locals, request }) => {
		const fields = Object.fromEntries(await request.formData());
		const parsed = v.safeParse(Note, fields);
		if (!parsed.success)
			return fail(400, {
				issue: parsed.issues[0].message,
				values: { axis: String(fields.axis), text: String(fields.text) }
			});
		await teaching.add(locals.db, whoOf(locals).id, parsed.output);
		redirect(303, '/review/norms');
	},
	withdraw: async ({ locals, request }) => {
		if (!access.includes(whoOf(locals).role, 'editor')) error(403, 'Only editors take notes off.');
		const id = Number((await request.formData()).get('note'));
		if (Number.isInteger(id) && id > 0 && id < 2 ** 31) await teaching.withdraw(locals.db, id);
		redirect(303, '/review/norms');
	}
};
