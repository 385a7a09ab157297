/** Judges an import's rows against what is followed, and keeps what was judged. */
import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import * as many from '../db/many.ts';
import { feed, intake, intakeRow, practitioner, type Kept } from '../db/schema.ts';
import { judge, plainName } from './judging.ts';

/** What the practitioner of a row would be called. */
export function nameOf(name: string | null, candidate: Kept | null, source: string): string {
	return name ?? candidate?.title ?? candidate?.handle ?? source;
}

/** Rows whose address is that of a followed feed need not be looked at. */
export async function knowBefore(db: Db, intakeId: number): Promise<void> {
	const known = await db
		.select({ id: intakeRow.id, feed })
		.from(intakeRow)
		.innerJoin(feed, eq(feed.url, intakeRow.source))
		.where(and(eq(intakeRow.intakeId, intakeId), eq(intakeRow.state, 'waiting')));
	await many.update(
		db,
		intakeRow,
		'id',
		known.map(({ id, feed }) => ({
			id,
			state: 'known' as const,
			isChosen: true,
			otherId: feed.practitionerId,
			candidate: {
				platform: feed.platform,
				platformId: feed.platformId,
				handle: feed.handle,
				feedUrl: feed.url,
				siteUrl: feed.siteUrl,
				title: feed.title,
				newestAt: null,
				itemsCount: 0
			}
		}))
	);
}

/**
 * Once every row was looked at, judges them all and ends the looking. Called again it judges anew, as
 * after a choice; rows that were followed already keep what was judged then.
 */
export async function settle(db: Db, intakeId: number): Promise<void> {
	await db.transaction(async (tx) => {
		const [open] = await tx
			.select()
			.from(intake)
			.where(and(eq(intake.id, intakeId), inArray(intake.stage, ['checking', 'checked'])))
			.for('update');
		if (!open) return;
		const [waiting] = await tx
			.select({ id: intakeRow.id })
			.from(intakeRow)
			.where(and(eq(intakeRow.intakeId, intakeId), eq(intakeRow.state, 'waiting')))
			.limit(1);
		if (waiting) return;
		await judgeAll(tx, intakeId);
		await tx.update(intake).set({ stage: 'checked' }).where(eq(intake.id, intakeId));
	});
}

async function judgeAll(db: Db, intakeId: number): Promise<void> {
	const rows = await db
		.select({
			id: intakeRow.id,
			line: intakeRow.line,
			source: intakeRow.source,
			name: intakeRow.name,
			basis: intakeRow.basis,
			candidate: intakeRow.candidate,
			state: intakeRow.state,
			isChosen: intakeRow.isChosen
		})
		.from(intakeRow)
		.where(and(eq(intakeRow.intakeId, intakeId), isNull(intakeRow.outcome)))
		.orderBy(asc(intakeRow.id));
	const looked = rows.map((row) => ({
		...row,
		name: nameOf(row.name, row.candidate, row.source),
		feed: row.candidate
	}));
	const judged = judge(looked, await listFollowed(db, intakeId), await listPeople(db, looked));
	const before = new Map(rows.map((row) => [row.id, row]));
	await many.update(
		db,
		intakeRow,
		'id',
		judged.map(({ id, state, otherLine, otherId }) => {
			const { state: was, isChosen } = before.get(id)!;
			return {
				id,
				state,
				otherLine,
				otherId,
				isChosen: state !== 'duplicate' && (was === 'duplicate' || isChosen)
			};
		})
	);
}

/** Followed feeds that are behind a row of the import. */
async function listFollowed(db: Db, intakeId: number) {
	const rows = await db
		.selectDistinctOn([feed.id], {
			practitionerId: feed.practitionerId,
			url: feed.url,
			platform: feed.platform,
			platformId: feed.platformId
		})
		.from(feed)
		.innerJoin(
			intakeRow,
			and(
				eq(intakeRow.intakeId, intakeId),
				or(
					eq(feed.url, sql`${intakeRow.candidate} ->> 'feedUrl'`),
					and(
						eq(feed.platform, sql`${intakeRow.candidate} ->> 'platform'`),
						eq(feed.platformId, sql`${intakeRow.candidate} ->> 'platformId'`)
					)
				)
			)
		);
	return rows.map(({ practitionerId, url, platform, platformId }) => ({
		practitionerId,
		feed: { feedUrl: url, platform, platformId }
	}));
}

/** Practitioners under one of the names. Names are compared here, page by page, not in the database. */
async function listPeople(db: Db, rows: { name: string }[]) {
	const wanted = new Set(rows.map(({ name }) => plainName(name)));
	const people: { id: number; name: string }[] = [];
	for (let after = 0; ;) {
		const page = await db
			.select({ id: practitioner.id, name: practitioner.name })
			.from(practitioner)
			.where(and(sql`${practitioner.id} > ${after}`, isNull(practitioner.joinedIntoId)))
			.orderBy(asc(practitioner.id))
			.limit(2000);
		people.push(...page.filter(({ name }) => wanted.has(plainName(name))));
		if (page.length < 2000) return people;
		after = page.at(-1)!.id;
	}
}
