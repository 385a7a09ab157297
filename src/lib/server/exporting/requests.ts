/**
 * Named exports of a group: one person asks and says why, another approves, the first takes the file
 * while the approval holds. Each step is a line of the journal.
 */
import { and, desc, eq, gt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ExportFormat, ExportWhat, Who } from '#lib/words.ts';
import * as access from '../access.ts';
import type { Db } from '../db/index.ts';
import { exportRequest, list as listTable, person } from '../db/schema.ts';
import * as journal from '../journal.ts';

export type ExportRequest = typeof exportRequest.$inferSelect;
export type RequestState = 'waiting' | 'lapsed' | 'approved' | 'refused' | 'expired';

const DAY = 86_400_000;
/** Days for which a request waits, and for which an approval holds. */
export const waitingDays = 14;
export const approvedDays = 3;
export const longestReason = 500;

/** Where a request stands. Pure. */
export function stateOf(
	request: Pick<ExportRequest, 'says' | 'askedAt' | 'expiresAt'>,
	now: Date
): RequestState {
	if (request.says === 'refused') return 'refused';
	if (request.says === 'approved')
		return request.expiresAt && request.expiresAt > now ? 'approved' : 'expired';
	return now.getTime() - request.askedAt.getTime() > waitingDays * DAY ? 'lapsed' : 'waiting';
}

/** Asks for a named export; a sentence says why it cannot be asked for. */
export async function ask(
	db: Db,
	wanted: { what: ExportWhat; format: ExportFormat; listId: number | null; reason: string },
	who: Who,
	now: Date
): Promise<ExportRequest | { issue: string }> {
	const reason = wanted.reason.trim();
	if (reason.length < 10)
		return { issue: 'Say in a sentence why names are needed: the other person decides by it.' };
	if (reason.length > longestReason)
		return { issue: `The reason is longer than ${longestReason} characters: shorten it.` };
	return db.transaction(async (tx) => {
		const [made] = await tx
			.insert(exportRequest)
			.values({ ...wanted, reason, askedById: who.id, askedAt: now })
			.returning();
		await note(tx, 'export-asked', made!, who, now);
		return made!;
	});
}

/** Approves or refuses; a sentence says why this person may not, or why it is too late. */
export async function decide(
	db: Db,
	id: number,
	says: 'approved' | 'refused',
	who: Who,
	now: Date
): Promise<string | undefined> {
	if (!access.includes(who.role, 'editor')) return 'Only an editor or administrator may decide.';
	return db.transaction(async (tx) => {
		const [request] = await tx
			.select()
			.from(exportRequest)
			.where(eq(exportRequest.id, id))
			.for('update');
		if (!request) return 'There is no such request.';
		if (request.askedById === who.id)
			return 'You asked for this one yourself: somebody else decides.';
		if (stateOf(request, now) !== 'waiting') return 'This request no longer waits for an answer.';
		const expiresAt = says === 'approved' ? new Date(now.getTime() + approvedDays * DAY) : null;
		await tx
			.update(exportRequest)
			.set({ says, decidedById: who.id, decidedAt: now, expiresAt })
			.where(eq(exportRequest.id, id));
		await note(tx, `export-${says}`, request, who, now);
		return undefined;
	});
}

/** Takes the file: only who asked, only while the approval holds. Each time is noted. */
export async function take(
	db: Db,
	id: number,
	who: Who,
	now: Date
): Promise<{ request: ExportRequest; listName: string | null } | { issue: string }> {
	return db.transaction(async (tx) => {
		const [request] = await tx
			.update(exportRequest)
			.set({ takenCount: sql`${exportRequest.takenCount} + 1` })
			.where(
				and(
					eq(exportRequest.id, id),
					eq(exportRequest.askedById, who.id),
					eq(exportRequest.says, 'approved'),
					gt(exportRequest.expiresAt, now)
				)
			)
			.returning();
		if (!request)
			return { issue: 'You have no approved request of this number, or its approval is over.' };
		await note(tx, 'export-taken', request, who, now);
		const [list] = request.listId
			? await tx.select().from(listTable).where(eq(listTable.id, request.listId))
			: [];
		return { request, listName: list?.name ?? null };
	});
}

/** An approved request whose approval holds, whoever asked (the command line, for whom runs the program). */
export async function findApproved(
	db: Db,
	id: number,
	now: Date
): Promise<ExportRequest | undefined> {
	const [request] = await db.select().from(exportRequest).where(eq(exportRequest.id, id));
	return request && stateOf(request, now) === 'approved' ? request : undefined;
}

/** A person's own requests and, for who may decide, those of others; newest first, of the last 60 days. */
export function list(db: Db, who: Who, now: Date) {
	const decided = alias(person, 'decided_by');
	const isDecider = access.includes(who.role, 'editor');
	return db
		.select({
			request: exportRequest,
			askedBy: person.penName,
			decidedBy: decided.penName,
			listName: listTable.name
		})
		.from(exportRequest)
		.innerJoin(person, eq(person.id, exportRequest.askedById))
		.leftJoin(decided, eq(decided.id, exportRequest.decidedById))
		.leftJoin(listTable, eq(listTable.id, exportRequest.listId))
		.where(
			and(
				gt(exportRequest.askedAt, new Date(now.getTime() - 60 * DAY)),
				or(eq(exportRequest.askedById, who.id), isDecider ? sql`true` : undefined)
			)
		)
		.orderBy(desc(exportRequest.id))
		.limit(100);
}

async function note(db: Db, what: string, request: ExportRequest, who: Who, now: Date) {
	const { id, what: rows, listId } = request;
	await journal.record(db, what, { request: id, rows, list: listId, by: who.id }, now);
}
