/**
 * What is new in a span of time, practitioner by practitioner: for the digest page, for the line on
 * the dashboard and for the secret Atom feed. Counts only, never words of a post. Posts brought by
 * reading back are not news.
 */
import { randomBytes } from 'node:crypto';
import { and, asc, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { generateAtomFeed } from 'feedsmith';
import * as format from '#lib/format.ts';
import * as sentences from '#lib/sentences.ts';
import type { Db } from './db/index.ts';
import { feed, post, practitioner, watch } from './db/schema.ts';

/** From (not included) and to (included). */
export interface Span {
	since: Date;
	until: Date;
}

export interface News {
	practitionerId: number;
	name: string;
	posts: number;
	/** Marked likely or possible; 0 for feeds whose author gives no care. */
	marked: number;
}

const WEEK_MS = 7 * 86_400_000;
const WEEKS = 8;
const MOST = 10_000;

/** Everybody with new posts in the span, by name: the order says nothing about anybody. */
export async function list(db: Db, { since, until }: Span, most = MOST): Promise<News[]> {
	const counts = sql`${post.strength} in ('likely', 'possible') and coalesce(${feed.careChosen}, ${feed.care}) <> 'not-care'`;
	return db
		.select({
			practitionerId: practitioner.id,
			name: practitioner.name,
			posts: sql<number>`count(*)::int`,
			marked: sql<number>`(count(*) filter (where ${counts}))::int`
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(
			and(
				gt(post.firstSeenAt, since),
				lte(post.firstSeenAt, until),
				eq(post.backfilled, false),
				// What a feed held when it began to be followed is no news either.
				gt(post.firstSeenAt, sql`${feed.createdAt} + interval '10 minutes'`)
			)
		)
		.groupBy(practitioner.id, practitioner.name)
		.orderBy(asc(practitioner.name), asc(practitioner.id))
		.limit(most);
}

export interface Trouble {
	title: string;
	practitionerId: number;
	failure: string;
}

/** Feeds that could not be read at least three times in a row: their silence says nothing. */
export async function listTroubles(db: Db): Promise<Trouble[]> {
	const rows = await db
		.select({ title: feed.title, practitionerId: feed.practitionerId, failure: feed.failure })
		.from(feed)
		.where(and(isNull(feed.pausedAt), gt(feed.failureCount, 2), isNotNull(feed.failure)))
		.orderBy(asc(feed.title))
		.limit(50);
	return rows.map((row) => ({ ...row, failure: row.failure! }));
}

/** The sum in a few words: "12 new posts, 1 marked". */
export function inShort(news: News[]): string {
	const posts = news.reduce((sum, one) => sum + one.posts, 0);
	const marked = news.reduce((sum, one) => sum + one.marked, 0);
	if (posts === 0) return 'No new posts';
	return `${format.count(posts, 'new post')}, ${marked === 0 ? 'none' : format.number(marked)} marked`;
}

/** The secret under which a feed reader finds the digest; made when first asked for. */
export async function secret(db: Db): Promise<string> {
	const [row] = await db.select().from(watch).limit(1);
	return row?.token ?? renew(db);
}

/** A new secret; the old address stops working at once. */
export async function renew(db: Db): Promise<string> {
	const token = randomBytes(24).toString('base64url');
	await db.transaction(async (tx) => {
		await tx.delete(watch);
		await tx.insert(watch).values({ token });
	});
	return token;
}

export async function isSecret(db: Db, token: string): Promise<boolean> {
	const rows = await db.select().from(watch).where(eq(watch.token, token));
	return rows.length > 0;
}

/** Whole weeks, Monday to Sunday in UTC, the latest first. */
export function weeks(now: Date): Span[] {
	const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
	const monday = midnight - ((now.getUTCDay() + 6) % 7) * 86_400_000;
	return Array.from({ length: WEEKS }, (_, i) => ({
		since: new Date(monday - (i + 1) * WEEK_MS),
		until: new Date(monday - i * WEEK_MS)
	}));
}

/**
 * The digest as an Atom document: one entry a week that had something new, never one a post.
 * @param origin public address of the website
 */
export async function atom(db: Db, origin: string, token: string, now: Date): Promise<string> {
	const spans = weeks(now);
	const entries = [];
	for (const span of spans) {
		const news = await list(db, span);
		if (news.length === 0) continue;
		const first = span.since.toISOString().slice(0, 10);
		entries.push({
			id: `urn:in-confidence:digest:${first}`,
			title: { value: `Week of ${format.day(span.since)}: ${inShort(news)}`, type: 'text' },
			updated: span.until,
			links: [{ href: `${origin}${pathOf(span)}`, rel: 'alternate' }],
			content: {
				value: news.map((one) => `${one.name}: ${sentences.news(one)}`).join('\n'),
				type: 'text'
			}
		});
	}
	return generateAtomFeed({
		id: 'urn:in-confidence:digest',
		title: { value: 'In Confidence: what is new', type: 'text' },
		updated: spans[0]!.until,
		authors: [{ name: 'In Confidence' }],
		links: [{ href: `${origin}/digest/${token}`, rel: 'self' }],
		entries
	});
}

/** Where the digest of a span is shown. */
export function pathOf({ since, until }: Span): string {
	return `/digest?since=${since.toISOString()}&until=${until.toISOString()}`;
}
