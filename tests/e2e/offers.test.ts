/** What pages offer each role of a group: every link is followed, every form held to the rules. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as access from '#lib/server/access.ts';
import { roles, type Role, type Who } from '#lib/words.ts';
import * as busy from '../support/busy.ts';
import { startGroup, type Group } from '../support/group.ts';
import { routeOf, walk } from '../support/offers.ts';
import { addPerson, password } from '../support/people.ts';

describe.runIf(inject('serverUrl') !== '')('what a group’s pages offer', () => {
	let group: Group;
	let secret: string[];
	const people = {} as Record<Role, Who & { email: string }>;
	beforeAll(async () => {
		group = await startGroup();
		const { db } = group.database;
		for (const role of roles) people[role] = await addPerson(db, `The ${role}`, role);
		({ secret } = await busy.fill(db, people, new Date()));
	});
	afterAll(() => group?.stop());

	async function signIn(email: string): Promise<string> {
		const response = await fetch(`${group.address}/signin`, {
			method: 'POST',
			redirect: 'manual',
			headers: {
				origin: group.address,
				accept: 'text/html',
				'content-type': 'application/x-www-form-urlencoded'
			},
			body: new URLSearchParams({ email, password, to: '/' }).toString()
		});
		const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0]);
		return cookies.join('; ');
	}

	it.each([undefined, ...roles])('is not refused: %s', async (role) => {
		const who = role && people[role];
		const { pages, forms } = await walk(group.address, who ? await signIn(who.email) : '', secret);
		const wrong: string[] = [];
		for (const [path, { status, location, from }] of pages)
			// 400: a form that asks, without what is to be filled in.
			if (from && (status > 400 || /^\/(signin|charter)\?to=/.test(location)))
				wrong.push(`${path}, on ${from}, answers ${status} ${location}`);
		for (const { to, from } of forms) {
			const decision = access.decide({
				routeId: routeOf(to.pathname),
				method: 'POST',
				action: access.actionOf(to),
				mode: 'group',
				who,
				hasAcceptedCharter: true
			});
			if (decision !== 'allowed')
				wrong.push(`the form ${to.pathname}${to.search}, on ${from}: ${decision}`);
		}
		expect(pages.size).toBeGreaterThan(15);
		expect(wrong).toEqual([]);
	});
});
