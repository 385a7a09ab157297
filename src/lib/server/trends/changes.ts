/** What changed meanwhile in how posts are read, to be drawn into a trend. */
import { asc, gte } from 'drizzle-orm';
import * as format from '#lib/format.ts';
import type { Change } from '#lib/trendchart.ts';
import { axisNames } from '#lib/coding.ts';
import type { Db } from '../db/index.ts';
import { teachingNote } from '../db/schema.ts';
import * as versions from '../versions.ts';

const normsChanged = 'norms changed';

export interface Noted extends Change {
	/** The same in a sentence. */
	sentence: string;
}

/**
 * For strangers: where told quarters were read by different versions of the reader, and notes that the
 * group added to its norms.
 * @param quarters the first one first
 */
export async function listPublic(
	db: Db,
	from: string,
	quarters: readonly { month: string; version: string }[]
): Promise<Noted[]> {
	const readers = quarters.flatMap(({ month, version }, i) => {
		const before = quarters[i - 1]?.version;
		if (before === undefined || before === version) return [];
		return [
			{
				at: month,
				what: 'reader changed',
				sentence: `Reader: from ${format.month(month)} on version ${version}, before that ${before}. Each errs in its own way, so a step there may be that.`
			}
		];
	});
	const notes = (await list(db, from)).filter((one) => one.what === normsChanged);
	return [...readers, ...notes].sort((a, b) => (a.at < b.at ? -1 : 1));
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
			what: normsChanged,
			sentence: `Norms: a note on “${axisNames[one.axis]}” was added on ${one.createdAt.toISOString().slice(0, 10)}.`
		}))
	].sort((a, b) => (a.at < b.at ? -1 : 1));
}
