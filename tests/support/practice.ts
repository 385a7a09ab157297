/** Practitioners with marked posts, straight in the database, plainly fictional. */
import { eq } from 'drizzle-orm';
import type { Db } from '#lib/server/db/index.ts';
import { feed, post } from '#lib/server/db/schema.ts';
import * as posts from '#lib/server/posts.ts';
import * as tally from '#lib/server/tally.ts';
import type { Identifier, Strength, Tone } from '#lib/words.ts';
import { follow, item } from './items.ts';

export interface MadePost {
	strength: Strength;
	at: Date;
	identifiers?: Identifier[];
	tone?: Tone | null;
	text?: string;
}

/** `count` posts of these strengths, one a week back from the date. */
export function weekly(
	strengths: Strength[],
	newest = new Date('2026-06-01T00:00:00Z')
): MadePost[] {
	return strengths.map((strength, i) => ({
		strength,
		at: new Date(newest.getTime() - i * 7 * 86_400_000)
	}));
}

export const evidence = {
	stories: { likely: 120, possible: 50, none: 30 },
	others: { likely: 6, possible: 14, none: 580 }
};

/** A practitioner whose posts were read and marked by version "test". */
export async function practise(db: Db, made: MadePost[], url?: string) {
	const followed = await follow(db, url);
	await posts.save(
		db,
		followed.feed.id,
		made.map((one, i) =>
			item(`made-${i}`, one.text ?? `Made-up text ${i}.`, { publishedAt: one.at })
		)
	);
	const rows = await db
		.select({ id: post.id, url: post.url })
		.from(post)
		.where(eq(post.feedId, followed.feed.id));
	const ids = made.map((_, i) => rows.find((row) => row.url!.endsWith(`/made-${i}`))!.id);
	for (const [i, one] of made.entries()) await mark(db, followed.feed.id, ids[i]!, one);
	await db.update(feed).set({ care: 'care' }).where(eq(feed.id, followed.feed.id));
	return { ...followed, ids };
}

/** Marks one post as the reader's save does. */
export async function mark(db: Db, feedId: number, id: number, one: MadePost): Promise<void> {
	const [was] = await db.select().from(post).where(eq(post.id, id));
	await db
		.update(post)
		.set({
			strength: one.strength,
			probability: { likely: 0.9, possible: 0.5, none: 0.02, 'not-judged': null }[one.strength],
			markVersion: 'test',
			axes: {
				voice: 'practitioner',
				exits: [],
				identifiers: one.identifiers ?? [],
				tone: one.tone ?? null,
				forms: [],
				otherNorms: [],
				goodPractice: [],
				reasons: [],
				reader: 'linear'
			}
		})
		.where(eq(post.id, id));
	const month = tally.monthOf(was!.shownAt);
	await tally.record(db, [
		...(was!.strength ? [{ feedId, month, what: was!.strength, by: -1 }] : []),
		{ feedId, month, what: one.strength, by: 1 }
	]);
}
