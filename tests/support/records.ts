/** Records about made-up practitioners: posts that two reviewers settled, straight through the domain. */
import { eq } from 'drizzle-orm';
import type { Round } from '#lib/server/db/reviewing.ts';
import type { Db } from '#lib/server/db/index.ts';
import { task } from '#lib/server/db/schema.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import type { Strength, Who } from '#lib/words.ts';
import { practise, weekly } from './practice.ts';
import { says } from './reviewers.ts';

/** A practitioner with so many marked posts among sixty, the newest in the week before `newest`. */
export function practiseEnough(db: Db, marked: number, newest: Date, texts: string[] = []) {
	const strengths: Strength[] = Array.from({ length: 60 }, (_, i) =>
		i < marked ? 'likely' : 'none'
	);
	const made = weekly(strengths, newest);
	return practise(
		db,
		made.map((one, i) => ({ ...one, text: texts[i] }))
	);
}

/** Both people read everything that waits: these posts as telling about a client, all others not. */
export async function settle(
	db: Db,
	readers: [Pick<Who, 'id'>, Pick<Who, 'id'>],
	stories: number[],
	now: Date
): Promise<void> {
	await tasks.fill(db, { now });
	const rounds: Round[] = ['first', 'second'];
	for (const [i, round] of rounds.entries())
		for (;;) {
			const id = await claims.next(db, readers[i]!.id, round, { now, draw: 0.5 });
			if (id === undefined) break;
			const [held] = await db.select().from(task).where(eq(task.id, id));
			const answer = stories.includes(held!.postId) ? 'story' : 'no-story';
			const saved = await codings.save(
				db,
				readers[i]!.id,
				id,
				says(answer, { reason: answer === 'story' ? 'One person is told about.' : '' }),
				now
			);
			if (!saved.isSaved) throw new Error(saved.issue);
		}
}
