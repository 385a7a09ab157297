/**
 * Fills the queue of review: every marked post, and beside them unmarked ones drawn at random. Texts
 * that their author changed or took down leave it; what was read of them is kept.
 */
import { and, asc, eq, exists, inArray, isNull, lt, ne, notExists, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { coding, feed, post, task } from '../db/schema.ts';
import * as audit from './audit.ts';
import { audits } from './lanes.ts';
import { outcome } from './settlement.ts';
import { decides, isStanding, listStanding } from './standing.ts';

/** Tasks made at one go. */
const MOST = 2000;
/** Random numbers tried at one go when unmarked posts are drawn. */
const DRAWN = 400;
const EVERY_MS = 60_000;

export interface FillOptions {
	now?: Date;
	/** The share of unmarked posts; what the group chose, where it is left out. */
	share?: number;
	/** From 0 up to 1, even. */
	random?: () => number;
}

/** The post's text is the task's, is there, and its feed is by somebody who may give care. */
export const isPresent = and(
	eq(post.contentHash, task.contentHash),
	isNull(post.removedAt),
	isNull(post.droppedAt),
	sql`coalesce(${feed.careChosen}, ${feed.care}) <> 'not-care'`
);

const isMarked = inArray(post.strength, ['likely', 'possible']);
const isReadable = and(
	isNull(post.removedAt),
	isNull(post.droppedAt),
	sql`coalesce(${feed.careChosen}, ${feed.care}) <> 'not-care'`
);

const lastFilled = new WeakMap<Db, number>();

/** Fills the queue unless that was done in the last minute. */
export async function topUp(db: Db, options: FillOptions = {}): Promise<void> {
	const now = (options.now ?? new Date()).getTime();
	if (Math.abs(now - (lastFilled.get(db) ?? -Infinity)) < EVERY_MS) return;
	lastFilled.set(db, now);
	await fill(db, options);
}

/** Brings the queue up to date with the posts. */
export async function fill(db: Db, options: FillOptions = {}): Promise<void> {
	const { now = new Date(), random = Math.random } = options;
	const share = options.share ?? (await audit.find(db));
	await withdraw(db, now);
	await revive(db, now);
	const marked = await db
		.select(column)
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(and(isMarked, isReadable, hasNoTask(db)))
		.orderBy(asc(post.id))
		.limit(MOST);
	await insert(db, marked, false, now);
	const [sum] = await db
		.select({
			marked: sql<number>`count(*) filter (where not ${task.sampled})::int`,
			sampled: sql<number>`count(*) filter (where ${task.sampled})::int`
		})
		.from(task)
		.where(ne(task.stage, 'withdrawn'));
	const missing = audits(sum!.marked, share) - sum!.sampled;
	if (missing > 0) await insert(db, await draw(db, missing, random), true, now);
}

const column = {
	postId: post.id,
	contentHash: post.contentHash,
	strength: post.strength,
	probability: post.probability,
	markVersion: post.markVersion
};
type Candidate = {
	postId: number;
	contentHash: string;
	strength: (typeof post.$inferSelect)['strength'];
	probability: number | null;
	markVersion: string | null;
};

function hasNoTask(db: Db) {
	return notExists(
		db
			.select({ one: sql`1` })
			.from(task)
			.where(
				and(
					eq(task.postId, post.id),
					eq(task.contentHash, post.contentHash),
					ne(task.stage, 'withdrawn')
				)
			)
	);
}

/**
 * Unmarked posts, each as likely to be drawn as any other: numbers are drawn, and those that are no
 * such post are thrown away. (The first one after a drawn number would favour those behind a gap, and
 * gaps are where the marked posts are.)
 */
async function draw(db: Db, count: number, random: () => number): Promise<Candidate[]> {
	const [range] = await db
		.select({
			from: sql<number>`min(${post.id})::float8`,
			to: sql<number>`max(${post.id})::float8`
		})
		.from(post);
	if (!range?.from) return [];
	const { from, to } = range;
	const isDrawable = and(eq(post.strength, 'none'), isReadable, hasNoTask(db));
	const found = new Map<number, Candidate>();
	for (let tries = 0; tries < 20 && found.size < count; tries++) {
		const ids = Array.from({ length: DRAWN }, () => from + Math.floor(random() * (to - from + 1)));
		const rows = await db
			.select(column)
			.from(post)
			.innerJoin(feed, eq(feed.id, post.feedId))
			.where(and(inArray(post.id, ids), isDrawable));
		const byId = new Map(rows.map((row) => [row.postId, row]));
		for (const id of ids) {
			const row = byId.get(id);
			if (row && found.size < count) found.set(id, row);
		}
	}
	return [...found.values()];
}

async function insert(db: Db, posts: Candidate[], sampled: boolean, now: Date): Promise<void> {
	if (posts.length === 0) return;
	const values = posts.map((one) => ({
		...one,
		strength: one.strength!,
		markVersion: one.markVersion ?? '',
		sampled,
		stageSince: now,
		createdAt: now
	}));
	// A task that was withdrawn unread is made anew.
	await db
		.insert(task)
		.values(values)
		.onConflictDoUpdate({
			target: [task.postId, task.contentHash],
			set: {
				stage: 'first',
				stageSince: now,
				createdAt: now,
				sampled,
				strength: sql`excluded.strength`,
				probability: sql`excluded.probability`,
				markVersion: sql`excluded.mark_version`
			},
			setWhere: and(eq(task.stage, 'withdrawn'), notExists(standingOf(db)))
		});
}

function standingOf(db: Db) {
	return db
		.select({ one: sql`1` })
		.from(coding)
		.where(and(eq(coding.taskId, task.id), isStanding(db)));
}

/**
 * Takes out what is not to be read any more: changed or removed texts, posts that are not marked any
 * more, and draws among the posts that another version of the reader left unmarked.
 */
async function withdraw(db: Db, now: Date): Promise<void> {
	const stale = db
		.select({ id: task.id })
		.from(task)
		.innerJoin(post, eq(post.id, task.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				inArray(task.stage, ['first', 'second', 'settle']),
				or(
					sql`not (${isPresent})`,
					and(
						eq(task.stage, 'first'),
						or(isNull(task.claimedBy), lt(task.leaseUntil, now)),
						or(
							and(eq(task.sampled, false), eq(post.strength, 'none')),
							and(eq(task.sampled, true), ne(post.markVersion, task.markVersion))
						)
					)
				)
			)
		);
	await db.update(task).set({ stage: 'withdrawn', stageSince: now }).where(inArray(task.id, stale));
}

/** Texts that somebody has read and that are there again go on where they were. */
async function revive(db: Db, now: Date): Promise<void> {
	const back = await db
		.select({ id: task.id })
		.from(task)
		.innerJoin(post, eq(post.id, task.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(and(eq(task.stage, 'withdrawn'), isPresent, exists(standingOf(db))))
		.limit(MOST);
	for (const { id } of back) {
		const { stage } = outcome((await listStanding(db, id)).filter(decides));
		await db.update(task).set({ stage, stageSince: now }).where(eq(task.id, id));
	}
}
