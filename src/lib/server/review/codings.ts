/**
 * Saving readings, and settling a text when they suffice. Each reading and each settlement is a line of
 * the journal, with numbers and hashes only.
 */
import { randomBytes } from 'node:crypto';
import { and, count, desc, eq } from 'drizzle-orm';
import type { Answer, Exit, Identifier, Tone, Voice } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import type { CodedRound } from '../db/reviewing.ts';
import { coding, feed, post, settlement, task } from '../db/schema.ts';
import * as findings from '../findings.ts';
import * as journal from '../journal.ts';
import * as claims from './claims.ts';
import * as conflicts from './conflicts.ts';
import { hashOfCoding, hashOfSettlement } from './hashes.ts';
import { outcome, type Settled } from './settlement.ts';
import { decides, listStanding, type Coding } from './standing.ts';

/** What a reviewer answers on the separate axes. */
export interface Answers {
	narrates: Answer;
	identifiers: Identifier[];
	exits: Exit[];
	tone: Tone | null;
	voice: Voice;
	/** May be shown to the practitioner. */
	reason: string;
	/** For the group only. */
	note: string;
}

export type Saved =
	| { isSaved: true; codingId: number; isOutdated: boolean }
	/** Why not, in one sentence. `isKept`: a reading of theirs was saved before, as where its answer got lost. */
	| { isSaved: false; issue: string; isKept?: true };

const gone: Saved = {
	isSaved: false,
	issue:
		'This post is no longer with you: your time for it ran out, or you gave it back. Your reading was not saved.'
};

/**
 * Saves what a person read in the text they have in hand, and settles the text when it can be.
 * A text that its author changed meanwhile is kept as read, and settles nothing.
 */
export async function save(
	db: Db,
	personId: string,
	taskId: number,
	answers: Answers,
	now = new Date()
): Promise<Saved> {
	return db.transaction(async (tx) => {
		const [held] = await tx.select().from(task).where(eq(task.id, taskId)).for('update');
		if (!held) return gone;
		const standing = await listStanding(tx, taskId);
		if (standing.some((one) => one.personId === personId))
			return {
				isSaved: false,
				isKept: true,
				issue: 'You have read this post already, and that reading is kept.'
			};
		if (held.claimedBy !== personId) return gone;
		const [present] = await tx
			.select({
				contentHash: post.contentHash,
				removedAt: post.removedAt,
				practitionerId: feed.practitionerId
			})
			.from(post)
			.innerJoin(feed, eq(feed.id, post.feedId))
			.where(eq(post.id, held.postId))
			.for('update', { of: post });
		if ((await conflicts.reach(tx, personId)).includes(present!.practitionerId)) {
			await claims.release(tx, personId);
			return {
				isSaved: false,
				issue: 'You said that you know this practitioner, so this reading was not saved.'
			};
		}
		const deciding = standing.filter(decides);
		const stage = outcome(deciding).stage;
		if (stage === 'done' && !held.goldenAnswer) return gone;
		const round = stage === 'done' ? 'extra' : stage;
		const added = await append(tx, held, { personId, round, answers, now });
		const isOutdated = present!.contentHash !== held.contentHash || present!.removedAt !== null;
		const after = outcome([...deciding, added].filter(decides));
		if (after.settled && decides(added) && !isOutdated)
			await settle(tx, held, [...deciding, added], after.settled, now);
		await tx
			.update(task)
			.set({
				stage: isOutdated ? 'withdrawn' : after.stage,
				stageSince: now,
				claimedBy: null,
				claimedAt: null,
				leaseUntil: null
			})
			.where(eq(task.id, taskId));
		return { isSaved: true, codingId: added.id, isOutdated };
	});
}

type Task = typeof task.$inferSelect;

async function append(
	tx: Db,
	held: Task,
	{
		personId,
		round,
		answers,
		now
	}: { personId: string; round: CodedRound; answers: Answers; now: Date }
): Promise<Coding> {
	const [earlier] = await tx
		.select({ count: count() })
		.from(coding)
		.where(and(eq(coding.taskId, held.id), eq(coding.personId, personId)));
	const row = {
		taskId: held.id,
		postId: held.postId,
		contentHash: held.contentHash,
		personId,
		round,
		attempt: earlier!.count,
		...answers,
		seconds: secondsBetween(held.claimedAt ?? now, now),
		nonce: randomBytes(16).toString('hex'),
		recordedAt: now
	};
	const line = await journal.record(
		tx,
		'coding',
		{ post: held.postId, text: held.contentHash, person: personId, round, hash: hashOfCoding(row) },
		now
	);
	const [added] = await tx
		.insert(coding)
		.values({ ...row, journalId: line.id })
		.returning();
	return added!;
}

/** At most an hour: who leaves a page open did not read all that time. */
function secondsBetween(from: Date, to: Date): number {
	return Math.min(3600, Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)));
}

async function settle(
	tx: Db,
	held: Task,
	codings: Coding[],
	settled: Settled,
	now: Date
): Promise<void> {
	const { narrates, identifiers, exits, tone, voice, how, supportCount } = settled;
	const reason = settled.reason.slice(0, 2000);
	await findings.record(
		tx,
		held.postId,
		{ says: narrates, reason, sampled: held.sampled, details: { identifiers, tone } },
		now
	);
	const found = (await findings.findLast(tx, held.postId))!;
	const row = {
		taskId: held.id,
		postId: held.postId,
		contentHash: held.contentHash,
		codingIds: codings.map(({ id }) => id),
		how,
		supportCount,
		narrates,
		identifiers,
		exits,
		tone,
		voice,
		reason,
		nonce: randomBytes(16).toString('hex'),
		findingId: found.id,
		settledAt: now
	};
	const line = await journal.record(
		tx,
		'settlement',
		{
			post: held.postId,
			text: held.contentHash,
			codings: codings.map(({ journalId }) => journalId),
			finding: found.id,
			hash: hashOfSettlement(row)
		},
		now
	);
	await tx.insert(settlement).values({ ...row, journalId: line.id });
}

/** What a person answered on this text and took back, to begin from: their own last words, nobody else's. */
export async function findTakenBack(
	db: Db,
	personId: string,
	taskId: number
): Promise<Answers | undefined> {
	const [row] = await db
		.select({
			narrates: coding.narrates,
			identifiers: coding.identifiers,
			exits: coding.exits,
			tone: coding.tone,
			voice: coding.voice,
			reason: coding.reason,
			note: coding.note
		})
		.from(coding)
		.where(and(eq(coding.taskId, taskId), eq(coding.personId, personId)))
		.orderBy(desc(coding.id))
		.limit(1);
	return row;
}

/** The readings that a third person is to settle, without a trace of who made them. */
export async function listToSettle(db: Db, taskId: number): Promise<Answers[]> {
	const standing = await listStanding(db, taskId);
	return standing
		.filter(decides)
		.map(({ narrates, identifiers, exits, tone, voice, reason, note }) => ({
			narrates,
			identifiers,
			exits,
			tone,
			voice,
			reason,
			note
		}));
}
