/** Tokens for programs: made and ended by their owner, shown once, kept as a hash only. */
import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Role, Scope, Who } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { apiToken, person } from '../db/schema.ts';

export type Token = typeof apiToken.$inferSelect;

/** Who asks with a token. In solo mode there is no person and every role. */
export interface Bearer {
	tokenId: number;
	name: string;
	scopes: Scope[];
	role: Role;
	personId: string | null;
	expiresAt: Date;
}

const DAY = 86_400_000;
/** Days for which a token may hold. */
export const lifetimes = [7, 30, 90, 365] as const;
export type Lifetime = (typeof lifetimes)[number];
export const longestName = 60;
/** Tokens of one person that hold at a time. */
export const mostTokens = 20;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Makes a token and answers it, this once. A sentence says what is wrong with the wish.
 * @param who its owner; undefined for one person alone
 */
export async function add(
	db: Db,
	wanted: { name: string; scopes: Scope[]; days: Lifetime },
	who: Who | undefined,
	now: Date
): Promise<{ token: string } | { issue: string }> {
	const name = wanted.name.trim();
	if (name === '') return { issue: 'Give the token a name, such as the program that uses it.' };
	if (name.length > longestName)
		return { issue: `The name is longer than ${longestName} characters: shorten it.` };
	if (wanted.scopes.length === 0) return { issue: 'Tick at least one thing that it may do.' };
	if (who && wanted.scopes.includes('names'))
		return {
			issue:
				'In a group no token tells names: ask for a named export, which a second person approves.'
		};
	const held = (await list(db, who)).filter(({ expiresAt }) => expiresAt > now);
	if (held.length >= mostTokens)
		return { issue: `You have ${mostTokens} tokens that hold: end one first.` };
	const token = `ic_${randomBytes(32).toString('base64url')}`;
	await db.insert(apiToken).values({
		hash: hashOf(token),
		name,
		beginning: token.slice(0, 8),
		scopes: [...new Set(wanted.scopes)],
		personId: who?.id ?? null,
		createdAt: now,
		expiresAt: new Date(now.getTime() + wanted.days * DAY)
	});
	return { token };
}

/** A person's tokens that were not ended, newest first. */
export function list(db: Db, who: Who | undefined) {
	return db
		.select({
			id: apiToken.id,
			name: apiToken.name,
			beginning: apiToken.beginning,
			scopes: apiToken.scopes,
			createdAt: apiToken.createdAt,
			expiresAt: apiToken.expiresAt,
			lastUsedOn: apiToken.lastUsedOn
		})
		.from(apiToken)
		.where(and(isOf(who), isNull(apiToken.revokedAt)))
		.orderBy(desc(apiToken.id));
}

/** Ends one's own token at once. False where there is none of that number. */
export async function revoke(
	db: Db,
	id: number,
	who: Who | undefined,
	now: Date
): Promise<boolean> {
	const ended = await db
		.update(apiToken)
		.set({ revokedAt: now })
		.where(and(eq(apiToken.id, id), isOf(who), isNull(apiToken.revokedAt)))
		.returning({ id: apiToken.id });
	return ended.length > 0;
}

function isOf(who: Who | undefined) {
	return who ? eq(apiToken.personId, who.id) : isNull(apiToken.personId);
}

/**
 * Who bears a token; undefined where it is unknown, ended or over, or its owner is suspended. A token
 * without an owner works for one person alone only, and one with an owner in a group only.
 */
export async function find(
	db: Db,
	token: string,
	mode: 'solo' | 'group',
	now: Date
): Promise<Bearer | undefined> {
	if (!/^ic_[\w-]{43}$/.test(token)) return undefined;
	const [row] = await db
		.select({ token: apiToken, role: person.role, suspendedAt: person.suspendedAt })
		.from(apiToken)
		.leftJoin(person, eq(person.id, apiToken.personId))
		.where(
			and(eq(apiToken.hash, hashOf(token)), isNull(apiToken.revokedAt), gt(apiToken.expiresAt, now))
		);
	if (!row || row.suspendedAt) return undefined;
	const role = mode === 'solo' ? 'administrator' : row.role;
	if ((row.token.personId === null) !== (mode === 'solo') || !role) return undefined;
	await touch(db, row.token, now);
	const { id, name, scopes, personId, expiresAt } = row.token;
	return {
		tokenId: id,
		name,
		scopes: mode === 'group' ? scopes.filter((one) => one !== 'names') : scopes,
		role,
		personId,
		expiresAt
	};
}

/** Notes the day of use, once a day. */
async function touch(db: Db, token: Token, now: Date): Promise<void> {
	const today = now.toISOString().slice(0, 10);
	if (token.lastUsedOn === today) return;
	await db
		.update(apiToken)
		.set({ lastUsedOn: today })
		.where(
			and(
				eq(apiToken.id, token.id),
				sql`(${apiToken.lastUsedOn} is null or ${apiToken.lastUsedOn} < ${today}::date)`
			)
		);
}
