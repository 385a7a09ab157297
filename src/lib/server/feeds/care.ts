/** Whether a feed's author gives care: from what the feed says of itself, unless the reader set it. */
import { desc, eq, isNotNull, and } from 'drizzle-orm';
import type { Care } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { feed, post, practitioner } from '../db/schema.ts';
import * as voice from '../marking/voice.ts';

/** Decides anew from title, description, bylines and the chosen profession, and stores why. */
export async function decide(db: Db, feedId: number): Promise<void> {
	const [row] = await db
		.select({
			title: feed.title,
			description: feed.description,
			profession: practitioner.profession
		})
		.from(feed)
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(eq(feed.id, feedId));
	if (!row) return;
	const bylines = await db
		.selectDistinct({ author: post.author })
		.from(post)
		.where(and(eq(post.feedId, feedId), isNotNull(post.author)))
		.orderBy(desc(post.author))
		.limit(20);
	const decided = voice.whose({ ...row, bylines: bylines.map(({ author }) => author!) });
	await db
		.update(feed)
		.set({ care: decided.care, careBecause: decided.because })
		.where(eq(feed.id, feedId));
}

/** What holds: the reader's choice, else what was decided. */
export function holds(row: { care: Care; careChosen: Care | null }): Care {
	return row.careChosen ?? row.care;
}
