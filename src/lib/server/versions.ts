/** Which versions of the reader marked posts here, and since when. */
import { asc } from 'drizzle-orm';
import type { Db } from './db/index.ts';
import { readerVersion } from './db/schema.ts';

/** Changes of the reader after a day, oldest first. The first version of all is no change. */
export async function listChanges(
	db: Db,
	after: Date | null
): Promise<{ version: string; since: Date }[]> {
	const all = await db.select().from(readerVersion).orderBy(asc(readerVersion.since));
	return all.slice(1).filter((one) => !after || one.since > after);
}
