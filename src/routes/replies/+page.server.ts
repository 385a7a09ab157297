import { fail, redirect } from '@sveltejs/kit';
import { includes } from '#lib/server/access.ts';
import * as conditions from '#lib/server/publication/conditions.ts';
import * as publications from '#lib/server/publication/publications.ts';
import * as replies from '#lib/server/publication/replies.ts';
import * as takedowns from '#lib/server/publication/takedowns.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import { outcomes } from '#lib/words.ts';

export async function load({ locals }) {
	const now = await conditions.current(locals.db);
	const who = locals.who!;
	const hidden = await blindness.listHidden(locals.db, who);
	const except = blindness.idsOf(hidden);
	const isTold = ({ postId }: { postId: number | null }) =>
		postId === null || !except.includes(postId);
	const wholes = await publications.list(locals.db, now);
	const about = (whole: publications.Whole, postId: number | null) => {
		const item = whole.items.find((one) => one.postId === postId);
		return {
			recordId: whole.publication.id,
			name: whole.view.practitioner.name,
			postId,
			publishedAt: item?.publishedAt ?? null,
			reason: item?.reason ?? ''
		};
	};
	return {
		now: now.now,
		blind: blindness.namesOf(
			hidden,
			wholes.map(({ view }) => view.practitioner)
		),
		mayEdit: includes(who.role, 'editor'),
		appeals: wholes
			.flatMap((whole) =>
				whole.standing.appeals.filter(isTold).map((appeal) => ({
					...about(whole, appeal.postId),
					...appeal,
					reply: whole.replies.find((one) => one.id === appeal.replyId)!,
					refusal: replies.refusal(whole, appeal, who)
				}))
			)
			.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
		words: wholes.flatMap((whole) =>
			replies
				.stands(whole)
				.filter((one) => one.words === 'waiting' && isTold(one.reply))
				.map(({ reply }) => ({ ...about(whole, reply.postId), reply }))
		),
		links: wholes
			.filter(
				({ events }) =>
					events.findLast(({ what }) => ['noticed', 'renewed', 'asked'].includes(what))?.what ===
					'asked'
			)
			.map((whole) => about(whole, null)),
		takedowns: await takedowns.list(locals.db),
		latest: wholes
			.flatMap((whole) =>
				replies
					.stands(whole)
					.filter(({ reply }) => isTold(reply))
					.map((one) => ({ ...about(whole, one.reply.postId), ...one }))
			)
			.sort((a, b) => b.reply.id - a.reply.id)
			.slice(0, 30)
	};
}

const done = (issue: string | undefined, at: string) => {
	if (issue) return fail(400, { issue, at });
	redirect(303, '/replies');
};

export const actions = {
	look: async ({ locals, request }) => {
		const form = await request.formData();
		const id = Number(form.get('reply'));
		return done(
			await replies.look(
				locals.db,
				locals.who!,
				id,
				{ passes: form.get('passes') === 'yes', why: String(form.get('why') ?? '') },
				await conditions.current(locals.db)
			),
			`words-${id}`
		);
	},
	answer: async ({ locals, request }) => {
		const form = await request.formData();
		const id = Number(form.get('reply'));
		const outcome = outcomes.find((one) => one === form.get('outcome'));
		const words = String(form.get('words') ?? '').replaceAll('\r\n', '\n');
		if (!outcome)
			return fail(400, { issue: 'Choose whether the reading stands.', at: `appeal-${id}`, words });
		const issue = await replies.answer(
			locals.db,
			locals.who!,
			id,
			{ outcome, words },
			await conditions.current(locals.db)
		);
		if (issue) return fail(400, { issue, at: `appeal-${id}`, words, outcome });
		redirect(303, '/replies');
	},
	restore: async ({ locals, request }) => {
		const form = await request.formData();
		const id = Number(form.get('post'));
		return done(
			await takedowns.restore(locals.db, locals.who!, id, String(form.get('words') ?? '')),
			`copy-${id}`
		);
	},
	forget: async ({ locals, request }) => {
		const id = Number((await request.formData()).get('post'));
		return done(await takedowns.forget(locals.db, locals.who!, id), `copy-${id}`);
	}
};
