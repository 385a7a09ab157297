/** Queries of the trends under a name. Everybody here sees them; who saved one can delete it. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { person, savedQuery } from '../db/schema.ts';
import { write, type Query } from './query.ts';

export interface Saved {
	id: number;
	name: string;
	query: string;
	/** Pen-name of who saved it; null for one person alone, or where they have left. */
	by: string | null;
	personId: string | null;
}

const mostCharacters = 80;
const most = 500;

export function list(db: Db): Promise<Saved[]> {
	return db
		.select({
			id: savedQuery.id,
			name: savedQuery.name,
			query: savedQuery.query,
			by: person.penName,
			personId: savedQuery.personId
		})
		.from(savedQuery)
		.leftJoin(person, eq(person.id, savedQuery.personId))
		.orderBy(asc(savedQuery.name), asc(savedQuery.id))
		.limit(most);
}

/** Saves a query under a name. Answers why not in a sentence. */
export async function add(
	db: Db,
	{ name, query }: { name: string; query: Query },
	personId: string | null
): Promise<{ issue?: string }> {
	const trimmed = name.trim().replace(/\s+/g, ' ');
	if (!trimmed) return { issue: 'Give the query a name.' };
	if (trimmed.length > mostCharacters)
		return { issue: `The name is longer than ${mostCharacters} characters. Shorten it.` };
	const added = await db
		.insert(savedQuery)
		.values({ name: trimmed, query: write(query), personId })
		.onConflictDoNothing()
		.returning({ id: savedQuery.id });
	return added.length > 0
		? {}
		: { issue: `There is a query called “${trimmed}” already. Choose another name.` };
}

/** Deletes a query of one's own. False where there is none of theirs. */
export async function remove(db: Db, id: number, personId: string | null): Promise<boolean> {
	const gone = await db
		.delete(savedQuery)
		.where(
			and(
				eq(savedQuery.id, id),
				personId === null ? isNull(savedQuery.personId) : eq(savedQuery.personId, personId)
			)
		)
		.returning({ id: savedQuery.id });
	return gone.length > 0;
}
