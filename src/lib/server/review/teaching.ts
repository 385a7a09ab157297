/** Teaching notes: what the group learnt about a question of the norms, shown beside it. */
import { asc, eq, isNull } from 'drizzle-orm';
import type { Axis } from '#lib/coding.ts';
import type { Db } from '../db/index.ts';
import { person, teachingNote } from '../db/schema.ts';

/** The longest note, in characters. */
export const longest = 500;

export function list(db: Db) {
	return db
		.select({
			id: teachingNote.id,
			axis: teachingNote.axis,
			text: teachingNote.text,
			by: person.penName,
			createdAt: teachingNote.createdAt
		})
		.from(teachingNote)
		.innerJoin(person, eq(person.id, teachingNote.personId))
		.where(isNull(teachingNote.withdrawnAt))
		.orderBy(asc(teachingNote.id));
}

export type TeachingNote = Awaited<ReturnType<typeof list>>[number];

export async function add(
	db: Db,
	personId: string,
	note: { axis: Axis; text: string },
	now = new Date()
): Promise<void> {
	await db.insert(teachingNote).values({ ...note, personId, createdAt: now });
}

/** Takes a note off the screens; it stays in the table. */
export async function withdraw(db: Db, id: number, now = new Date()): Promise<void> {
	await db.update(teachingNote).set({ withdrawnAt: now }).where(eq(teachingNote.id, id));
}
