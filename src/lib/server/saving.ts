/** Keeping what feeds brought: new posts, changed ones with their earlier text, vanished ones. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from './db/index.ts';
import * as many from './db/many.ts';
import { feed, post, revision } from './db/schema.ts';
import * as identity from './feeds/identity.ts';
import type { ParsedItem } from './feeds/parse.ts';
import * as tally from './tally.ts';

/** What saving a feed's items changed. */
export interface Saved {
	newCount: number;
	changedCount: number;
	/** When the newest and the oldest of the new posts were published. */
	newestAt: Date | null;
	oldestAt: Date | null;
}

/** The items of one feed. */
export interface Batch {
	feedId: number;
	items: ParsedItem[];
	/** The document lists every post there is. */
	isWhole?: boolean;
	/** Nothing of the feed was kept before. */
	isFirst?: boolean;
}

interface Options {
	now?: Date;
	backfilled?: boolean;
}

/**
 * Keeps a feed's items: new ones are added, a changed text becomes the post's text and the old one a
 * revision, unchanged ones cost nothing. One short transaction; nothing is ever lost by saving twice.
 */
export async function save(
	db: Db,
	feedId: number,
	items: ParsedItem[],
	options: Options = {}
): Promise<Saved> {
	return db.transaction(async (tx) => {
		const saved = (await saveAll(tx, [{ feedId, items }], options)).get(feedId)!;
		if (saved.newestAt && saved.oldestAt) {
			await tx
				.update(feed)
				.set({
					oldestPostAt: sql`least(${feed.oldestPostAt}, ${saved.oldestAt.toISOString()}::timestamptz)`,
					newestPostAt: sql`greatest(${feed.newestPostAt}, ${saved.newestAt.toISOString()}::timestamptz)`
				})
				.where(eq(feed.id, feedId));
		}
		return saved;
	});
}

type Row = ReturnType<typeof describe>[number] & { feedId: number };
type Known = Awaited<ReturnType<typeof listKnown>>[number];

/**
 * Keeps the items of several feeds, inside the caller's transaction: a handful of statements however
 * many feeds there are. The caller keeps the feeds' own oldest and newest dates.
 */
export async function saveAll(
	tx: Db,
	batches: Batch[],
	options: Options = {}
): Promise<Map<number, Saved>> {
	const now = options.now ?? new Date();
	const saved = new Map<number, Saved>(
		batches.map(({ feedId }) => [
			feedId,
			{ newCount: 0, changedCount: 0, newestAt: null, oldestAt: null }
		])
	);
	const rows: Row[] = batches.flatMap(({ feedId, items }) =>
		describe(items, now).map((row) => ({ ...row, feedId }))
	);
	if (rows.length === 0) return saved;
	const known = await listKnown(tx, rows);
	const byKey = new Map(known.map((row) => [`${row.feedId} ${row.key}`, row]));
	const unknown = rows.filter((row) => !byKey.has(`${row.feedId} ${row.key}`));
	const first = new Set(batches.flatMap((batch) => (batch.isFirst ? [batch.feedId] : [])));
	const renamed = await rename(
		tx,
		unknown.filter((row) => !first.has(row.feedId))
	);
	const inserted = await many.insert(
		tx,
		post,
		unknown
			.filter((row) => !renamed.has(row))
			.map((row) => ({ ...row, firstSeenAt: now, backfilled: options.backfilled ?? false })),
		{ feedId: post.feedId, shownAt: post.shownAt, excerptOnly: post.excerptOnly }
	);
	const counts: tally.Change[] = [];
	for (const row of inserted) {
		const one = saved.get(row.feedId)!;
		const month = tally.monthOf(row.shownAt);
		one.newCount++;
		if (!one.newestAt || row.shownAt > one.newestAt) one.newestAt = row.shownAt;
		if (!one.oldestAt || row.shownAt < one.oldestAt) one.oldestAt = row.shownAt;
		counts.push({ feedId: row.feedId, month, what: 'posts', by: 1 });
		if (row.excerptOnly) counts.push({ feedId: row.feedId, month, what: 'excerpt', by: 1 });
	}
	for (const row of rows) {
		const before = byKey.get(`${row.feedId} ${row.key}`);
		if (!before) continue;
		const change = await follow(tx, before, row, { ...options, now });
		if (change === 'edited') saved.get(row.feedId)!.changedCount++;
		if (change && before.excerptOnly && !row.excerptOnly)
			counts.push({
				feedId: row.feedId,
				month: tally.monthOf(before.shownAt),
				what: 'excerpt',
				by: -1
			});
	}
	await tally.record(tx, counts);
	const whole = batches.filter((batch) => batch.isWhole && batch.items.length > 0);
	for (const { feedId } of whole)
		await noteVanished(
			tx,
			feedId,
			rows.filter((row) => row.feedId === feedId).map((row) => row.key),
			now
		);
	return saved;
}

/** The posts already kept under these keys. */
function listKnown(tx: Db, rows: Row[]) {
	const keys = JSON.stringify(rows.map(({ feedId, key }) => ({ feed_id: feedId, key })));
	return tx
		.select({
			id: post.id,
			feedId: post.feedId,
			key: post.key,
			contentHash: post.contentHash,
			excerptOnly: post.excerptOnly,
			backfilled: post.backfilled,
			shownAt: post.shownAt,
			removedAt: post.removedAt
		})
		.from(post)
		.innerJoin(
			sql`jsonb_to_recordset(${keys}::text::jsonb) as given(feed_id integer, key text)`,
			sql`${post.feedId} = given.feed_id and ${post.key} = given.key`
		)
		.prepare('known')
		.execute();
}

/**
 * Software sometimes changes the ids it gives out. A post whose words and address are already kept
 * under another key is that post: it takes the new key. Returns the rows that were found so.
 */
async function rename(tx: Db, unknown: Row[]): Promise<Set<Row>> {
	const found = new Set<Row>();
	const candidates = unknown.filter((row) => row.url !== null);
	if (candidates.length === 0) return found;
	const words = new Map(candidates.map((row) => [`${row.feedId} ${row.contentHash}`, row]));
	const asked = JSON.stringify(
		[...words.values()].map(({ feedId, contentHash }) => ({ feed_id: feedId, hash: contentHash }))
	);
	const same = await tx
		.select({ id: post.id, feedId: post.feedId, url: post.url, contentHash: post.contentHash })
		.from(post)
		.innerJoin(
			sql`jsonb_to_recordset(${asked}::text::jsonb) as given(feed_id integer, hash text)`,
			sql`${post.feedId} = given.feed_id and left(${post.contentHash}, 12) = left(given.hash, 12) and ${post.contentHash} = given.hash`
		)
		.prepare('same')
		.execute();
	for (const row of candidates) {
		const twin = same.findIndex(
			(one) =>
				one.feedId === row.feedId &&
				one.contentHash === row.contentHash &&
				one.url !== null &&
				identity.schemeless(one.url) === identity.schemeless(row.url!)
		);
		if (twin < 0) continue;
		const [{ id }] = same.splice(twin, 1) as [(typeof same)[number]];
		await tx.update(post).set({ key: row.key }).where(eq(post.id, id));
		found.add(row);
	}
	return found;
}

/** A post flapping between texts keeps its first revisions and the present text. */
const MOST_REVISIONS = 50;

/** Brings a kept post up to date with what the feed says of it now. */
async function follow(
	tx: Db,
	known: Known,
	row: Row,
	{ now, backfilled = false }: Options & { now: Date }
): Promise<'edited' | 'completed' | undefined> {
	if (known.removedAt) await tx.update(post).set({ removedAt: null }).where(eq(post.id, known.id));
	if (known.contentHash === row.contentHash) return undefined;
	if (row.excerptOnly && !known.excerptOnly) return undefined;
	const [before] = await tx
		.select({
			title: post.title,
			text: post.text,
			droppedAt: post.droppedAt,
			strength: post.strength,
			finding: post.finding
		})
		.from(post)
		.where(eq(post.id, known.id));
	if (!before) return undefined;
	// What was read back in full is not undone by a feed that shows less.
	if (known.backfilled && !backfilled && identity.isBeginningOf(row.text, before.text))
		return undefined;
	const isCompleted =
		(backfilled || (known.excerptOnly && !row.excerptOnly)) &&
		identity.isBeginningOf(before.text, row.text);
	const kept = await tx.$count(revision, eq(revision.postId, known.id));
	if (!isCompleted && before.droppedAt === null && kept < MOST_REVISIONS)
		await tx
			.insert(revision)
			.values({
				postId: known.id,
				contentHash: known.contentHash,
				title: before.title,
				text: before.text,
				strength: before.strength,
				finding: before.finding,
				replacedAt: now
			})
			.onConflictDoNothing();
	await tx
		.update(post)
		.set({
			title: row.title,
			text: row.text,
			contentHash: row.contentHash,
			excerptOnly: row.excerptOnly,
			...(isCompleted && { backfilled: known.backfilled || backfilled }),
			updatedAt: row.updatedAt ?? now,
			markVersion: null,
			droppedAt: null,
			// What was said, was said of the earlier text.
			finding: null,
			findingSampled: false,
			findingMonths: null
		})
		.where(eq(post.id, known.id));
	return isCompleted ? 'completed' : 'edited';
}

/**
 * Posts that a complete listing no longer names are gone from the feed. Never from a feed's sliding
 * window, and not when most of a feed would vanish at once, which is a fault more often than a decision.
 */
async function noteVanished(tx: Db, feedId: number, keys: string[], now: Date): Promise<void> {
	const kept = await tx
		.select({ id: post.id, key: post.key })
		.from(post)
		.where(and(eq(post.feedId, feedId), isNull(post.removedAt)));
	const named = new Set(keys);
	const gone = kept.filter((row) => !named.has(row.key)).map((row) => row.id);
	if (gone.length === 0 || gone.length > kept.length / 2) return;
	await tx.update(post).set({ removedAt: now }).where(inArray(post.id, gone));
}

function describe(items: ParsedItem[], now: Date) {
	const keys = identity.keys(items);
	const rows = items.map((item, i) => ({
		key: keys[i]!,
		url: storable(item.url),
		title: storable(item.title),
		author: storable(item.author),
		text: storable(item.text) ?? '',
		contentHash: identity.contentHash(item.title, item.text),
		excerptOnly: item.excerptOnly,
		publishedAt: item.publishedAt,
		updatedAt: item.updatedAt,
		shownAt: item.publishedAt ?? item.updatedAt ?? now
	}));
	return [...new Map(rows.map((row) => [row.key, row])).values()];
}

/** Postgres takes neither NUL nor half a surrogate pair. */
function storable(text: string | null): string | null {
	if (text === null || (text.isWellFormed() && !text.includes('\0'))) return text;
	return text.replaceAll('\0', '').toWellFormed();
}
