/**
 * What quarters of the public trends are made of before they are told (told.ts): kept counts by feed and
 * quarter, and of findings only those of two people (guard F1). Months would hold back too
 * much to be of use, since a quarter with 1 to 10 findings is held back whole.
 */
import { and, asc, eq, gte, inArray, isNull, lt, lte, not, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import {
	feed,
	post,
	practitioner,
	publication,
	publicationEvent,
	regrouping,
	settlement,
	tally,
	task,
	undoing
} from '../db/schema.ts';
import { leastReaders } from '../publication/stage.ts';
import { isDown } from '../publication/takedowns.ts';
import { monthOf } from '../tally.ts';
import {
	gatherCounts,
	givesCare,
	type FeedMonth,
	type FormCount,
	type FoundThere,
	type Gathered,
	type Range
} from './gather.ts';
import { isMarked, type Progress } from './quarters.ts';
import { quarterOf } from './query.ts';

/**
 * @param range first days of the first month of the first quarter and of the last month of the last one
 * @param followedBefore only feeds that were followed before: of later ones not all may be here yet
 */
export async function gatherPublic(db: Db, range: Range, followedBefore: Date): Promise<Gathered> {
	const rows = await gatherCounts(db, range, followedBefore);
	// What somebody wanted gone is not counted for strangers either (guard F11).
	for (const { feedId, at, strength } of await listDown(db)) {
		const row = rows.get(`${feedId} ${monthOf(at)}`);
		if (row && strength && strength !== 'not-judged')
			row[strength] = Math.max(0, row[strength] - 1);
	}
	const found = (await listSettled(db)).filter((one) => rows.has(`${one.feedId} ${one.month}`));
	return byQuarter({
		feeds: [...rows.values()].filter((one) => one.likely + one.possible + one.none > 0),
		found
	});
}

/** How far each quarter has been read, the latest first, without gathering it. */
export async function listProgress(
	db: Db,
	{ from, to }: Range,
	followedBefore: Date
): Promise<Progress[]> {
	const quarter = sql<string>`to_char(date_trunc('quarter', ${tally.month}), 'YYYY-MM-DD')`;
	const rows = await db
		.select({
			month: quarter,
			marked: sql<number>`coalesce(sum(${tally.count}) filter (where ${tally.what} <> 'none'), 0)::int`
		})
		.from(tally)
		.innerJoin(feed, eq(feed.id, tally.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(
			and(
				gte(tally.month, from),
				lte(tally.month, to),
				inArray(tally.what, ['likely', 'possible', 'none']),
				eq(practitioner.sample, false),
				lt(feed.createdAt, followedBefore),
				givesCare
			)
		)
		.groupBy(quarter)
		.having(sql`sum(${tally.count}) > 0`);
	const months = new Map(rows.map((row) => [row.month, { ...row, read: 0 }]));
	const of = (month: string) => months.get(quarterOf(month));
	for (const one of await listDown(db)) {
		const there = of(monthOf(one.at));
		if (there && one.followedAt < followedBefore && isMarked(one.strength)) there.marked--;
	}
	for (const one of await listSettled(db)) {
		const there = of(one.month);
		if (there && one.followedAt < followedBefore && isMarked(one.strength)) there.read++;
	}
	return [...months.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** Months taken together, with the confirmed stories of each feed counted. Pure. */
export function byQuarter({ feeds, found }: Pick<Gathered, 'feeds' | 'found'>): Gathered {
	const rows = new Map<string, FeedMonth>();
	for (const one of feeds) {
		const month = quarterOf(one.month);
		const key = `${one.feedId} ${month}`;
		const row = rows.get(key);
		if (!row) rows.set(key, { ...one, month });
		else for (const what of ['likely', 'possible', 'none'] as const) row[what] += one[what];
	}
	const counts = new Map<string, FormCount>();
	const moved = found.map((one) => ({ ...one, month: quarterOf(one.month) }));
	for (const { feedId, month, says } of moved) {
		if (says !== 'story') continue;
		const key = `${feedId} ${month}`;
		const known = counts.get(key);
		if (known) known.count++;
		else counts.set(key, { feedId, month, form: 'confirmed', count: 1 });
	}
	return { feeds: [...rows.values()], found: moved, forms: [...counts.values()] };
}

/**
 * Posts that two people have read, in their present text, by readings that nobody took back: those of
 * which they say the same, and those of which they could not be sure.
 */
async function listSettled(db: Db): Promise<(FoundThere & { followedAt: Date })[]> {
	const isUndone = sql`exists (select 1 from ${undoing} where ${undoing.codingId} in (select jsonb_array_elements_text(${settlement.codingIds})::bigint))`;
	const rows = await db
		.select({
			postId: post.id,
			feedId: post.feedId,
			followedAt: feed.createdAt,
			at: post.shownAt,
			strength: post.strength,
			says: settlement.narrates,
			sampled: task.sampled
		})
		.from(settlement)
		.innerJoin(task, eq(task.id, settlement.taskId))
		.innerJoin(post, eq(post.id, settlement.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(
			and(
				or(
					eq(settlement.narrates, 'unsure'),
					and(gte(settlement.supportCount, leastReaders), eq(settlement.narrates, post.finding))
				),
				eq(settlement.contentHash, post.contentHash),
				eq(practitioner.sample, false),
				givesCare,
				isNull(post.removedAt),
				not(isUndone),
				not(isDown)
			)
		)
		.orderBy(asc(settlement.id));
	const last = new Map(rows.map((one) => [one.postId, one]));
	return [...last.values()].map(({ postId: _, at, ...one }) => ({ ...one, month: monthOf(at) }));
}

function listDown(db: Db) {
	return db
		.select({
			feedId: post.feedId,
			followedAt: feed.createdAt,
			at: post.shownAt,
			strength: post.strength
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(and(isNull(post.removedAt), isDown));
}

/**
 * People with a record that is public, or once was, and whoever was joined with them or split off.
 * Strangers may know all about them, so a cell must hold more than ten others.
 */
export async function listKnown(db: Db): Promise<Set<number>> {
	const rows = await db
		.selectDistinct({ id: publication.practitionerId })
		.from(publicationEvent)
		.innerJoin(publication, eq(publication.id, publicationEvent.publicationId))
		.where(eq(publicationEvent.what, 'published'));
	const known = new Set(rows.map((one) => one.id));
	const moves = await db
		.select({ fromId: regrouping.fromId, intoId: regrouping.intoId })
		.from(regrouping);
	for (let before = -1; before < known.size;) {
		before = known.size;
		for (const { fromId, intoId } of moves)
			if (known.has(fromId) || known.has(intoId)) known.add(fromId).add(intoId);
	}
	return known;
}
