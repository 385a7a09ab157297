/** The queue of feeds that are due: one statement takes some of it, whatever other workers do. */
import {
	and,
	asc,
	eq,
	getTableColumns,
	gt,
	inArray,
	isNull,
	lte,
	not,
	notInArray,
	or,
	sql
} from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed, host } from '../db/schema.ts';

type Feed = typeof feed.$inferSelect;

/**
 * Of this many feeds that have waited longest, a claim takes those whose hosts may be asked. A short
 * look, some times what is wanted, is nearly always enough; the long one is for a head of the queue
 * that is all one busy host's.
 */
const SHORT_QUEUE = 10;
const LONGEST_QUEUE = 5000;

interface Claim {
	limit: number;
	lease: number;
	now?: Date;
	all?: boolean;
}

/**
 * Claims due feeds for one worker, so that no two workers ever hold the same feed. A worker that dies
 * gives its feeds back when the lease (seconds) runs out. Hosts with a pace give one feed at a time,
 * and only once their pause is over.
 */
export async function claimDue(db: Db, options: Claim): Promise<Feed[]> {
	const claimed = await claimFrom(db, options.limit * SHORT_QUEUE, options);
	const limit = options.limit - claimed.length;
	if (limit === 0) return claimed;
	return [...claimed, ...(await claimFrom(db, LONGEST_QUEUE, { ...options, limit }))];
}

/** The statement is long: it is built once for each database. */
const statements = new WeakMap<Db, Map<boolean, ReturnType<typeof claimStatement>>>();

async function claimFrom(db: Db, queueLength: number, options: Claim): Promise<Feed[]> {
	const { limit, lease, now = new Date(), all = false } = options;
	const known = statements.get(db) ?? new Map<boolean, ReturnType<typeof claimStatement>>();
	const statement = known.get(all) ?? claimStatement(db, all);
	statements.set(db, known.set(all, statement));
	return statement.execute({
		queueLength,
		// Several workers look at the same head of the queue: some of it will be locked.
		candidates: limit * 4,
		limit,
		now: now.toISOString(),
		until: new Date(now.getTime() + lease * 1000).toISOString()
	});
}

function claimStatement(db: Db, all: boolean) {
	const now = sql.placeholder('now');
	const isFree = and(isNull(feed.pausedAt), or(isNull(feed.leaseUntil), lte(feed.leaseUntil, now)));
	const dueAt = all ? undefined : now;
	const isRested = or(eq(host.gapMs, 0), lte(host.notBefore, now));
	const queue = db
		.select({ id: feed.id, host: feed.host, nextCheckAt: feed.nextCheckAt })
		.from(feed)
		.where(
			and(
				isFree,
				notInArray(feed.host, db.select({ name: host.name }).from(host).where(not(isRested!)))
			)
		)
		.orderBy(asc(feed.nextCheckAt))
		.limit(sql.placeholder('queueLength'))
		.as('queue');
	const due = db
		.select({
			id: queue.id,
			nextCheckAt: queue.nextCheckAt,
			gapMs: host.gapMs,
			place:
				sql<number>`row_number() over (partition by ${queue.host} order by ${queue.nextCheckAt}, ${queue.id})`.as(
					'place'
				)
		})
		.from(queue)
		.innerJoin(host, eq(host.name, queue.host))
		// Asked here, not of the queue, whose head is then read in order and no further than needed.
		.where(dueAt && lte(queue.nextCheckAt, dueAt))
		.as('due');
	const first = db
		.select({ id: due.id })
		.from(due)
		.where(or(eq(due.gapMs, 0), eq(due.place, 1)))
		.orderBy(asc(due.nextCheckAt), asc(due.id))
		.limit(sql.placeholder('candidates'));
	const locked = db.$with('locked').as(
		db
			.select({ id: feed.id, host: feed.host, gapMs: host.gapMs })
			.from(feed)
			.innerJoin(host, eq(host.name, feed.host))
			// Asked again of the locked row: another worker may have polled it since the queue was read.
			.where(and(inArray(feed.id, first), isFree, dueAt && lte(feed.nextCheckAt, dueAt)))
			.limit(sql.placeholder('limit'))
			.for('update', { of: feed, skipLocked: true })
	);
	// Two workers may pick different feeds of one host in the same instant: the host's row decides.
	// Rows are locked by name, so that two workers never wait for each other in a circle.
	const given = db.$with('given').as(
		db
			.select({ name: host.name })
			.from(host)
			.where(
				and(
					inArray(host.name, db.select({ host: locked.host }).from(locked)),
					gt(host.gapMs, 0),
					isRested
				)
			)
			.orderBy(asc(host.name))
			.for('update')
	);
	const paced = db.$with('paced').as(
		db
			.update(host)
			.set({
				notBefore: sql`${now}::timestamptz + ${host.gapMs} * interval '1 millisecond'`
			})
			.from(given)
			.where(eq(host.name, given.name))
			.returning({ name: host.name })
	);
	return db
		.with(locked, given, paced)
		.update(feed)
		.set({ leaseUntil: sql`${sql.placeholder('until')}::timestamptz` })
		.from(locked)
		.where(
			and(
				eq(feed.id, locked.id),
				or(eq(locked.gapMs, 0), inArray(locked.host, db.select({ name: given.name }).from(given)))
			)
		)
		.returning(getTableColumns(feed))
		.prepare('claim');
}
