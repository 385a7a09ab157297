/**
 * The posts' own pages, asked gently: whether a marked post is still there, and what an excerpt goes on
 * to say. robots.txt is respected, and each page keeps its host's pace.
 */
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed, host, post, publicationItem } from '../db/schema.ts';
import * as tally from '../tally.ts';
import * as article from './article.ts';
import * as feeds from './feeds.ts';
import { decode } from './decode.ts';
import type { Get, Outcome } from './fetch.ts';
import * as identity from './identity.ts';
import * as robots from './robots.ts';

export interface Options {
	get: Get;
	now: Date;
	bridges?: string[];
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** Well within a day, so that a slow host does not make it two. */
const RECORDS_EVERY = 18 * 3_600_000;
/** A post that was gone may come back: it is asked for this long. */
const WATCHED = 8 * WEEK;
const LOOKED_AT = 50;
/** A page of words is smaller. */
const MOST_BYTES = 3 * 1024 * 1024;

/**
 * Asks one marked post's address whether it is still there, a week after the last time; a post of a
 * record that is or may become public within a day, and first, so that what its author took down is
 * soon off the page (guard F8). Gone (404, 410) is noted, and so is its return; any other answer says
 * nothing. Returns true when one was asked.
 */
export async function checkOne(db: Db, options: Options): Promise<boolean> {
	const { now } = options;
	const one =
		(await takeTurn(db, await listDue(db, now, true), options)) ??
		(await takeTurn(db, await listDue(db, now, false), options));
	if (!one) return false;
	await db.update(post).set({ checkedAt: now }).where(eq(post.id, one.id));
	if (!(await robots.mayRead(options.get, one.url!))) return true;
	const outcome = await options.get(one.url!, {
		maxBytes: 262_144,
		accept: 'text/html, */*;q=0.5'
	});
	const isThere =
		outcome.kind === 'fetched' || (outcome.kind === 'failed' && outcome.code === 'too-large');
	if (outcome.kind === 'gone' && !one.removedAt)
		await db.update(post).set({ removedAt: now }).where(eq(post.id, one.id));
	else if (isThere && one.removedAt && !isHomePage(outcome, one.url!))
		await db.update(post).set({ removedAt: null }).where(eq(post.id, one.id));
	return true;
}

/** Posts whose address is due to be asked: those of records, or those that are marked. */
function listDue(db: Db, now: Date, ofRecords: boolean) {
	const askedAt = sql`coalesce(${post.checkedAt}, ${post.firstSeenAt})`;
	const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
	const held = db.select({ id: publicationItem.postId }).from(publicationItem);
	return db
		.select({ id: post.id, url: post.url, removedAt: post.removedAt })
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				ofRecords
					? inArray(post.id, held)
					: and(inArray(post.strength, ['likely', 'possible']), isNull(feed.pausedAt)),
				isNotNull(post.url),
				lte(askedAt, ago(ofRecords ? RECORDS_EVERY : WEEK)),
				or(isNull(post.removedAt), sql`${post.removedAt} > ${ago(WATCHED)}::timestamptz`)
			)
		)
		.orderBy(asc(askedAt))
		.limit(LOOKED_AT);
}

/** Some sites lead from a page that is gone to their first page: that is no return. */
function isHomePage(outcome: { kind: string; url?: string }, asked: string): boolean {
	return (
		outcome.url !== undefined &&
		new URL(outcome.url).pathname === '/' &&
		new URL(asked).pathname !== '/'
	);
}

/**
 * Reads the page of one post of which the feed gives only the beginning, where the reader of this
 * program asked for that. Tried once. Returns true when one was asked.
 */
export async function readOne(db: Db, options: Options): Promise<boolean> {
	const due = await db
		.select({
			id: post.id,
			url: post.url,
			feedId: post.feedId,
			title: post.title,
			text: post.text,
			shownAt: post.shownAt
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				eq(feed.articles, true),
				isNull(feed.pausedAt),
				eq(post.excerptOnly, true),
				isNull(post.articleAt),
				isNull(post.removedAt),
				isNotNull(post.url)
			)
		)
		.orderBy(desc(post.shownAt))
		.limit(LOOKED_AT);
	const one = await takeTurn(db, due, options);
	if (!one) return false;
	await db.update(post).set({ articleAt: options.now }).where(eq(post.id, one.id));
	if (!(await robots.mayRead(options.get, one.url!))) return true;
	const outcome = await options.get(one.url!, {
		maxBytes: MOST_BYTES,
		accept: 'text/html, application/xhtml+xml'
	});
	const text = outcome.kind === 'fetched' ? fullText(outcome, one.text) : undefined;
	if (!text) return true;
	await db.transaction(async (tx) => {
		await tx
			.update(post)
			.set({
				text,
				contentHash: identity.contentHash(one.title, text),
				excerptOnly: false,
				markVersion: null
			})
			.where(eq(post.id, one.id));
		const month = tally.monthOf(one.shownAt);
		await tally.record(tx, [{ feedId: one.feedId, month, what: 'excerpt', by: -1 }]);
	});
	return true;
}

/**
 * What the page says, where it holds the words that the feed gave: otherwise it is some other page, such
 * as one that asks for a login or for consent to cookies. A page that asks not to be indexed is left.
 */
function fullText(outcome: Extract<Outcome, { kind: 'fetched' }>, excerpt: string) {
	const found = article.read(decode(outcome.body, outcome.contentType));
	if (!found || found.noindex || found.isPartial || found.text.length <= excerpt.length)
		return undefined;
	const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
	const asked = wordsOf(excerpt).slice(0, 25);
	const has = new Set(wordsOf(found.text));
	const shared = asked.filter((word) => has.has(word)).length;
	return asked.length > 0 && shared >= asked.length * 0.8 ? found.text : undefined;
}

/** The first of these posts whose host may be asked now, with the host's turn taken. */
async function takeTurn<One extends { url: string | null }>(
	db: Db,
	due: One[],
	options: Options
): Promise<One | undefined> {
	const tried = new Set<string>();
	for (const one of due) {
		if (!URL.canParse(one.url!)) continue;
		const name = await feeds.addHost(db, one.url!, options.bridges);
		if (tried.has(name)) continue;
		tried.add(name);
		const [turn] = await db
			.update(host)
			.set({
				notBefore: sql`${options.now.toISOString()}::timestamptz + ${host.gapMs} * interval '1 millisecond'`
			})
			.where(and(eq(host.name, name), or(eq(host.gapMs, 0), lte(host.notBefore, options.now))))
			.returning({ name: host.name });
		if (turn) return one;
	}
	return undefined;
}
