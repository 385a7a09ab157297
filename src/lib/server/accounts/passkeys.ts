/** Passkeys: keys on a person's own device, in place of a password. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/browser';
import { APIError } from 'better-auth/api';
import { and, asc, eq } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { passkey } from '../db/accounts.ts';
import type { Auth } from './auth.ts';
import { handOn, type Cookies } from './cookies.ts';
import { refusedToSuspended } from './sessions.ts';

/** What the device answered, as the browser hands it on; better-auth checks it. */
type Answer = Record<string, unknown>;

/** What a browser must ask a device for, in the format of the web authentication standard. */
export async function question(
	auth: Auth,
	what: 'register' | 'sign-in',
	headers: Headers,
	cookies: Cookies
): Promise<{ options: object } | { problem: string }> {
	try {
		const answer =
			what === 'register'
				? await auth.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true })
				: await auth.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true });
		handOn(answer.headers, cookies);
		return { options: answer.response };
	} catch (error) {
		if (!(error instanceof APIError)) throw error;
		return {
			problem:
				'You signed in more than a day ago. Sign out and in again, so that we know it is you; then add the passkey.'
		};
	}
}

/** Keeps a new passkey of whoever is signed in, under the name they gave it. */
export async function add(
	auth: Auth,
	given: { response: Answer; name: string },
	headers: Headers
): Promise<{ problem: string } | undefined> {
	try {
		const name = given.name.trim().slice(0, 60) || 'Passkey';
		await auth.api.verifyPasskeyRegistration({
			body: { response: given.response, name },
			headers
		});
		return undefined;
	} catch (error) {
		if (!(error instanceof APIError)) throw error;
		return { problem: 'The passkey could not be kept. Try again.' };
	}
}

/** Signs in whoever the passkey belongs to. */
export async function signIn(
	auth: Auth,
	db: Db,
	response: Answer,
	headers: Headers,
	cookies: Cookies
): Promise<{ problem: string } | undefined> {
	try {
		const answer = await auth.api.verifyPasskeyAuthentication({
			body: { response: response as unknown as AuthenticationResponseJSON },
			headers,
			returnHeaders: true
		});
		const problem = await refusedToSuspended(db, answer.response.session.userId);
		if (problem) return { problem };
		handOn(answer.headers, cookies);
		return undefined;
	} catch (error) {
		if (!(error instanceof APIError)) throw error;
		return { problem: 'This passkey is not known here. Sign in with your password.' };
	}
}

/** The passkeys of a person, the oldest first. */
export async function list(db: Db, personId: string) {
	return db
		.select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt })
		.from(passkey)
		.where(eq(passkey.personId, personId))
		.orderBy(asc(passkey.createdAt), passkey.id);
}

/** Forgets a passkey of this person; false where it is not theirs. */
export async function remove(db: Db, personId: string, id: string): Promise<boolean> {
	const removed = await db
		.delete(passkey)
		.where(and(eq(passkey.personId, personId), eq(passkey.id, id)))
		.returning({ id: passkey.id });
	return removed.length > 0;
}
