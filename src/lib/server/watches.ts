/** The secret addresses under which feed readers find the digest: one a person, shown to them alone. */
import { randomBytes } from 'node:crypto';
import { asc, eq, isNull } from 'drizzle-orm';
import type { Who } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { person, watch } from './db/schema.ts';

/** Undefined for one person alone. */
type Owner = Pick<Who, 'id'> | undefined;

export interface Watch {
	token: string;
	who: Owner;
}

const isOf = (who: Owner) => (who ? eq(watch.personId, who.id) : isNull(watch.personId));
const draw = () => randomBytes(24).toString('base64url');

/** The secret of a person; made when first asked for. */
export async function secret(db: Db, who: Owner): Promise<string> {
	const known = await kept(db, who);
	if (known) return known;
	await db
		.insert(watch)
		.values({ token: draw(), personId: who?.id ?? null })
		.onConflictDoNothing();
	return (await kept(db, who))!;
}

async function kept(db: Db, who: Owner): Promise<string | undefined> {
	const [row] = await db
		.select()
		.from(watch)
		.where(isOf(who))
		.orderBy(asc(watch.createdAt), asc(watch.token))
		.limit(1);
	return row?.token;
}

/** A new secret of a person; their old address stops working at once. */
export async function renew(db: Db, who: Owner): Promise<string> {
	const token = draw();
	await db.transaction(async (tx) => {
		await tx.delete(watch).where(isOf(who));
		await tx
			.insert(watch)
			.values({ token, personId: who?.id ?? null })
			// Of two renewed at once the later one holds.
			.onConflictDoUpdate({ target: watch.personId, set: { token } });
	});
	return token;
}

/**
 * Whose secret it is; undefined where it is unknown or its owner suspended. One without an owner works
 * for one person alone only, and one with an owner in a group only.
 */
export async function find(
	db: Db,
	token: string,
	mode: 'solo' | 'group'
): Promise<Watch | undefined> {
	const [row] = await db
		.select({ personId: watch.personId, suspendedAt: person.suspendedAt })
		.from(watch)
		.leftJoin(person, eq(person.id, watch.personId))
		.where(eq(watch.token, token));
	if (!row || row.suspendedAt || (row.personId === null) !== (mode === 'solo')) return undefined;
	return { token, who: row.personId === null ? undefined : { id: row.personId } };
}
