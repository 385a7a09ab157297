/** Follows the chosen rows of an import, or takes them back, piece by piece. No site is asked here. */
import { and, asc, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import type { IntakeOutcome } from '#lib/intake.ts';
import type { Db } from '../db/index.ts';
import { intake, intakeRow, practitioner } from '../db/schema.ts';
import type { Candidate } from '../feeds/candidates.ts';
import * as guard from '../feeds/guard.ts';
import * as follow from '../follow.ts';
import * as lists from '../lists.ts';
import * as practitioners from '../practitioners.ts';
import * as regrouping from '../regrouping.ts';
import type { Intake, IntakeRow } from './intakes.ts';
import { nameOf } from './judgements.ts';
import * as takingback from './takingback.ts';

export interface FollowOptions {
	pollMinutes: number;
	allowPrivateAddresses?: boolean;
	rsshubUrl?: string;
	rssbridgeUrl?: string;
	now?: Date;
}

const BATCH = 25;
/** Rows followed side by side: a step waits more for the database than it computes. */
const TOGETHER = 5;
/** Seconds for which one worker has an import to itself. */
const LEASE = 60;

/** Does a piece of an import's following or taking back. Returns whether there may be more. */
export async function step(db: Db, options: FollowOptions): Promise<boolean> {
	const now = options.now ?? new Date();
	const taken = await claim(db, now);
	if (!taken) return false;
	const more =
		taken.stage === 'undoing'
			? await takingback.step(db, taken)
			: await followNext(db, taken, options);
	if (more) await db.update(intake).set({ leaseUntil: null }).where(eq(intake.id, taken.id));
	else await end(db, taken, now);
	return true;
}

/** Follows the next rows. Returns whether there may be more. */
async function followNext(db: Db, taken: Intake, options: FollowOptions): Promise<boolean> {
	const rows = await db
		.select()
		.from(intakeRow)
		.where(
			and(eq(intakeRow.intakeId, taken.id), eq(intakeRow.isChosen, true), isNull(intakeRow.outcome))
		)
		.orderBy(asc(intakeRow.id))
		.limit(BATCH);
	const perform = (row: IntakeRow) =>
		db.transaction(async (tx) => {
			const saved = await add(tx, taken, row, options);
			await tx.update(intakeRow).set(saved).where(eq(intakeRow.id, row.id));
		});
	// A row that joins somebody needs the rows before it, and feeds of one person go one after the other.
	const alone = rows.filter((row) => row.state !== 'joins');
	for (let i = 0; i < alone.length; i += TOGETHER)
		await Promise.all(alone.slice(i, i + TOGETHER).map(perform));
	for (const row of rows) if (row.state === 'joins') await perform(row);
	return rows.length === BATCH;
}

async function claim(db: Db, now: Date): Promise<Intake | undefined> {
	return db.transaction(async (tx) => {
		const [row] = await tx
			.select({ id: intake.id })
			.from(intake)
			.where(
				and(
					inArray(intake.stage, ['following', 'undoing']),
					or(isNull(intake.leaseUntil), lte(intake.leaseUntil, now))
				)
			)
			.orderBy(asc(intake.id))
			.limit(1)
			.for('update', { skipLocked: true });
		if (!row) return undefined;
		const [taken] = await tx
			.update(intake)
			.set({ leaseUntil: new Date(now.getTime() + LEASE * 1000) })
			.where(eq(intake.id, row.id))
			.returning();
		return taken;
	});
}

async function end(db: Db, { id, stage }: Intake, now: Date): Promise<void> {
	await db
		.update(intake)
		.set({ stage: stage === 'undoing' ? 'undone' : 'done', endedAt: now, leaseUntil: null })
		// Stopped meanwhile: that holds.
		.where(and(eq(intake.id, id), eq(intake.stage, stage)));
	if (stage === 'following')
		await db
			.update(intakeRow)
			.set({ outcome: 'left-out' })
			.where(and(eq(intakeRow.intakeId, id), isNull(intakeRow.outcome)));
}

type Saved = Partial<typeof intakeRow.$inferInsert> & { outcome: IntakeOutcome };

async function add(db: Db, { listId }: Intake, row: IntakeRow, options: FollowOptions) {
	const candidate = candidateOf(row);
	const refusal = URL.canParse(candidate.feedUrl)
		? guard.check(new URL(candidate.feedUrl), options)
		: `“${candidate.feedUrl}” is not an address.`;
	if (refusal) return { outcome: 'failed', reason: refusal } satisfies Saved;
	const followed = await follow.start(db, candidate, undefined, {
		pollMinutes: options.pollMinutes,
		bridges: [options.rsshubUrl, options.rssbridgeUrl].filter((one): one is string => Boolean(one)),
		name: nameOf(row.name, row.candidate, row.source),
		profession: row.profession,
		place: row.place
	});
	const own = followed.practitionerId;
	if (followed.isNew && row.registerUrl)
		await practitioners.save(db, own, { registerUrl: row.registerUrl });
	const otherId = followed.isNew && row.state === 'joins' ? await otherOf(db, row) : undefined;
	if (otherId !== undefined) await regrouping.join(db, own, otherId, row.basis);
	const practitionerId = otherId ?? own;
	const isNewlyListed = listId !== null && (await lists.put(db, listId, practitionerId));
	const outcome: IntakeOutcome = followed.isNew
		? otherId === undefined
			? 'followed'
			: 'joined'
		: isNewlyListed
			? 'listed'
			: 'kept';
	return { outcome, practitionerId, feedId: followed.feed.id, isNewlyListed } satisfies Saved;
}

/** What was found, or, where a list calls it a feed and it did not answer, the address itself. */
function candidateOf(row: IntakeRow): Candidate {
	if (row.candidate)
		return {
			...row.candidate,
			newestAt: row.candidate.newestAt ? new Date(row.candidate.newestAt) : null
		};
	return {
		platform: 'website',
		platformId: null,
		handle: null,
		feedUrl: URL.canParse(row.source) ? new URL(row.source).href : row.source,
		siteUrl: null,
		title: row.name,
		newestAt: null,
		itemsCount: 0
	};
}

/** The practitioner whom a row joins: one followed before, or the one of an earlier row. */
async function otherOf(db: Db, row: IntakeRow): Promise<number | undefined> {
	if (row.otherId !== null) return row.otherId;
	const [earlier] = await db
		.select({ id: practitioner.id })
		.from(intakeRow)
		.innerJoin(practitioner, eq(practitioner.id, intakeRow.practitionerId))
		.where(
			and(
				eq(intakeRow.intakeId, row.intakeId),
				eq(intakeRow.line, row.otherLine ?? 0),
				isNull(practitioner.joinedIntoId)
			)
		)
		.limit(1);
	return earlier?.id;
}
