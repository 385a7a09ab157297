/**
 * The append-only journal: what was captured or decided, each line holding the hash of the one before.
 *
 * content = SHA-256 of `at \n what \n subject`; hash = SHA-256 of `previous \n content`, all hexadecimal.
 * Two steps, so that a stretch of the journal can be shown and checked without telling what it is about.
 * The database refuses to change or delete a line.
 */
import { createHash } from 'node:crypto';
import { and, asc, desc, gt, gte, lte } from 'drizzle-orm';
import type { Db } from './db/index.ts';
import { journal } from './db/schema.ts';

export type Line = typeof journal.$inferSelect;

/** What the first line holds for the one before it. */
export const beginning = '0'.repeat(64);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The hash of what a line says; `at` as ISO 8601 with milliseconds. */
export function contentOf(line: Pick<Line, 'at' | 'what' | 'subject'>): string {
	return sha256(`${line.at.toISOString()}\n${line.what}\n${line.subject}`);
}

/** The hash that ties a line to the one before. */
export function hashOf(previous: string, content: string): string {
	return sha256(`${previous}\n${content}`);
}

/**
 * Appends a line. `subject` is kept as JSON text. Two at once never fork the chain: a hash can be the
 * one before of a single line only, and whoever comes second reads the end again.
 */
export async function record(
	db: Db,
	what: string,
	subject: Record<string, unknown>,
	now = new Date()
): Promise<Line> {
	for (;;) {
		const [last] = await db
			.select({ hash: journal.hash })
			.from(journal)
			.orderBy(desc(journal.id))
			.limit(1);
		const previous = last?.hash ?? beginning;
		const line = { at: now, what, subject: JSON.stringify(subject) };
		const content = contentOf(line);
		const [added] = await db
			.insert(journal)
			.values({ ...line, previous, content, hash: hashOf(previous, content) })
			.onConflictDoNothing()
			.returning();
		if (added) return added;
	}
}

/** Lines from one to another by number, oldest first, at most `limit`. */
export async function list(
	db: Db,
	range: { from: number; to?: number; limit?: number }
): Promise<Line[]> {
	return db
		.select()
		.from(journal)
		.where(
			and(
				gte(journal.id, range.from),
				range.to === undefined ? undefined : lte(journal.id, range.to)
			)
		)
		.orderBy(asc(journal.id))
		.limit(range.limit ?? 1000);
}

/** Whether every line still says what it said. `brokenAt` is the number of the first that does not. */
export async function verify(db: Db): Promise<{ lines: number; brokenAt: number | null }> {
	let previous = beginning;
	let lines = 0;
	for (let after = 0; ;) {
		const page = await db
			.select()
			.from(journal)
			.where(gt(journal.id, after))
			.orderBy(asc(journal.id))
			.limit(1000);
		for (const line of page) {
			const content = contentOf(line);
			if (
				line.previous !== previous ||
				line.content !== content ||
				line.hash !== hashOf(previous, content)
			)
				return { lines, brokenAt: line.id };
			previous = line.hash;
			after = line.id;
			lines++;
		}
		if (page.length < 1000) return { lines, brokenAt: null };
	}
}
