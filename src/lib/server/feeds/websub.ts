/**
 * WebSub (W3C Recommendation, 2018): a hub announces new posts at once. Only where this site can be
 * reached from outside. An announcement only makes the feed due: what it holds is read by a poll, and
 * polling goes on as a backup.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { announcement, feed } from '../db/schema.ts';
import type { Get } from './fetch.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LEASE_SECONDS = 10 * 86_400;
const LONGEST_LEASE_SECONDS = 14 * 86_400;
const SHORTEST_LEASE_SECONDS = 3600;
/** An announced feed is not asked again sooner than this after the last look. */
const LEAST_GAP = 5 * MINUTE;

/** Whether hubs can reach this site: a public https address. */
export function isReachable(origin: string): boolean {
	return /^https:\/\/[^/]+\.[^/]+$/.test(origin) && !/\.(local|internal|example|lan)$/.test(origin);
}

/** Asks one hub to announce a feed, or to go on doing so. Returns true when one was asked. */
export async function step(
	db: Db,
	options: { get: Get; origin: string; now: Date }
): Promise<boolean> {
	if (!isReachable(options.origin)) return false;
	const { now } = options;
	const [row] = await db
		.select({ id: feed.id, url: feed.url, hub: feed.hub, topic: feed.topic, known: announcement })
		.from(feed)
		.leftJoin(announcement, eq(announcement.feedId, feed.id))
		.where(
			and(
				isNull(feed.pausedAt),
				isNotNull(feed.hub),
				or(isNull(announcement.feedId), lte(announcement.nextAskAt, now))
			)
		)
		.orderBy(asc(announcement.nextAskAt), asc(feed.id))
		.limit(1);
	if (!row?.hub) return false;
	const kept = row.known;
	const asked = {
		hub: row.hub,
		topic: row.topic ?? row.url,
		token: kept?.token ?? randomBytes(24).toString('base64url'),
		secret: kept?.secret ?? randomBytes(32).toString('hex'),
		askedAt: now,
		// Until the hub asks back, it is asked again in a while.
		nextAskAt: new Date(now.getTime() + HOUR)
	};
	// Kept first: the hub may ask back before it has answered.
	await db
		.insert(announcement)
		.values({ feedId: row.id, ...asked })
		.onConflictDoUpdate({ target: announcement.feedId, set: asked });
	const outcome = await options.get(row.hub, {
		form: {
			'hub.mode': 'subscribe',
			'hub.topic': asked.topic,
			'hub.callback': `${options.origin}/websub/${asked.token}`,
			'hub.secret': asked.secret,
			'hub.lease_seconds': String(LEASE_SECONDS)
		}
	});
	if (outcome.kind === 'failed' || outcome.kind === 'gone') {
		const failureCount = (kept?.failureCount ?? 0) + 1;
		await db
			.update(announcement)
			.set({
				failureCount,
				failure: outcome.reason,
				nextAskAt: new Date(now.getTime() + Math.min(7 * DAY, HOUR * 2 ** failureCount))
			})
			.where(eq(announcement.feedId, row.id));
	}
	return true;
}

/**
 * The hub asks back. Answers the challenge to repeat where we did ask for that, undefined otherwise.
 */
export async function confirm(
	db: Db,
	token: string,
	said: URLSearchParams,
	now = new Date()
): Promise<string | undefined> {
	const [known] = await db.select().from(announcement).where(eq(announcement.token, token));
	if (!known || said.get('hub.topic') !== known.topic) return undefined;
	if (said.get('hub.mode') === 'denied') {
		await db
			.update(announcement)
			.set({
				leaseUntil: null,
				failure: `The hub refuses: ${said.get('hub.reason')?.slice(0, 200) ?? 'no reason given'}`,
				nextAskAt: new Date(now.getTime() + 7 * DAY)
			})
			.where(eq(announcement.token, token));
		return undefined;
	}
	const challenge = said.get('hub.challenge');
	if (said.get('hub.mode') !== 'subscribe' || !challenge) return undefined;
	const asked = Number(said.get('hub.lease_seconds')) || LEASE_SECONDS;
	const seconds = Math.min(LONGEST_LEASE_SECONDS, Math.max(SHORTEST_LEASE_SECONDS, asked));
	await db
		.update(announcement)
		.set({
			leaseUntil: new Date(now.getTime() + seconds * 1000),
			// Renewed at half its life, so that a hub that is away for days loses nothing.
			nextAskAt: new Date(now.getTime() + seconds * 500),
			failureCount: 0,
			failure: null
		})
		.where(eq(announcement.token, token));
	return challenge;
}

/** Whether what came is signed with our secret: `sha256=...`, or one of the other methods of the text. */
export function isSigned(body: Uint8Array, signature: string | null, secret: string): boolean {
	const [, method, given] = /^(sha1|sha256|sha384|sha512)=([\da-f]+)$/i.exec(signature ?? '') ?? [];
	if (!method || !given) return false;
	const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
	const said = Buffer.from(given, 'hex');
	return said.length === expected.length && timingSafeEqual(said, expected);
}

/**
 * The hub announces something. A signed announcement makes the feed due; an unsigned one is ignored
 * without a sign, as the text asks. Answers false where nobody goes by this token.
 */
export async function announce(
	db: Db,
	token: string,
	body: Uint8Array,
	signature: string | null,
	now = new Date()
): Promise<boolean> {
	const [known] = await db.select().from(announcement).where(eq(announcement.token, token));
	if (!known) return false;
	if (!isSigned(body, signature, known.secret)) return true;
	await db
		.update(announcement)
		.set({ announcedAt: now })
		.where(eq(announcement.feedId, known.feedId));
	await db
		.update(feed)
		.set({
			nextCheckAt: sql`least(${feed.nextCheckAt}, greatest(${now.toISOString()}::timestamptz, ${feed.lastCheckedAt} + ${LEAST_GAP} * interval '1 millisecond'))`,
			nextCheckWhy: 'the site announced something new'
		})
		.where(eq(feed.id, known.feedId));
	return true;
}
