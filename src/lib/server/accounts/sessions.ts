/** Signing in and out, and the list of browsers on which somebody is signed in. */
import { APIError } from 'better-auth/api';
import { and, desc, eq, gt, ne } from 'drizzle-orm';
import type { Who } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { person, session } from '../db/accounts.ts';
import type { Auth } from './auth.ts';
import { handOn, type Cookies } from './cookies.ts';

/** Somebody whose browser showed a session that holds. */
export interface Visitor {
	who: Who;
	sessionId: string;
	hasAcceptedCharter: boolean;
}

/**
 * Who sends this request. Asked of the database every time, so that a revoked session and a changed
 * role hold at once. Cookies of a prolonged session are handed on.
 */
export async function find(
	auth: Auth,
	headers: Headers,
	cookies: Cookies
): Promise<Visitor | undefined> {
	const answer = await auth.api.getSession({ headers, returnHeaders: true });
	handOn(answer.headers, cookies);
	const found = answer.response;
	if (!found || found.user.suspendedAt) return undefined;
	const { id, name, role, charterAcceptedAt } = found.user;
	return {
		who: { id, penName: name, role: role as Who['role'] },
		sessionId: found.session.id,
		hasAcceptedCharter: Boolean(charterAcceptedAt)
	};
}

/** Signs in with a password. A sentence where that fails; the same for an unknown name and a wrong password. */
export async function start(
	auth: Auth,
	db: Db,
	given: { email: string; password: string },
	headers: Headers,
	cookies: Cookies
): Promise<{ problem: string } | undefined> {
	const email = given.email.trim().toLowerCase();
	try {
		const answer = await auth.api.signInEmail({
			body: { email, password: given.password },
			headers,
			returnHeaders: true
		});
		const problem = await refusedToSuspended(db, answer.response.user.id);
		if (problem) return { problem };
		handOn(answer.headers, cookies);
		return undefined;
	} catch (error) {
		if (!(error instanceof APIError)) throw error;
		return { problem: 'This e-mail address and password do not belong together. Try again.' };
	}
}

/** Ends the sessions of somebody who is suspended, and says so. */
export async function refusedToSuspended(db: Db, personId: string): Promise<string | undefined> {
	const [found] = await db
		.select({ suspendedAt: person.suspendedAt })
		.from(person)
		.where(eq(person.id, personId));
	if (!found?.suspendedAt) return undefined;
	await db.delete(session).where(eq(session.personId, personId));
	return 'This account is suspended. Ask an administrator of your group.';
}

/** Signs out on this browser. */
export async function end(auth: Auth, headers: Headers, cookies: Cookies): Promise<void> {
	const answer = await auth.api.signOut({ headers, returnHeaders: true });
	handOn(answer.headers, cookies);
}

/** The sessions of a person that still hold, the newest used first. */
export async function list(db: Db, personId: string, now = new Date()) {
	return db
		.select({
			id: session.id,
			device: session.device,
			createdAt: session.createdAt,
			usedAt: session.updatedAt,
			expiresAt: session.expiresAt
		})
		.from(session)
		.where(and(eq(session.personId, personId), gt(session.expiresAt, now)))
		.orderBy(desc(session.updatedAt), session.id);
}

/** Ends a session of this person; false where it is not theirs or over. */
export async function revoke(db: Db, personId: string, sessionId: string): Promise<boolean> {
	const ended = await db
		.delete(session)
		.where(and(eq(session.personId, personId), eq(session.id, sessionId)))
		.returning({ id: session.id });
	return ended.length > 0;
}

/** Ends all sessions of this person but one; with none to keep, all. Returns how many. */
export async function revokeOthers(db: Db, personId: string, keepId?: string): Promise<number> {
	const ended = await db
		.delete(session)
		.where(and(eq(session.personId, personId), keepId ? ne(session.id, keepId) : undefined))
		.returning({ id: session.id });
	return ended.length;
}
