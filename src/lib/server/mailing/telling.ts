/** Gathers what a weekly mail tells of, by what its reader wants. */
import { and, asc, gt, lte } from 'drizzle-orm';
import type { MailPart } from '#lib/mailing.ts';
import type { Who } from '#lib/words.ts';
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

/** @param who whom the mail goes to, since it must not tell of marks that they are not to see yet */
export async function tell(
	db: Db,
	span: digests.Span,
	wishes: Wishes,
	who: Pick<Who, 'id'> | undefined
): Promise<Told> {
	const wants = (part: MailPart) => wishes.parts.includes(part);
	const many = wants('many') ? await compareWindows(db, span, wishes, who) : undefined;
	return {
		span,
		posts: wants('posts') ? await digests.listFor(db, span, who) : [],
		many: many?.told ?? [],
		manyUntold: many?.untold ?? [],
		volume: wants('volume') ? await listVolume(db, span) : [],
		troubles: wants('troubles') ? await digests.listTroubles(db) : []
	};
}

async function compareWindows(
	db: Db,
	{ since, until }: digests.Span,
	wishes: Wishes,
	who: Pick<Who, 'id'> | undefined
) {
	const window = (end: Date) => {
		const span = { since: new Date(end.getTime() - windowDays * 86_400_000), until: end };
		return digests.listFor(db, span, who, ALL);
	};
	return compare(await window(since), await window(until), wishes);
}

const ALL = 100_000;

/**
 * Who came over the threshold, and who is back under it. Somebody who writes too little now is neither:
 * silence is no news. Whoever writes enough is untold where marks are left out, whatever they are. Pure.
 */
export function compare(
	before: digests.Told[],
	after: digests.Told[],
	{ leastPosts, leastMarked }: Pick<Wishes, 'leastPosts' | 'leastMarked'>
): { told: Many[]; untold: string[] } {
	const isEnough = (one: digests.News) => one.posts >= leastPosts;
	const isOver = (one: digests.News) =>
		isEnough(one) && one.marked > 0 && 100 * one.marked >= leastMarked * one.posts;
	const was = new Set(before.filter(isOver).map((one) => one.practitionerId));
	const enough = after.filter(isEnough);
	return {
		told: enough.flatMap((one): Many[] => {
			const { practitionerId, name, posts, marked, isBlind } = one;
			if (isBlind || isOver(one) === was.has(practitionerId)) return [];
			return [{ name, posts, marked, isBack: !isOver(one) }];
		}),
		untold: enough.filter(({ isBlind }) => isBlind).map(({ name }) => name)
	};
}

async function listVolume(db: Db, { since, until }: digests.Span): Promise<Told['volume']> {
	const rows = await db
		.select({ title: feed.title, volume: feed.volume, volumeSince: feed.volumeSince })
		.from(feed)
		.where(and(gt(feed.volumeSince, since), lte(feed.volumeSince, until)))
		.orderBy(asc(feed.title), asc(feed.id));
	return rows.map((row) => ({ ...row, volumeSince: row.volumeSince! }));
}
