import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as practitioners from '#lib/server/practitioners.ts';
import { includes } from '#lib/server/access.ts';
import * as audit from '#lib/server/review/audit.ts';
import * as conflicts from '#lib/server/review/conflicts.ts';
import * as habits from '#lib/server/review/habits.ts';
import { whoOf } from '../reading.server.ts';

export async function load({ locals, url }) {
	const who = whoOf(locals);
	const named = (url.searchParams.get('named') ?? '').trim().slice(0, 200);
	const known = await conflicts.list(locals.db, who.id);
	const found = named ? await practitioners.search(locals.db, named) : [];
	return {
		audit: { percent: Math.round(100 * (await audit.find(locals.db))), ...audit.bounds },
		isEditor: includes(who.role, 'editor'),
		habits: await habits.find(locals.db, who.id),
		known,
		named,
		found: found
			.filter((one) => !known.some(({ id }) => id === one.id))
			.map(({ id, name, profession, place }) => ({ id, name, profession, place })),
		isSaved: url.searchParams.get('said') === 'saved'
	};
}

const wholeNumber = (what: string, most: number) =>
	v.pipe(
		v.optional(v.string(), '0'),
		v.transform((typed) => Number(typed.trim() || '0')),
		v.integer(`${what} must be a whole number.`),
		v.minValue(0, `${what} must be 0 or more.`),
		v.maxValue(most, `${what} must be at most ${most}.`)
	);
const ticked = v.pipe(
	v.optional(v.string(), ''),
	v.transform((value) => value !== '')
);
const Habits = v.object({
	keys: ticked,
	blur: ticked,
	grey: ticked,
	pausePosts: wholeNumber('The number of posts', 500),
	pauseMinutes: wholeNumber('The number of minutes', 600)
});

export const actions = {
	save: async ({ locals, request }) => {
		const parsed = v.safeParse(Habits, Object.fromEntries(await request.formData()));
		if (!parsed.success) return fail(400, { issue: parsed.issues[0].message });
		await habits.save(locals.db, whoOf(locals).id, parsed.output);
		redirect(303, '/review/settings?said=saved');
	},
	audit: async ({ locals, request }) => {
		const percent = Number((await request.formData()).get('percent'));
		const { issue } = await audit.save(locals.db, whoOf(locals).id, percent);
		if (issue) return fail(400, { issue });
		redirect(303, '/review/settings?said=saved');
	},
	know: async ({ locals, request }) => {
		const id = idOf(await request.formData());
		if (!id || !(await conflicts.add(locals.db, whoOf(locals).id, id)))
			return fail(404, { issue: 'There is no such practitioner.' });
		redirect(303, '/review/settings#known');
	},
	forget: async ({ locals, request }) => {
		const id = idOf(await request.formData());
		if (id) await conflicts.remove(locals.db, whoOf(locals).id, id);
		redirect(303, '/review/settings#known');
	}
};

function idOf(data: FormData): number | undefined {
	const id = Number(data.get('practitioner'));
	return Number.isInteger(id) && id > 0 && id < 2 ** 31 ? id : undefined;
}
