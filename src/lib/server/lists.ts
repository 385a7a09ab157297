/** Lists of practitioners; one person may be in several. */
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from './db/index.ts';
import { feed, list as listTable, listed, practitioner } from './db/schema.ts';

export type List = typeof listTable.$inferSelect;

/** Characters of a list's name at most. */
export const LONGEST_NAME = 100;

/** Every list by name, with how many practitioners it shows. There are few of them. */
export function list(db: Db) {
	return db
		.select({
			id: listTable.id,
			name: listTable.name,
			count: count(practitioner.id)
		})
		.from(listTable)
		.leftJoin(listed, eq(listed.listId, listTable.id))
		.leftJoin(
			practitioner,
			and(eq(practitioner.id, listed.practitionerId), isNull(practitioner.joinedIntoId))
		)
		.groupBy(listTable.id)
		.orderBy(asc(sql`lower(${listTable.name})`), asc(listTable.id));
}

export async function find(db: Db, id: number): Promise<List | undefined> {
	const [row] = await db.select().from(listTable).where(eq(listTable.id, id));
	return row;
}

/** The list of that name, whatever its capitals. */
export async function findByName(db: Db, name: string): Promise<List | undefined> {
	const [row] = await db
		.select()
		.from(listTable)
		.where(eq(sql`lower(${listTable.name})`, name.trim().toLowerCase()))
		.orderBy(asc(listTable.id))
		.limit(1);
	return row;
}

/** The list of that name, made where there is none; a sentence says what is wrong with a name. */
export async function add(db: Db, name: string): Promise<List | { issue: string }> {
	const issue = issueOf(name);
	if (issue) return { issue };
	const known = await findByName(db, name);
	if (known) return known;
	await db.insert(listTable).values({ name: name.trim() }).onConflictDoNothing();
	return (await findByName(db, name))!;
}

/** Gives a list another name; a sentence says why not. */
export async function rename(db: Db, id: number, name: string): Promise<string | undefined> {
	const issue = issueOf(name);
	if (issue) return issue;
	const other = await findByName(db, name);
	if (other && other.id !== id) return `There is a list called “${other.name}” already.`;
	await db.update(listTable).set({ name: name.trim() }).where(eq(listTable.id, id));
	return undefined;
}

function issueOf(name: string): string | undefined {
	const length = name.trim().length;
	if (length === 0) return 'Give the list a name.';
	return length > LONGEST_NAME
		? `The name is longer than ${LONGEST_NAME} characters: shorten it.`
		: undefined;
}

/** Forgets a list; the practitioners are followed on. */
export async function remove(db: Db, id: number): Promise<void> {
	await db.delete(listTable).where(eq(listTable.id, id));
}

/** Puts a practitioner into a list. False where it was there before. */
export async function put(db: Db, listId: number, practitionerId: number): Promise<boolean> {
	const added = await db
		.insert(listed)
		.values({ listId, practitionerId })
		.onConflictDoNothing()
		.returning({ id: listed.practitionerId });
	return added.length > 0;
}

/** Takes a practitioner out of a list. False where it was not there. */
export async function take(db: Db, listId: number, practitionerId: number): Promise<boolean> {
	const taken = await db
		.delete(listed)
		.where(and(eq(listed.listId, listId), eq(listed.practitionerId, practitionerId)))
		.returning({ id: listed.practitionerId });
	return taken.length > 0;
}

/** The lists that a practitioner is in. */
export function listOf(db: Db, practitionerId: number) {
	return db
		.select({ id: listTable.id, name: listTable.name })
		.from(listed)
		.innerJoin(listTable, eq(listTable.id, listed.listId))
		.where(eq(listed.practitionerId, practitionerId))
		.orderBy(asc(sql`lower(${listTable.name})`));
}

/** Every feed of a list with its practitioner, for a file. */
export function listFeeds(db: Db, listId: number) {
	return db
		.select({
			title: feed.title,
			feedUrl: feed.url,
			siteUrl: feed.siteUrl,
			platform: feed.platform,
			name: practitioner.name,
			profession: practitioner.profession,
			place: practitioner.place,
			registerUrl: practitioner.registerUrl
		})
		.from(listed)
		.innerJoin(practitioner, eq(practitioner.id, listed.practitionerId))
		.innerJoin(feed, eq(feed.practitionerId, practitioner.id))
		.where(and(eq(listed.listId, listId), eq(practitioner.sample, false)))
		.orderBy(asc(practitioner.name), asc(practitioner.id), asc(feed.id));
}
