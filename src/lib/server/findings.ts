/**
 * What people say of single posts. Every saying is kept; the one that holds is on the post, bound to
 * the text that was read. No classifier touches them.
 */
import { and, asc, desc, eq, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { Answer, Identifier, Strength, Tone } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, finding, post, revision } from './db/schema.ts';
import { monthsFor } from './expiry.ts';

export type Finding = typeof finding.$inferSelect;

/** What holds for a post. */
export interface Standing {
	says: Answer;
	reason: string;
	sampled: boolean;
	/** For how many months a story is held; null leaves that to what the machine saw. */
	months: number | null;
	recordedAt: Date;
}

/** Everything that was said of a post, oldest first. */
export function list(db: Db, postId: number): Promise<Finding[]> {
	return db.select().from(finding).where(eq(finding.postId, postId)).orderBy(asc(finding.id));
}

/** The saying that holds for a text: the last one not taken back. Pure. */
export function standing(said: Finding[], contentHash: string): Standing | undefined {
	const kept: Standing[] = [];
	for (const one of said) {
		if (one.contentHash !== contentHash) continue;
		if (one.says === 'undone') kept.pop();
		else kept.push({ ...one, says: one.says });
	}
	return kept.at(-1);
}

/** The last thing that was said of a post, taken back or not. */
export async function findLast(db: Db, postId: number): Promise<Finding | undefined> {
	const [row] = await db
		.select()
		.from(finding)
		.where(eq(finding.postId, postId))
		.orderBy(desc(finding.id))
		.limit(1);
	return row;
}

/** What a person says of a post. */
export interface Said {
	says: Answer;
	reason?: string;
	/** Whether the post was offered at random; counts only for an unmarked post. */
	sampled?: boolean;
	/** What people saw in it, which decides how long it is held; what the machine saw where left out. */
	details?: { identifiers: Identifier[]; tone: Tone | null };
}

/**
 * Records what a person says of a post and makes it hold.
 * @returns false where there is no such post
 */
export async function record(
	db: Db,
	postId: number,
	said: Said,
	now = new Date()
): Promise<boolean> {
	return append(db, postId, said, now);
}

/** Takes back the last saying; the one before holds again. */
export async function undo(db: Db, postId: number, now = new Date()): Promise<boolean> {
	return append(db, postId, { says: 'undone' }, now);
}

async function append(
	db: Db,
	postId: number,
	said: Omit<Said, 'says'> & { says: Answer | 'undone' },
	now: Date
): Promise<boolean> {
	return db.transaction(async (tx) => {
		const [row] = await tx
			.select({ contentHash: post.contentHash, strength: post.strength, axes: post.axes })
			.from(post)
			.where(eq(post.id, postId))
			.for('update');
		if (!row) return false;
		const before = await list(tx, postId);
		if (said.says === 'undone' && !standing(before, row.contentHash)) return true;
		const [added] = await tx
			.insert(finding)
			.values({
				postId,
				contentHash: row.contentHash,
				says: said.says,
				reason: (said.reason ?? '').slice(0, 2000),
				sampled: said.sampled === true && row.strength === 'none',
				months: said.says === 'story' && said.details ? monthsFor(said.details) : null,
				recordedAt: now
			})
			.returning();
		const holds = standing([...before, added!], row.contentHash);
		await tx
			.update(post)
			.set({
				finding: holds?.says ?? null,
				findingSampled: holds?.sampled ?? false,
				findingMonths:
					holds?.says === 'story'
						? (holds.months ??
							monthsFor({
								identifiers: row.axes?.identifiers ?? [],
								tone: row.axes?.tone ?? null
							}))
						: null
			})
			.where(eq(post.id, postId));
		return true;
	});
}

/** A post that a person said something of, as the ledger counts it. */
export interface Found {
	postId: number;
	feedId: number;
	practitionerId: number;
	says: Answer;
	sampled: boolean;
	months: number | null;
	strength: Strength | null;
	at: Date;
	isRemoved: boolean;
}

/** The posts of these practitioners that a person said something of. */
export async function listFound(db: Db, practitionerIds: number[]): Promise<Found[]> {
	if (practitionerIds.length === 0) return [];
	const rows = await db
		.select({
			postId: post.id,
			feedId: post.feedId,
			practitionerId: feed.practitionerId,
			says: post.finding,
			sampled: post.findingSampled,
			months: post.findingMonths,
			strength: post.strength,
			at: post.shownAt,
			removedAt: post.removedAt
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(and(inArray(feed.practitionerId, practitionerIds), isNotNull(post.finding)));
	return rows.map(({ removedAt, says, ...row }) => ({
		...row,
		says: says!,
		isRemoved: removedAt !== null
	}));
}

/** A post that was marked or confirmed and is so no longer: taken down, or changed by its author. */
export interface Remedied {
	postId: number;
	feedId: number;
	practitionerId: number;
	how: 'removed' | 'changed';
	/** The present strength: what a removed post would be counted under. */
	strength: Strength | null;
	at: Date;
}

/** What the authors put right themselves (guard F8). */
export async function listRemedied(db: Db, practitionerIds: number[]): Promise<Remedied[]> {
	if (practitionerIds.length === 0) return [];
	const isMarked = inArray(post.strength, ['likely', 'possible']);
	const columns = {
		postId: post.id,
		feedId: post.feedId,
		practitionerId: feed.practitionerId,
		strength: post.strength,
		at: post.shownAt
	};
	const removed = await db
		.select(columns)
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				inArray(feed.practitionerId, practitionerIds),
				isNotNull(post.removedAt),
				or(isMarked, eq(post.finding, 'story'))
			)
		);
	const changed = await db
		.selectDistinct(columns)
		.from(revision)
		.innerJoin(post, eq(post.id, revision.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				inArray(feed.practitionerId, practitionerIds),
				sql`(${revision.strength} in ('likely', 'possible') or ${revision.finding} = 'story')`,
				eq(post.strength, 'none'),
				isNotNull(post.markVersion),
				isNull(post.removedAt),
				or(isNull(post.finding), sql`${post.finding} <> 'story'`)
			)
		);
	const as = (how: Remedied['how'], rows: typeof removed): Remedied[] =>
		rows.map(({ postId, feedId, practitionerId, strength, at }) => ({
			postId,
			feedId,
			practitionerId,
			strength,
			at,
			how
		}));
	return [...as('removed', removed), ...as('changed', changed)];
}

/**
 * The next post of an audit: an unmarked one that nobody read yet, in the order of its content hash,
 * which knows nothing of what it tells. Undefined when none is left.
 * @param except posts that are passed over
 */
export async function nextToAudit(
	db: Db,
	practitionerId: number,
	except: number[] = []
): Promise<number | undefined> {
	const feeds = db
		.select({ id: feed.id })
		.from(feed)
		.where(
			and(
				eq(feed.practitionerId, practitionerId),
				sql`coalesce(${feed.careChosen}, ${feed.care}) <> 'not-care'`
			)
		);
	const [row] = await db
		.select({ id: post.id })
		.from(post)
		.where(
			and(
				inArray(post.feedId, feeds),
				eq(post.strength, 'none'),
				except.length > 0 ? notInArray(post.id, except) : undefined,
				isNull(post.finding),
				isNull(post.droppedAt),
				isNull(post.removedAt)
			)
		)
		.orderBy(asc(post.contentHash), asc(post.id))
		.limit(1);
	return row?.id;
}
