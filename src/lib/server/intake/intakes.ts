/** Imports as they are kept: begun, shown page by page, stopped, taken back, forgotten. */
import { and, asc, count, desc, eq, gt, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import {
	intakeOutcomes,
	intakeRowStates,
	type IntakeCounts,
	type IntakeRowState,
	type IntakeStage
} from '#lib/intake.ts';
import type { IdentityBasis } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import * as many from '../db/many.ts';
import { intake, intakeRow, list as listTable, practitioner, type Kept } from '../db/schema.ts';
import type { Row } from '../feeds/importlist.ts';
import * as judgements from './judgements.ts';
import { hostOf } from './checking.ts';

export type Intake = typeof intake.$inferSelect;
export type IntakeRow = typeof intakeRow.$inferSelect;

const BATCH = 500;

/** Begins an import: its rows wait to be looked at. Nothing is asked and nothing followed yet. */
export async function start(
	db: Db,
	rows: Row[],
	options: { title: string; listId?: number | null; startedBy?: string | null; bridges?: string[] }
): Promise<Intake> {
	const { bridges = [], ...values } = options;
	const begun = await db.transaction(async (tx) => {
		const [made] = await tx.insert(intake).values(values).returning();
		for (let i = 0; i < rows.length; i += BATCH)
			await many.insert(
				tx,
				intakeRow,
				rows.slice(i, i + BATCH).map(({ issue, ...row }) => ({
					...row,
					intakeId: made!.id,
					host: hostOf(row.source, bridges),
					state: issue === undefined ? ('waiting' as const) : ('unreadable' as const),
					reason: issue ?? null
				})),
				{ id: intakeRow.id }
			);
		return made!;
	});
	await judgements.knowBefore(db, begun.id);
	await judgements.settle(db, begun.id);
	return (await find(db, begun.id))!;
}

export async function find(db: Db, id: number): Promise<Intake | undefined> {
	const [row] = await db.select().from(intake).where(eq(intake.id, id));
	return row;
}

/** The newest imports, with the name of the list they go into. */
export function list(db: Db, limit = 20) {
	return db
		.select({ intake, listName: listTable.name })
		.from(intake)
		.leftJoin(listTable, eq(listTable.id, intake.listId))
		.orderBy(desc(intake.id))
		.limit(limit);
}

/** How many rows there are of each kind. */
export async function countRows(db: Db, intakeId: number): Promise<IntakeCounts> {
	const rows = await db
		.select({
			state: intakeRow.state,
			outcome: intakeRow.outcome,
			isChosen: intakeRow.isChosen,
			count: count()
		})
		.from(intakeRow)
		.where(eq(intakeRow.intakeId, intakeId))
		.groupBy(intakeRow.state, intakeRow.outcome, intakeRow.isChosen);
	const sum = (holds: (row: (typeof rows)[number]) => boolean) =>
		rows.reduce((total, row) => total + (holds(row) ? row.count : 0), 0);
	const of = <T extends string>(names: readonly T[], holds: (name: T) => number) =>
		Object.fromEntries(names.map((name) => [name, holds(name)])) as Record<T, number>;
	return {
		rows: sum(() => true),
		chosen: sum((row) => row.isChosen),
		states: of(intakeRowStates, (name) => sum((row) => row.state === name)),
		outcomes: of(intakeOutcomes, (name) => sum((row) => row.outcome === name))
	};
}

/** Rows in the order of the file, one page at a time, each with the name of who is followed already. */
export async function listRows(
	db: Db,
	intakeId: number,
	options: { afterId?: number; limit?: number; state?: IntakeRowState } = {}
) {
	const { afterId, limit = 100, state } = options;
	const rows = await db
		.select({ row: intakeRow, otherName: practitioner.name })
		.from(intakeRow)
		.leftJoin(practitioner, eq(practitioner.id, intakeRow.otherId))
		.where(
			and(
				eq(intakeRow.intakeId, intakeId),
				afterId === undefined ? undefined : gt(intakeRow.id, afterId),
				state && eq(intakeRow.state, state)
			)
		)
		.orderBy(asc(intakeRow.id))
		.limit(limit + 1);
	return {
		rows: rows.slice(0, limit),
		nextId: rows.length > limit ? rows[limit - 1]!.row.id : undefined
	};
}

/** Keeps which of the rows shown are chosen; rows that cannot be chosen stay as they are. */
export async function choose(db: Db, intakeId: number, shown: number[], chosen: number[]) {
	if (shown.length === 0) return;
	await db
		.update(intakeRow)
		.set({ isChosen: chosen.length > 0 ? inArray(intakeRow.id, chosen) : sql`false` })
		.where(
			and(
				eq(intakeRow.intakeId, intakeId),
				inArray(intakeRow.id, shown),
				isNull(intakeRow.outcome),
				mayBeChosen
			)
		);
}

/** What was found, and also what a list calls a feed although it did not answer. */
const mayBeChosen: SQL = or(
	inArray(intakeRow.state, ['new', 'namesake', 'joins', 'known']),
	and(eq(intakeRow.state, 'unreadable'), eq(intakeRow.isFeed, true))
)!;

/** Takes one of the accounts that a bare name may mean. False where it is none of them. */
export async function pick(db: Db, intakeId: number, rowId: number, feedUrl: string) {
	const row = await findRow(db, intakeId, rowId);
	const candidate = row?.choices?.find((one: Kept) => one.feedUrl === feedUrl);
	if (!row || !candidate || row.outcome) return false;
	await db
		.update(intakeRow)
		.set({ candidate, choices: null, reason: null, state: 'new', isChosen: true })
		.where(eq(intakeRow.id, rowId));
	await judgements.settle(db, intakeId);
	return true;
}

/** Says what makes the row's feed and one under the same name one person's. */
export async function identify(db: Db, intakeId: number, rowId: number, basis: IdentityBasis[]) {
	const row = await findRow(db, intakeId, rowId);
	if (!row || row.outcome) return false;
	await db.update(intakeRow).set({ basis }).where(eq(intakeRow.id, rowId));
	await judgements.settle(db, intakeId);
	return true;
}

async function findRow(db: Db, intakeId: number, rowId: number): Promise<IntakeRow | undefined> {
	const [row] = await db
		.select()
		.from(intakeRow)
		.where(and(eq(intakeRow.id, rowId), eq(intakeRow.intakeId, intakeId)));
	return row;
}

/** From one stage to the next, once. False where the import is not at that stage. */
async function move(db: Db, id: number, from: IntakeStage[], to: IntakeStage, endedAt?: Date) {
	const moved = await db
		.update(intake)
		.set({ stage: to, ...(endedAt && { endedAt }) })
		.where(and(eq(intake.id, id), inArray(intake.stage, from)))
		.returning({ id: intake.id });
	return moved.length > 0;
}

/** Follows the chosen rows; the worker does it. */
export function follow(db: Db, id: number): Promise<boolean> {
	return move(db, id, ['checked'], 'following');
}

/** Takes back what the import added; the worker does it. */
export function undo(db: Db, id: number): Promise<boolean> {
	return move(db, id, ['done'], 'undoing');
}

/** Stops: rows not looked at yet are left out, and so are those not followed yet. */
export async function stop(db: Db, id: number, now = new Date()): Promise<void> {
	if (await move(db, id, ['following'], 'done', now)) {
		await db
			.update(intakeRow)
			.set({ outcome: 'left-out' })
			.where(and(eq(intakeRow.intakeId, id), isNull(intakeRow.outcome)));
		return;
	}
	await db
		.update(intakeRow)
		.set({ state: 'unreadable', reason: 'You stopped before this row was looked at.' })
		.where(and(eq(intakeRow.intakeId, id), eq(intakeRow.state, 'waiting')));
	await judgements.settle(db, id);
}

/** Forgets the record of an import; what it followed is followed on. */
export async function forget(db: Db, id: number): Promise<void> {
	await db.delete(intake).where(eq(intake.id, id));
}
