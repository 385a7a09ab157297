/** How each person likes to read: keys, blur, grey-scale, pauses. */
import { eq } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { readingHabit } from '../db/schema.ts';

export type Habits = Omit<typeof readingHabit.$inferSelect, 'personId'>;

/** Until somebody chooses otherwise. */
export const usual: Habits = {
	keys: true,
	blur: false,
	grey: false,
	pausePosts: 20,
	pauseMinutes: 45
};

export async function find(db: Db, personId: string): Promise<Habits> {
	const [row] = await db.select().from(readingHabit).where(eq(readingHabit.personId, personId));
	if (!row) return usual;
	const { keys, blur, grey, pausePosts, pauseMinutes } = row;
	return { keys, blur, grey, pausePosts, pauseMinutes };
}

export async function save(db: Db, personId: string, habits: Habits): Promise<void> {
	await db
		.insert(readingHabit)
		.values({ personId, ...habits })
		.onConflictDoUpdate({ target: readingHabit.personId, set: habits });
}
