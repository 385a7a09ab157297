import { error, fail, redirect } from '@sveltejs/kit';
import * as notice from '#lib/notice.ts';
import { includes } from '#lib/server/access.ts';
import * as people from '#lib/server/accounts/people.ts';
import * as conditions from '#lib/server/publication/conditions.ts';
import * as decisions from '#lib/server/publication/decisions.ts';
import * as publications from '#lib/server/publication/publications.ts';
import * as replies from '#lib/server/publication/replies.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import { addDays, linkDays, windowDays } from '#lib/server/publication/steps.ts';

function idOf(typed: string): number {
	const id = Number(typed);
	if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) error(404, 'No such record');
	return id;
}

export async function load({ locals, params, url }) {
	const now = await conditions.current(locals.db);
	const whole = await publications.find(locals.db, idOf(params.id), now);
	if (!whole) error(404, 'No such record');
	const { publication, view, items, standing, events } = whole;
	const who = locals.who!;
	const hidden = await blindness.listHidden(locals.db, who);
	const except = blindness.idsOf(hidden, view.practitioner.id);
	const isTold = (postId: number | null) => postId === null || !except.includes(postId);
	const told =
		except.length === 0
			? view
			: (await ledger.find(locals.db, view.practitioner.id, now.evidence, {
					now: now.now,
					except
				}))!;
	const mayEdit = includes(who.role, 'editor');
	const names = new Map<string, string>();
	for (const { personId } of events)
		if (personId && !names.has(personId))
			names.set(personId, (await people.find(locals.db, personId))?.penName ?? '');
	return {
		now: now.now,
		pause: now.pause,
		id: publication.id,
		practitioner: { id: view.practitioner.id, name: view.practitioner.name },
		basis: publication.basis,
		ledger: told.ledger,
		blind: blindness.namesOf(hidden, [view.practitioner]),
		standing,
		items: items.filter(({ postId }) => isTold(postId)).map(({ everyone: _, ...item }) => item),
		replies: replies.stands(whole).filter(({ reply }) => isTold(reply.postId)),
		mayEdit,
		isDrafter: standing.drafters.includes(who.id),
		history: events
			.filter(({ postId }) => isTold(postId))
			.map(({ what, at, words, personId, postId, outcome }) => ({
				what,
				at,
				words,
				postId,
				outcome,
				by: personId ? (names.get(personId) ?? '') : ''
			})),
		// Who has the link can answer for the practitioner: it is for those who send it.
		letter: mayEdit
			? notice.paragraphs({
					name: view.practitioner.name,
					link: publication.token
						? new URL(`/record/${publication.token}`, url).href
						: '[the link, once you have said that the notice is going out]',
					contact: locals.config.contact,
					sentAt: standing.noticedAt ?? now.now,
					windowEndsAt: standing.windowEndsAt ?? addDays(now.now, windowDays),
					linkEndsAt: standing.linkEndsAt ?? addDays(now.now, linkDays),
					posts: items.length
				})
			: []
	};
}

type Event = { locals: App.Locals; params: { id: string }; request: Request };

/** An action that answers why it was not done, or comes back to the page. */
function step(
	take: (
		db: App.Locals['db'],
		who: NonNullable<App.Locals['who']>,
		id: number,
		words: string,
		now: publications.Conditions
	) => Promise<string | undefined>
) {
	return async ({ locals, params, request }: Event) => {
		const words = String((await request.formData()).get('words') ?? '');
		const now = await conditions.current(locals.db);
		const issue = await take(locals.db, locals.who!, idOf(params.id), words, now);
		if (issue) return fail(400, { issue });
		redirect(303, `/publish/${params.id}`);
	};
}

export const actions = {
	notice: step((db, who, id, _, now) => decisions.notice(db, who, id, now)),
	renew: step((db, who, id, _, now) => decisions.renew(db, who, id, now)),
	publish: step(async (db, who, id, _, now) => {
		const hidden = blindness.idsOf(await blindness.listHidden(db, who));
		const whole = await publications.find(db, id, now);
		// Nobody decides that something is public which they are not shown.
		if (whole?.items.some(({ postId }) => hidden.includes(postId)))
			return 'You have a post of this record in hand for review: save your reading first.';
		return decisions.publish(db, who, id, now);
	}),
	withdraw: step(decisions.withdraw),
	correct: step(decisions.correct)
};
