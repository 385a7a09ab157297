/**
 * How often something was tried lately, counted in the database so that several websites count
 * together. Whoever tries is known by a keyed hash whose key changes every day: no address is kept,
 * and none can be found again from what is.
 */
import { createHmac } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import ipaddr from 'ipaddr.js';
import type { Db } from '../db/index.ts';
import { attempt } from '../db/accounts.ts';

const MINUTE_MS = 60_000;

/** What is counted, how often it may be tried in how many minutes. */
export const limits = {
	/** Passwords for one account, from wherever. */
	'sign-in: account': { most: 10, minutes: 15 },
	/** Passwords and passkeys from one address. */
	'sign-in: address': { most: 60, minutes: 15 },
	/** Invitation links from one address, right or wrong. */
	'join: address': { most: 30, minutes: 60 },
	/** Invitations and links made by one administrator. */
	'invite: person': { most: 60, minutes: 60 },
	/** The present password, asked for before it is changed. */
	'password: person': { most: 10, minutes: 15 }
} as const;
export type What = keyof typeof limits;

/** Who tries: an e-mail address, a network address or a person's id, hashed with the day's key. */
export function hashOf(secret: string, who: string, now: Date): string {
	const key = createHmac('sha256', secret).update(now.toISOString().slice(0, 10)).digest();
	return createHmac('sha256', key).update(who).digest('base64url');
}

/** Counts one more try. A sentence where there were too many, saying when to come back. */
export async function count(
	db: Db,
	secret: string,
	what: What,
	who: string,
	now = new Date()
): Promise<string | undefined> {
	const { most, minutes } = limits[what];
	const begin = new Date(now.getTime() - minutes * MINUTE_MS);
	const isOver = sql`${attempt.since} <= ${begin.toISOString()}::timestamptz`;
	const [row] = await db
		.insert(attempt)
		.values({ what, who: hashOf(secret, who, now), count: 1, since: now })
		.onConflictDoUpdate({
			target: [attempt.what, attempt.who],
			set: {
				count: sql`case when ${isOver} then 1 else ${attempt.count} + 1 end`,
				since: sql`case when ${isOver} then ${now.toISOString()}::timestamptz else ${attempt.since} end`
			}
		})
		.returning({ count: attempt.count, since: attempt.since });
	if (row!.count <= most) return undefined;
	const wait = row!.since.getTime() + minutes * MINUTE_MS - now.getTime();
	const inMinutes = Math.max(1, Math.ceil(wait / MINUTE_MS));
	return `That was tried too often. Try again in ${inMinutes === 1 ? 'a minute' : `${inMinutes} minutes`}.`;
}

/** Forgets the tries of who got it right. */
export async function forgive(
	db: Db,
	secret: string,
	what: What,
	who: string,
	now = new Date()
): Promise<void> {
	await db
		.delete(attempt)
		.where(and(eq(attempt.what, what), eq(attempt.who, hashOf(secret, who, now))));
}

/** Forgets what no longer counts. Returns how many. */
export async function dropOld(db: Db, now = new Date()): Promise<number> {
	const longest = Math.max(...Object.values(limits).map(({ minutes }) => minutes));
	const dropped = await db
		.delete(attempt)
		.where(lt(attempt.since, new Date(now.getTime() - longest * MINUTE_MS)))
		.returning({ what: attempt.what });
	return dropped.length;
}

/**
 * The network address that tries count for. Where the peer is on this computer or in a private
 * network it is taken for the group's own web server, and the last address of its X-Forwarded-For
 * counts: earlier ones may be made up. One IPv6 household (/64) counts as one.
 */
export function addressOf(peer: string, forwardedFor: string | null): string {
	const direct = parsed(peer);
	const last = parsed(forwardedFor?.split(',').at(-1)?.trim() ?? '');
	const isOwn =
		!direct || ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(direct.range());
	const address = isOwn && last ? last : direct;
	if (!address) return 'unknown';
	return address.kind() === 'ipv6'
		? ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()
		: address.toString();
}

function parsed(typed: string) {
	return ipaddr.isValid(typed) ? ipaddr.process(typed) : undefined;
}
