/**
 * Which feeds are whose. Joining moves all feeds of one practitioner to another, splitting moves some
 * to a new one; both are recorded and can be undone. Counts are kept by feed, so nothing is counted anew.
 */
import { and, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { IdentityBasis } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, listed, practitioner, regrouping } from './db/schema.ts';

export type Regrouping = typeof regrouping.$inferSelect;

/** Two signals, or the practitioner's own claim: namesakes are not one person. */
export function isEnough(basis: IdentityBasis[]): boolean {
	return basis.includes('own-claim') || new Set(basis).size >= 2;
}

/** Moves every feed of `fromId` to `intoId`. `fromId` stays, hidden, for an undo. */
export async function join(
	db: Db,
	fromId: number,
	intoId: number,
	basis: IdentityBasis[]
): Promise<void> {
	if (fromId === intoId || !isEnough(basis)) throw new Error('Not a join that may be made');
	await db.transaction(async (tx) => {
		const feedIds = await feedsOf(tx, fromId);
		await move(tx, feedIds, intoId);
		await tx.update(practitioner).set({ joinedIntoId: intoId }).where(eq(practitioner.id, fromId));
		await tx.insert(regrouping).values({ kind: 'join', fromId, intoId, feedIds, basis });
	});
}

/**
 * Moves some feeds of `fromId` to a new practitioner of that name, who begins with the same profession
 * and place and in the same lists. Returns the new one's number. At least one feed must stay.
 */
export async function split(
	db: Db,
	fromId: number,
	feedIds: number[],
	name: string
): Promise<number> {
	return db.transaction(async (tx) => {
		const own = await feedsOf(tx, fromId);
		const moved = own.filter((id) => feedIds.includes(id));
		if (moved.length === 0 || moved.length === own.length)
			throw new Error('Not a split that may be made');
		const [from] = await tx.select().from(practitioner).where(eq(practitioner.id, fromId));
		const [made] = await tx
			.insert(practitioner)
			.values({ name, profession: from!.profession, place: from!.place, sample: from!.sample })
			.returning({ id: practitioner.id });
		const intoId = made!.id;
		await move(tx, moved, intoId);
		await tx
			.insert(regrouping)
			.values({ kind: 'split', fromId, intoId, feedIds: moved, basis: [] });
		const lists = await tx
			.select({ listId: listed.listId })
			.from(listed)
			.where(eq(listed.practitionerId, fromId));
		if (lists.length > 0)
			await tx.insert(listed).values(lists.map((one) => ({ ...one, practitionerId: intoId })));
		return intoId;
	});
}

/** One regrouping, undone or not. */
export async function find(db: Db, id: number): Promise<Regrouping | undefined> {
	const [row] = await db.select().from(regrouping).where(eq(regrouping.id, id));
	return row;
}

/** The newest regrouping that this practitioner took part in and that still stands. */
export function findLast(db: Db, practitionerId: number): Promise<Regrouping | undefined> {
	return findNewest(db, [practitionerId], 0);
}

/** The newest that stands and came after this one, to either of the two people: it must be undone first. */
export function findLater(
	db: Db,
	{ id, fromId, intoId }: Regrouping
): Promise<Regrouping | undefined> {
	return findNewest(db, [fromId, intoId], id);
}

async function findNewest(db: Db, people: number[], after: number) {
	const [row] = await db
		.select()
		.from(regrouping)
		.where(
			and(
				isNull(regrouping.undoneAt),
				gt(regrouping.id, after),
				or(inArray(regrouping.intoId, people), inArray(regrouping.fromId, people))
			)
		)
		.orderBy(desc(regrouping.id))
		.limit(1);
	return row;
}

/**
 * Takes a regrouping back: the feeds that are still where it put them return, and whoever is left
 * without feeds is hidden. Returns the number of the practitioner who had them before, or undefined
 * when there is nothing to undo, or a later one to be undone first.
 */
export async function undo(db: Db, id: number, now = new Date()): Promise<number | undefined> {
	return db.transaction(async (tx) => {
		const [row] = await tx
			.select()
			.from(regrouping)
			.where(and(eq(regrouping.id, id), isNull(regrouping.undoneAt)))
			.for('update');
		if (!row || (await findLater(tx, row))) return undefined;
		await tx.update(regrouping).set({ undoneAt: now }).where(eq(regrouping.id, id));
		const present = await feedsOf(tx, row.intoId);
		const back = present.filter((feedId) => row.feedIds.includes(feedId));
		// Nothing of theirs is followed any more: nobody comes back.
		if (row.kind === 'join' && back.length === 0) return row.intoId;
		await move(tx, back, row.fromId);
		await tx
			.update(practitioner)
			.set({ joinedIntoId: null })
			.where(eq(practitioner.id, row.fromId));
		if (back.length === present.length)
			await tx
				.update(practitioner)
				.set({ joinedIntoId: row.fromId })
				.where(eq(practitioner.id, row.intoId));
		return row.fromId;
	});
}

async function feedsOf(db: Db, practitionerId: number): Promise<number[]> {
	const rows = await db
		.select({ id: feed.id })
		.from(feed)
		.where(eq(feed.practitionerId, practitionerId));
	return rows.map(({ id }) => id);
}

async function move(db: Db, feedIds: number[], practitionerId: number): Promise<void> {
	if (feedIds.length > 0)
		await db.update(feed).set({ practitionerId }).where(inArray(feed.id, feedIds));
}
