/**
 * A post in two worlds: one in which the machine marked it, and one in which it did not. Whoever has the
 * post in hand for review must not be able to tell which of the two they are in.
 */
import { eq } from 'drizzle-orm';
import type { Db } from '#lib/server/db/index.ts';
import { post } from '#lib/server/db/schema.ts';
import * as mark from '#lib/server/marking/mark.ts';
import type { Mark } from '#lib/words.ts';

const common = { lang: 'en', voice: 'practitioner', forms: [], reader: 'linear' } as const;

/** Marks that differ in all that a mark tells. */
export const worlds = {
	marked: {
		...common,
		forms: ['anecdote'],
		probability: 0.8731,
		strength: 'likely',
		exits: ['composite-stated'],
		identifiers: ['age', 'place'],
		tone: 'mocking-or-venting',
		otherNorms: ['online-contact-with-client'],
		goodPractice: ['K01'],
		reasons: [],
		version: 'world-1'
	},
	unmarked: {
		...common,
		forms: [],
		probability: 0.0213,
		strength: 'none',
		exits: [],
		identifiers: [],
		tone: null,
		otherNorms: [],
		goodPractice: ['K02'],
		reasons: [],
		version: 'world-2'
	}
} satisfies Record<string, Mark>;
export type World = keyof typeof worlds;

/** Lets the reader say this of a post, with all the counts that hang on it. */
export async function enter(db: Db, world: World, postId: number, now: Date): Promise<void> {
	const [row] = await db
		.select({ contentHash: post.contentHash })
		.from(post)
		.where(eq(post.id, postId));
	const { contentHash } = row!;
	await mark.save(db, [{ id: postId, contentHash, mark: worlds[world] }], now);
}
