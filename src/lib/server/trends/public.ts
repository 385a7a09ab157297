/**
 * What quarters of the public trends are made of before they are told (told.ts): kept counts by feed and
 * quarter, and of findings only those that two people agree on (guard F1). Months would hold back too
 * much to be of use, since a quarter with 1 to 10 findings is held back whole.
 */
import { and, asc, eq, gte, inArray, isNull, not, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import {
	feed,
	post,
	publication,
	publicationEvent,
	settlement,
	task,
	undoing
} from '../db/schema.ts';
import { leastReaders } from '../publication/stage.ts';
import { isDown } from '../publication/takedowns.ts';
import { monthOf } from '../tally.ts';
import {
	gather,
	type FeedMonth,
	type FormCount,
	type FoundThere,
	type Gathered
} from './gather.ts';
import { quarterOf } from './query.ts';

/** @param range first days of the first month of the first quarter and of the last month of the last one */
export async function gatherPublic(db: Db, range: { from: string; to: string }): Promise<Gathered> {
	const { feeds } = await gather(db, range, { neverSamples: true });
	const rows = new Map(feeds.map((one) => [`${one.feedId} ${one.month}`, one]));
	// What somebody wanted gone is not counted for strangers either (guard F11).
	for (const { feedId, at, strength } of await listDown(db)) {
		const row = rows.get(`${feedId} ${monthOf(at)}`);
		if (row && strength && strength !== 'not-judged')
			row[strength] = Math.max(0, row[strength] - 1);
	}
	const found = (await listConfirmed(db)).filter((one) => rows.has(`${one.feedId} ${one.month}`));
	return byQuarter({
		feeds: feeds.filter((one) => one.likely + one.possible + one.none > 0),
		found
	});
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

/** Posts of which two people say the same, in their present text, by readings that nobody took back. */
async function listConfirmed(db: Db): Promise<FoundThere[]> {
	const isUndone = sql`exists (select 1 from ${undoing} where ${undoing.codingId} in (select jsonb_array_elements_text(${settlement.codingIds})::bigint))`;
	const rows = await db
		.select({
			postId: post.id,
			feedId: post.feedId,
			at: post.shownAt,
			strength: post.strength,
			says: settlement.narrates,
			sampled: task.sampled
		})
		.from(settlement)
		.innerJoin(task, eq(task.id, settlement.taskId))
		.innerJoin(post, eq(post.id, settlement.postId))
		.where(
			and(
				gte(settlement.supportCount, leastReaders),
				inArray(settlement.narrates, ['story', 'no-story']),
				eq(settlement.contentHash, post.contentHash),
				eq(settlement.narrates, post.finding),
				isNull(post.removedAt),
				not(isUndone),
				not(isDown)
			)
		)
		.orderBy(asc(settlement.id));
	const last = new Map(rows.map((one) => [one.postId, one]));
	return [...last.values()].map(({ feedId, at, strength, says, sampled }) => ({
		feedId,
		month: monthOf(at),
		strength,
		says,
		sampled
	}));
}

function listDown(db: Db) {
	return db
		.select({ feedId: post.feedId, at: post.shownAt, strength: post.strength })
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(and(isNull(post.removedAt), isDown));
}

/**
 * People with a record that is public, or once was. Strangers may know all about them, so a cell must
 * hold more than ten others.
 */
export async function listKnown(db: Db): Promise<Set<number>> {
	const rows = await db
		.selectDistinct({ id: publication.practitionerId })
		.from(publicationEvent)
		.innerJoin(publication, eq(publication.id, publicationEvent.publicationId))
		.where(eq(publicationEvent.what, 'published'));
	return new Set(rows.map((one) => one.id));
}
