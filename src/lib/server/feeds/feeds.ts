/** Followed feeds. The table is the queue: a feed is due when its time has come and no lease runs. */
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Care } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { feed, host, practitioner } from '../db/schema.ts';
import type { Candidate } from './candidates.ts';
import type { Outcome } from './fetch.ts';
import * as pace from './pace.ts';

export { list, type FeedState } from './listing.ts';

export type Feed = typeof feed.$inferSelect;

/** Adds a feed to a practitioner, or returns the one already followed at that address. */
export async function add(
	db: Db,
	practitionerId: number,
	candidate: Pick<
		Candidate,
		'platform' | 'platformId' | 'handle' | 'feedUrl' | 'siteUrl' | 'title'
	>,
	bridges: string[] = []
): Promise<{ feed: Feed; isNew: boolean }> {
	const name = await addHost(db, candidate.feedUrl, bridges);
	const [row] = await db
		.insert(feed)
		.values({
			practitionerId,
			platform: candidate.platform,
			platformId: candidate.platformId,
			handle: candidate.handle,
			url: candidate.feedUrl,
			siteUrl: candidate.siteUrl,
			title: candidate.title ?? candidate.handle ?? candidate.feedUrl,
			host: name
		})
		.onConflictDoNothing()
		.returning();
	if (row) return { feed: row, isNew: true };
	return { feed: (await findByUrl(db, candidate.feedUrl))!, isNew: false };
}

export async function find(db: Db, id: number): Promise<Feed | undefined> {
	const [row] = await db.select().from(feed).where(eq(feed.id, id));
	return row;
}

export async function findByUrl(db: Db, url: string): Promise<Feed | undefined> {
	const [row] = await db.select().from(feed).where(eq(feed.url, url));
	return row;
}

/** The feed already followed at the address, or of the same account under another address. */
export async function findSame(
	db: Db,
	candidate: Pick<Candidate, 'platform' | 'platformId' | 'feedUrl'>
): Promise<Feed | undefined> {
	const known = await findByUrl(db, candidate.feedUrl);
	if (known || !candidate.platformId) return known;
	const [row] = await db
		.select()
		.from(feed)
		.where(and(eq(feed.platform, candidate.platform), eq(feed.platformId, candidate.platformId)))
		.limit(1);
	return row;
}

/** Of this many feeds that have waited longest, a claim takes those whose hosts may be asked. */
const LONGEST_QUEUE = 5000;

/**
 * Claims due feeds for one worker, so that no two workers ever hold the same feed. A worker that dies
 * gives its feeds back when the lease (seconds) runs out. Hosts with a pace give one feed at a time,
 * and only once their pause is over.
 */
export async function claimDue(
	db: Db,
	options: { limit: number; lease: number; now?: Date; all?: boolean }
): Promise<Feed[]> {
	const now = options.now ?? new Date();
	const until = new Date(now.getTime() + options.lease * 1000);
	const isFree = and(
		isNull(feed.pausedAt),
		or(isNull(feed.leaseUntil), lte(feed.leaseUntil, now)),
		options.all ? undefined : lte(feed.nextCheckAt, now)
	);
	return db.transaction(async (tx) => {
		const queue = tx
			.select({
				id: feed.id,
				host: feed.host,
				nextCheckAt: feed.nextCheckAt,
				gapMs: host.gapMs
			})
			.from(feed)
			.innerJoin(host, eq(host.name, feed.host))
			.where(and(isFree, or(eq(host.gapMs, 0), lte(host.notBefore, now))))
			.orderBy(asc(feed.nextCheckAt))
			.limit(LONGEST_QUEUE)
			.as('queue');
		const due = tx
			.select({
				id: queue.id,
				nextCheckAt: queue.nextCheckAt,
				gapMs: queue.gapMs,
				place:
					sql<number>`row_number() over (partition by ${queue.host} order by ${queue.nextCheckAt}, ${queue.id})`.as(
						'place'
					)
			})
			.from(queue)
			.as('due');
		const first = tx
			.select({ id: due.id })
			.from(due)
			.where(or(eq(due.gapMs, 0), eq(due.place, 1)))
			.orderBy(asc(due.nextCheckAt), asc(due.id))
			// Several workers look at the same head of the queue: some of it will be locked.
			.limit(options.limit * 4);
		const ids = await tx
			.select({ id: feed.id, host: feed.host, gapMs: host.gapMs })
			.from(feed)
			.innerJoin(host, eq(host.name, feed.host))
			// Asked again of the locked row: another worker may have polled it since the queue was read.
			.where(and(inArray(feed.id, first), isFree))
			.limit(options.limit)
			.for('update', { of: feed, skipLocked: true });
		if (ids.length === 0) return [];
		// Two workers may pick different feeds of one host in the same instant: the host's row decides.
		const paced = [...new Set(ids.filter((row) => row.gapMs > 0).map((row) => row.host))].sort();
		const given =
			paced.length === 0
				? []
				: await tx
						.update(host)
						.set({
							notBefore: sql`${now.toISOString()}::timestamptz + ${host.gapMs} * interval '1 millisecond'`
						})
						.where(and(inArray(host.name, paced), lte(host.notBefore, now)))
						.returning({ name: host.name });
		const names = new Set(given.map((row) => row.name));
		const mine = ids.filter((row) => row.gapMs === 0 || names.has(row.host)).map((row) => row.id);
		if (mine.length === 0) return [];
		return tx.update(feed).set({ leaseUntil: until }).where(inArray(feed.id, mine)).returning();
	});
}

/** Gives claimed feeds back unasked, as when a worker is stopped. */
export async function release(db: Db, ids: number[]): Promise<void> {
	if (ids.length > 0) await db.update(feed).set({ leaseUntil: null }).where(inArray(feed.id, ids));
}

/** A site that is too busy, or does not answer, is left alone by all feeds of its host for a while. */
export async function coolDown(
	db: Db,
	reads: { feed: Pick<Feed, 'host'>; outcome: Outcome }[],
	now: Date
): Promise<void> {
	for (const { feed, outcome } of reads) {
		const until = pace.restUntil(outcome, now);
		if (until)
			await db
				.update(host)
				.set({ notBefore: sql`greatest(${host.notBefore}, ${until.toISOString()}::timestamptz)` })
				.where(eq(host.name, feed.host));
	}
}

/** Makes sure that a host has a pace, and answers its name. */
export async function addHost(db: Db, address: string, bridges: string[] = []): Promise<string> {
	const name = pace.hostOf(address, bridges);
	await db
		.insert(host)
		.values({ name, gapMs: pace.gapMs(name) })
		.onConflictDoNothing();
	return name;
}

/** Makes a feed due now, paused or not. */
export async function checkNow(db: Db, id: number, now = new Date()): Promise<void> {
	await db.update(feed).set({ nextCheckAt: now, pausedAt: null }).where(eq(feed.id, id));
}

/** Makes every feed due now, those that are paused left out. */
export async function checkAllNow(db: Db, now = new Date()): Promise<void> {
	await db.update(feed).set({ nextCheckAt: now }).where(isNull(feed.pausedAt));
}

export async function pause(db: Db, id: number, now = new Date()): Promise<void> {
	await db.update(feed).set({ pausedAt: now }).where(eq(feed.id, id));
}

/** Whether the pages of posts are read where the feed gives only their beginning. */
export async function saveArticles(db: Db, id: number, articles: boolean): Promise<void> {
	await db.update(feed).set({ articles }).where(eq(feed.id, id));
}

/** Sets whose feed this is; null gives the decision back to what the feed says of itself. */
export async function saveCare(db: Db, id: number, care: Care | null): Promise<void> {
	await db.update(feed).set({ careChosen: care }).where(eq(feed.id, id));
}

/** Forgets a feed and its posts; a practitioner left without feeds goes too. */
export async function remove(db: Db, id: number): Promise<void> {
	await db.transaction(async (tx) => {
		const [row] = await tx.delete(feed).where(eq(feed.id, id)).returning();
		if (!row) return;
		const [other] = await tx
			.select({ id: feed.id })
			.from(feed)
			.where(eq(feed.practitionerId, row.practitionerId))
			.limit(1);
		if (!other) await tx.delete(practitioner).where(eq(practitioner.id, row.practitionerId));
	});
}
