/** Lists of followed feeds as people want to see them: narrowed, searched, sorted, one page at a time. */
import {
	and,
	asc,
	desc,
	eq,
	gt,
	ilike,
	isNotNull,
	isNull,
	ne,
	or,
	sql,
	type SQL
} from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed, practitioner } from '../db/schema.ts';

export const states = ['failing', 'waiting', 'unusual', 'paused', 'well'] as const;
/** What a list of feeds may be narrowed to. */
export type FeedState = (typeof states)[number];

export const orders = ['followed', 'name', 'trouble', 'newest', 'next'] as const;
export type FeedOrder = (typeof orders)[number];

const narrowed: Record<FeedState, SQL | undefined> = {
	failing: and(isNull(feed.pausedAt), gt(feed.failureCount, 0)),
	waiting: and(isNull(feed.pausedAt), isNull(feed.lastCheckedAt)),
	unusual: and(isNull(feed.pausedAt), ne(feed.volume, 'usual')),
	// The made-up ones are never asked; nobody paused them.
	paused: and(isNotNull(feed.pausedAt), eq(practitioner.sample, false)),
	well: and(isNull(feed.pausedAt), eq(feed.failureCount, 0), isNotNull(feed.lastSuccessAt))
};

/** What a list is sorted by; each has no null, so that a page can go on after its last row. */
const sorted: Record<FeedOrder, { by: SQL; isDown: boolean }> = {
	followed: { by: sql`${feed.id}`, isDown: false },
	name: { by: sql`lower(${feed.title})`, isDown: false },
	trouble: {
		by: sql`(case when ${feed.pausedAt} is null then ${feed.failureCount} else 0 end)`,
		isDown: true
	},
	newest: { by: sql`coalesce(${feed.newestPostAt}, '-infinity'::timestamptz)`, isDown: true },
	next: {
		by: sql`(case when ${feed.pausedAt} is null then ${feed.nextCheckAt} else 'infinity'::timestamptz end)`,
		isDown: false
	}
};

export interface ListOptions {
	/** The last feed of the page before. */
	afterId?: number;
	limit?: number;
	state?: FeedState;
	order?: FeedOrder;
	/** Words in the title, the address or the practitioner's name. */
	search?: string;
}

/** One page of feeds with their practitioners. `nextId` goes on after it. */
export async function list(db: Db, options: ListOptions = {}) {
	const limit = options.limit ?? 100;
	const { by, isDown } = sorted[options.order ?? 'followed'];
	const rows = await db
		.select({
			feed,
			practitioner: { id: practitioner.id, name: practitioner.name, sample: practitioner.sample }
		})
		.from(feed)
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(
			and(
				options.state ? narrowed[options.state] : undefined,
				options.search ? holds(options.search) : undefined,
				options.afterId ? after(db, options.afterId, by, isDown) : undefined
			)
		)
		.orderBy(isDown ? desc(by) : asc(by), isDown ? desc(feed.id) : asc(feed.id))
		.limit(limit + 1);
	return {
		rows: rows.slice(0, limit),
		nextId: rows.length > limit ? rows[limit - 1]!.feed.id : undefined
	};
}

function holds(words: string): SQL | undefined {
	const pattern = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`;
	return or(
		ilike(feed.title, pattern),
		ilike(feed.url, pattern),
		ilike(practitioner.name, pattern)
	);
}

function after(db: Db, id: number, by: SQL, isDown: boolean): SQL {
	const last = db
		.select({ by: sql`${by}`, id: feed.id })
		.from(feed)
		.where(eq(feed.id, id));
	return isDown ? sql`(${by}, ${feed.id}) < (${last})` : sql`(${by}, ${feed.id}) > (${last})`;
}

/** How many feeds there are of each kind; every narrowing counts by itself. */
export async function count(db: Db): Promise<Record<FeedState | 'all', number>> {
	const counted = (condition: SQL | undefined) =>
		sql<number>`(count(*) filter (where ${condition ?? sql`true`}))::int`;
	const [row] = await db
		.select({
			all: counted(undefined),
			failing: counted(narrowed.failing),
			waiting: counted(narrowed.waiting),
			unusual: counted(narrowed.unusual),
			paused: counted(narrowed.paused),
			well: counted(narrowed.well)
		})
		.from(feed)
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId));
	return row!;
}

/** Every feed's title and addresses, for an OPML file. */
export async function listAddresses(db: Db) {
	return db
		.select({
			title: feed.title,
			feedUrl: feed.url,
			siteUrl: feed.siteUrl,
			folder: practitioner.name
		})
		.from(feed)
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(eq(practitioner.sample, false))
		.orderBy(asc(practitioner.name), asc(feed.id));
}

export type Listed = Awaited<ReturnType<typeof list>>['rows'][number];
