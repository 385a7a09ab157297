/** Readings that nobody took back, and the settlement that rests on them. */
import { and, asc, eq, notExists, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { coding, settlement, undoing } from '../db/schema.ts';

export type Coding = typeof coding.$inferSelect;

/** Whether a reading counts towards what is settled: all but further readings of a golden item. */
export function decides({ round }: Pick<Coding, 'round'>): boolean {
	return round !== 'extra';
}

export function isStanding(db: Db) {
	return notExists(
		db
			.select({ one: sql`1` })
			.from(undoing)
			.where(eq(undoing.codingId, coding.id))
	);
}

/** The readings of one text that stand, in the order in which they were made. */
export function listStanding(db: Db, taskId: number): Promise<Coding[]> {
	return db
		.select()
		.from(coding)
		.where(and(eq(coding.taskId, taskId), isStanding(db)))
		.orderBy(asc(coding.id));
}

/** What was settled for a text, as long as all the readings that it rests on stand. */
export async function findSettlement(db: Db, taskId: number, standing: { id: number }[]) {
	const ids = new Set(standing.map(({ id }) => id));
	const rows = await db
		.select()
		.from(settlement)
		.where(eq(settlement.taskId, taskId))
		.orderBy(asc(settlement.id));
	return rows.findLast(({ codingIds }) => codingIds.every((id) => ids.has(id)));
}
