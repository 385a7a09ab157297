import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as attempts from '#lib/server/accounts/attempts.ts';
import * as invitations from '#lib/server/accounts/invitations.ts';
import { comeBack, join } from '#lib/server/accounts/joining.ts';
import * as penNames from '#lib/server/accounts/pennames.ts';
import * as people from '#lib/server/accounts/people.ts';
import * as sessions from '#lib/server/accounts/sessions.ts';
import { sentences } from '#lib/server/refusals.ts';
import { passwordLength } from '#lib/server/accounts/auth.ts';

/** What is asked of the link's page, by loading it or by a form. */
type Asked = Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'> & {
	params: { token: string };
};

/** The invitation of the link; tries that lead nowhere are counted. */
async function found(event: Asked) {
	const { locals, params } = event;
	const invitation = await invitations.find(locals.db, params.token);
	if (!invitation) {
		const tooOften = await countTry(event);
		if (tooOften) error(429, { message: tooOften });
		error(404, { message: sentences['link-over'], refused: 'link-over' });
	}
	return invitation;
}

function countTry({ locals, request, getClientAddress }: Asked) {
	const from = attempts.addressOf(getClientAddress(), request.headers.get('x-forwarded-for'));
	return attempts.count(locals.db, locals.config.secret, 'join: address', from);
}

export async function load(event) {
	const { locals } = event;
	const invitation = await found(event);
	const back = invitation.personId && (await people.find(locals.db, invitation.personId));
	return {
		kind: back ? 'way-back' : invitation.invitedById ? 'invitation' : 'first',
		role: invitation.role,
		penName: back ? back.penName : await penNames.suggest(locals.db),
		expiresAt: invitation.expiresAt,
		least: passwordLength.least
	};
}

export const actions = {
	default: async (event) => {
		const { locals, params, request, cookies } = event;
		const form = await request.formData();
		const typed = (name: string) => String(form.get(name) ?? '');
		const given = { penName: typed('penName'), email: typed('email'), password: typed('password') };
		const again = (status: number, problem: string) =>
			fail(status, { problem, penName: given.penName, email: given.email });
		const tooOften = await countTry(event);
		if (tooOften) return again(429, tooOften);
		const invitation = await found(event);
		const done = invitation.personId
			? await comeBack(locals.db, params.token, given.password)
			: await join(locals.db, params.token, given);
		if ('problem' in done) return again(400, done.problem);
		const signIn = { email: done.email, password: given.password };
		await sessions.start(locals.auth!, locals.db, signIn, request.headers, cookies);
		redirect(303, '/');
	}
};
