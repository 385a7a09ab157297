/** The people whose feeds are followed. */
import {
	and,
	asc,
	count,
	eq,
	gt,
	ilike,
	inArray,
	isNotNull,
	isNull,
	or,
	type SQL
} from 'drizzle-orm';
import type { Platform, Profession } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, listed, practitioner } from './db/schema.ts';

export type Practitioner = typeof practitioner.$inferSelect;
export type Feed = typeof feed.$inferSelect;

/** Adds a practitioner and returns the row. */
export async function add(
	db: Db,
	values: { name: string; profession?: Profession | null; place?: string | null; sample?: boolean }
): Promise<Practitioner> {
	const [row] = await db.insert(practitioner).values(values).returning();
	return row!;
}

/** One practitioner with the feeds, or undefined. One that was joined to another has none. */
export async function find(
	db: Db,
	id: number
): Promise<{ practitioner: Practitioner; feeds: Feed[] } | undefined> {
	const [row] = await db.select().from(practitioner).where(eq(practitioner.id, id));
	if (!row) return undefined;
	const feeds = await db
		.select()
		.from(feed)
		.where(eq(feed.practitionerId, id))
		.orderBy(asc(feed.id));
	return { practitioner: row, feeds };
}

/** Practitioners whose name is, or else contains, what was typed; or the one with that number. */
export async function search(db: Db, typed: string): Promise<Practitioner[]> {
	if (/^\d{1,9}$/.test(typed)) {
		const byId = await db
			.select()
			.from(practitioner)
			.where(eq(practitioner.id, Number(typed)));
		if (byId.length > 0) return byId;
	}
	const rows = await db
		.select()
		.from(practitioner)
		.where(and(ilike(practitioner.name, `%${escaped(typed)}%`), isNull(practitioner.joinedIntoId)))
		.orderBy(asc(practitioner.name), asc(practitioner.id))
		.limit(20);
	const exact = rows.filter((row) => row.name.toLowerCase() === typed.toLowerCase());
	return exact.length > 0 ? exact : rows;
}

/** The pattern signs of `like` as plain signs. */
function escaped(typed: string): string {
	return typed.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

/** What a list of practitioners may be narrowed to. */
export interface PractitionerFilter {
	after?: { name: string; id: number };
	limit?: number;
	profession?: Profession;
	platform?: Platform;
	/** Part of a name. */
	named?: string;
	/** Only those with a feed that fails or is paused. */
	isTroubled?: boolean;
	/** Number of a list they are in. */
	listId?: number;
}

/** One page of practitioners by name, each with its feeds. */
export async function list(
	db: Db,
	options: PractitionerFilter = {}
): Promise<{
	rows: { practitioner: Practitioner; feeds: Feed[] }[];
	next?: { name: string; id: number };
}> {
	const { after, limit = 50, profession, platform, named, isTroubled, listId } = options;
	const withFeed = (condition: SQL | undefined) =>
		inArray(practitioner.id, db.select({ id: feed.practitionerId }).from(feed).where(condition));
	const people = await db
		.select()
		.from(practitioner)
		.where(
			and(
				isNull(practitioner.joinedIntoId),
				after &&
					or(
						gt(practitioner.name, after.name),
						and(eq(practitioner.name, after.name), gt(practitioner.id, after.id))
					),
				profession && eq(practitioner.profession, profession),
				platform && withFeed(eq(feed.platform, platform)),
				named ? ilike(practitioner.name, `%${escaped(named)}%`) : undefined,
				listId === undefined
					? undefined
					: inArray(
							practitioner.id,
							db.select({ id: listed.practitionerId }).from(listed).where(eq(listed.listId, listId))
						),
				isTroubled ? withFeed(or(gt(feed.failureCount, 0), isNotNull(feed.pausedAt))) : undefined
			)
		)
		.orderBy(asc(practitioner.name), asc(practitioner.id))
		.limit(limit + 1);
	const page = people.slice(0, limit);
	const feeds = page.length
		? await db
				.select()
				.from(feed)
				.where(
					inArray(
						feed.practitionerId,
						page.map((row) => row.id)
					)
				)
				.orderBy(asc(feed.id))
		: [];
	const last = page.at(-1);
	return {
		rows: page.map((row) => ({
			practitioner: row,
			feeds: feeds.filter((f) => f.practitionerId === row.id)
		})),
		next: people.length > limit && last ? { name: last.name, id: last.id } : undefined
	};
}

export async function countAll(db: Db): Promise<number> {
	const [row] = await db
		.select({ count: count() })
		.from(practitioner)
		.where(isNull(practitioner.joinedIntoId));
	return row?.count ?? 0;
}

/** Some people's names by their numbers, in the order of their names. */
export function listNames(db: Db, ids: number[]): Promise<{ id: number; name: string }[]> {
	return db
		.select({ id: practitioner.id, name: practitioner.name })
		.from(practitioner)
		.where(and(inArray(practitioner.id, ids), isNull(practitioner.joinedIntoId)))
		.orderBy(asc(practitioner.name), asc(practitioner.id));
}

/** Whether made-up practitioners are among those followed. */
export async function hasSamples(db: Db): Promise<boolean> {
	const rows = await db
		.select({ id: practitioner.id })
		.from(practitioner)
		.where(eq(practitioner.sample, true))
		.limit(1);
	return rows.length > 0;
}

/** Saves what the reader chose. */
export async function save(
	db: Db,
	id: number,
	values: Partial<Pick<Practitioner, 'name' | 'profession' | 'place' | 'registerUrl'>>
): Promise<void> {
	await db.update(practitioner).set(values).where(eq(practitioner.id, id));
}

/** Forgets a practitioner with all feeds and posts. */
export async function remove(db: Db, id: number): Promise<void> {
	await db.delete(practitioner).where(eq(practitioner.id, id));
}
