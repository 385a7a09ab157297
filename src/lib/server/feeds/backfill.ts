/** Reads a followed feed's history one page at a time, gently, going on after a stop. */
import { and, asc, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed, host, post, type Coverage } from '../db/schema.ts';
import * as posts from '../posts.ts';
import type * as fetch from './fetch.ts';
import * as history from './history.ts';

/**
 * Takes one more page of history for one feed whose host may be asked now.
 * Returns true when there is more to read. Backfilled posts raise no alerts.
 */
export async function step(
	db: Db,
	options: {
		get: (address: string, options?: fetch.GetOptions) => Promise<fetch.Outcome>;
		now: Date;
	}
): Promise<boolean> {
	const { now } = options;
	const [row] = await db
		.select({ feed, gapMs: host.gapMs })
		.from(feed)
		.innerJoin(host, eq(host.name, feed.host))
		.where(
			and(
				isNull(feed.pausedAt),
				isNotNull(feed.lastSuccessAt),
				eq(feed.failureCount, 0),
				lte(host.notBefore, now),
				or(isNull(feed.coverage), sql`${feed.coverage} ->> 'cursor' is not null`)
			)
		)
		.orderBy(asc(feed.id))
		.limit(1);
	if (!row) return false;
	const taken = await db
		.update(host)
		.set({ notBefore: new Date(now.getTime() + row.gapMs) })
		.where(and(eq(host.name, row.feed.host), lte(host.notBefore, now)))
		.returning({ name: host.name });
	if (taken.length === 0) return true;
	await readPage(db, row.feed, options);
	return true;
}

async function readPage(
	db: Db,
	row: typeof feed.$inferSelect,
	options: {
		get: (address: string, options?: fetch.GetOptions) => Promise<fetch.Outcome>;
		now: Date;
	}
): Promise<void> {
	const known = await db.select({ key: post.key }).from(post).where(eq(post.feedId, row.id));
	const pages = history.pages(
		{
			platform: row.platform,
			platformId: row.platformId,
			feedUrl: row.url,
			siteUrl: row.siteUrl,
			next: null,
			knownKeys: known.map((one) => one.key)
		},
		{ get: options.get, from: row.coverage?.cursor ?? null }
	);
	const { value: page } = await pages.next();
	await pages.return(undefined);
	if (page) await posts.save(db, row.id, page.items, { now: options.now, backfilled: true });
	const [oldest] = await db
		.select({ oldestPostAt: feed.oldestPostAt })
		.from(feed)
		.where(eq(feed.id, row.id));
	const coverage: Coverage = {
		oldestAt: oldest?.oldestPostAt?.toISOString() ?? null,
		complete: page ? page.complete : (row.coverage?.complete ?? false),
		method: page?.method ?? row.coverage?.method ?? 'feed',
		cursor: page?.failure ? null : (page?.cursor ?? null)
	};
	await db.update(feed).set({ coverage }).where(eq(feed.id, row.id));
}
