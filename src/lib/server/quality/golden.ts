/**
 * Golden items: marked posts whose right answer an editor knows. They lie in the queue of review like
 * all others, nobody can tell them apart, and show how well each person reads.
 */
import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Answer } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { coding, post, skip, task } from '../db/schema.ts';
import * as journal from '../journal.ts';
import { isStanding } from '../review/standing.ts';

export type GoldenAnswer = Exclude<Answer, 'unsure'>;

export interface GoldenItem {
	taskId: number;
	postId: number;
	narrates: Answer;
	readings: number;
	right: number;
}

/** All of them, the latest first. For editors only. */
export async function list(db: Db): Promise<GoldenItem[]> {
	const rows = await db
		.select({
			taskId: task.id,
			postId: task.postId,
			answer: task.goldenAnswer,
			readings: sql<number>`count(${coding.id})::int`,
			right: sql<number>`(count(${coding.id}) filter (where ${coding.narrates} = ${task.goldenAnswer} ->> 'narrates'))::int`
		})
		.from(task)
		.leftJoin(
			coding,
			and(eq(coding.taskId, task.id), isStanding(db), sql`${coding.round} <> 'settle'`)
		)
		.where(isNotNull(task.goldenAnswer))
		.groupBy(task.id)
		.orderBy(desc(task.id));
	return rows.map(({ answer, ...row }) => ({ ...row, narrates: answer!.narrates }));
}

/**
 * Makes a marked post that nobody has read a golden item. Who makes it is never offered it.
 * Answers why not in a sentence.
 */
export async function add(
	db: Db,
	personId: string,
	{ postId, narrates }: { postId: number; narrates: GoldenAnswer },
	now = new Date()
): Promise<{ issue?: string }> {
	return db.transaction(async (tx) => {
		const [one] = await tx.select().from(post).where(eq(post.id, postId)).for('update');
		if (!one) return { issue: `There is no post with the number ${postId}.` };
		if (one.strength !== 'likely' && one.strength !== 'possible')
			return {
				issue:
					'Choose a marked post: unmarked ones come into review by chance alone, and would spoil the audit.'
			};
		if (one.droppedAt || one.removedAt)
			return { issue: 'This post is not there any more. Choose another one.' };
		const { contentHash, strength, probability, markVersion } = one;
		await tx
			.insert(task)
			.values({
				postId,
				contentHash,
				strength,
				probability,
				markVersion: markVersion ?? '',
				sampled: false,
				stageSince: now,
				createdAt: now
			})
			.onConflictDoNothing();
		const [made] = await tx
			.select()
			.from(task)
			.where(and(eq(task.postId, postId), eq(task.contentHash, contentHash)))
			.for('update');
		const [read] = await tx
			.select({ id: coding.id })
			.from(coding)
			.where(eq(coding.taskId, made!.id))
			.limit(1);
		if (read || made!.stage !== 'first' || (made!.leaseUntil && made!.leaseUntil > now))
			return { issue: 'Somebody has read this post, or is reading it now. Choose another one.' };
		if (made!.goldenAnswer) return { issue: 'This post is a golden item already.' };
		await tx.update(task).set({ goldenAnswer: { narrates } }).where(eq(task.id, made!.id));
		await tx
			.insert(skip)
			.values({ taskId: made!.id, personId, why: 'other', words: 'made it a golden item', at: now })
			.onConflictDoNothing();
		await journal.record(
			tx,
			'golden item',
			{ task: made!.id, post: postId, person: personId },
			now
		);
		return {};
	});
}

/** Makes it an ordinary text again, as long as nobody has read it. */
export async function remove(
	db: Db,
	personId: string,
	taskId: number,
	now = new Date()
): Promise<{ issue?: string }> {
	return db.transaction(async (tx) => {
		const [read] = await tx
			.select({ id: coding.id })
			.from(coding)
			.where(eq(coding.taskId, taskId))
			.limit(1);
		if (read)
			return { issue: 'It has been read already, so it stays: figures would change behind us.' };
		const changed = await tx
			.update(task)
			.set({ goldenAnswer: null })
			.where(and(eq(task.id, taskId), isNotNull(task.goldenAnswer), isNull(task.claimedBy)))
			.returning({ postId: task.postId });
		if (changed.length === 0)
			return { issue: 'There is no such golden item, or somebody reads it now.' };
		await journal.record(
			tx,
			'golden item taken back',
			{ task: taskId, post: changed[0]!.postId, person: personId },
			now
		);
		return {};
	});
}
