/** Changing one's password. */
import { APIError } from 'better-auth/api';
import type { Auth } from './auth.ts';
import { handOn, type Cookies } from './cookies.ts';
import { passwordProblem } from './joining.ts';

/**
 * Changes the password of whoever is signed in, and signs them out on every other browser. A
 * sentence where that fails.
 */
export async function change(
	auth: Auth,
	given: { present: string; wanted: string; email: string },
	headers: Headers,
	cookies: Cookies
): Promise<string | undefined> {
	const problem = passwordProblem(given.wanted, given.email);
	if (problem) return problem;
	try {
		const answer = await auth.api.changePassword({
			body: {
				currentPassword: given.present,
				newPassword: given.wanted,
				revokeOtherSessions: true
			},
			headers,
			returnHeaders: true
		});
		handOn(answer.headers, cookies);
		return undefined;
	} catch (error) {
		if (!(error instanceof APIError)) throw error;
		return 'The present password is not right.';
	}
}
