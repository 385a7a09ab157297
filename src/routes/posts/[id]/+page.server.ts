import { error, fail, redirect } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import * as binding from '#lib/binding.ts';
import * as contested from '#lib/contested.ts';
import * as sentences from '#lib/sentences.ts';
import type { Db } from '#lib/server/db/index.ts';
import * as findings from '#lib/server/findings.ts';
import * as ledger from '#lib/server/ledger.ts';
import { explain } from '#lib/server/marking/cues/index.ts';
import * as second from '#lib/server/marking/second/readings.ts';
import { isBlind } from '#lib/server/marking/second/agreement.ts';
import * as posts from '#lib/server/posts.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as reviews from '#lib/server/reviews.ts';
import { reader } from '#lib/server/reading.ts';
import { answers } from '#lib/words.ts';

export async function load({ locals, params, url }) {
	const found = await findPost(locals.db, params.id);
	// Who is about to read it in review is not to see the mark first.
	const hidden = await blindness.listHidden(locals.db, locals.who);
	if (hidden.some(({ postId }) => postId === found.post.id)) redirect(303, '/review?said=hidden');
	const { axes, ...post } = found.post;
	const told = {
		exits: axes?.exits ?? [],
		identifiers: axes?.identifiers ?? [],
		forms: axes?.forms ?? [],
		tone: axes?.tone ?? null
	};
	const isMarked = post.strength === 'likely' || post.strength === 'possible';
	const said = await findings.list(locals.db, post.id);
	const secondReading = await second.find(locals.db, post.id, post.contentHash);
	// Who still has a blind reading of this text before them is not told.
	const isSecondHidden = secondReading && (await isBlind(locals.db, locals.who, post));
	return {
		...found,
		post: {
			...post,
			sha256: createHash('sha256').update(post.text).digest('hex'),
			...told,
			voice: axes?.voice ?? 'not-said',
			otherNorms: axes?.otherNorms ?? [],
			goodPractice: axes?.goodPractice ?? [],
			reader: axes?.reader ?? null,
			reasons: explain(axes?.reasons ?? [])
		},
		isMarked,
		secondReading: isSecondHidden ? undefined : secondReading,
		isSecondHidden,
		isAudit: url.searchParams.get('audit') === '1' && post.strength === 'none',
		standing: findings.standing(said, post.contentHash),
		settled: await reviews.findSettled(locals.db, post.id, post.contentHash),
		positions: isMarked || post.finding === 'story' ? contested.raised(told) : [],
		bindings: isMarked
			? binding.list(found.practitioner.profession, found.practitioner.place).slice(0, 6)
			: [],
		revisions: await posts.listRevisions(locals.db, post.id)
	};
}

async function findPost(db: Db, typed: string) {
	const id = Number(typed);
	const found = Number.isSafeInteger(id) && id > 0 ? await posts.find(db, id) : undefined;
	if (!found) error(404, 'No such post');
	return found;
}

const Said = v.object({
	says: v.picklist(answers, 'Choose yes, no or not sure.'),
	reason: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.maxLength(2000, 'Give a reason of at most 2,000 characters.')
	),
	sampled: v.optional(v.string(), '')
});

/** Does something to a post and says what that did to the range. */
async function withRange(
	db: Db,
	practitionerId: number,
	change: () => Promise<boolean>,
	isUndone = false
): Promise<{ said: string; issue: string }> {
	const { evidence } = await reader();
	const before = (await ledger.find(db, practitionerId, evidence))!.ledger;
	await change();
	const after = (await ledger.find(db, practitionerId, evidence))!.ledger;
	return { said: sentences.changed(before, after, isUndone), issue: '' };
}

const inReview = 'In a group, posts are read in review, by two people.';

export const actions = {
	say: async ({ locals, params, request }) => {
		if (locals.config.mode === 'group') return fail(403, { said: '', issue: inReview });
		const found = await findPost(locals.db, params.id);
		const parsed = v.safeParse(Said, Object.fromEntries(await request.formData()));
		if (!parsed.success) return fail(400, { said: '', issue: parsed.issues[0].message });
		const { says, reason, sampled } = parsed.output;
		return withRange(locals.db, found.practitioner.id, () =>
			findings.record(locals.db, found.post.id, { says, reason, sampled: sampled === 'yes' })
		);
	},
	undo: async ({ locals, params }) => {
		if (locals.config.mode === 'group') return fail(403, { said: '', issue: inReview });
		const found = await findPost(locals.db, params.id);
		return withRange(
			locals.db,
			found.practitioner.id,
			() => findings.undo(locals.db, found.post.id),
			true
		);
	},
	/** On to the next post of the random sample. */
	next: async ({ locals, params }) => {
		const found = await findPost(locals.db, params.id);
		const hidden = await blindness.listHidden(locals.db, locals.who);
		const next = await findings.nextToAudit(
			locals.db,
			found.practitioner.id,
			blindness.idsOf(hidden)
		);
		redirect(
			303,
			next ? `/posts/${next}?audit=1` : `/practitioners/${found.practitioner.id}?audited=all`
		);
	}
};
