/** The quarters that strangers were told of, and telling the next ones (quarters.ts says why once only). */
import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed, post, publicQuarter } from '../db/schema.ts';
import * as experience from '../experience.ts';
import * as journal from '../journal.ts';
import * as pause from '../publication/pause.ts';
import * as switching from '../publication/switching.ts';
import type { Evidence } from '../rates.ts';
import { gatherPublic, listKnown, listProgress } from './public.ts';
import { due, isRead, leastRead, toGathered, type Progress } from './quarters.ts';
import { lastQuarter, monthAfter, rangeTo } from './query.ts';
import { ofQuarters, type Trends } from './trends.ts';

export type Told = typeof publicQuarter.$inferSelect;

/**
 * Days after the end of a quarter, and after a feed began to be followed, until they are counted: so
 * long it may take until everything is here.
 */
export const settlingDays = 14;

const settledBy = (now: Date) => new Date(now.getTime() - settlingDays * 86_400_000);

/** The last month of the last quarter that may be told, YYYY-MM. */
export const lastToTell = (now: Date) => lastQuarter(settledBy(now));

/** Every quarter that was told, the first one first. */
export function list(db: Db): Promise<Told[]> {
	return db.select().from(publicQuarter).orderBy(asc(publicQuarter.month));
}

/** What strangers may ask, and when each quarter of it was told. */
export interface Opened {
	trends: Trends;
	quarters: Pick<Told, 'month' | 'toldAt' | 'version'>[];
}

/** Anybody may open a public page, as often as they like. */
const KEEP_MS = 60_000;
const kept = new WeakMap<Db, { at: number; opened: Promise<Opened> }>();

/** As it was at most a minute ago. */
export function open(db: Db, now = new Date()): Promise<Opened> {
	const known = kept.get(db);
	if (known && Math.abs(now.getTime() - known.at) < KEEP_MS) return known.opened;
	const opened = read(db);
	kept.set(db, { at: now.getTime(), opened });
	opened.catch(() => kept.delete(db));
	return opened;
}

export async function read(db: Db): Promise<Opened> {
	const quarters = await list(db);
	return { trends: ofQuarters(quarters), quarters };
}

/**
 * Tells every quarter that is over and has been read, while the group publishes. Returns how many.
 * @param reader the present one; asked for only where there is something to tell
 */
export async function step(
	db: Db,
	reader: () => Promise<{ evidence: Evidence; version: string }>,
	now: Date
): Promise<number> {
	if (!(await switching.find(db, now)).isOn || (await pause.find(db)) !== null) return 0;
	const before = settledBy(now);
	const isOut = new Set([...(await listDays(db)).keys(), ...(await listUnmarked(db, before))]);
	const months = (await listProgress(db, rangeTo(lastToTell(now)), before))
		.filter((one) => isRead(one) && !isOut.has(one.month))
		.map(({ month }) => month)
		.sort();
	if (months.length === 0) return 0;
	const range = { from: months[0]!, to: `${monthAfter(months.at(-1)!.slice(0, 7), 2)}-01` };
	const gathered = await gatherPublic(db, range, before);
	const { evidence, version } = await reader();
	const learned = await experience.find(db, evidence);
	let count = 0;
	for (const quarter of due(gathered, months, await listKnown(db))) {
		const { feeds, found } = toGathered([quarter]);
		const counts = feeds.flatMap((row) =>
			(['likely', 'possible', 'none'] as const).map((what) => ({ what, count: row[what] }))
		);
		const beliefs = learned.without(counts, found);
		count += await db.transaction(async (tx) => {
			const added = await tx
				.insert(publicQuarter)
				.values({ ...quarter, version, beliefs, toldAt: now })
				.onConflictDoNothing()
				.returning({ month: publicQuarter.month });
			if (added.length > 0)
				await journal.record(tx, 'quarter told', { quarter: quarter.month.slice(0, 7) }, now);
			return added.length;
		});
	}
	return count;
}

/** From the first day of each told quarter to when it was told. */
async function listDays(db: Db): Promise<Map<string, Date>> {
	const rows = await db
		.select({ month: publicQuarter.month, toldAt: publicQuarter.toldAt })
		.from(publicQuarter)
		.orderBy(desc(publicQuarter.month));
	return new Map(rows.map((row) => [row.month, row.toldAt]));
}

/** Quarters with posts that the machine has not read yet: how much of them is left to read is not known. */
async function listUnmarked(db: Db, followedBefore: Date): Promise<string[]> {
	const quarter = sql<string>`to_char(date_trunc('quarter', ${post.shownAt} at time zone 'UTC'), 'YYYY-MM-DD')`;
	const rows = await db
		.selectDistinct({ quarter })
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				isNull(post.markVersion),
				isNull(post.droppedAt),
				isNull(post.removedAt),
				lt(feed.createdAt, followedBefore)
			)
		);
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
	const last = lastToTell(now);
	const range = { from: `${monthAfter(last, -23)}-01`, to: `${last}-01` };
	const days = await listDays(db);
	return (await listProgress(db, range, settledBy(now))).map((one) => ({
		...one,
		needed: Math.ceil(leastRead * one.marked),
		toldAt: days.get(one.month) ?? null
	}));
}
