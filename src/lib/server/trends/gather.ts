/**
 * What the trends are made of: kept counts by feed and month, findings, and the forms of marked posts.
 * Feeds whose author gives no care are left out; made-up practitioners count only while there are no
 * others.
 */
import { and, eq, gte, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Answer, Form, Platform, Profession, Strength } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { feed, post, practitioner, tally } from '../db/schema.ts';
import * as findings from '../findings.ts';
import { monthOf } from '../tally.ts';

/** Posts of one feed in one month that were judged and are still there. */
export interface FeedMonth {
	feedId: number;
	/** One; more where feeds were counted together and nobody is named any more (quarters.ts). */
	feedCount: number;
	practitionerId: number;
	/** First day of the month. */
	month: string;
	platform: Platform;
	/** `not-set` where nobody has said. */
	profession: Profession | 'not-set';
	/** Country as two letters, or `not-set`. */
	region: string;
	likely: number;
	possible: number;
	none: number;
}

export interface FoundThere {
	feedId: number;
	month: string;
	strength: Strength | null;
	says: Answer;
	sampled: boolean;
}

/**
 * Marked posts that nobody said no to, of one form; a post may have several forms, or none. `confirmed`:
 * posts that two people found to tell about a client, for the public trends.
 */
export interface FormCount {
	feedId: number;
	month: string;
	form: Form | 'any' | 'confirmed';
	count: number;
}

export interface Gathered {
	feeds: FeedMonth[];
	found: FoundThere[];
	forms: FormCount[];
}

/** First days of the first and the last month. */
export interface Range {
	from: string;
	to: string;
}

export async function gather(db: Db, range: Range): Promise<Gathered> {
	const rows = await countsOf(db, range);
	const hasReal = rows.some((row) => !row.sample);
	const { feeds, ids } = await countedOf(
		db,
		rows.filter((row) => !hasReal || !row.sample)
	);
	const isThere = (row: { feedId: number; month: string }) =>
		feeds.has(`${row.feedId} ${row.month}`);
	const found = (await findings.listFound(db, ids))
		.filter((one) => !one.isRemoved)
		.map(({ feedId, at, strength, says, sampled }) => ({
			feedId,
			month: monthOf(at),
			strength,
			says,
			sampled
		}));
	return {
		feeds: [...feeds.values()].filter((one) => one.likely + one.possible + one.none > 0),
		found: found.filter(isThere),
		forms: (await formsOf(db, range)).filter(isThere)
	};
}

/**
 * The counts alone, by feed and month, of people who are no samples.
 * @param followedBefore only of feeds that were followed before
 */
export async function gatherCounts(
	db: Db,
	range: Range,
	followedBefore: Date
): Promise<Map<string, FeedMonth>> {
	const rows = await countsOf(db, range);
	const { feeds } = await countedOf(
		db,
		rows.filter((row) => !row.sample && row.followedAt < followedBefore)
	);
	return feeds;
}

/** Without what an author took down after somebody read it. By `feedId month`. */
async function countedOf(db: Db, rows: Awaited<ReturnType<typeof countsOf>>) {
	const feeds = new Map<string, FeedMonth>();
	for (const row of rows)
		feeds.set(`${row.feedId} ${row.month}`, {
			feedId: row.feedId,
			feedCount: 1,
			practitionerId: row.practitionerId,
			month: row.month,
			platform: row.platform,
			profession: row.profession ?? 'not-set',
			region: row.place?.slice(0, 2).toUpperCase() || 'not-set',
			likely: row.likely,
			possible: row.possible,
			none: row.none
		});
	const ids = [...new Set([...feeds.values()].map((one) => one.practitionerId))];
	for (const { feedId, how, strength, at } of await findings.listRemedied(db, ids)) {
		const one = feeds.get(`${feedId} ${monthOf(at)}`);
		if (how === 'removed' && one && strength && strength !== 'not-judged')
			one[strength] = Math.max(0, one[strength] - 1);
	}
	return { feeds, ids };
}

export const givesCare = sql`coalesce(${feed.careChosen}, ${feed.care}) <> 'not-care'`;

function countsOf(db: Db, { from, to }: Range) {
	const of = (what: Strength) =>
		sql<number>`coalesce(sum(${tally.count}) filter (where ${tally.what} = ${what}), 0)::int`;
	return db
		.select({
			feedId: tally.feedId,
			practitionerId: feed.practitionerId,
			month: tally.month,
			platform: feed.platform,
			profession: practitioner.profession,
			place: practitioner.place,
			sample: practitioner.sample,
			followedAt: feed.createdAt,
			likely: of('likely'),
			possible: of('possible'),
			none: of('none')
		})
		.from(tally)
		.innerJoin(feed, eq(feed.id, tally.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(
			and(
				gte(tally.month, from),
				lte(tally.month, to),
				inArray(tally.what, ['likely', 'possible', 'none']),
				givesCare
			)
		)
		.groupBy(tally.feedId, tally.month, feed.id, practitioner.id);
}

async function formsOf(db: Db, { from, to }: Range): Promise<FormCount[]> {
	const month = sql<string>`to_char(${post.shownAt} at time zone 'UTC', 'YYYY-MM-01')`;
	const one = db
		.select({
			feedId: post.feedId,
			month: month.as('month'),
			form: sql<
				Form | 'any'
			>`jsonb_array_elements_text('["any"]'::jsonb || (${post.axes} -> 'forms'))`.as('form')
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				inArray(post.strength, ['likely', 'possible']),
				or(isNull(post.finding), ne(post.finding, 'no-story')),
				isNull(post.removedAt),
				gte(post.shownAt, sql`${from}::timestamp at time zone 'UTC'`),
				sql`${post.shownAt} < (${to}::timestamp + interval '1 month') at time zone 'UTC'`,
				givesCare
			)
		)
		.as('one');
	return db
		.select({
			feedId: one.feedId,
			month: one.month,
			form: one.form,
			count: sql<number>`count(*)::int`
		})
		.from(one)
		.groupBy(one.feedId, one.month, one.form);
}
