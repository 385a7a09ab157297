/** What changed meanwhile in how posts are read, to be drawn into a trend. */
import { asc, gte } from 'drizzle-orm';
import type { Change } from '#lib/trendchart.ts';
import { axisNames } from '#lib/coding.ts';
import type { Db } from '../db/index.ts';
import { teachingNote } from '../db/schema.ts';
import * as versions from '../versions.ts';

export interface Noted extends Change {
	/** The same in a sentence. */
	sentence: string;
}

/** New versions of the reader, and notes that the group added to its norms, since a month (YYYY-MM). */
export async function list(db: Db, from: string): Promise<Noted[]> {
	const since = new Date(`${from}-01T00:00:00Z`);
	const readers = await versions.listChanges(db, since);
	const notes = await db
		.select({ axis: teachingNote.axis, createdAt: teachingNote.createdAt })
		.from(teachingNote)
		.where(gte(teachingNote.createdAt, since))
		.orderBy(asc(teachingNote.createdAt));
	return [
		...readers.map((one) => ({
			at: one.since.toISOString().slice(0, 10),
			what: 'reader changed',
			sentence: `Reader: version ${one.version} since ${one.since.toISOString().slice(0, 10)}. It read all posts again whose text is kept, so that old and new ones compare.`
		})),
		...notes.map((one) => ({
			at: one.createdAt.toISOString().slice(0, 10),
			what: 'norms changed',
			sentence: `Norms: a note on “${axisNames[one.axis]}” was added on ${one.createdAt.toISOString().slice(0, 10)}.`
		}))
	].sort((a, b) => (a.at < b.at ? -1 : 1));
}
