/** Signing in with a passkey: what to ask the device for, and its answer. */
import { json } from '@sveltejs/kit';
import * as attempts from '#lib/server/accounts/attempts.ts';
import * as passkeys from '#lib/server/accounts/passkeys.ts';

export async function GET({ locals, request, cookies }) {
	const asked = await passkeys.question(locals.auth!, 'sign-in', request.headers, cookies);
	return json(asked, { status: 'problem' in asked ? 400 : 200 });
}

export async function POST({ locals, request, cookies, getClientAddress }) {
	const { db, config } = locals;
	const from = attempts.addressOf(getClientAddress(), request.headers.get('x-forwarded-for'));
	const problem = await attempts.count(db, config.secret, 'sign-in: address', from);
	if (problem) return json({ problem }, { status: 429 });
	const given: unknown = await request.json().catch(() => undefined);
	if (!isObject(given) || !isObject(given.response))
		return json({ problem: 'There is no passkey in this request.' }, { status: 400 });
	const { response } = given;
	const failed = await passkeys.signIn(locals.auth!, db, response, request.headers, cookies);
	return json(failed ?? {}, { status: failed ? 400 : 200 });
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
