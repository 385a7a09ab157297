/** The quarters that strangers were told of, and telling the next ones (quarters.ts says why once only). */
import { and, asc, desc, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { post, publicQuarter } from '../db/schema.ts';
import * as journal from '../journal.ts';
import * as pause from '../publication/pause.ts';
import * as switching from '../publication/switching.ts';
import { gatherPublic, listKnown } from './public.ts';
import { due, leastRead, progress, type Progress } from './quarters.ts';
import { lastQuarter, monthAfter, rangeTo } from './query.ts';

/** Every quarter that was told, the first one first. */
export function list(db: Db): Promise<(typeof publicQuarter.$inferSelect)[]> {
	return db.select().from(publicQuarter).orderBy(asc(publicQuarter.month));
}

/** When each quarter was told, the newest first. */
export function listDays(db: Db): Promise<{ month: string; toldAt: Date }[]> {
	return db
		.select({ month: publicQuarter.month, toldAt: publicQuarter.toldAt })
		.from(publicQuarter)
		.orderBy(desc(publicQuarter.month));
}

/** Tells every quarter that is over and has been read, while the group publishes. Returns how many. */
export async function step(db: Db, now: Date): Promise<number> {
	if (!(await switching.find(db, now)).isOn || (await pause.find(db)) !== null) return 0;
	const gathered = await gatherPublic(db, rangeTo(lastQuarter(now)));
	const told = (await listDays(db)).map(({ month }) => month);
	const isOut = new Set([...told, ...(await listUnmarked(db))]);
	const next = due(gathered, await listKnown(db)).filter(({ month }) => !isOut.has(month));
	let count = 0;
	for (const quarter of next)
		count += await db.transaction(async (tx) => {
			const added = await tx
				.insert(publicQuarter)
				.values({ ...quarter, toldAt: now })
				.onConflictDoNothing()
				.returning({ month: publicQuarter.month });
			if (added.length > 0)
				await journal.record(tx, 'quarter told', { quarter: quarter.month.slice(0, 7) }, now);
			return added.length;
		});
	return count;
}

/** Quarters with posts that the machine has not read yet: how much of them is left to read is not known. */
async function listUnmarked(db: Db): Promise<string[]> {
	const quarter = sql<string>`to_char(date_trunc('quarter', ${post.shownAt} at time zone 'UTC'), 'YYYY-MM-DD')`;
	const rows = await db
		.selectDistinct({ quarter })
		.from(post)
		.where(and(isNull(post.markVersion), isNull(post.droppedAt), isNull(post.removedAt)));
	return rows.map((one) => one.quarter);
}

/** A quarter as the group sees it: how far it has been read, and since when strangers are told of it. */
export interface Reading extends Progress {
	/** Marked posts that two people must have read for the quarter to be told. */
	needed: number;
	toldAt: Date | null;
}

/** The quarters of the last two years that are over and have posts, the newest first. */
export async function listReadings(db: Db, now: Date): Promise<Reading[]> {
	const last = lastQuarter(now);
	const gathered = await gatherPublic(db, {
		from: `${monthAfter(last, -23)}-01`,
		to: `${last}-01`
	});
	const toldAt = new Map((await listDays(db)).map((one) => [one.month, one.toldAt]));
	return progress(gathered).map((one) => ({
		...one,
		needed: Math.ceil(leastRead * one.marked),
		toldAt: toldAt.get(one.month) ?? null
	}));
}
