import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { open } from '#lib/server/accounts/auth.ts';
import type { Cookies } from '#lib/server/accounts/cookies.ts';
import * as sessions from '#lib/server/accounts/sessions.ts';
import { person, session } from '#lib/server/db/accounts.ts';
import type { Db } from '#lib/server/db/index.ts';
import { fresh, kinds } from '../support/database.ts';
import { addPerson, password } from '../support/people.ts';

const origin = 'https://group.example';

/** A browser's cookies, as a request would carry them. */
function jar() {
	const kept = new Map<string, string>();
	const options: Parameters<Cookies['set']>[2][] = [];
	const cookies: Cookies = {
		set(name, value, given) {
			options.push(given);
			if (given.maxAge === 0) kept.delete(name);
			else kept.set(name, value);
		}
	};
	const headers = () =>
		new Headers({
			'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
			'x-forwarded-for': '192.0.2.7',
			origin,
			cookie: [...kept].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
		});
	return { cookies, headers, kept, options };
}

const auth = (db: Db) => open(db, { secret: 'x'.repeat(40), origin });

describe.each(kinds)('sessions in the $kind database', ({ kind, isThere }) => {
	it.runIf(isThere)('begin with the password, tell who is there, and end at once', async () => {
		const { db, close } = await fresh(kind);
		const heron = await addPerson(db, 'Grey Heron', 'editor');
		const one = jar();
		const wrong = { email: heron.email, password: 'not the right words' };
		expect(await sessions.start(auth(db), db, wrong, one.headers(), one.cookies)).toMatchObject({
			problem: expect.stringContaining('do not belong together')
		});
		expect(await sessions.find(auth(db), one.headers(), one.cookies)).toBeUndefined();

		const right = { email: ` ${heron.email.toUpperCase()}`, password };
		expect(await sessions.start(auth(db), db, right, one.headers(), one.cookies)).toBeUndefined();
		expect([...one.kept.keys()]).toEqual(['__Secure-confidence.session_token']);
		for (const given of one.options)
			expect(given).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: true, path: '/' });
		const found = await sessions.find(auth(db), one.headers(), one.cookies);
		expect(found).toMatchObject({
			who: { id: heron.id, penName: 'Grey Heron', role: 'editor' },
			hasAcceptedCharter: true
		});
		const [row] = await db.select().from(session);
		expect(row!.device).toBe('Firefox on Linux');
		expect(JSON.stringify(row)).not.toContain('192.0.2.7');

		const two = jar();
		await sessions.start(auth(db), db, right, two.headers(), two.cookies);
		const listed = await sessions.list(db, heron.id);
		expect(listed).toHaveLength(2);
		const crane = await addPerson(db, 'Crane', 'administrator');
		expect(await sessions.revoke(db, crane.id, found!.sessionId)).toBe(false);
		expect(await sessions.revoke(db, heron.id, found!.sessionId)).toBe(true);
		expect(await sessions.find(auth(db), one.headers(), one.cookies)).toBeUndefined();
		expect(await sessions.find(auth(db), two.headers(), two.cookies)).toBeDefined();
		await sessions.end(auth(db), two.headers(), two.cookies);
		expect(await sessions.list(db, heron.id)).toEqual([]);
		await close();
	});

	it.runIf(isThere)('are refused to somebody who is suspended, and follow a new role', async () => {
		const { db, close } = await fresh(kind);
		const heron = await addPerson(db, 'Grey Heron', 'reader');
		const one = jar();
		const right = { email: heron.email, password };
		await sessions.start(auth(db), db, right, one.headers(), one.cookies);
		await db.update(person).set({ role: 'reviewer' }).where(eq(person.id, heron.id));
		expect(await sessions.find(auth(db), one.headers(), one.cookies)).toMatchObject({
			who: { role: 'reviewer' }
		});
		await db.update(person).set({ suspendedAt: new Date() }).where(eq(person.id, heron.id));
		expect(await sessions.find(auth(db), one.headers(), one.cookies)).toBeUndefined();
		expect(await sessions.start(auth(db), db, right, one.headers(), one.cookies)).toMatchObject({
			problem: expect.stringContaining('suspended')
		});
		expect(await sessions.list(db, heron.id)).toEqual([]);
		await close();
	});

	it.runIf(isThere)('do not hold with a signature that is not ours', async () => {
		const { db, close } = await fresh(kind);
		const heron = await addPerson(db, 'Grey Heron', 'reader');
		const one = jar();
		await sessions.start(
			auth(db),
			db,
			{ email: heron.email, password },
			one.headers(),
			one.cookies
		);
		const [name, value] = [...one.kept][0]!;
		one.kept.set(name, `${value.slice(0, -6)}AAAAA=`);
		expect(await sessions.find(auth(db), one.headers(), one.cookies)).toBeUndefined();
		await close();
	});
});
