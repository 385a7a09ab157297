/**
 * Names that stand for a practitioner, a feed or a post where their own is not to be told: the same
 * within one installation for as long as it (or its backup) lives, and of no use anywhere else.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { salt as saltTable } from '../db/schema.ts';

export type Kind = 'practitioner' | 'feed' | 'post';

export interface Naming {
	/** Names, addresses and words are told. */
	isNamed: boolean;
	/** The pseudonym of a thing by its number here. */
	of(kind: Kind, id: number): string;
}

const letters: Record<Kind, string> = { practitioner: 'P', feed: 'F', post: 'T' };

/** HMAC-SHA-256 of kind and number under the salt, its first 64 bits in hexadecimal. Pure. */
export function pseudonym(salt: string, kind: Kind, id: number): string {
	const digest = createHmac('sha256', salt).update(`${kind} ${id}`).digest('hex');
	return `${letters[kind]}-${digest.slice(0, 16)}`;
}

/** How things are named in what leaves the program. */
export async function naming(db: Db, isNamed: boolean): Promise<Naming> {
	const salt = await saltOf(db);
	// Of practitioners and feeds there are few, and each is named in many rows.
	const known = new Map<string, string>();
	const of = (kind: Kind, id: number): string => {
		if (kind === 'post') return pseudonym(salt, kind, id);
		const key = `${kind} ${id}`;
		const found = known.get(key) ?? pseudonym(salt, kind, id);
		known.set(key, found);
		return found;
	};
	return { isNamed, of };
}

const purpose = 'pseudonyms';

/** The salt of this installation, made when it is first needed. */
async function saltOf(db: Db): Promise<string> {
	const find = () => db.select().from(saltTable).where(eq(saltTable.purpose, purpose));
	const [known] = await find();
	if (known) return known.value;
	await db
		.insert(saltTable)
		.values({ purpose, value: randomBytes(32).toString('base64url') })
		.onConflictDoNothing();
	return (await find())[0]!.value;
}
