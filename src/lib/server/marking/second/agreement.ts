/** How far a second reader has come, how it does beside people, and who may see what it said. */
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import * as format from '#lib/format.ts';
import type { Who } from '#lib/words.ts';
import type { SecondReader } from '../../config.ts';
import type { Db } from '../../db/index.ts';
import { coding, post, secondReading, task } from '../../db/schema.ts';
import { isStanding } from '../../review/standing.ts';
import { findState } from './readings.ts';

/** Posts that both people and a reader read, of those the first reader was unsure of. */
export interface Agreement {
	/** Posts of which people found that they tell about a client, or that they do not. */
	compared: number;
	/** The second reader said the same; where it was unsure it did not. */
	same: number;
	/** The first reader's mark said the same. */
	sameMarked: number;
}

/** Over the present texts of all posts, by this model. */
export async function agreement(db: Db, model: string): Promise<Agreement> {
	const [row] = await db
		.select({
			compared: sql<number>`count(*)::int`,
			same: sql<number>`count(*) filter (where ${secondReading.says} = ${post.finding})::int`,
			sameMarked: sql<number>`count(*) filter (where (${post.strength} in ('likely', 'possible')) = (${post.finding} = 'story'))::int`
		})
		.from(secondReading)
		.innerJoin(
			post,
			and(eq(post.id, secondReading.postId), eq(post.contentHash, secondReading.contentHash))
		)
		.where(
			and(
				eq(secondReading.model, model),
				isNotNull(secondReading.readAt),
				inArray(post.finding, ['story', 'no-story'])
			)
		);
	return row!;
}

/** Posts this model has read, and those whose answers could not be used. */
export async function progress(db: Db, model: string): Promise<{ read: number; unusable: number }> {
	const [row] = await db
		.select({
			read: sql<number>`count(${secondReading.readAt})::int`,
			unusable: sql<number>`count(*) filter (where ${secondReading.readAt} is null and ${secondReading.failure} is not null)::int`
		})
		.from(secondReading)
		.where(eq(secondReading.model, model));
	return row!;
}

/** Whether it answers, in words: for /readyz and `doctor`. */
export async function health(
	db: Db,
	reader: SecondReader
): Promise<{ isWell: boolean; words: string }> {
	const state = await findState(db, reader);
	if (!state) return { isWell: true, words: `${reader.model} was not asked yet` };
	if (state.failingSince !== null)
		return {
			isWell: false,
			words: `does not answer since ${format.moment(state.failingSince)}. ${state.failure}${state.nextTryAt ? ` It is asked again after ${format.moment(state.nextTryAt)}, or when the worker starts anew.` : ''}`
		};
	const { read, unusable } = await progress(db, reader.model);
	return {
		isWell: true,
		words: `${reader.model} read ${format.count(read, 'post')}, ${format.number(unusable)} of its answers could not be used`
	};
}

/**
 * Whether somebody still has a blind reading of this text before them: then they are not told what any
 * machine makes of it. One person alone, and readers who do not review, have none.
 */
export async function isBlind(
	db: Db,
	who: Who | undefined,
	of: { id: number; contentHash: string }
): Promise<boolean> {
	if (!who || who.role === 'reader') return false;
	const [open] = await db
		.select({ id: task.id })
		.from(task)
		.leftJoin(coding, and(eq(coding.taskId, task.id), eq(coding.personId, who.id), isStanding(db)))
		.where(
			and(
				eq(task.postId, of.id),
				eq(task.contentHash, of.contentHash),
				inArray(task.stage, ['first', 'second', 'settle']),
				isNull(coding.id)
			)
		)
		.limit(1);
	return open !== undefined;
}
