/** Reads followed feeds' history one answer at a time, gently, going on after a stop. */
import { and, asc, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed, host, post, type Coverage } from '../db/schema.ts';
import * as posts from '../posts.ts';
import type { Feed } from './feeds.ts';
import type { Get } from './fetch.ts';
import * as history from './history.ts';

const AT_ONCE = 4;
const LEASE_MS = 120_000;
const HALF_HOUR = 30 * 60_000;
const DAY = 24 * 60 * 60_000;
/** Failures in a row after which reading back ends with what was read. */
const PATIENCE = 8;

interface Options {
	get: Get;
	now: Date;
	/** Posts at most and how far back (milliseconds), where not the usual ones. */
	limit?: number;
	horizon?: number;
}

/**
 * Takes one more answer of history for a few feeds whose hosts may be asked now. Returns true when
 * there may be more to read at once. Backfilled posts raise no alerts.
 */
export async function step(db: Db, options: Options): Promise<boolean> {
	const waiting = await listWaiting(db, options.now);
	const taken = await Promise.all(waiting.map((row) => take(db, row, options.now)));
	const mine = taken.filter((row) => row !== undefined);
	await Promise.all(mine.map((row) => readPage(db, row, options)));
	return mine.length > 0;
}

/** Feeds with history still to read, one for each host. */
async function listWaiting(db: Db, now: Date): Promise<Feed[]> {
	const retryAt = sql`(${feed.coverage} ->> 'retryAt')::timestamptz`;
	const rows = await db
		.select({ feed })
		.from(feed)
		.innerJoin(host, eq(host.name, feed.host))
		.where(
			and(
				isNull(feed.pausedAt),
				isNotNull(feed.lastSuccessAt),
				or(isNull(feed.leaseUntil), lte(feed.leaseUntil, now)),
				or(eq(host.gapMs, 0), lte(host.notBefore, now)),
				or(
					isNull(feed.coverage),
					and(
						sql`${feed.coverage} ->> 'cursor' is not null`,
						or(sql`${retryAt} is null`, lte(retryAt, now.toISOString()))
					)
				)
			)
		)
		.orderBy(asc(feed.id))
		.limit(100);
	const byHost = new Map<string, Feed>();
	for (const row of rows) if (!byHost.has(row.feed.host)) byHost.set(row.feed.host, row.feed);
	return [...byHost.values()].slice(0, AT_ONCE);
}

/**
 * Takes the feed's lease and its host's turn together; undefined where another worker was quicker.
 * The feed's row is locked before the host's, as polls do it, so that the two never wait for each other.
 */
async function take(db: Db, { id, host: name }: Feed, now: Date): Promise<Feed | undefined> {
	return db.transaction(async (tx) => {
		const isFree = or(isNull(feed.leaseUntil), lte(feed.leaseUntil, now));
		const [free] = await tx
			.select({ id: feed.id })
			.from(feed)
			.where(and(eq(feed.id, id), isFree))
			.for('update', { skipLocked: true });
		if (!free) return undefined;
		const [turn] = await tx
			.update(host)
			.set({
				notBefore: sql`${now.toISOString()}::timestamptz + ${host.gapMs} * interval '1 millisecond'`
			})
			.where(and(eq(host.name, name), or(eq(host.gapMs, 0), lte(host.notBefore, now))))
			.returning({ name: host.name });
		if (!turn) return undefined;
		const [mine] = await tx
			.update(feed)
			.set({ leaseUntil: new Date(now.getTime() + LEASE_MS) })
			.where(eq(feed.id, id))
			.returning();
		return mine;
	});
}

async function readPage(db: Db, row: Feed, options: Options): Promise<void> {
	const known = await db
		.select({ key: post.key, url: post.url })
		.from(post)
		.where(eq(post.feedId, row.id));
	const before = row.coverage;
	const pages = history.pages(
		{
			platform: row.platform,
			platformId: row.platformId,
			feedUrl: row.url,
			siteUrl: row.siteUrl,
			next: null,
			knownKeys: known.map((one) => one.key),
			knownUrls: known.flatMap((one) => one.url ?? [])
		},
		{
			get: options.get,
			from: before?.cursor ?? null,
			failures: before?.failures ?? 0,
			limit: options.limit,
			horizon: options.horizon,
			now: options.now
		}
	);
	const { value: page } = await pages.next();
	await pages.return(undefined);
	if (page) await posts.save(db, row.id, page.items, { now: options.now, backfilled: true });
	const [read] = await db
		.select({ oldestPostAt: feed.oldestPostAt })
		.from(feed)
		.where(eq(feed.id, row.id));
	const coverage: Coverage = {
		oldestAt: read?.oldestPostAt?.toISOString() ?? null,
		complete: page?.complete ?? false,
		method: page?.method ?? 'feed',
		cursor: page?.cursor ?? null,
		note: page?.note ?? null,
		...(page?.failure && postponed(before?.failures ?? 0, page.failure, page.cursor, options.now))
	};
	await db.update(feed).set({ coverage, leaseUntil: null }).where(eq(feed.id, row.id));
	const { retryAfterAt } = page?.failure ?? {};
	if (retryAfterAt)
		await db
			.update(host)
			.set({
				notBefore: sql`greatest(${host.notBefore}, ${retryAfterAt.toISOString()}::timestamptz)`
			})
			.where(eq(host.name, row.host));
}

/** When to try the same place again: half an hour, doubled each time up to a day; at last not at all. */
function postponed(
	failuresBefore: number,
	failure: NonNullable<history.Page['failure']>,
	cursor: string | null,
	now: Date
): Partial<Coverage> {
	const failures = failuresBefore + 1;
	if (failures >= PATIENCE) return { failures, cursor: null };
	const wait = Math.min(HALF_HOUR * 2 ** failuresBefore, DAY);
	const at = Math.max(now.getTime() + wait, failure.retryAfterAt?.getTime() ?? 0);
	return { failures, cursor, retryAt: new Date(at).toISOString() };
}
