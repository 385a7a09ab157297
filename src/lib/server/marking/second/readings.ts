/**
 * Second readings: which posts are put to the second reader, what it made of them, and whether it
 * answers. Nothing here touches a strength, a finding or a count.
 */
import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, ne, not, or, sql } from 'drizzle-orm';
import type { Answer } from '#lib/words.ts';
import type { SecondReader } from '../../config.ts';
import type { Db } from '../../db/index.ts';
import { feed, post, practitioner, secondReader, secondReading } from '../../db/schema.ts';
import { log } from '../../log.ts';
import * as takedowns from '../../publication/takedowns.ts';
import { parse } from './answer.ts';
import { ask, type Reply } from './ask.ts';
import { messages, passage } from './question.ts';

export interface StepOptions {
	reader: SecondReader;
	/** The first reader's least probability of each strength: near them it is unsure. */
	thresholds: { likely: number; possible: number };
	/** How many posts at most. */
	limit?: number;
	/** Asks even where the reader failed lately: once after each start of the program. */
	isFirst?: boolean;
	totalMs?: number;
	signal?: AbortSignal;
	now?: () => Date;
}

/** Hours to wait after each failure in a row: a reader is then asked every seven days, a post given up. */
const GAPS_HOURS = [1, 24, 24 * 7];
/** A try that has not ended after this long is taken to have died with its worker. */
const LEASE_MINUTES = 15;
/** How near to a threshold is unsure, in log odds. */
const NEAR = 0.5;

export function endpointOf(reader: SecondReader): string {
	return `${reader.address}#${reader.model}`;
}

/** Puts some posts to the second reader. True where there may be more to ask at once. */
export async function step(db: Db, options: StepOptions): Promise<boolean> {
	const { reader, signal, limit = 4 } = options;
	const now = () => options.now?.() ?? new Date();
	const state = await findState(db, reader);
	if (state?.nextTryAt && state.nextTryAt > now() && !options.isFirst) return false;
	const claimed = await claim(db, { ...options, limit }, now());
	for (const [i, one] of claimed.entries()) {
		const part = passage(one.text, one.reasons);
		const reply = await ask(
			reader,
			messages({ ...one, text: part.text }, `===== ${randomUUID()} =====`),
			options
		);
		const isPaused = await settle(db, reader, one, part, reply, now());
		if (!isPaused && !signal?.aborted) continue;
		await release(db, claimed.slice(i + 1), now());
		return false;
	}
	return claimed.length === limit;
}

type Claimed = Awaited<ReturnType<typeof listDue>>[number] & { tryCount: number };

/** Takes the newest unsure posts that this model has not read yet. */
async function claim(
	db: Db,
	options: StepOptions & { limit: number },
	now: Date
): Promise<Claimed[]> {
	const due = await listDue(db, options, now);
	if (due.length === 0) return [];
	const { model } = options.reader;
	const lease = after(now, LEASE_MINUTES / 60);
	const isOther = or(
		ne(secondReading.contentHash, sql`excluded.content_hash`),
		ne(secondReading.model, sql`excluded.model`)
	);
	const taken = await db
		.insert(secondReading)
		.values(
			due.map(({ id, contentHash }) => ({
				postId: id,
				contentHash,
				model,
				tryCount: 1,
				nextTryAt: lease
			}))
		)
		.onConflictDoUpdate({
			target: secondReading.postId,
			set: {
				contentHash: sql`excluded.content_hash`,
				model: sql`excluded.model`,
				tryCount: sql`case when ${isOther} then 1 else ${secondReading.tryCount} + 1 end`,
				nextTryAt: lease,
				...nothing
			},
			// Another worker may have taken it since it was listed.
			setWhere: or(isOther, isWaiting(now))
		})
		.returning({ postId: secondReading.postId, tryCount: secondReading.tryCount });
	const counts = new Map(taken.map(({ postId, tryCount }) => [postId, tryCount]));
	return due.flatMap((one) => {
		const tryCount = counts.get(one.id);
		return tryCount === undefined ? [] : [{ ...one, tryCount }];
	});
}

const nothing = {
	says: null,
	because: null,
	quoteStart: null,
	quoteEnd: null,
	readAt: null,
	failure: null
};

function isWaiting(now: Date) {
	return and(isNull(secondReading.readAt), lte(secondReading.nextTryAt, now));
}

async function listDue(db: Db, options: StepOptions & { limit: number }, now: Date) {
	const { likely, possible } = options.thresholds;
	const rows = await db
		.select({
			id: post.id,
			contentHash: post.contentHash,
			title: post.title,
			text: post.text,
			axes: post.axes,
			profession: practitioner.profession
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.leftJoin(secondReading, eq(secondReading.postId, post.id))
		.where(
			and(
				// The index post_doubtful holds these and no others.
				sql`${post.probability} >= 0.3`,
				or(
					eq(post.strength, 'possible'),
					and(
						inArray(post.strength, ['likely', 'none']),
						sql`${post.probability} between ${nearby(possible, -NEAR)}::float8 and ${nearby(likely, NEAR)}::float8`
					)
				),
				// Words that somebody else is quoted with get no mark, however they read.
				sql`${post.axes} ->> 'voice' is distinct from 'quoted'`,
				isNull(post.droppedAt),
				isNull(post.removedAt),
				not(takedowns.isDown),
				sql`coalesce(${feed.careChosen}, ${feed.care}) <> 'not-care'`,
				or(
					isNull(secondReading.postId),
					ne(secondReading.contentHash, post.contentHash),
					ne(secondReading.model, options.reader.model),
					isWaiting(now)
				)
			)
		)
		// One that failed before waits behind the others, or it could hold them up each time.
		.orderBy(asc(sql`${secondReading.failure} is not null`), desc(post.shownAt), desc(post.id))
		.limit(options.limit);
	return rows.map(({ axes, ...row }) => ({ ...row, reasons: axes?.reasons ?? [] }));
}

/** A probability moved by so much in log odds. */
function nearby(probability: number, by: number): number {
	return 1 / (1 + ((1 - probability) / probability) * Math.exp(-by));
}

/** Keeps what came back. True where the reader is not to be asked for a while. */
async function settle(
	db: Db,
	reader: SecondReader,
	one: Claimed,
	part: { start: number; text: string },
	reply: Reply,
	now: Date
): Promise<boolean> {
	if (reply.kind === 'stopped') {
		await release(db, [one], now);
		return true;
	}
	if (reply.kind === 'failed') {
		if (reply.waits === 'reader') await release(db, [one], now);
		else await saveFailure(db, one, reply.reason, now);
		if (reply.waits === 'post') return false;
		await saveState(db, reader, now, reply.reason);
		return true;
	}
	await saveState(db, reader, now);
	const opinion = parse(reply.content, part);
	if (!opinion) {
		await saveFailure(db, one, 'Its answer could not be understood.', now);
		return false;
	}
	const { says, because, quote } = opinion;
	await db
		.update(secondReading)
		.set({
			...nothing,
			says,
			because,
			quoteStart: quote?.start ?? null,
			quoteEnd: quote?.end ?? null,
			readAt: now,
			nextTryAt: null
		})
		.where(isOf(one));
	return false;
}

/** The row as it was claimed: a post that was edited or dropped meanwhile has another, or none. */
function isOf(one: Pick<Claimed, 'id' | 'contentHash'>) {
	return and(eq(secondReading.postId, one.id), eq(secondReading.contentHash, one.contentHash));
}

async function saveFailure(db: Db, one: Claimed, failure: string, now: Date): Promise<void> {
	const hours = GAPS_HOURS[one.tryCount - 1];
	await db
		.update(secondReading)
		.set({ failure, nextTryAt: hours === undefined ? null : after(now, hours) })
		.where(isOf(one));
}

/** Gives posts back that were not read through no fault of theirs. */
async function release(db: Db, claimed: Claimed[], now: Date): Promise<void> {
	for (const one of claimed)
		await db
			.update(secondReading)
			.set({ tryCount: one.tryCount - 1, nextTryAt: now })
			.where(isOf(one));
}

function after(now: Date, hours: number): Date {
	return new Date(now.getTime() + hours * 3_600_000);
}

/** Whether this reader answers; undefined while it was never asked. */
export async function findState(db: Db, reader: SecondReader) {
	const [state] = await db
		.select()
		.from(secondReader)
		.where(eq(secondReader.endpoint, endpointOf(reader)));
	return state;
}

async function saveState(db: Db, reader: SecondReader, now: Date, failure?: string): Promise<void> {
	const before = await findState(db, reader);
	const failureCount = failure === undefined ? 0 : (before?.failureCount ?? 0) + 1;
	if (failureCount === 1) log.warn({ failure }, 'the second reader does not answer');
	const values =
		failure === undefined
			? { answeredAt: now, failingSince: null, failure: null, failureCount, nextTryAt: null }
			: {
					failingSince: before?.failingSince ?? now,
					failure,
					failureCount,
					nextTryAt: after(now, GAPS_HOURS[failureCount - 1] ?? GAPS_HOURS.at(-1)!)
				};
	await db
		.insert(secondReader)
		.values({ endpoint: endpointOf(reader), ...values })
		.onConflictDoUpdate({ target: secondReader.endpoint, set: values });
}

export interface SecondReading {
	model: string;
	says: Answer;
	because: string | null;
	quote: { start: number; end: number } | null;
	readAt: Date;
}

/** What a second reader made of this text of a post; undefined where none has read it. */
export async function find(
	db: Db,
	postId: number,
	contentHash: string
): Promise<SecondReading | undefined> {
	const [row] = await db
		.select()
		.from(secondReading)
		.where(and(isOf({ id: postId, contentHash }), isNotNull(secondReading.readAt)));
	if (!row?.says || !row.readAt) return undefined;
	const { model, says, because, quoteStart, quoteEnd, readAt } = row;
	const quote =
		quoteStart === null || quoteEnd === null ? null : { start: quoteStart, end: quoteEnd };
	return { model, says, because, quote, readAt };
}
