/** Counts of posts per feed and month, kept by the transaction that changes what they count. */
import { inArray, sql } from 'drizzle-orm';
import type { Mark, Strength } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, post, tally } from './db/schema.ts';

/** One count to add to; `what` is `posts`, a strength, `excerpt` or a norm such as K01. */
export interface Change {
	feedId: number;
	/** First day of the month, such as 2026-03-01. */
	month: string;
	what: string;
	by: number;
}

/** The month a post belongs to, in UTC. */
export function monthOf(date: Date): string {
	return `${date.toISOString().slice(0, 7)}-01`;
}

/** What a post is counted under once it is marked; nothing before. */
export function marksOf(
	strength: Strength | null,
	axes: Pick<Mark, 'goodPractice' | 'otherNorms'> | null
): string[] {
	if (strength === null) return [];
	return [strength, ...new Set([...(axes?.goodPractice ?? []), ...(axes?.otherNorms ?? [])])];
}

/** Adds changes to the counts. Call it inside the transaction that makes them true. */
export async function record(db: Db, changes: Change[]): Promise<void> {
	const sums = new Map<string, Change>();
	for (const change of changes) {
		const key = `${change.feedId} ${change.month} ${change.what}`;
		const sum = sums.get(key);
		if (sum) sum.by += change.by;
		else sums.set(key, { ...change });
	}
	// One order for all, so that two transactions never wait for each other in a circle.
	const rows = [...sums]
		.filter(([, sum]) => sum.by !== 0)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, { by, ...row }]) => ({ ...row, count: by }));
	if (rows.length === 0) return;
	await db
		.insert(tally)
		.values(rows)
		.onConflictDoUpdate({
			target: [tally.feedId, tally.month, tally.what],
			set: { count: sql`${tally.count} + excluded.count` }
		});
}

export interface Tally {
	feedId: number;
	practitionerId: number;
	month: string;
	what: string;
	count: number;
}

/** The counts of some practitioners, by feed and month. */
export async function list(db: Db, practitionerIds: number[]): Promise<Tally[]> {
	if (practitionerIds.length === 0) return [];
	// One row a feed: a page of fifty practitioners has thousands of counts, which lie feed by feed.
	const rows = await db
		.select({
			feedId: feed.id,
			practitionerId: feed.practitionerId,
			counts: sql<
				[string, string, number][] | null
			>`(select json_agg(json_build_array(${tally.month}, ${tally.what}, ${tally.count})) from ${tally} where ${tally.feedId} = ${feed.id})`
		})
		.from(feed)
		.where(inArray(feed.practitionerId, practitionerIds));
	return rows.flatMap(({ feedId, practitionerId, counts }) =>
		(counts ?? []).map(([month, what, count]) => ({ feedId, practitionerId, month, what, count }))
	);
}

/** Counts as they would be without some posts: what these add to them is taken away. */
export async function without(db: Db, counts: Tally[], postIds: number[]): Promise<Tally[]> {
	if (postIds.length === 0) return counts;
	const rows = await db
		.select({
			feedId: post.feedId,
			shownAt: post.shownAt,
			strength: post.strength,
			axes: post.axes,
			excerptOnly: post.excerptOnly
		})
		.from(post)
		.where(inArray(post.id, postIds));
	const keyOf = (one: { feedId: number; month: string; what: string }) =>
		`${one.feedId} ${one.month} ${one.what}`;
	const less = new Map<string, number>();
	for (const { feedId, shownAt, strength, axes, excerptOnly } of rows)
		for (const what of ['posts', ...(excerptOnly ? ['excerpt'] : []), ...marksOf(strength, axes)]) {
			const key = keyOf({ feedId, month: monthOf(shownAt), what });
			less.set(key, (less.get(key) ?? 0) + 1);
		}
	return counts.map((one) => ({ ...one, count: one.count - (less.get(keyOf(one)) ?? 0) }));
}
