/**
 * What practitioners answer by their own link, without an account, and what the group does with it:
 * words are looked at by a person before others see them; an appeal is heard by a reviewer who did not
 * decide before, and answered in words.
 */
import { eq } from 'drizzle-orm';
import type { Outcome, ReplyKind, Who } from '#lib/words.ts';
import { includes } from '../access.ts';
import type { Db } from '../db/index.ts';
import { post, publication, reply } from '../db/schema.ts';
import * as findings from '../findings.ts';
import * as conflicts from '../review/conflicts.ts';
import * as events from './events.ts';
import * as publications from './publications.ts';
import * as screening from './screening.ts';
import type { Appeal } from './steps.ts';

/** Replies to one record; more are refused. */
export const mostReplies = 40;

/** Notes that the record was opened, once; nothing else is kept of who looked. */
export async function open(db: Db, publicationId: number, now = new Date()): Promise<void> {
	await db.transaction(async (tx) => {
		await hold(tx, publicationId);
		const happened = await events.list(tx, { publicationIds: [publicationId], postIds: [] });
		if (!happened.some((one) => one.what === 'opened'))
			await events.record(tx, { what: 'opened', publicationId }, now);
	});
}

/** The practitioner asks for a new link; the group sees it among the replies. Asked once until it is given. */
export async function ask(db: Db, publicationId: number, now = new Date()): Promise<void> {
	await db.transaction(async (tx) => {
		await hold(tx, publicationId);
		const happened = await events.list(tx, { publicationIds: [publicationId], postIds: [] });
		const last = happened.findLast(({ what }) => ['noticed', 'renewed', 'asked'].includes(what));
		if (last && last.what !== 'asked')
			await events.record(tx, { what: 'asked', publicationId }, now);
	});
}

async function hold(tx: Db, publicationId: number): Promise<void> {
	await tx
		.select({ id: publication.id })
		.from(publication)
		.where(eq(publication.id, publicationId))
		.for('update');
}

export interface Answered {
	/** Null: about the whole record. */
	postId: number | null;
	kind: ReplyKind;
	words: string;
	/** Asks that somebody else reads it again. */
	isAppeal: boolean;
}

/**
 * Keeps a reply, and the appeal with it. That it is the wrong person is always an appeal about the
 * whole. Returns why not, or undefined.
 */
export async function receive(
	db: Db,
	publicationId: number,
	answered: Answered,
	conditions: publications.Conditions
): Promise<string | undefined> {
	return db.transaction(async (tx) => {
		await hold(tx, publicationId);
		const whole = await publications.find(tx, publicationId, conditions);
		if (!whole?.standing.noticedAt) return 'There is no such record.';
		const isWrong = answered.kind === 'wrong-person';
		const postId = isWrong ? null : answered.postId;
		if (postId !== null && !whole.items.some((item) => item.postId === postId))
			return 'That post is not part of this record.';
		const words = answered.words.trim();
		if (words.length > screening.mostCharacters)
			return `At most ${screening.mostCharacters} characters, please: these are ${words.length}.`;
		if (answered.kind === 'disagree' && !words) return 'Say in a few words what you disagree with.';
		const firm = screening.refusal(words, whole.view.practitioner.name);
		if (firm) return firm;
		if (whole.replies.length >= mostReplies)
			return 'No more replies can be kept here. Please write to the group.';
		const [row] = await tx
			.insert(reply)
			.values({ publicationId, postId, kind: answered.kind, words, receivedAt: conditions.now })
			.returning();
		const about = { publicationId, postId, replyId: row!.id };
		await events.record(tx, { what: 'replied', ...about, words }, conditions.now);
		if ((answered.isAppeal || isWrong) && mayAppeal(whole, postId))
			await events.record(tx, { what: 'appealed', ...about }, conditions.now);
		if (answered.kind === 'removed-or-edited' && postId !== null)
			await tx
				.update(post)
				.set({ checkedAt: new Date(0) })
				.where(eq(post.id, postId));
		return undefined;
	});
}

/** Whether this was not appealed before. */
export function mayAppeal(whole: publications.Whole, postId: number | null): boolean {
	return !whole.events.some((one) => one.what === 'appealed' && one.postId === postId);
}

/** A reply with what became of it. */
export interface Stand {
	reply: publications.Reply;
	words: 'none' | 'waiting' | 'shown' | 'returned';
	/** Why the words were sent back. */
	returnedBecause: string;
	appeal: 'none' | 'open' | Outcome;
	/** The answer in words. */
	answer: string;
	answeredAt: Date | null;
}

/** The replies of a record, oldest first, each with what became of it. Pure. */
export function stands(whole: Pick<publications.Whole, 'replies' | 'events'>): Stand[] {
	return whole.replies.map((one) => {
		const own = whole.events.filter((event) => event.replyId === one.id);
		const looked = own.findLast(({ what }) => what === 'passed' || what === 'returned');
		const answer = own.findLast(({ what }) => what === 'answered');
		return {
			reply: one,
			words: !one.words
				? 'none'
				: !looked
					? 'waiting'
					: looked.what === 'passed'
						? 'shown'
						: 'returned',
			returnedBecause: looked?.what === 'returned' ? looked.words : '',
			appeal: answer?.outcome ?? (own.some(({ what }) => what === 'appealed') ? 'open' : 'none'),
			answer: answer?.words ?? '',
			answeredAt: answer?.at ?? null
		};
	});
}

/** Why this person may not hear an appeal, or undefined: who read the post or decided on the record may not. */
export function refusal(
	whole: publications.Whole,
	appeal: Pick<Appeal, 'postId'>,
	who: Who
): string | undefined {
	const read = whole.items
		.filter((item) => appeal.postId === null || item.postId === appeal.postId)
		.some((item) => item.everyone.includes(who.id));
	if (read) return 'You read what this is about: somebody else must hear the appeal.';
	if (whole.standing.decidedBy === who.id)
		return 'You decided that this is public: somebody else must hear the appeal.';
	return undefined;
}

async function withReply(
	db: Db,
	who: Who,
	replyId: number,
	conditions: publications.Conditions,
	take: (tx: Db, whole: publications.Whole, row: publications.Reply) => Promise<string | undefined>
): Promise<string | undefined> {
	return db.transaction(async (tx) => {
		const [row] = await tx.select().from(reply).where(eq(reply.id, replyId));
		if (!row) return 'There is no such reply.';
		await hold(tx, row.publicationId);
		const whole = (await publications.find(tx, row.publicationId, conditions))!;
		if ((await conflicts.reach(tx, who.id)).includes(whole.publication.practitionerId))
			return 'You said that you know this practitioner, so somebody else has to do this.';
		return take(tx, whole, row);
	});
}

/** Lets the words of a reply be seen by others, or sends them back with a reason. */
export function look(
	db: Db,
	who: Who,
	replyId: number,
	of: { passes: boolean; why: string },
	conditions: publications.Conditions
): Promise<string | undefined> {
	return withReply(db, who, replyId, conditions, async (tx, whole, row) => {
		if (!includes(who.role, 'editor')) return 'Only an editor or an administrator can do this.';
		const own = stands(whole).find((one) => one.reply.id === replyId)!;
		if (own.words !== 'waiting') return 'Somebody looked at these words already.';
		const why = of.why.trim().slice(0, 2000);
		if (!of.passes && !why) return 'Say what the practitioner should word otherwise.';
		await events.record(
			tx,
			{
				what: of.passes ? 'passed' : 'returned',
				publicationId: row.publicationId,
				postId: row.postId,
				replyId,
				by: who.id,
				words: of.passes ? '' : why
			},
			conditions.now
		);
		return undefined;
	});
}

/**
 * Answers an appeal in words. Where the finding falls, it falls in the ledger too; that it is the wrong
 * person says nothing of the posts.
 */
export function answer(
	db: Db,
	who: Who,
	replyId: number,
	of: { outcome: Outcome; words: string },
	conditions: publications.Conditions
): Promise<string | undefined> {
	return withReply(db, who, replyId, conditions, async (tx, whole, row) => {
		if (!includes(who.role, 'reviewer')) return 'Only a reviewer can hear an appeal.';
		const appeal = whole.standing.appeals.find((one) => one.replyId === replyId);
		if (!appeal) return 'This appeal was answered already.';
		const refused = refusal(whole, appeal, who);
		if (refused) return refused;
		const words = of.words.trim().slice(0, 2000);
		if (words.length < 20) return 'Answer in words: at least a sentence that says why.';
		const firm = screening.refusal(words);
		if (firm) return firm;
		await events.record(
			tx,
			{
				what: 'answered',
				publicationId: row.publicationId,
				postId: row.postId,
				replyId,
				by: who.id,
				outcome: of.outcome,
				words
			},
			conditions.now
		);
		if (of.outcome === 'overturned' && row.kind !== 'wrong-person')
			for (const item of whole.items)
				if (row.postId === null || row.postId === item.postId)
					await findings.record(
						tx,
						item.postId,
						{ says: 'no-story', reason: words },
						conditions.now
					);
		return undefined;
	});
}
