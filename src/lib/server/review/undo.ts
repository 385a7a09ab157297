/** Taking back a reading of one's own, and what ends that: somebody else's reading, or a look at the mark. */
import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { claim, coding, post, task, undoing, unveiling } from '../db/schema.ts';
import * as findings from '../findings.ts';
import * as journal from '../journal.ts';
import * as claims from './claims.ts';
import { outcome } from './settlement.ts';
import { decides, findSettlement, isStanding, listStanding } from './standing.ts';

export type Undone =
	/** Whether the text is in the person's hand again, to be read anew. */
	{ isUndone: true; isHeld: boolean } | { isUndone: false; issue: string };

/**
 * Takes back a reading of one's own: as long as nobody read the text after, nobody is settling it,
 * nothing else was said of the post, and its author has not looked at what the machine said.
 */
export async function undo(
	db: Db,
	personId: string,
	codingId: number,
	now = new Date()
): Promise<Undone> {
	const refused = (issue: string): Undone => ({ isUndone: false, issue });
	return db.transaction(async (tx) => {
		const [own] = await tx.select().from(coding).where(eq(coding.id, codingId));
		if (!own || own.personId !== personId) return refused('That is no reading of yours.');
		const [held] = await tx.select().from(task).where(eq(task.id, own.taskId)).for('update');
		const standing = await listStanding(tx, own.taskId);
		if (!standing.some(({ id }) => id === codingId)) return refused('You took it back already.');
		if (standing.at(-1)!.id !== codingId)
			return refused('Somebody else has read this post since, so your reading stands.');
		const [seen] = await tx.select().from(unveiling).where(eq(unveiling.codingId, codingId));
		if (seen)
			return refused(
				'You have looked at what the machine said of this post, so your reading stands.'
			);
		const others =
			held!.claimedBy !== null && held!.claimedBy !== personId && held!.leaseUntil! > now;
		if (others && held!.stage === 'settle')
			return refused('Somebody is settling this post just now, so your reading stands.');
		const settled = decides(own) ? await findSettlement(tx, own.taskId, standing) : undefined;
		const [present] = await tx
			.select({ contentHash: post.contentHash, removedAt: post.removedAt })
			.from(post)
			.where(eq(post.id, own.postId))
			.for('update');
		const isOutdated = present!.contentHash !== own.contentHash || present!.removedAt !== null;
		if (settled) {
			if ((await findings.findLast(tx, own.postId))?.id !== settled.findingId)
				return refused('Something was decided about this post since, so your reading stands.');
			if (present!.contentHash === own.contentHash) await findings.undo(tx, own.postId, now);
		}
		const line = await journal.record(
			tx,
			'coding undone',
			{ post: own.postId, person: personId, coding: own.journalId, settlement: settled?.journalId },
			now
		);
		await tx.insert(undoing).values({ codingId, personId, journalId: line.id, at: now });
		const isHeld = !others && !isOutdated;
		if (isHeld) await claims.release(tx, personId);
		const { stage } = outcome(standing.slice(0, -1).filter(decides));
		await tx
			.update(task)
			.set({
				stage: isOutdated ? 'withdrawn' : stage,
				stageSince: now,
				...(isHeld && { claimedBy: personId, claimedAt: now, leaseUntil: claims.leaseFrom(now) })
			})
			.where(eq(task.id, own.taskId));
		if (isHeld)
			await tx.insert(claim).values({
				taskId: own.taskId,
				personId,
				round: own.round === 'extra' ? 'first' : own.round,
				at: now
			});
		return { isUndone: true, isHeld };
	});
}

/** Notes that a person looks at what the machine said of a post they read. False where it is not theirs. */
export async function unveil(
	db: Db,
	personId: string,
	codingId: number,
	now = new Date()
): Promise<boolean> {
	const [own] = await db
		.select({ id: coding.id })
		.from(coding)
		.where(and(eq(coding.id, codingId), eq(coding.personId, personId), isStanding(db)));
	if (!own) return false;
	await db.insert(unveiling).values({ codingId, at: now }).onConflictDoNothing();
	return true;
}
