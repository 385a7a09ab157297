import { describe, expect, it } from 'vitest';
import * as attempts from '#lib/server/accounts/attempts.ts';
import * as invitations from '#lib/server/accounts/invitations.ts';
import { comeBack, join } from '#lib/server/accounts/joining.ts';
import * as penNames from '#lib/server/accounts/pennames.ts';
import * as people from '#lib/server/accounts/people.ts';
import { attempt, session } from '#lib/server/db/accounts.ts';
import type { Db } from '#lib/server/db/index.ts';
import * as journal from '#lib/server/journal.ts';
import { fresh, kinds } from '../support/database.ts';
import { addPerson, password } from '../support/people.ts';

const now = new Date('2026-03-02T10:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const given = (penName: string) => ({
	penName,
	email: `${penName.toLowerCase().replaceAll(' ', '.')}@group.example`,
	password
});
const what = async (db: Db) => (await journal.list(db, { from: 0 })).map((line) => line.what);

describe.each(kinds)('people in the $kind database', ({ kind, isThere }) => {
	it.runIf(isThere)('begin with one administrator, by one link', async () => {
		const { db, close } = await fresh(kind);
		const one = (await invitations.first(db, now))!;
		const two = (await invitations.first(db, now))!;
		expect(await invitations.find(db, one, later(2))).toBeUndefined();
		const tries = await Promise.all([
			join(db, one, given('Grey Heron'), now),
			join(db, two, given('Still Crane'), now),
			join(db, one, given('Reed Wren'), now)
		]);
		expect(tries.filter((done) => 'personId' in done)).toHaveLength(1);
		expect(tries.filter((done) => 'problem' in done)).toHaveLength(2);
		const everybody = await people.list(db);
		expect(everybody).toMatchObject([{ role: 'administrator', suspendedAt: null }]);
		expect(await invitations.first(db, now)).toBeUndefined();
		for (const token of [one, two]) expect(await invitations.find(db, token, now)).toBeUndefined();
		expect(await join(db, two, given('Late Owl'), now)).toHaveProperty('problem');
		expect(await what(db)).toEqual(['joined']);
		await close();
	});

	it.runIf(isThere)('join by an invitation once, while it holds', async () => {
		const { db, close } = await fresh(kind);
		const boss = await addPerson(db, 'Grey Heron', 'administrator');
		const made = { by: boss.id, role: 'reviewer', note: ' Tuesday group ', days: 7 } as const;
		const { token } = await invitations.add(db, made, now);
		const [kept] = await invitations.list(db);
		expect(kept).toMatchObject({ role: 'reviewer', note: 'Tuesday group', invitedById: boss.id });
		expect(JSON.stringify(kept)).not.toContain(token);

		for (const [odd, words] of [
			[{ ...given('Owl'), penName: ' ' }, '2 to 40'],
			[{ ...given('Owl'), penName: 'owl@home' }, 'letters'],
			[{ ...given('Owl'), email: 'owl' }, 'no whole e-mail address'],
			[{ ...given('Owl'), password: 'short' }, '12 characters or more'],
			[{ ...given('Owl'), password: 'x owl@group.example x' }, 'holds the e-mail address'],
			[{ ...given('Owl'), password: 'x'.repeat(129) }, 'at most 128'],
			[{ ...given('GREY heron'), email: 'other@group.example' }, 'has this pen-name already'],
			[{ ...given('Owl'), email: boss.email.toUpperCase() }, 'with this e-mail address already']
		] as const) {
			const refused = await join(db, token, odd, now);
			expect('problem' in refused && refused.problem).toContain(words);
		}
		expect(await join(db, `${token}x`, given('Owl'), now)).toHaveProperty('problem');
		expect(await join(db, token, given('Owl'), later(7))).toHaveProperty('problem');
		const joined = await join(db, token, given('Owl'), later(6));
		expect(joined).toMatchObject({ email: 'owl@group.example' });
		expect(await join(db, token, given('Dove'), later(6))).toHaveProperty('problem');
		const [used] = await invitations.list(db);
		expect(invitations.stateOf(used!, later(8))).toBe('used');
		expect(await what(db)).toEqual(['invited', 'joined']);

		const second = await invitations.add(db, made, now);
		expect(await invitations.revoke(db, second.id, boss.id, now)).toBe(true);
		expect(await invitations.revoke(db, second.id, boss.id, now)).toBe(false);
		expect(await join(db, second.token, given('Dove'), now)).toHaveProperty('problem');
		expect((await what(db)).at(-1)).toBe('invitation-revoked');
		expect(await journal.verify(db)).toEqual({ lines: 4, brokenAt: null });
		expect(JSON.stringify(await journal.list(db, { from: 0 }))).not.toContain('@');
		await close();
	});

	it.runIf(isThere)('keep an administrator whatever two of them do at once', async () => {
		const { db, close } = await fresh(kind);
		const a = await addPerson(db, 'Grey Heron', 'administrator');
		expect(await people.setRole(db, { id: a.id, role: 'reader', by: a.id })).toContain(
			'only administrator'
		);
		expect(await people.suspend(db, { id: a.id, by: a.id })).toContain('only administrator');
		const b = await addPerson(db, 'Still Crane', 'administrator');
		const both = await Promise.all([
			people.setRole(db, { id: a.id, role: 'reader', by: b.id }, now),
			people.suspend(db, { id: b.id, by: a.id }, now)
		]);
		expect(both.filter((problem) => problem === undefined)).toHaveLength(1);
		expect(await people.hasAdministrator(db)).toBe(true);
		const reader = await addPerson(db, 'Reed Wren', 'reader');
		for (const refused of [
			await people.setRole(db, { id: reader.id, role: 'administrator', by: reader.id }),
			await people.suspend(db, { id: a.id, by: reader.id }),
			await people.giveBack(db, { id: reader.id, by: reader.id })
		])
			expect(refused).toContain('Only an administrator');
		await close();
	});

	it.runIf(isThere)('are suspended with their sessions and links, and let in again', async () => {
		const { db, close } = await fresh(kind);
		const a = await addPerson(db, 'Grey Heron', 'administrator');
		const b = await addPerson(db, 'Still Crane', 'administrator');
		await db.insert(session).values({ id: 's', personId: b.id, token: 't', expiresAt: later(14) });
		const made = { by: b.id, role: 'reader', note: '', days: 7 } as const;
		const { token } = await invitations.add(db, made, now);
		expect(await people.suspend(db, { id: b.id, by: a.id }, now)).toBeUndefined();
		expect(await db.select().from(session)).toEqual([]);
		expect(await invitations.find(db, token, now)).toBeUndefined();
		expect((await people.find(db, b.id))!.suspendedAt).toEqual(now);
		expect(await people.giveBack(db, { id: b.id, by: a.id }, now)).toBeUndefined();
		expect((await people.find(db, b.id))!.suspendedAt).toBeNull();
		expect(await people.setRole(db, { id: b.id, role: 'editor', by: a.id }, now)).toBeUndefined();
		expect(await people.setRole(db, { id: 'nobody', role: 'editor', by: a.id })).toContain(
			'no such person'
		);
		expect(await what(db)).toEqual(['invited', 'suspended', 'given-back', 'role-changed']);
		await close();
	});

	it.runIf(isThere)('come back with a new password by a link of their own', async () => {
		const { db, close } = await fresh(kind);
		const a = await addPerson(db, 'Grey Heron', 'administrator');
		const b = await addPerson(db, 'Reed Wren', 'reader');
		await db.insert(session).values({ id: 's', personId: b.id, token: 't', expiresAt: later(14) });
		const made = { by: a.id, role: 'reader', note: '', days: 1, personId: b.id } as const;
		const { token } = await invitations.add(db, made, now);
		expect(await join(db, token, given('Owl'), now)).toHaveProperty('problem');
		expect(await comeBack(db, token, 'short', now)).toHaveProperty('problem');
		expect(await comeBack(db, token, 'quite another password', now)).toEqual({
			personId: b.id,
			email: b.email
		});
		expect(await db.select().from(session)).toEqual([]);
		expect(await comeBack(db, token, 'quite another password', now)).toHaveProperty('problem');
		expect(await what(db)).toEqual(['way-back-given', 'came-back']);
		await close();
	});

	it.runIf(isThere)('have pen-names of their own', async () => {
		const { db, close } = await fresh(kind);
		const a = await addPerson(db, 'Amber Badger', 'administrator');
		expect(await penNames.suggest(db, () => 0)).toMatch(/^Amber Badger \d+$/);
		expect(await penNames.suggest(db)).toMatch(/^\w+ \w+$/);
		const b = await addPerson(db, 'Reed Wren', 'reader');
		expect(await people.rename(db, b.id, 'amber BADGER')).toContain('already');
		expect(await people.rename(db, b.id, '  reed   Wren ')).toBeUndefined();
		expect((await people.find(db, b.id))!.penName).toBe('reed Wren');
		expect(await penNames.isTaken(db, 'AMBER badger', a.id)).toBe(false);
		await close();
	});

	it.runIf(isThere)('are counted when they try too often, without being known', async () => {
		const { db, close } = await fresh(kind);
		const secret = 'x'.repeat(40);
		const count = (who: string, at = now) =>
			attempts.count(db, secret, 'sign-in: account', who, at);
		for (let i = 0; i < 10; i++) expect(await count('a@group.example')).toBeUndefined();
		expect(await count('a@group.example', new Date(now.getTime() + 300_000))).toBe(
			'That was tried too often. Try again in 10 minutes.'
		);
		expect(await count('b@group.example')).toBeUndefined();
		const rows = await db.select().from(attempt);
		expect(rows).toHaveLength(2);
		expect(JSON.stringify(rows)).not.toContain('group.example');
		expect(await count('a@group.example', new Date(now.getTime() + 900_000))).toBeUndefined();
		await attempts.forgive(db, secret, 'sign-in: account', 'a@group.example', now);
		expect(await db.select().from(attempt)).toHaveLength(1);
		expect(await attempts.dropOld(db, now)).toBe(0);
		expect(await attempts.dropOld(db, later(1))).toBe(1);
		const together = await Promise.all(Array.from({ length: 14 }, () => count('c@group.example')));
		expect(together.filter((problem) => problem === undefined)).toHaveLength(10);
		await close();
	});
});

describe('who tries', () => {
	it('has another hash every day and with every secret', () => {
		const hash = (secret: string, day: number) => attempts.hashOf(secret, 'x', later(day));
		expect(hash('a', 0)).toBe(hash('a', 0.5));
		expect(new Set([hash('a', 0), hash('a', 1), hash('b', 0)]).size).toBe(3);
	});

	it.each([
		['203.0.113.9', null, '203.0.113.9'],
		['203.0.113.9', '198.51.100.1', '203.0.113.9'],
		['127.0.0.1', '198.51.100.1', '198.51.100.1'],
		['::ffff:10.0.0.2', '192.0.2.1, 198.51.100.1', '198.51.100.1'],
		['127.0.0.1', 'nonsense', '127.0.0.1'],
		['2001:db8:1:2:3::4', null, '2001:db8:1:2::'],
		['::1', '2001:db8:1:2:9::9', '2001:db8:1:2::'],
		['', null, 'unknown']
	])('peer %o with forwarded %o counts as %s', (peer, forwarded, address) => {
		expect(attempts.addressOf(peer, forwarded)).toBe(address);
	});
});
