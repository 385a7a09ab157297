/** Followed feeds. The table is the queue: a feed is due when its time has come and no lease runs. */
import { and, asc, eq, exists, inArray, isNull, not, sql } from 'drizzle-orm';
import type { Care } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { feed, host, practitioner } from '../db/schema.ts';
import type { Candidate } from './candidates.ts';
import type { Outcome } from './fetch.ts';
import * as pace from './pace.ts';

export { list, type FeedState } from './listing.ts';
export { claimDue } from './queue.ts';

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
	const rests = new Map<string, Date>();
	for (const { feed, outcome } of reads) {
		const until = pace.restUntil(outcome, now);
		const before = rests.get(feed.host);
		if (until && !(before && before > until)) rests.set(feed.host, until);
	}
	for (const [name, until] of [...rests].sort(([a], [b]) => (a < b ? -1 : 1)))
		await db
			.update(host)
			.set({ notBefore: sql`greatest(${host.notBefore}, ${until.toISOString()}::timestamptz)` })
			.where(eq(host.name, name));
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
export function remove(db: Db, id: number): Promise<void> {
	return removeAll(db, [id]);
}

/** Forgets feeds and their posts at once; practitioners left without feeds go too. */
export async function removeAll(db: Db, ids: number[]): Promise<void> {
	if (ids.length === 0) return;
	await db.transaction(async (tx) => {
		// In one order and before their posts, so that nobody who writes to several waits in a circle.
		await tx
			.select({ id: feed.id })
			.from(feed)
			.where(inArray(feed.id, ids))
			.orderBy(asc(feed.id))
			.for('update');
		const gone = await tx
			.delete(feed)
			.where(inArray(feed.id, ids))
			.returning({ practitionerId: feed.practitionerId });
		const owners = [...new Set(gone.map((row) => row.practitionerId))];
		if (owners.length === 0) return;
		await tx
			.delete(practitioner)
			.where(
				and(
					inArray(practitioner.id, owners),
					not(
						exists(
							tx.select({ id: feed.id }).from(feed).where(eq(feed.practitionerId, practitioner.id))
						)
					)
				)
			);
	});
}
