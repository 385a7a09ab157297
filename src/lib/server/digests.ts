/**
 * What is new in a span of time, practitioner by practitioner: for the digest page, for the line on
 * the dashboard and for the secret Atom feed. Counts only, never words of a post. Posts brought by
 * reading back are not news.
 */
import { and, asc, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { generateAtomFeed } from 'feedsmith';
import * as format from '#lib/format.ts';
import * as sentences from '#lib/sentences.ts';
import type { Who } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, post, practitioner } from './db/schema.ts';
import * as blindness from './review/blindness.ts';
import type * as watches from './watches.ts';

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

/** As it is told to one person: `isBlind` where marks are left out (review/blindness.ts). */
export type Told = News & { isBlind: boolean };

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

/** The same for one person, who is not told of marks where they have a post in hand for review. */
export async function listFor(
	db: Db,
	span: Span,
	who: Pick<Who, 'id'> | undefined,
	most = MOST
): Promise<Told[]> {
	return blindness.withhold(await list(db, span, most), await blindness.listHidden(db, who));
}

/** The sum in a few words: "12 new posts, 1 marked". */
export function inShort(news: Told[]): string {
	if (news.length === 0) return 'No new posts';
	const sum = (of: (one: Told) => number) => news.reduce((all, one) => all + of(one), 0);
	const posts = format.count(
		sum((one) => one.posts),
		'new post'
	);
	const marked = sum((one) => one.marked);
	const blind = news.filter((one) => one.isBlind).length;
	if (blind === news.length) return `${posts}, marks not told`;
	const told = `${posts}, ${marked === 0 ? 'none' : format.number(marked)} marked`;
	return blind === 0 ? told : `${told}, those of ${format.count(blind, 'practitioner')} not told`;
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
export async function atom(
	db: Db,
	origin: string,
	{ token, who }: watches.Watch,
	now: Date
): Promise<string> {
	const spans = weeks(now);
	const entries = [];
	for (const span of spans) {
		const news = await listFor(db, span, who);
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
