/** Practitioners with marked posts, straight in the database, plainly fictional. */
import { eq, inArray } from 'drizzle-orm';
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
	await markAll(
		db,
		followed.feed.id,
		made.map((one, i) => ({ id: ids[i]!, one }))
	);
	await db.update(feed).set({ care: 'care' }).where(eq(feed.id, followed.feed.id));
	return { ...followed, ids };
}

/** Marks one post as the reader's save does. */
export function mark(db: Db, feedId: number, id: number, one: MadePost): Promise<void> {
	return markAll(db, feedId, [{ id, one }]);
}

/** Marks posts of a feed, those that get the same mark together. */
async function markAll(
	db: Db,
	feedId: number,
	all: { id: number; one: MadePost }[]
): Promise<void> {
	const before = await db
		.select({ id: post.id, shownAt: post.shownAt, strength: post.strength })
		.from(post)
		.where(
			inArray(
				post.id,
				all.map(({ id }) => id)
			)
		);
	const kindOf = ({ strength, identifiers = [], tone = null }: MadePost) =>
		JSON.stringify([strength, identifiers, tone]);
	for (const kind of new Set(all.map(({ one }) => kindOf(one)))) {
		const same = all.filter(({ one }) => kindOf(one) === kind);
		const { strength, identifiers = [], tone = null } = same[0]!.one;
		await db
			.update(post)
			.set({
				strength,
				probability: { likely: 0.9, possible: 0.5, none: 0.02, 'not-judged': null }[strength],
				markVersion: 'test',
				axes: {
					voice: 'practitioner',
					exits: [],
					identifiers,
					tone,
					forms: [],
					otherNorms: [],
					goodPractice: [],
					reasons: [],
					reader: 'linear'
				}
			})
			.where(
				inArray(
					post.id,
					same.map(({ id }) => id)
				)
			);
	}
	const marks = new Map(all.map(({ id, one }) => [id, one.strength]));
	await tally.record(
		db,
		before.flatMap(({ id, shownAt, strength }) => {
			const month = tally.monthOf(shownAt);
			return [
				...(strength ? [{ feedId, month, what: strength, by: -1 }] : []),
				{ feedId, month, what: marks.get(id)!, by: 1 }
			];
		})
	);
}
