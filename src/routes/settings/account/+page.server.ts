import { fail, redirect } from '@sveltejs/kit';
import * as attempts from '#lib/server/accounts/attempts.ts';
import { passwordLength } from '#lib/server/accounts/auth.ts';
import * as passkeys from '#lib/server/accounts/passkeys.ts';
import * as passwords from '#lib/server/accounts/passwords.ts';
import * as people from '#lib/server/accounts/people.ts';
import * as sessions from '#lib/server/accounts/sessions.ts';

export async function load({ locals, url }) {
	const { db, visitor } = locals;
	const personId = visitor!.who.id;
	const [person, keys, open] = await Promise.all([
		people.find(db, personId),
		passkeys.list(db, personId),
		sessions.list(db, personId)
	]);
	return {
		penName: person!.penName,
		email: person!.email,
		passkeys: keys,
		sessions: open.map((one) => ({ ...one, isThis: one.id === visitor!.sessionId })),
		least: passwordLength.least,
		done: url.searchParams.get('done')
	};
}

const back = (done: string) => redirect(303, `/settings/account?done=${done}`);

export const actions = {
	rename: async ({ locals, request }) => {
		const typed = String((await request.formData()).get('penName') ?? '');
		const problem = await people.rename(locals.db, locals.who!.id, typed);
		if (problem) return fail(400, { at: 'rename', problem });
		back('renamed');
	},
	password: async ({ locals, request, cookies }) => {
		const { db, config, auth, who } = locals;
		const form = await request.formData();
		const tooOften = await attempts.count(db, config.secret, 'password: person', who!.id);
		if (tooOften) return fail(429, { at: 'password', problem: tooOften });
		const { email } = (await people.find(db, who!.id))!;
		const given = {
			present: String(form.get('present') ?? ''),
			wanted: String(form.get('wanted') ?? ''),
			email
		};
		const problem = await passwords.change(auth!, given, request.headers, cookies);
		if (problem) return fail(400, { at: 'password', problem });
		back('password');
	},
	revoke: async ({ locals, request }) => {
		const id = String((await request.formData()).get('session') ?? '');
		if (!(await sessions.revoke(locals.db, locals.who!.id, id)))
			return fail(404, { at: 'sessions', problem: 'This browser is signed out already.' });
		back('revoked');
	},
	revokeOthers: async ({ locals }) => {
		await sessions.revokeOthers(locals.db, locals.who!.id, locals.visitor!.sessionId);
		back('others');
	},
	removePasskey: async ({ locals, request }) => {
		const id = String((await request.formData()).get('passkey') ?? '');
		if (!(await passkeys.remove(locals.db, locals.who!.id, id)))
			return fail(404, { at: 'passkeys', problem: 'There is no such passkey.' });
		back('passkey');
	}
};
