import { redirect } from '@sveltejs/kit';
import * as sessions from '#lib/server/accounts/sessions.ts';

export function load({ locals }) {
	if (!locals.who) redirect(303, '/signin');
}

export const actions = {
	default: async ({ locals, request, cookies }) => {
		await sessions.end(locals.auth!, request.headers, cookies);
		redirect(303, '/signin');
	}
};
