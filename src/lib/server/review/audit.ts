/** How many unmarked posts the group reads, to learn what the machine misses. */
import type { Db } from '../db/index.ts';
import { reviewSetting } from '../db/schema.ts';
import * as journal from '../journal.ts';

/**
 * Of a hundred posts in the queue. Usually ten: of 300 posts a week that are 120 unmarked ones in four
 * weeks, and where none of them tells about a client, at most 2.5 in 100 do (three in 120, 95 % sure).
 * With fewer than five it would take months to know that; with more than fifty the group would read
 * mostly what the machine left, and seldom what it marked.
 */
export const bounds = { least: 5, usual: 10, most: 50 };

const ONE = 1;

/** The share, from 0 to 1. */
export async function find(db: Db): Promise<number> {
	const [row] = await db.select().from(reviewSetting);
	return (row?.auditPercent ?? bounds.usual) / 100;
}

/** Chooses it for the whole group, in the journal. Answers what is wrong in a sentence. */
export async function save(
	db: Db,
	personId: string,
	percent: number,
	now = new Date()
): Promise<{ issue?: string }> {
	if (!Number.isInteger(percent) || percent < bounds.least || percent > bounds.most)
		return {
			issue: `Unmarked posts must be a whole number from ${bounds.least} to ${bounds.most} in 100.`
		};
	await db.transaction(async (tx) => {
		await tx
			.insert(reviewSetting)
			.values({ id: ONE, auditPercent: percent })
			.onConflictDoUpdate({ target: reviewSetting.id, set: { auditPercent: percent } });
		await journal.record(tx, 'audit share', { person: personId, percent }, now);
	});
	return {};
}
