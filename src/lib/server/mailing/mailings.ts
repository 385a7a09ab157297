/** Who wants a weekly mail, and the duty that sends them: each person one a week, never more. */
import { randomBytes } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { mailParts, type MailPart } from '#lib/mailing.ts';
import type { Db } from '../db/index.ts';
import { mailing, person } from '../db/schema.ts';
import { isEmpty, write } from './letter.ts';
import * as mail from './mail.ts';
import { tell } from './telling.ts';

export type Mailing = typeof mailing.$inferSelect;

/** What a person chooses. */
export interface Choice {
	/** Of one person alone; people of a group are written to where they sign in. */
	address: string | null;
	weekday: number;
	parts: MailPart[];
	leastPosts: number;
	leastMarked: number;
}

/** Until somebody chooses otherwise: Monday, and "many" from 3 marks in 10 posts. */
export const usual: Choice = {
	address: null,
	weekday: 1,
	parts: [...mailParts],
	leastPosts: 10,
	leastMarked: 30
};

const DAY_MS = 86_400_000;
const LEASE_MS = 10 * 60_000;
/** The hour of the day mails go out, in UTC. */
const HOUR = 6;
const MOST_TRIES = 8;

const isOf = (personId: string | null) =>
	personId === null ? isNull(mailing.personId) : eq(mailing.personId, personId);

export async function find(db: Db, personId: string | null): Promise<Mailing | undefined> {
	const [row] = await db.select().from(mailing).where(isOf(personId)).limit(1);
	return row;
}

/** Starts the mails or changes what they tell. Answers what is wrong with the choice in a sentence. */
export async function save(
	db: Db,
	personId: string | null,
	choice: Choice,
	now = new Date()
): Promise<{ issue?: string }> {
	const issue = issueOf(choice, personId);
	if (issue) return { issue };
	await db.transaction(async (tx) => {
		const known = await find(tx, personId);
		const nextAt = nextDay(now, choice.weekday);
		if (known)
			await tx
				.update(mailing)
				.set({ ...choice, nextAt })
				.where(eq(mailing.id, known.id));
		else
			await tx.insert(mailing).values({
				...choice,
				personId,
				nextAt,
				toldUntil: now,
				token: randomBytes(24).toString('base64url')
			});
	});
	return {};
}

function issueOf(choice: Choice, personId: string | null): string | undefined {
	if (personId === null && !mail.isAddress(choice.address ?? ''))
		return 'Give the e-mail address that the mails should go to, such as name@host.example.';
	if (!Number.isInteger(choice.weekday) || choice.weekday < 0 || choice.weekday > 6)
		return 'Choose a day of the week.';
	if (choice.parts.length === 0) return 'Choose at least one thing to be told of.';
	const isWhole = (value: number, least: number, most: number) =>
		Number.isInteger(value) && value >= least && value <= most;
	if (!isWhole(choice.leastPosts, 5, 1000))
		return 'Posts must be a whole number from 5 to 1,000: of fewer, nothing can be said.';
	if (!isWhole(choice.leastMarked, 1, 100))
		return 'Marked in 100 must be a whole number from 1 to 100.';
	return undefined;
}

/** Ends the mails of a person. */
export async function stop(db: Db, personId: string | null): Promise<void> {
	await db.delete(mailing).where(isOf(personId));
}

/** Ends the mails by the secret of their own link. False where there are none, or no more. */
export async function stopBy(db: Db, token: string): Promise<boolean> {
	const gone = await db
		.delete(mailing)
		.where(eq(mailing.token, token))
		.returning({ id: mailing.id });
	return gone.length > 0;
}

export async function isToken(db: Db, token: string): Promise<boolean> {
	const rows = await db.select({ id: mailing.id }).from(mailing).where(eq(mailing.token, token));
	return rows.length > 0;
}

/** The next such day of the week at the hour mails go out, later than now. Pure. */
export function nextDay(now: Date, weekday: number): Date {
	const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), HOUR);
	const ahead = (weekday - now.getUTCDay() + 7) % 7;
	const found = at + ahead * DAY_MS;
	return new Date(found > now.getTime() ? found : found + 7 * DAY_MS);
}

/** When to try again after so many failures: a quarter of an hour, doubled, at most twelve hours. Pure. */
export function retryAfter(tries: number): number {
	return Math.min(12 * 60, 15 * 2 ** (tries - 1)) * 60_000;
}

export interface StepOptions {
	/** '' where no mail server is set: nothing is sent then, and nothing is due. */
	smtpUrl: string;
	/** Public address of the website. */
	origin: string;
	now: Date;
}

/** Sends one mail that is due. True where there was one, so that there may be more. */
export async function step(db: Db, { smtpUrl, origin, now }: StepOptions): Promise<boolean> {
	if (!smtpUrl) return false;
	const due = await claim(db, now);
	if (!due) return false;
	const { row, address } = due;
	const keep = (values: Partial<Mailing>) =>
		db
			.update(mailing)
			.set({ leaseUntil: null, ...values })
			.where(eq(mailing.id, row.id));
	const next = nextDay(now, row.weekday);
	const who = row.personId === null ? undefined : { id: row.personId };
	const told = await tell(db, { since: row.toldUntil, until: now }, row, who);
	if (isEmpty(told)) {
		await keep({ nextAt: next, toldUntil: now, wasQuiet: true, tryCount: 0, failure: null });
		return true;
	}
	const stopAt = `${origin}/digest/stop/${row.token}`;
	const sent = await mail.send(smtpUrl, {
		...write(told, { origin, stopAt }),
		to: address,
		// Told from the same moment on, it is the same mail, however often it is tried.
		id: `<digest-${row.id}-${row.toldUntil.getTime()}@${new URL(origin).hostname}>`,
		stopAt
	});
	if (sent.isSent)
		await keep({
			nextAt: next,
			toldUntil: now,
			lastSentAt: now,
			wasQuiet: false,
			tryCount: 0,
			failure: null
		});
	else if (row.tryCount < MOST_TRIES)
		await keep({
			nextAt: new Date(now.getTime() + retryAfter(row.tryCount)),
			failure: sent.failure
		});
	else await keep({ nextAt: next, tryCount: 0, failure: sent.failure });
	return true;
}

/** Takes one that is due for itself. Only people who may still sign in are written to. */
async function claim(db: Db, now: Date): Promise<{ row: Mailing; address: string } | undefined> {
	const due = db
		.select({ id: mailing.id })
		.from(mailing)
		.leftJoin(person, eq(person.id, mailing.personId))
		.where(
			and(
				lte(mailing.nextAt, now),
				or(isNull(mailing.leaseUntil), lt(mailing.leaseUntil, now)),
				isNull(person.suspendedAt),
				or(isNotNull(mailing.address), isNotNull(person.email))
			)
		)
		.orderBy(asc(mailing.nextAt), asc(mailing.id))
		.limit(1)
		.for('update', { of: mailing, skipLocked: true });
	const [row] = await db
		.update(mailing)
		.set({
			leaseUntil: new Date(now.getTime() + LEASE_MS),
			tryCount: sql`${mailing.tryCount} + 1`
		})
		.where(eq(mailing.id, sql`(${due})`))
		.returning();
	if (!row) return undefined;
	if (row.personId === null) return { row, address: row.address! };
	const [who] = await db
		.select({ email: person.email })
		.from(person)
		.where(eq(person.id, row.personId));
	return { row, address: who!.email };
}

/** How many mails could not be sent at their last try, for `doctor`. */
export async function countFailing(db: Db): Promise<{ all: number; failing: number }> {
	const [row] = await db
		.select({
			all: sql<number>`count(*)::int`,
			failing: sql<number>`(count(*) filter (where ${mailing.failure} is not null))::int`
		})
		.from(mailing);
	return row!;
}
