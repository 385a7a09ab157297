/** Whether the readings and settlements still say what their lines in the journal were written for. */
import { and, asc, eq, exists, gt, inArray, notExists, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { coding, journal, post, settlement, undoing } from '../db/schema.ts';
import { hashOfCoding, hashOfSettlement } from './hashes.ts';

const PAGE = 1000;

export interface Integrity {
	codings: number;
	settlements: number;
	/** What is wrong, in words; empty when nothing is. */
	broken: string[];
}

/** Reads every reading, settlement and undoing and holds it to its line, and each line to its row. */
export async function verify(db: Db): Promise<Integrity> {
	const broken: string[] = [];
	const codings = await walk(db, 'coding', broken);
	const settlements = await walk(db, 'settlement', broken);
	const undone = await db
		.select({ codingId: undoing.codingId, subject: journal.subject, line: coding.journalId })
		.from(undoing)
		.innerJoin(coding, eq(coding.id, undoing.codingId))
		.innerJoin(journal, eq(journal.id, undoing.journalId));
	for (const { codingId, subject, line } of undone)
		if ((JSON.parse(subject) as { coding?: number }).coding !== line)
			broken.push(`reading ${codingId} was taken back outside the program`);
	for (const { id, what } of await listLost(db))
		broken.push(`the ${what} of line ${id} is missing though its post is kept`);
	return { codings, settlements, broken };
}

async function walk(db: Db, what: 'coding' | 'settlement', broken: string[]): Promise<number> {
	let count = 0;
	for (let after = 0; ;) {
		const page =
			what === 'coding' ? await codingsAfter(db, after) : await settlementsAfter(db, after);
		for (const { id, hash, line } of page) {
			const subject = JSON.parse(line.subject) as { hash?: string };
			if (line.what !== what || subject.hash !== hash)
				broken.push(
					`${what === 'coding' ? 'reading' : 'settlement'} ${id} differs from line ${line.id} of the journal`
				);
			after = id;
			count++;
		}
		if (page.length < PAGE) return count;
	}
}

async function codingsAfter(db: Db, after: number) {
	const rows = await db
		.select({ row: coding, line: journal })
		.from(coding)
		.innerJoin(journal, eq(journal.id, coding.journalId))
		.where(gt(coding.id, after))
		.orderBy(asc(coding.id))
		.limit(PAGE);
	return rows.map(({ row, line }) => ({ id: row.id, hash: hashOfCoding(row), line }));
}

async function settlementsAfter(db: Db, after: number) {
	const rows = await db
		.select({ row: settlement, line: journal })
		.from(settlement)
		.innerJoin(journal, eq(journal.id, settlement.journalId))
		.where(gt(settlement.id, after))
		.orderBy(asc(settlement.id))
		.limit(PAGE);
	return rows.map(({ row, line }) => ({ id: row.id, hash: hashOfSettlement(row), line }));
}

/** Lines whose row was deleted while the post is still there. */
function listLost(db: Db) {
	const one = { one: sql`1` };
	return db
		.select({ id: journal.id, what: journal.what })
		.from(journal)
		.where(
			and(
				inArray(journal.what, ['coding', 'settlement', 'coding undone']),
				exists(
					db
						.select(one)
						.from(post)
						.where(sql`${post.id} = (${journal.subject}::jsonb ->> 'post')::bigint`)
				),
				notExists(db.select(one).from(coding).where(eq(coding.journalId, journal.id))),
				notExists(db.select(one).from(settlement).where(eq(settlement.journalId, journal.id))),
				notExists(db.select(one).from(undoing).where(eq(undoing.journalId, journal.id)))
			)
		)
		.orderBy(asc(journal.id))
		.limit(20);
}
