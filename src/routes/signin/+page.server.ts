import { fail, redirect } from '@sveltejs/kit';
import { safePath } from '#lib/server/access.ts';
import * as sessions from '#lib/server/accounts/sessions.ts';

export function load({ locals, url }) {
	const to = safePath(url.searchParams.get('to'));
	if (locals.who) redirect(303, to);
	return { to };
}

export const actions = {
	default: async ({ locals, request, cookies }) => {
		const form = await request.formData();
		const email = String(form.get('email') ?? '');
		const password = String(form.get('password') ?? '');
		const to = safePath(String(form.get('to') ?? ''));
		if (!email.trim() || !password)
			return fail(400, { email, problem: 'Type your e-mail address and your password.' });
		const failed = await sessions.start(
			locals.auth!,
			locals.db,
			{ email, password },
			request.headers,
			cookies
		);
		if (failed) return fail(400, { email, problem: failed.problem });
		redirect(303, to);
	}
};
