/** Adding a passkey to one's own account: what to ask the device for, and its answer. */
import { json } from '@sveltejs/kit';
import * as passkeys from '#lib/server/accounts/passkeys.ts';

export async function GET({ locals, request, cookies }) {
	const asked = await passkeys.question(locals.auth!, 'register', request.headers, cookies);
	return json(asked, { status: 'problem' in asked ? 400 : 200 });
}

export async function POST({ locals, request }) {
	const given: unknown = await request.json().catch(() => undefined);
	if (!isObject(given) || !isObject(given.response))
		return json({ problem: 'There is no passkey in this request.' }, { status: 400 });
	const { response, name } = given;
	const named = { response, name: typeof name === 'string' ? name : '' };
	const failed = await passkeys.add(locals.auth!, named, request.headers);
	return json(failed ?? {}, { status: failed ? 400 : 200 });
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
