/**
 * Of which posts a reviewer must not be told what the machine said, nor what others found: those they
 * have in hand, and those they had and have not read yet, as long as they may come back to them. Whatever
 * tells of marks to somebody asks here first: pages, files, mails, the Atom feed, the API.
 */
import { and, asc, eq, exists, inArray, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm';
import type { Who } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { claim, coding, feed, post, skip, task } from '../db/schema.ts';
import { isStanding } from './standing.ts';

export interface Hidden {
	postId: number;
	practitionerId: number;
	contentHash: string;
	url: string | null;
}

/** The numbers of the hidden posts, all or those of one practitioner. Pure. */
export function idsOf(hidden: Hidden[], practitionerId?: number): number[] {
	return hidden
		.filter((one) => practitionerId === undefined || one.practitionerId === practitionerId)
		.map(({ postId }) => postId);
}

/** The names of those people of a page of whom posts are hidden. Pure. */
export function namesOf(hidden: Hidden[], people: { id: number; name: string }[]): string[] {
	const ids = new Set(hidden.map((one) => one.practitionerId));
	return people.filter(({ id }) => ids.has(id)).map(({ name }) => name);
}

/** News with the marks left out of those by whom a person has a post in hand; they must be told so. Pure. */
export function withhold<News extends { practitionerId: number; marked: number }>(
	news: News[],
	hidden: Pick<Hidden, 'practitionerId'>[]
): (News & { isBlind: boolean })[] {
	const blind = new Set(hidden.map((one) => one.practitionerId));
	return news.map((one) =>
		blind.has(one.practitionerId)
			? { ...one, marked: 0, isBlind: true }
			: { ...one, isBlind: false }
	);
}

/**
 * For one person; nothing where there is nobody, as where one person is alone. The same words at another
 * address of the same practitioner are hidden with the post: they got the same mark.
 */
export async function listHidden(db: Db, who: Pick<Who, 'id'> | undefined): Promise<Hidden[]> {
	if (!who) return [];
	const held = await listHeld(db, who.id);
	if (held.length === 0) return [];
	const hashes = held.map(({ contentHash }) => contentHash);
	return db
		.select({
			postId: post.id,
			practitionerId: feed.practitionerId,
			contentHash: post.contentHash,
			url: post.url
		})
		.from(feed)
		.innerJoin(
			post,
			and(
				eq(post.feedId, feed.id),
				// The first half of the condition is what the index knows.
				inArray(
					sql`left(${post.contentHash}, 12)`,
					hashes.map((hash) => hash.slice(0, 12))
				),
				inArray(post.contentHash, hashes)
			)
		)
		.where(
			inArray(
				feed.practitionerId,
				held.map(({ practitionerId }) => practitionerId)
			)
		)
		.orderBy(asc(post.id));
}

/** The texts that somebody has in hand, or had and may come back to. */
function listHeld(db: Db, personId: string) {
	const one = { one: sql`1` };
	const had = db
		.select(one)
		.from(claim)
		.where(and(eq(claim.taskId, task.id), eq(claim.personId, personId)));
	const read = db
		.select(one)
		.from(coding)
		.where(and(eq(coding.taskId, task.id), eq(coding.personId, personId), isStanding(db)));
	const skipped = db
		.select(one)
		.from(skip)
		.where(and(eq(skip.taskId, task.id), eq(skip.personId, personId)));
	return db
		.select({ contentHash: task.contentHash, practitionerId: feed.practitionerId })
		.from(task)
		.innerJoin(post, eq(post.id, task.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				eq(task.contentHash, post.contentHash),
				isNull(post.removedAt),
				or(
					eq(task.claimedBy, personId),
					and(
						or(
							inArray(task.stage, ['first', 'second', 'settle']),
							// A golden item goes on coming to those who have not read it.
							and(eq(task.stage, 'done'), isNotNull(task.goldenAnswer))
						),
						exists(had),
						notExists(read),
						notExists(skipped)
					)
				)
			)
		);
}
