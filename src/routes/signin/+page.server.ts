import { fail, redirect } from '@sveltejs/kit';
import { safePath } from '#lib/server/access.ts';
import * as attempts from '#lib/server/accounts/attempts.ts';
import * as sessions from '#lib/server/accounts/sessions.ts';

export function load({ locals, url }) {
	const to = safePath(url.searchParams.get('to'));
	if (locals.who) redirect(303, to);
	return { to };
}

export const actions = {
	default: async ({ locals, request, cookies, getClientAddress }) => {
		const { db, config } = locals;
		const form = await request.formData();
		const email = String(form.get('email') ?? '')
			.trim()
			.toLowerCase();
		const password = String(form.get('password') ?? '');
		const to = safePath(String(form.get('to') ?? ''));
		if (!email || !password)
			return fail(400, { email, problem: 'Type your e-mail address and your password.' });
		const from = attempts.addressOf(getClientAddress(), request.headers.get('x-forwarded-for'));
		const tooOften =
			(await attempts.count(db, config.secret, 'sign-in: address', from)) ??
			(await attempts.count(db, config.secret, 'sign-in: account', email));
		if (tooOften) return fail(429, { email, problem: tooOften });
		const given = { email, password };
		const failed = await sessions.start(locals.auth!, db, given, request.headers, cookies);
		if (failed) return fail(400, { email, problem: failed.problem });
		await attempts.forgive(db, config.secret, 'sign-in: account', email);
		redirect(303, to);
	}
};
