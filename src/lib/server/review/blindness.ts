/**
 * Of which posts a reviewer must not be told what the machine said: those they have in hand, and those
 * they had and have not read yet, as long as they may come back to them.
 */
import { and, eq, exists, inArray, isNull, notExists, or, sql } from 'drizzle-orm';
import type { Who } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { claim, coding, feed, post, skip, task } from '../db/schema.ts';
import { isStanding } from './standing.ts';

export interface Hidden {
	postId: number;
	practitionerId: number;
}

/** News with the marks left out of those by whom a person has a post in hand; they must be told so. Pure. */
export function withhold<News extends { practitionerId: number; marked: number }>(
	news: News[],
	hidden: Hidden[]
): (News & { isBlind: boolean })[] {
	const blind = new Set(hidden.map((one) => one.practitionerId));
	return news.map((one) =>
		blind.has(one.practitionerId)
			? { ...one, marked: 0, isBlind: true }
			: { ...one, isBlind: false }
	);
}

/** For one person; nothing where there is nobody, as where one person is alone. */
export async function listHidden(db: Db, who: Pick<Who, 'id'> | undefined): Promise<Hidden[]> {
	if (!who) return [];
	const one = { one: sql`1` };
	const had = db
		.select(one)
		.from(claim)
		.where(and(eq(claim.taskId, task.id), eq(claim.personId, who.id)));
	const read = db
		.select(one)
		.from(coding)
		.where(and(eq(coding.taskId, task.id), eq(coding.personId, who.id), isStanding(db)));
	const skipped = db
		.select(one)
		.from(skip)
		.where(and(eq(skip.taskId, task.id), eq(skip.personId, who.id)));
	return db
		.select({ postId: task.postId, practitionerId: feed.practitionerId })
		.from(task)
		.innerJoin(post, eq(post.id, task.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				eq(task.contentHash, post.contentHash),
				isNull(post.removedAt),
				or(
					eq(task.claimedBy, who.id),
					and(
						inArray(task.stage, ['first', 'second', 'settle']),
						exists(had),
						notExists(read),
						notExists(skipped)
					)
				)
			)
		);
}
