/** Posts as they are kept: one row each, earlier texts of edited ones as revisions. */
import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Strength } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, post, practitioner, revision } from './db/schema.ts';
import * as identity from './feeds/identity.ts';
import type { ParsedItem } from './feeds/parse.ts';
import * as tally from './tally.ts';

export type Post = typeof post.$inferSelect;

/** What saving a feed's items changed. */
export interface Saved {
	newCount: number;
	changedCount: number;
	newestAt: Date | null;
}

/**
 * Keeps a feed's items: new ones are added, a changed text becomes the post's text and the old one a
 * revision, unchanged ones cost nothing. One short transaction; nothing is ever lost by saving twice.
 */
export async function save(
	db: Db,
	feedId: number,
	items: ParsedItem[],
	options: { now?: Date; backfilled?: boolean } = {}
): Promise<Saved> {
	const now = options.now ?? new Date();
	const rows = describe(items, now);
	if (rows.length === 0) return { newCount: 0, changedCount: 0, newestAt: null };
	return db.transaction(async (tx) => {
		const known = await tx
			.select({
				id: post.id,
				key: post.key,
				contentHash: post.contentHash,
				title: post.title,
				text: post.text
			})
			.from(post)
			.where(
				and(
					eq(post.feedId, feedId),
					inArray(
						post.key,
						rows.map((row) => row.key)
					)
				)
			);
		const byKey = new Map(known.map((row) => [row.key, row]));
		const fresh = rows.filter((row) => !byKey.has(row.key));
		const inserted = fresh.length
			? await tx
					.insert(post)
					.values(
						fresh.map((row) => ({
							...row,
							feedId,
							firstSeenAt: now,
							backfilled: options.backfilled ?? false
						}))
					)
					.onConflictDoNothing()
					.returning({ shownAt: post.shownAt, excerptOnly: post.excerptOnly })
			: [];
		await tally.record(
			tx,
			inserted.flatMap((row) => {
				const month = tally.monthOf(row.shownAt);
				const counted = [{ feedId, month, what: 'posts', by: 1 }];
				return row.excerptOnly ? [...counted, { feedId, month, what: 'excerpt', by: 1 }] : counted;
			})
		);
		if (inserted.length > 0) {
			const dates = inserted.map((row) => row.shownAt.getTime());
			const oldest = new Date(Math.min(...dates)).toISOString();
			const newest = new Date(Math.max(...dates)).toISOString();
			await tx
				.update(feed)
				.set({
					oldestPostAt: sql`least(${feed.oldestPostAt}, ${oldest}::timestamptz)`,
					newestPostAt: sql`greatest(${feed.newestPostAt}, ${newest}::timestamptz)`
				})
				.where(eq(feed.id, feedId));
		}
		const changed = rows.filter((row) => {
			const before = byKey.get(row.key);
			return before !== undefined && before.contentHash !== row.contentHash;
		});
		for (const row of changed) {
			const before = byKey.get(row.key)!;
			await tx.insert(revision).values({
				postId: before.id,
				contentHash: before.contentHash,
				title: before.title,
				text: before.text,
				replacedAt: now
			});
			await tx
				.update(post)
				.set({
					title: row.title,
					text: row.text,
					contentHash: row.contentHash,
					updatedAt: row.updatedAt ?? now,
					markVersion: null,
					droppedAt: null
				})
				.where(eq(post.id, before.id));
		}
		return {
			newCount: inserted.length,
			changedCount: changed.length,
			newestAt: inserted.reduce<Date | null>(
				(newest, row) => (newest && newest > row.shownAt ? newest : row.shownAt),
				null
			)
		};
	});
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
	return text === null ? null : text.replaceAll('\0', '').toWellFormed();
}

/** One post with its feed and practitioner, or undefined. */
export async function find(db: Db, id: number) {
	const [row] = await db
		.select({
			post,
			feed: {
				id: feed.id,
				title: feed.title,
				url: feed.url,
				care: feed.care,
				careChosen: feed.careChosen
			},
			practitioner: {
				id: practitioner.id,
				name: practitioner.name,
				profession: practitioner.profession
			}
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(eq(post.id, id));
	return row;
}

/** Earlier texts of a post, newest first. */
export async function listRevisions(db: Db, postId: number) {
	return db
		.select()
		.from(revision)
		.where(eq(revision.postId, postId))
		.orderBy(desc(revision.replacedAt));
}

/** Where a page of posts ended; pass it back for the next. */
export interface PostCursor {
	shownAt: Date;
	id: number;
}

/** Posts of one practitioner, newest first, one page at a time. */
export async function list(
	db: Db,
	practitionerId: number,
	options: { strengths?: Strength[]; after?: PostCursor; limit?: number } = {}
): Promise<{ posts: Post[]; next: PostCursor | undefined }> {
	const limit = options.limit ?? 20;
	const feeds = db
		.select({ id: feed.id })
		.from(feed)
		.where(eq(feed.practitionerId, practitionerId));
	const rows = await db
		.select()
		.from(post)
		.where(
			and(
				inArray(post.feedId, feeds),
				options.strengths ? inArray(post.strength, options.strengths) : undefined,
				options.after
					? or(
							lt(post.shownAt, options.after.shownAt),
							and(eq(post.shownAt, options.after.shownAt), lt(post.id, options.after.id))
						)
					: undefined
			)
		)
		.orderBy(desc(post.shownAt), desc(post.id))
		.limit(limit + 1);
	const posts = rows.slice(0, limit);
	const last = posts.at(-1);
	return {
		posts,
		next: rows.length > limit && last ? { shownAt: last.shownAt, id: last.id } : undefined
	};
}

/** Every marked post of a practitioner, newest first (`ledger --json`). */
export async function listMarked(db: Db, practitionerId: number): Promise<Post[]> {
	const { posts } = await list(db, practitionerId, {
		strengths: ['likely', 'possible'],
		limit: 100_000
	});
	return posts;
}

/**
 * Drops the text of posts that tell of no client, `retainDays` after they were first seen (F19).
 * Hash, counts and the reading stay. Returns how many were dropped.
 */
export async function dropOld(db: Db, retainDays: number, now = new Date()): Promise<number> {
	const before = new Date(now.getTime() - retainDays * 86_400_000);
	const old = db
		.select({ id: post.id })
		.from(post)
		.where(and(eq(post.strength, 'none'), isNull(post.droppedAt), lt(post.firstSeenAt, before)))
		.orderBy(asc(post.id))
		.limit(1000);
	const dropped = await db
		.update(post)
		.set({ text: '', droppedAt: now })
		.where(inArray(post.id, old))
		.returning({ id: post.id });
	if (dropped.length > 0)
		await db.delete(revision).where(
			inArray(
				revision.postId,
				dropped.map((row) => row.id)
			)
		);
	return dropped.length;
}

/** How many posts wait for the reader of this version. */
export async function countPending(db: Db, version: string): Promise<number> {
	const [row] = await db
		.select({ count: sql<number>`count(*)::int` })
		.from(post)
		.where(
			and(
				or(isNull(post.markVersion), sql`${post.markVersion} <> ${version}`),
				isNull(post.droppedAt)
			)
		);
	return row?.count ?? 0;
}
