/**
 * Handing out texts: one to one person for a limited time, in one statement, so that two people never
 * get the same one and a person never gets a text they have read.
 */
import {
	and,
	asc,
	desc,
	eq,
	gt,
	inArray,
	isNotNull,
	isNull,
	lte,
	ne,
	notExists,
	notInArray,
	or,
	sql
} from 'drizzle-orm';
import type { Skip } from '#lib/coding.ts';
import type { Db } from '../db/index.ts';
import type { Round } from '../db/reviewing.ts';
import { claim, coding, feed, person, post, practitioner, skip, task } from '../db/schema.ts';
import * as conflicts from './conflicts.ts';
import * as audit from './audit.ts';
import { order, type Lane } from './lanes.ts';
import type { Stage } from './settlement.ts';
import { isStanding } from './standing.ts';
import { isPresent } from './tasks.ts';

/** How long a text stays with a person who neither saves nor opens the page again. */
export const leaseMinutes = 30;

export const leaseFrom = (now: Date) => new Date(now.getTime() + leaseMinutes * 60_000);
/** A golden item that is settled: every other reviewer gets it too, as a first reading like any other. */
const isExtra = and(eq(task.stage, 'done'), isNotNull(task.goldenAnswer));
const isOf = (round: Round) =>
	round === 'first' ? or(eq(task.stage, 'first'), isExtra) : eq(task.stage, round);
const isFree = (now: Date) => or(isNull(task.claimedBy), lte(task.leaseUntil, now));

/** What a person may be given: there, not read or skipped by them, of nobody they know. */
async function openTo(db: Db, personId: string) {
	const known = await conflicts.reach(db, personId);
	const own = db
		.select({ one: sql`1` })
		.from(coding)
		.where(and(eq(coding.taskId, task.id), eq(coding.personId, personId), isStanding(db)));
	const skipped = db
		.select({ one: sql`1` })
		.from(skip)
		.where(and(eq(skip.taskId, task.id), eq(skip.personId, personId)));
	return and(
		isPresent,
		notExists(own),
		notExists(skipped),
		known.length > 0 ? notInArray(feed.practitionerId, known) : undefined
	);
}

const orders = {
	strength: [desc(post.probability), asc(task.id)],
	uncertainty: [asc(sql`abs(${post.probability} - 0.5)`), asc(task.id)],
	audit: [asc(task.id)]
};

/**
 * Gives a person the next text of a round, or the one they have in hand already. Undefined when none
 * is left for them.
 * @param draw from 0 up to 1, even: which lane a first reading is taken from
 */
export async function next(
	db: Db,
	personId: string,
	round: Round,
	options: { now?: Date; draw?: number } = {}
): Promise<number | undefined> {
	const { now = new Date(), draw = Math.random() } = options;
	return db.transaction(async (tx) => {
		// One after the other for one person, so that two tabs get one text.
		await tx
			.select({ id: person.id })
			.from(person)
			.where(eq(person.id, personId))
			.for('no key update');
		const [held] = await tx
			.select({ id: task.id })
			.from(task)
			.where(and(eq(task.claimedBy, personId), isOf(round), gt(task.leaseUntil, now)))
			.limit(1);
		if (held) return held.id;
		await release(tx, personId);
		const isOpen = await openTo(tx, personId);
		const lanes: (Lane | undefined)[] =
			round === 'first' ? order(draw, await audit.find(tx)) : [undefined];
		for (const lane of lanes) {
			const found = tx
				.select({ id: task.id })
				.from(task)
				.innerJoin(post, eq(post.id, task.postId))
				.innerJoin(feed, eq(feed.id, post.feedId))
				.where(and(isOf(round), lane && eq(task.sampled, lane === 'audit'), isFree(now), isOpen))
				.orderBy(...(lane ? orders[lane] : [asc(task.stageSince), asc(task.id)]))
				.limit(1)
				.for('update', { of: task, skipLocked: true });
			const [taken] = await tx
				.update(task)
				.set({ claimedBy: personId, claimedAt: now, leaseUntil: leaseFrom(now) })
				.where(eq(task.id, sql`(${found})`))
				.returning({ id: task.id });
			if (!taken) continue;
			await tx.insert(claim).values({ taskId: taken.id, personId, round, at: now });
			return taken.id;
		}
		return undefined;
	});
}

/**
 * What a person has in hand, as they may see it before they saved: the text and whose feed it is,
 * nothing of what the machine or anybody else said. Opening it renews the lease.
 */
export async function find(db: Db, personId: string, now = new Date()) {
	const [held] = await db
		.update(task)
		.set({ leaseUntil: leaseFrom(now) })
		.where(and(eq(task.claimedBy, personId), ne(task.stage, 'withdrawn')))
		.returning({ id: task.id, stage: task.stage });
	if (!held) return undefined;
	const [row] = await db
		.select({
			title: post.title,
			text: post.text,
			author: post.author,
			publishedAt: post.publishedAt,
			feedTitle: feed.title,
			feedDescription: feed.description,
			practitioner: {
				id: practitioner.id,
				name: practitioner.name,
				profession: practitioner.profession,
				place: practitioner.place
			}
		})
		.from(task)
		.innerJoin(post, eq(post.id, task.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(and(eq(task.id, held.id), isPresent));
	const round = held.stage === 'done' ? 'first' : (held.stage as Round);
	if (row) return { taskId: held.id, round, ...row };
	await release(db, personId);
	return undefined;
}

export type Held = NonNullable<Awaited<ReturnType<typeof find>>>;

/** Gives back what a person has in hand. */
export async function release(db: Db, personId: string): Promise<void> {
	await db
		.update(task)
		.set({ claimedBy: null, claimedAt: null, leaseUntil: null })
		.where(eq(task.claimedBy, personId));
}

/** A person would rather not read this one: it goes back, and never to them again. */
export async function pass(
	db: Db,
	personId: string,
	taskId: number,
	said: { why: Skip; words: string },
	now = new Date()
): Promise<void> {
	await db.transaction(async (tx) => {
		await release(tx, personId);
		await tx
			.insert(skip)
			.values({ taskId, personId, why: said.why, words: said.words, at: now })
			.onConflictDoNothing();
	});
}

/** How many texts wait for this person in each round. */
export async function count(
	db: Db,
	personId: string,
	now = new Date()
): Promise<Record<Round, number>> {
	const isOpen = await openTo(db, personId);
	const rows = await db
		.select({ stage: task.stage, count: sql<number>`count(*)::int` })
		.from(task)
		.innerJoin(post, eq(post.id, task.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				or(inArray(task.stage, ['first', 'second', 'settle']), isExtra),
				or(isFree(now), eq(task.claimedBy, personId)),
				isOpen
			)
		)
		.groupBy(task.stage);
	const of = (stage: Stage) => rows.find((row) => row.stage === stage)?.count ?? 0;
	return { first: of('first') + of('done'), second: of('second'), settle: of('settle') };
}
