/** Gathers what a weekly mail tells of, by what its reader wants. */
import { and, asc, gt, lte } from 'drizzle-orm';
import type { MailPart } from '#lib/mailing.ts';
import type { Db } from '../db/index.ts';
import { feed } from '../db/schema.ts';
import * as digests from '../digests.ts';
import type { Many, Told } from './letter.ts';

/** "Many" is told of the posts of four weeks: of one week there are too few. */
export const windowDays = 28;

export interface Wishes {
	parts: readonly MailPart[];
	/** "Many marks" takes so many posts in the window, and so many marked in a hundred. */
	leastPosts: number;
	leastMarked: number;
}

export async function tell(db: Db, span: digests.Span, wishes: Wishes): Promise<Told> {
	const wants = (part: MailPart) => wishes.parts.includes(part);
	return {
		span,
		posts: wants('posts') ? await digests.list(db, span) : [],
		many: wants('many') ? await listMany(db, span, wishes) : [],
		volume: wants('volume') ? await listVolume(db, span) : [],
		troubles: wants('troubles') ? await digests.listTroubles(db) : []
	};
}

async function listMany(db: Db, { since, until }: digests.Span, wishes: Wishes): Promise<Many[]> {
	const window = (end: Date) =>
		digests.list(db, { since: new Date(end.getTime() - windowDays * 86_400_000), until: end }, ALL);
	return compare(await window(since), await window(until), wishes);
}

const ALL = 100_000;

/**
 * Who came over the threshold, and who is back under it. Somebody who writes too little now is neither:
 * silence is no news. Pure.
 */
export function compare(
	before: digests.News[],
	after: digests.News[],
	{ leastPosts, leastMarked }: Pick<Wishes, 'leastPosts' | 'leastMarked'>
): Many[] {
	const isEnough = (one: digests.News) => one.posts >= leastPosts;
	const isOver = (one: digests.News) =>
		isEnough(one) && one.marked > 0 && 100 * one.marked >= leastMarked * one.posts;
	const was = new Set(before.filter(isOver).map((one) => one.practitionerId));
	return after.filter(isEnough).flatMap(({ practitionerId, name, posts, marked }): Many[] => {
		const isNow = isOver({ practitionerId, name, posts, marked });
		if (isNow === was.has(practitionerId)) return [];
		return [{ name, posts, marked, isBack: !isNow }];
	});
}

async function listVolume(db: Db, { since, until }: digests.Span): Promise<Told['volume']> {
	const rows = await db
		.select({ title: feed.title, volume: feed.volume, volumeSince: feed.volumeSince })
		.from(feed)
		.where(and(gt(feed.volumeSince, since), lte(feed.volumeSince, until)))
		.orderBy(asc(feed.title), asc(feed.id));
	return rows.map((row) => ({ ...row, volumeSince: row.volumeSince! }));
}
