import * as mailings from '#lib/server/mailing/mailings.ts';

/** Opening the page ends nothing: programs that look at links before people do would end it too. */
export async function load({ locals, params }) {
	return { isKnown: await mailings.isToken(locals.db, params.token) };
}

export const actions = {
	/** By the button of the page, or by one click in a mail program (RFC 8058). */
	default: async ({ locals, params }) => {
		await mailings.stopBy(locals.db, params.token);
		return { isStopped: true };
	}
};
