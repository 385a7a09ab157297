/**
 * Takes back what an import added, many rows in one transaction of a few statements. What happened
 * meanwhile stays: a person with another feed, a feed that was followed before. No site is asked here.
 */
import { and, asc, eq, exists, inArray, not, sql, sum } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed, intakeRow, listed, practitioner, regrouping, tally } from '../db/schema.ts';
import * as feeds from '../feeds/feeds.ts';

/** Rows of one transaction at most. */
const MOST_ROWS = 100;
/** Posts that one transaction deletes, if no single feed has more: everybody else waits for it. */
const MOST_POSTS = 1000;

type Row = Pick<
	typeof intakeRow.$inferSelect,
	'id' | 'outcome' | 'feedId' | 'practitionerId' | 'isNewlyListed'
>;

/** Takes the next rows back. Returns whether there may be more. */
export async function step(
	db: Db,
	{ id, listId }: { id: number; listId: number | null }
): Promise<boolean> {
	const rows = await listNext(db, id);
	if (rows.length === 0) return false;
	await db.transaction(async (tx) => {
		const joined = await listJoined(tx, rows);
		const feedIds = rows.flatMap(({ outcome, feedId }) =>
			feedId !== null && outcome !== 'listed' ? [feedId] : []
		);
		await tx
			.update(intakeRow)
			.set({ outcome: 'undone' })
			.where(
				inArray(
					intakeRow.id,
					rows.map((row) => row.id)
				)
			);
		await feeds.removeAll(tx, feedIds);
		if (joined.length > 0)
			await tx
				.delete(practitioner)
				.where(
					and(
						inArray(practitioner.id, joined),
						not(
							exists(
								tx
									.select({ id: feed.id })
									.from(feed)
									.where(eq(feed.practitionerId, practitioner.id))
							)
						)
					)
				);
		const unlisted = rows.flatMap(({ isNewlyListed, practitionerId }) =>
			isNewlyListed && practitionerId !== null ? [practitionerId] : []
		);
		if (listId !== null && unlisted.length > 0)
			await tx
				.delete(listed)
				.where(and(eq(listed.listId, listId), inArray(listed.practitionerId, unlisted)));
	});
	return true;
}

/** The first rows that still stand, as many as one transaction should take. */
async function listNext(db: Db, intakeId: number): Promise<Row[]> {
	const rows = await db
		.select({
			id: intakeRow.id,
			outcome: intakeRow.outcome,
			feedId: intakeRow.feedId,
			practitionerId: intakeRow.practitionerId,
			isNewlyListed: intakeRow.isNewlyListed
		})
		.from(intakeRow)
		.where(
			and(
				eq(intakeRow.intakeId, intakeId),
				inArray(intakeRow.outcome, ['followed', 'joined', 'listed'])
			)
		)
		.orderBy(asc(intakeRow.id))
		.limit(MOST_ROWS);
	const feedIds = rows.flatMap(({ feedId }) => feedId ?? []);
	if (feedIds.length === 0) return rows;
	const counts = await db
		.select({ feedId: tally.feedId, posts: sum(tally.count).mapWith(Number) })
		.from(tally)
		.where(and(inArray(tally.feedId, feedIds), eq(tally.what, 'posts')))
		.groupBy(tally.feedId);
	const postsOf = new Map(counts.map(({ feedId, posts }) => [feedId, posts]));
	let posts = 0;
	const end = rows.findIndex(({ feedId }) => (posts += postsOf.get(feedId ?? 0) ?? 0) > MOST_POSTS);
	return end < 0 ? rows : rows.slice(0, Math.max(1, end));
}

/** The hidden people whose feed an import's row joined to somebody else: they were there for that alone. */
async function listJoined(db: Db, rows: Row[]): Promise<number[]> {
	const ids = rows.flatMap(({ id, outcome }) => (outcome === 'joined' ? [id] : []));
	if (ids.length === 0) return [];
	const found = await db
		.select({ id: regrouping.fromId })
		.from(intakeRow)
		.innerJoin(
			regrouping,
			and(
				eq(regrouping.intoId, intakeRow.practitionerId),
				eq(regrouping.kind, 'join'),
				sql`${regrouping.feedIds} = jsonb_build_array(${intakeRow.feedId})`
			)
		)
		.where(inArray(intakeRow.id, ids));
	return found.map(({ id }) => id);
}
