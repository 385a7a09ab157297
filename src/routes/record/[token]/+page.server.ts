import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import * as conditions from '#lib/server/publication/conditions.ts';
import * as publications from '#lib/server/publication/publications.ts';
import * as replies from '#lib/server/publication/replies.ts';
import * as screening from '#lib/server/publication/screening.ts';
import * as tries from '#lib/server/publication/tries.ts';
import { replyKinds } from '#lib/words.ts';

/** Who tries many wrong links is guessing; a link that answers very often is in the hands of a program. */
const misses = tries.counter(300);
const sends = tries.counter(60);
const tooOften = 'That was too often. Please come back in an hour.';

async function recordOf(locals: App.Locals, token: string, address: string) {
	const found = /^[\w-]{32}$/.test(token)
		? await publications.findByToken(locals.db, token)
		: undefined;
	if (!found && !misses.take(address)) error(429, tooOften);
	if (!found) error(404, 'There is no such link, or it was replaced by a newer one.');
	return found;
}

export async function load({ locals, params, getClientAddress }) {
	const found = await recordOf(locals, params.token, getClientAddress());
	const now = new Date();
	const whole = (await publications.find(
		locals.db,
		found.id,
		await conditions.current(locals.db, now)
	))!;
	const { standing, view } = whole;
	const contact = locals.config.contact;
	if (standing.linkEndsAt! <= now)
		return {
			contact,
			ended: {
				at: standing.linkEndsAt!,
				isAsked:
					whole.events.findLast(({ what }) => ['noticed', 'renewed', 'asked'].includes(what))
						?.what === 'asked'
			}
		};
	await replies.open(locals.db, found.id, now);
	const stands = replies.stands(whole);
	return {
		contact,
		now,
		name: view.practitioner.name,
		ledger: view.ledger,
		feeds: view.feeds.map(({ title, url }) => ({ title, url })),
		standing,
		mostCharacters: screening.mostCharacters,
		mayAppealAll: replies.mayAppeal(whole, null),
		replies: stands.filter((one) => one.reply.postId === null),
		items: whole.items.map(({ everyone: _, ...item }) => ({
			...item,
			replies: stands.filter((one) => one.reply.postId === item.postId),
			mayAppeal: replies.mayAppeal(whole, item.postId)
		}))
	};
}

const Answered = v.object({
	post: v.pipe(
		v.optional(v.string(), ''),
		v.transform((typed) => (typed === '' ? null : Number(typed)))
	),
	kind: v.picklist(replyKinds, 'Choose one of the answers.'),
	words: v.optional(v.string(), ''),
	appeal: v.optional(v.string(), ''),
	looked: v.optional(v.string(), '')
});

export const actions = {
	reply: async ({ locals, params, request, getClientAddress }) => {
		const found = await recordOf(locals, params.token, getClientAddress());
		const form = Object.fromEntries(await request.formData());
		const parsed = v.safeParse(Answered, form);
		const typed = {
			post: String(form.post ?? ''),
			kind: String(form.kind ?? ''),
			// Browsers send line ends as two characters.
			words: String(form.words ?? '').replaceAll('\r\n', '\n'),
			isAppeal: form.appeal === 'yes'
		};
		if (!parsed.success) return fail(400, { ...typed, issue: parsed.issues[0].message });
		if (!sends.take(params.token)) return fail(429, { ...typed, issue: tooOften });
		const now = await conditions.current(locals.db);
		const whole = (await publications.find(locals.db, found.id, now))!;
		if (whole.standing.linkEndsAt! <= now.now)
			return fail(400, { ...typed, issue: 'The link has run out meanwhile. Ask for a new one.' });
		const screened = screening.screen(typed.words, whole.view.practitioner.name);
		if (screened.firm.length > 0 || (screened.look.length > 0 && parsed.output.looked !== 'yes'))
			return fail(422, { ...typed, screened, issue: '' });
		const issue = await replies.receive(
			locals.db,
			found.id,
			{
				postId: parsed.output.post,
				kind: parsed.output.kind,
				words: typed.words,
				isAppeal: typed.isAppeal
			},
			now
		);
		if (issue) return fail(400, { ...typed, issue });
		return { isKept: true, post: typed.post };
	},
	ask: async ({ locals, params, getClientAddress }) => {
		const found = await recordOf(locals, params.token, getClientAddress());
		await replies.ask(locals.db, found.id);
		return { isAsked: true };
	}
};
