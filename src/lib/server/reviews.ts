/** What was read in review so far, for screens and for the figures of agreement. */
import { and, asc, desc, eq, gt, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Answer, Strength } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import type { Round } from './db/reviewing.ts';
import {
	coding,
	feed,
	person,
	post,
	practitioner,
	settlement,
	task,
	unveiling
} from './db/schema.ts';
import type { Spent } from './review/load.ts';
import {
	decides,
	findSettlement,
	isStanding,
	listStanding,
	type Coding
} from './review/standing.ts';

export type { Coding };
export type Settlement = typeof settlement.$inferSelect;

/** One text with every reading of it that stands, and what they came to. */
export interface Coded {
	taskId: number;
	postId: number;
	contentHash: string;
	/** Drawn at random among the unmarked posts. */
	sampled: boolean;
	/** What the machine said when the text came into the queue, and which version of it. */
	strength: Strength;
	probability: number | null;
	markVersion: string;
	/** Null unless this is a golden item. */
	goldenAnswer: { narrates: Answer } | null;
	/** First, second, and where those two split, the third. */
	codings: Coding[];
	settled: Settlement | null;
}

/**
 * Texts that somebody has read, by number, a page at a time: their blind readings and what was settled.
 * The readings of rounds `first` and `second` are blind; that of `settle` has seen both.
 * @param options.after the last `taskId` of the page before
 */
export async function listCodings(
	db: Db,
	options: { after?: number; limit?: number; since?: Date; until?: Date } = {}
): Promise<Coded[]> {
	const { after = 0, limit = 500, since, until } = options;
	const read = db
		.select({ id: coding.taskId })
		.from(coding)
		.where(
			and(
				isStanding(db),
				since && gte(coding.recordedAt, since),
				until && lt(coding.recordedAt, until)
			)
		);
	const tasks = await db
		.select({
			taskId: task.id,
			postId: task.postId,
			contentHash: task.contentHash,
			sampled: task.sampled,
			strength: task.strength,
			probability: task.probability,
			markVersion: task.markVersion,
			goldenAnswer: task.goldenAnswer
		})
		.from(task)
		.where(and(gt(task.id, after), inArray(task.id, read)))
		.orderBy(asc(task.id))
		.limit(limit);
	const ids = tasks.map(({ taskId }) => taskId);
	if (ids.length === 0) return [];
	const codings = await db
		.select()
		.from(coding)
		.where(and(inArray(coding.taskId, ids), isStanding(db)))
		.orderBy(asc(coding.id));
	const settlements = await db
		.select()
		.from(settlement)
		.where(inArray(settlement.taskId, ids))
		.orderBy(asc(settlement.id));
	return tasks.map((one) => {
		const own = codings.filter(({ taskId }) => taskId === one.taskId);
		const standing = new Set(own.map(({ id }) => id));
		const settled = settlements.findLast(
			({ taskId, codingIds }) => taskId === one.taskId && codingIds.every((id) => standing.has(id))
		);
		return { ...one, codings: own, settled: settled ?? null };
	});
}

/** What was settled for this text of a post, and by how many; undefined while nothing is. */
export async function findSettled(db: Db, postId: number, contentHash: string) {
	const [one] = await db
		.select({ id: task.id })
		.from(task)
		.where(and(eq(task.postId, postId), eq(task.contentHash, contentHash)));
	if (!one) return undefined;
	const settled = await findSettlement(db, one.id, await listStanding(db, one.id));
	return (
		settled && {
			supportCount: settled.supportCount,
			readers: settled.codingIds.length,
			settledAt: settled.settledAt
		}
	);
}

/** How far the group has come with the texts of the queue. */
export interface Progress {
	texts: number;
	/** Read by two people or more. */
	twice: number;
	once: number;
	/** Two readings that differ, waiting for a third person. */
	split: number;
	done: number;
}

export async function progress(db: Db): Promise<Progress> {
	const rows = await db
		.select({ stage: task.stage, count: sql<number>`count(*)::int` })
		.from(task)
		.where(ne(task.stage, 'withdrawn'))
		.groupBy(task.stage);
	const of = (stage: string) => rows.find((row) => row.stage === stage)?.count ?? 0;
	return {
		texts: rows.reduce((sum, row) => sum + row.count, 0),
		twice: of('settle') + of('done'),
		once: of('second'),
		split: of('settle'),
		done: of('done')
	};
}

/** What a person saved in the last 24 hours, for the count of the day. */
export function listSpent(db: Db, personId: string, now: Date): Promise<Spent[]> {
	return db
		.select({ recordedAt: coding.recordedAt, seconds: coding.seconds })
		.from(coding)
		.where(
			and(
				eq(coding.personId, personId),
				gt(coding.recordedAt, new Date(now.getTime() - 86_400_000)),
				isStanding(db)
			)
		);
}

/** Readings saved by each person since a day, with the time they took. */
export function listLoads(db: Db, since: Date) {
	return db
		.select({
			personId: coding.personId,
			penName: person.penName,
			count: sql<number>`count(*)::int`,
			seconds: sql<number>`sum(${coding.seconds})::int`
		})
		.from(coding)
		.innerJoin(person, eq(person.id, coding.personId))
		.where(and(gte(coding.recordedAt, since), isStanding(db)))
		.groupBy(coding.personId, person.penName)
		.orderBy(asc(person.penName));
}

/**
 * A person's own readings that stand, newest first. What the machine said is there only where they
 * asked to see it, for then they can no longer take the reading back.
 */
export async function listMine(
	db: Db,
	personId: string,
	options: { before?: number; limit?: number } = {}
) {
	const { before, limit = 20 } = options;
	const rows = await db
		.select({
			coding,
			stage: task.stage,
			isCurrent: sql<boolean>`${post.contentHash} = ${coding.contentHash}`,
			isLast: sql<boolean>`${coding.id} = (select max(c.id) from coding c where c.task_id = ${coding.taskId} and not exists (select 1 from undoing u where u.coding_id = c.id))`,
			publishedAt: post.publishedAt,
			feedTitle: feed.title,
			practitionerName: practitioner.name,
			unveiledAt: unveiling.at,
			machine: { strength: task.strength, probability: task.probability }
		})
		.from(coding)
		.innerJoin(task, eq(task.id, coding.taskId))
		.innerJoin(post, eq(post.id, coding.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.leftJoin(unveiling, eq(unveiling.codingId, coding.id))
		.where(
			and(
				eq(coding.personId, personId),
				isStanding(db),
				before === undefined ? undefined : lt(coding.id, before)
			)
		)
		.orderBy(desc(coding.id))
		.limit(limit + 1);
	// A further reading of a golden item looks like a first reading of any other text.
	const page = rows.slice(0, limit).map(({ unveiledAt, machine, coding, stage, ...row }) => ({
		...row,
		coding: { ...coding, round: decides(coding) ? (coding.round as Round) : 'first' },
		stage: decides(coding) || stage === 'withdrawn' ? stage : 'second',
		machine: unveiledAt === null ? null : machine
	}));
	return { rows: page, next: rows.length > limit ? page.at(-1)!.coding.id : undefined };
}
