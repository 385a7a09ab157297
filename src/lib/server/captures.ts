/**
 * Copies of the pages behind marked posts, as they were fetched: made once, soon after a post is first
 * marked, since such posts tend to vanish. A polite public GET like any other; robots.txt is kept to.
 */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { and, asc, eq, inArray, isNotNull, isNull, like, lt, lte, or, sql } from 'drizzle-orm';
import type { Db } from './db/index.ts';
import { capture, feed, host, post, practitioner } from './db/schema.ts';
import type { Get, Outcome } from './feeds/fetch.ts';
import * as pace from './feeds/pace.ts';
import * as robots from './feeds/robots.ts';
import * as journal from './journal.ts';

export type Capture = typeof capture.$inferSelect;

/** Larger pages are not kept. */
const MOST_BYTES = 5 * 1024 * 1024;
/** Hours to wait after each failed try; after the last there is none. */
const GAPS_HOURS = [1, 24, 24 * 7];
/** A try that has not ended after this long is taken to have died with its worker. */
const LEASE_MINUTES = 10;

const PAGE = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5';

export interface CaptureOptions {
	get: Get;
	now?: () => Date;
	/** How many pages at most. */
	limit?: number;
}

/** Captures some pages that are due. Returns how many were asked for; fewer than `limit` means none are left. */
export async function step(db: Db, options: CaptureOptions): Promise<number> {
	const now = options.now?.() ?? new Date();
	const limit = options.limit ?? 4;
	await enlist(db, now, limit);
	const claimed = await claim(db, now, limit);
	for (const one of claimed) await settle(db, one, await fetch(one.url, options, now), now);
	return claimed.length;
}

/** Gives every marked post that has an address its place in the queue. Made-up practitioners have no pages. */
async function enlist(db: Db, now: Date, limit: number): Promise<void> {
	const fresh = await db
		.select({ postId: post.id, url: post.url })
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.leftJoin(capture, eq(capture.postId, post.id))
		.where(
			and(
				inArray(post.strength, ['likely', 'possible']),
				or(like(post.url, 'http://%'), like(post.url, 'https://%')),
				isNull(post.removedAt),
				isNull(capture.id),
				eq(practitioner.sample, false)
			)
		)
		.orderBy(asc(post.id))
		.limit(limit * 5);
	if (fresh.length > 0)
		await db
			.insert(capture)
			.values(fresh.map(({ postId, url }) => ({ postId, url: url!, nextTryAt: now })))
			.onConflictDoNothing();
}

/** Takes pages whose time has come, one for each host, and leaves the others to keep the pace. */
async function claim(db: Db, now: Date, limit: number): Promise<Capture[]> {
	return db.transaction(async (tx) => {
		const due = await tx
			.select()
			.from(capture)
			.where(
				and(isNull(capture.fetchedAt), isNotNull(capture.nextTryAt), lte(capture.nextTryAt, now))
			)
			.orderBy(asc(capture.nextTryAt), asc(capture.id))
			.limit(limit * 10)
			.for('update', { skipLocked: true });
		const chosen: Capture[] = [];
		for (const one of due) {
			if (chosen.length === limit) break;
			const name = pace.hostOf(one.url);
			const gapMs = pace.gapMs(name);
			if (gapMs > 0 && !(await mayAsk(tx, name, gapMs, now))) continue;
			chosen.push(one);
		}
		if (chosen.length > 0)
			await tx
				.update(capture)
				.set({
					tryCount: sql`${capture.tryCount} + 1`,
					nextTryAt: new Date(now.getTime() + LEASE_MINUTES * 60_000)
				})
				.where(
					inArray(
						capture.id,
						chosen.map((one) => one.id)
					)
				);
		return chosen.map((one) => ({ ...one, tryCount: one.tryCount + 1 }));
	});
}

/** Moves a host's clock on where it is free; the pace is shared with the polls. */
async function mayAsk(db: Db, name: string, gapMs: number, now: Date): Promise<boolean> {
	await db.insert(host).values({ name, gapMs, notBefore: now }).onConflictDoNothing();
	const taken = await db
		.update(host)
		.set({
			notBefore: sql`${now.toISOString()}::timestamptz + ${host.gapMs} * interval '1 millisecond'`
		})
		.where(and(eq(host.name, name), lte(host.notBefore, now)))
		.returning({ name: host.name });
	return taken.length > 0;
}

type Refused = { kind: 'refused'; reason: string };

async function fetch(url: string, { get }: CaptureOptions, now: Date): Promise<Outcome | Refused> {
	if (!(await robots.mayRead(get, url, now.getTime())))
		return { kind: 'refused', reason: 'The site asks programs not to read this page.' };
	return get(url, { accept: PAGE, maxBytes: MOST_BYTES });
}

/** Stores what came, and writes it into the journal in the same transaction. */
async function settle(db: Db, one: Capture, outcome: Outcome | Refused, now: Date): Promise<void> {
	if (outcome.kind !== 'fetched') {
		const gap = outcome.kind === 'failed' ? GAPS_HOURS[one.tryCount - 1] : undefined;
		await db
			.update(capture)
			.set({
				failure: outcome.kind === 'unchanged' ? 'The site sent no page.' : outcome.reason,
				nextTryAt: gap === undefined ? null : new Date(now.getTime() + gap * 3_600_000)
			})
			.where(eq(capture.id, one.id));
		return;
	}
	await db.transaction(async (tx) => {
		const [captured] = await tx
			.select({ contentHash: post.contentHash, text: post.text })
			.from(post)
			.where(eq(post.id, one.postId));
		if (!captured) return;
		const line = await journal.record(
			tx,
			'capture',
			{
				post: one.postId,
				// As a hash: a line outlives the post, and must then tell of no one.
				addressSha256: createHash('sha256').update(outcome.url).digest('hex'),
				fetchedAt: outcome.fetchedAt.toISOString(),
				status: outcome.status,
				bodySha256: outcome.bodyHash,
				textSha256: createHash('sha256').update(captured.text).digest('hex')
			},
			now
		);
		await tx
			.update(capture)
			.set({
				finalUrl: outcome.url,
				fetchedAt: outcome.fetchedAt,
				status: outcome.status,
				headers: Object.entries(outcome.headers),
				body: gzipSync(outcome.body).toString('base64'),
				bodySha256: outcome.bodyHash,
				journalId: line.id,
				failure: null,
				nextTryAt: null
			})
			.where(eq(capture.id, one.id));
	});
}

/** The captures of some posts, whether they succeeded or not. */
export async function list(db: Db, postIds: number[]): Promise<Capture[]> {
	if (postIds.length === 0) return [];
	return db.select().from(capture).where(inArray(capture.postId, postIds)).orderBy(asc(capture.id));
}

/** The page as it was received, or undefined where there is none. */
export function bodyOf(one: Pick<Capture, 'body'>): Uint8Array | undefined {
	return one.body === null ? undefined : gunzipSync(Buffer.from(one.body, 'base64'));
}

/** Drops the pages of posts that a newer reading or a person no longer takes for a story, after `days`. */
export async function dropUnmarked(db: Db, days: number, now = new Date()): Promise<number> {
	const before = new Date(now.getTime() - days * 86_400_000);
	const cleared = db
		.select({ id: post.id })
		.from(post)
		.where(inArray(post.strength, ['none', 'not-judged']));
	const dropped = await db
		.delete(capture)
		.where(and(inArray(capture.postId, cleared), lt(capture.fetchedAt, before)))
		.returning({ id: capture.id });
	return dropped.length;
}
