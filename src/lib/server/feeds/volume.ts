/** Whether a feed posts unusually little or much lately, so that a silence is seen as one. */
import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import * as many from '../db/many.ts';
import { feed, post, type Volume } from '../db/schema.ts';

const DAY = 86_400_000;
/** Four weeks are compared with the year before them. */
export const LATELY_DAYS = 28;
const YEAR_DAYS = 364;
/** With less of a past than this, nothing is usual yet. */
const LEAST_DAYS = 56;
const CHANCE = 0.01;

/**
 * Compares the posts of the last 28 days with those of the days before. Unusual is what would happen
 * by chance less than once in a hundred times (Poisson) if the feed went on as before; much is also at
 * least twice as much, and three posts. Pure.
 */
export function judge(lately: number, before: number, beforeDays: number): Volume {
	if (beforeDays < LEAST_DAYS) return 'usual';
	const expected = (before / beforeDays) * LATELY_DAYS;
	if (expected > 0 && atMost(lately, expected) < CHANCE) return 'low';
	const isMuch = lately >= 3 && lately >= 2 * expected;
	return isMuch && 1 - atMost(lately - 1, expected) < CHANCE ? 'high' : 'usual';
}

/** The chance of at most `count` where `expected` are expected. */
function atMost(count: number, expected: number): number {
	let term = Math.exp(-expected);
	let sum = 0;
	for (let i = 0; i <= count; i++) {
		sum += term;
		term *= expected / (i + 1);
	}
	return Math.min(1, sum);
}

const BATCH = 200;

/** Judges feeds not judged for a day. Returns true when there may be more. */
export async function step(db: Db, now: Date): Promise<boolean> {
	const due = await db
		.select({
			id: feed.id,
			volume: feed.volume,
			volumeSince: feed.volumeSince,
			oldestPostAt: feed.oldestPostAt
		})
		.from(feed)
		.where(
			and(
				isNull(feed.pausedAt),
				or(isNull(feed.volumeCheckedAt), lte(feed.volumeCheckedAt, new Date(now.getTime() - DAY)))
			)
		)
		.limit(BATCH);
	if (due.length === 0) return false;
	const lately = new Date(now.getTime() - LATELY_DAYS * DAY);
	const start = new Date(lately.getTime() - YEAR_DAYS * DAY);
	const counts = await db
		.select({
			feedId: post.feedId,
			lately: sql<number>`(count(*) filter (where ${post.shownAt} > ${lately.toISOString()}::timestamptz))::int`,
			before: sql<number>`(count(*) filter (where ${post.shownAt} <= ${lately.toISOString()}::timestamptz))::int`
		})
		.from(post)
		.where(
			and(
				inArray(
					post.feedId,
					due.map((row) => row.id)
				),
				gt(post.shownAt, start)
			)
		)
		.groupBy(post.feedId);
	const byFeed = new Map(counts.map((row) => [row.feedId, row]));
	await many.update(
		db,
		feed,
		'id',
		due.map(({ id, oldestPostAt, ...row }) => {
			const known = byFeed.get(id) ?? { lately: 0, before: 0 };
			const since = oldestPostAt && oldestPostAt > start ? oldestPostAt : start;
			const days = oldestPostAt ? (lately.getTime() - since.getTime()) / DAY : 0;
			const volume = judge(known.lately, known.before, days);
			return {
				id,
				volume,
				volumeSince: volume === row.volume ? row.volumeSince : now,
				volumeCheckedAt: now
			};
		})
	);
	return due.length === BATCH;
}

/** How many feeds are unusual now (`doctor`). */
export async function countUnusual(db: Db): Promise<number> {
	return db.$count(
		feed,
		and(isNull(feed.pausedAt), or(eq(feed.volume, 'low'), eq(feed.volume, 'high')))
	);
}
