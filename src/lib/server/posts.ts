/** Posts as they are kept: one row each, earlier texts of edited ones as revisions. */
import {
	and,
	asc,
	desc,
	eq,
	getTableColumns,
	gte,
	inArray,
	isNotNull,
	isNull,
	lt,
	notExists,
	notInArray,
	or,
	sql
} from 'drizzle-orm';
import type { Answer, GoodPractice, OtherNorm, Strength } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, post, practitioner, revision, secondReading, task } from './db/schema.ts';

export type Post = typeof post.$inferSelect;

export { save, type Saved } from './saving.ts';

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
				profession: practitioner.profession,
				place: practitioner.place,
				sample: practitioner.sample
			}
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(eq(post.id, id));
	return row;
}

/** The posts of a feed by what they are known by. */
export function listKeys(db: Db, feedId: number) {
	return db
		.select({ id: post.id, key: post.key, contentHash: post.contentHash })
		.from(post)
		.where(eq(post.feedId, feedId));
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

/** What a list of posts may be narrowed to. */
export interface PostFilter {
	strengths?: Strength[];
	/** One feed of the practitioner. */
	feedId?: number;
	/** What people said of them. */
	findings?: Answer[];
	/** Marked, or said something of by a person. */
	isTold?: boolean;
	/** A good-practice item, or another norm. */
	norm?: GoodPractice | OtherNorm;
	/** Posts of one calendar year, UTC. */
	year?: number;
	/** Posts to leave out. */
	except?: number[];
	after?: PostCursor;
	limit?: number;
}

/**
 * Posts of one practitioner, newest first, one page at a time. Those taken down are left out. A page's
 * worth is taken from the index of each feed, so that a page costs the same however long the feed is.
 */
export async function list(
	db: Db,
	practitionerId: number,
	options: PostFilter = {}
): Promise<{ posts: Post[]; next: PostCursor | undefined }> {
	const { limit = 20, strengths, feedId, findings, isTold, norm, year, except, after } = options;
	const names = norm && JSON.stringify([norm]);
	// Goes by the table's own name, so that the table's columns can be asked for around it.
	const newest = db
		.select()
		.from(post)
		.where(
			and(
				eq(post.feedId, feed.id),
				isNull(post.removedAt),
				strengths && inArray(post.strength, strengths),
				except?.length ? notInArray(post.id, except) : undefined,
				findings && inArray(post.finding, findings),
				isTold
					? or(inArray(post.strength, ['likely', 'possible']), isNotNull(post.finding))
					: undefined,
				names === undefined
					? undefined
					: sql`(${post.axes} -> 'goodPractice' @> ${names}::jsonb or ${post.axes} -> 'otherNorms' @> ${names}::jsonb)`,
				year === undefined
					? undefined
					: and(
							gte(post.shownAt, new Date(Date.UTC(year, 0))),
							lt(post.shownAt, new Date(Date.UTC(year + 1, 0)))
						),
				after &&
					sql`(${post.shownAt}, ${post.id}) < (${sql.param(after.shownAt, post.shownAt)}, ${after.id})`
			)
		)
		.orderBy(desc(post.shownAt), desc(post.id))
		.limit(limit + 1)
		.as('post');
	const rows = await db
		.select(getTableColumns(post))
		.from(feed)
		.crossJoinLateral(newest)
		.where(
			and(
				eq(feed.practitionerId, practitionerId),
				feedId === undefined ? undefined : eq(feed.id, feedId)
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

/** Every marked post of a practitioner, newest first (`ledger --json`), but for some. */
export async function listMarked(
	db: Db,
	practitionerId: number,
	except: number[] = []
): Promise<Post[]> {
	const { posts } = await list(db, practitionerId, {
		strengths: ['likely', 'possible'],
		except,
		limit: 100_000
	});
	return posts;
}

/**
 * Drops the text of posts that tell of no client, that nobody said anything of and that nobody is to
 * read in review, `retainDays` after they were first seen (F19).
 * Hash, counts and the reading stay; a second reading, which quotes, goes. Returns how many were dropped.
 */
export async function dropOld(db: Db, retainDays: number, now = new Date()): Promise<number> {
	const before = new Date(now.getTime() - retainDays * 86_400_000);
	const old = db
		.select({ id: post.id })
		.from(post)
		.where(
			and(
				eq(post.strength, 'none'),
				isNull(post.finding),
				isNull(post.droppedAt),
				lt(post.firstSeenAt, before),
				notExists(
					db
						.select({ one: sql`1` })
						.from(task)
						.where(
							and(eq(task.postId, post.id), inArray(task.stage, ['first', 'second', 'settle']))
						)
				)
			)
		)
		.orderBy(asc(post.id))
		.limit(1000);
	const dropped = await db
		.update(post)
		.set({ text: '', droppedAt: now })
		.where(inArray(post.id, old))
		.returning({ id: post.id });
	const ids = dropped.map((row) => row.id);
	if (ids.length > 0) {
		await db.delete(revision).where(inArray(revision.postId, ids));
		await db.delete(secondReading).where(inArray(secondReading.postId, ids));
	}
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
