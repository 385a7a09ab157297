/** The people of a group. */
import { eq } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { person } from '../db/accounts.ts';

export type Person = typeof person.$inferSelect;

export async function find(db: Db, id: string): Promise<Person | undefined> {
	const [found] = await db.select().from(person).where(eq(person.id, id));
	return found;
}

/** Notes when somebody accepted the charter; the first time counts. */
export async function acceptCharter(db: Db, id: string, now = new Date()): Promise<void> {
	const found = await find(db, id);
	if (found && !found.charterAcceptedAt)
		await db.update(person).set({ charterAcceptedAt: now }).where(eq(person.id, id));
}
