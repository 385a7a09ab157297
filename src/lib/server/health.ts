/** Whether all is well: for /readyz and `doctor`. */
import { eq, ne, or, sql } from 'drizzle-orm';
import { ping, type Db } from './db/index.ts';
import * as journal from './journal.ts';
import * as mailings from './mailing/mailings.ts';
import { duty, feed, post, tally } from './db/schema.ts';
import * as events from './publication/events.ts';
import * as integrity from './review/integrity.ts';

export interface Check {
	what: string;
	ok: boolean;
	found: string;
}

/** A worker that has not been heard of for this long is taken to be gone. */
const SILENT_MS = 5 * 60_000;

/** The database answers, and whether a worker was heard of lately. */
export async function ready(
	db: Db,
	now = new Date()
): Promise<{ database: boolean; worker: boolean }> {
	try {
		await ping(db);
		const rows = await db.select({ finishedAt: duty.finishedAt }).from(duty);
		const worker = rows.some(
			({ finishedAt }) => finishedAt !== null && now.getTime() - finishedAt.getTime() < SILENT_MS
		);
		return { database: true, worker };
	} catch {
		return { database: false, worker: false };
	}
}

/** Every check `doctor` makes of the database. */
export async function check(db: Db): Promise<Check[]> {
	await ping(db);
	const [feeds] = await db
		.select({
			all: sql<number>`count(*)::int`,
			failing: sql<number>`count(*) filter (where ${feed.failureCount} > 0)::int`
		})
		.from(feed);
	const [posts] = await db.select({ all: sql<number>`count(*)::int` }).from(post);
	const [pending] = await db
		.select({ count: sql<number>`count(*)::int` })
		.from(post)
		.where(sql`${post.markVersion} is null and ${post.droppedAt} is null`);
	const drifted = await drift(db);
	const failed = await db.select().from(duty).where(ne(duty.failure, ''));
	const chain = await journal.verify(db);
	const mails = await mailings.countFailing(db);
	const review = await integrity.verify(db);
	const records = await events.verify(db);
	return [
		{ what: 'database', ok: true, found: 'answers' },
		{ what: 'feeds', ok: true, found: `${feeds?.all} followed, ${feeds?.failing} failing` },
		{
			what: 'posts',
			ok: true,
			found: `${posts?.all} kept, ${pending?.count} waiting to be marked`
		},
		{
			what: 'counts',
			ok: drifted === 0,
			found:
				drifted === 0
					? 'agree with the posts'
					: `${drifted} feeds whose counts differ from their posts`
		},
		{
			what: 'records',
			ok: records.brokenId === null,
			found:
				records.brokenId === null
					? `${records.events} steps of records, each as its line in the journal says`
					: `step ${records.brokenId} of a record differs from its line in the journal`
		},
		{
			what: 'journal',
			ok: chain.brokenAt === null,
			found:
				chain.brokenAt === null
					? `${chain.lines} lines, each tied to the one before`
					: `line ${chain.brokenAt} does not follow from the one before: it was changed outside the program`
		},
		{
			what: 'review',
			ok: review.broken.length === 0,
			found:
				review.broken.length === 0
					? `${review.codings} readings and ${review.settlements} settlements, each as its line in the journal has it`
					: `${review.broken.slice(0, 5).join('; ')}: changed outside the program`
		},
		{
			what: 'mails',
			ok: mails.failing === 0,
			found: `${mails.all} asked for, ${mails.failing} not sent at the last try`
		},
		...failed.map((row) => ({
			what: `duty ${row.name}`,
			ok: false,
			found: `failed at its last run; look for ${row.failure} in the log`
		}))
	];
}

/** How many feeds have kept counts that differ from their posts. */
async function drift(db: Db): Promise<number> {
	const counted = db.$with('counted').as(
		db
			.select({ feedId: tally.feedId, count: sql<number>`sum(${tally.count})::int`.as('kept') })
			.from(tally)
			.where(eq(tally.what, 'posts'))
			.groupBy(tally.feedId)
	);
	const real = db.$with('real').as(
		db
			.select({ feedId: post.feedId, count: sql<number>`count(*)::int`.as('real_count') })
			.from(post)
			.groupBy(post.feedId)
	);
	const rows = await db
		.with(counted, real)
		.select({ feedId: real.feedId })
		.from(real)
		.leftJoin(counted, eq(counted.feedId, real.feedId))
		.where(or(sql`${counted.count} is null`, ne(counted.count, real.count)));
	return rows.length;
}
