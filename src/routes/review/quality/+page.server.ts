import { fail, redirect } from '@sveltejs/kit';
import { includes } from '#lib/server/access.ts';
import * as pause from '#lib/server/publication/pause.ts';
import * as golden from '#lib/server/quality/golden.ts';
import * as quality from '#lib/server/quality/quality.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as reviews from '#lib/server/reviews.ts';

const DAY_MS = 86_400_000;

export async function load({ locals }) {
	const who = locals.who!;
	const isEditor = includes(who.role, 'editor');
	const { version } = await reader();
	const found = await quality.find(locals.db, version);
	const hidden = blindness.idsOf(await blindness.listHidden(locals.db, who));
	const now = Date.now();
	const [week, month] = [
		await reviews.listLoads(locals.db, new Date(now - 7 * DAY_MS)),
		await reviews.listLoads(locals.db, new Date(now - 28 * DAY_MS))
	];
	// A reviewer sees how much they read themselves; editors see everybody, to share the work well.
	const mine = month.filter((one) => isEditor || one.personId === who.id);
	return {
		quality: { ...found, golden: undefined, goldenBefore: undefined },
		version,
		leastTwice: pause.leastTwice,
		leastKappa: pause.leastKappa,
		isEditor,
		progress: await reviews.progress(locals.db),
		loads: mine.map(({ personId, penName, count, seconds }) => {
			const lately = week.find((one) => one.personId === personId);
			const known = (isEditor ? found.golden : found.goldenBefore).find(
				(one) => one.personId === personId
			);
			return {
				penName,
				month: { count, minutes: Math.round(seconds / 60) },
				week: { count: lately?.count ?? 0, minutes: Math.round((lately?.seconds ?? 0) / 60) },
				golden: known && { read: known.read, right: known.right }
			};
		}),
		// An editor who has a golden item in hand is to read it like all others.
		items: isEditor
			? (await golden.list(locals.db)).filter(({ postId }) => !hidden.includes(postId))
			: []
	};
}

export const actions = {
	golden: async ({ locals, request }) => {
		const form = await request.formData();
		const typed = String(form.get('post') ?? '').trim();
		const postId = Number(/(\d{1,15})\/?$/.exec(typed)?.[1]);
		const narrates = (['story', 'no-story'] as const).find((one) => one === form.get('narrates'));
		if (!Number.isInteger(postId))
			return fail(400, {
				typed,
				issue: 'Give the number of the post, or the address of its page here.'
			});
		if (!narrates) return fail(400, { typed, issue: 'Choose the right answer.' });
		const { issue } = await golden.add(locals.db, locals.who!.id, { postId, narrates });
		if (issue) return fail(400, { typed, issue });
		redirect(303, '/review/quality#golden');
	},
	remove: async ({ locals, request }) => {
		const taskId = Number((await request.formData()).get('task'));
		const { issue } = await golden.remove(locals.db, locals.who!.id, taskId);
		if (issue) return fail(400, { typed: '', issue });
		redirect(303, '/review/quality#golden');
	}
};
