/**
 * Every route, every method and form action, for everybody and nobody, alone and in a group: asked of
 * the built site. The list comes from the folders of the routes, so a new one is in it by itself.
 */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as access from '#lib/server/access.ts';
import { passkey, session } from '#lib/server/db/accounts.ts';
import { roles, type Role, type Who } from '#lib/words.ts';
import * as blind from '../support/blind.ts';
import * as blindwalk from '../support/blindwalk.ts';
import { startGroup, type Group } from '../support/group.ts';
import { addPerson, password } from '../support/people.ts';
import { actionsOf, routeIds } from '../support/routes.ts';
import { startWebsite, type Website } from '../support/website.ts';

interface Visitor {
	name: string;
	who?: Who;
	cookie: string;
	hasAcceptedCharter: boolean;
}

/** Every route but the page that says no, which answers so to everybody. */
const asked = () => routeIds().filter((routeId) => routeId !== '/refused');

const paths = (routeId: string) => routeId.replaceAll(/\[[^\]]+\]/g, '1');

/** Everything that can be asked of a route. */
function requests(routeId: string): { method: string; path: string; action?: string }[] {
	const path = paths(routeId);
	return [
		...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, path })),
		...actionsOf(routeId)
			.filter((action) => action !== 'default')
			.map((action) => ({ method: 'POST', path: `${path}?/${action}`, action }))
	];
}

async function ask(address: string, method: string, path: string, cookie = '', body = '') {
	const isWrite = method !== 'GET' && method !== 'HEAD';
	const response = await fetch(address + path, {
		method,
		redirect: 'manual',
		signal: AbortSignal.timeout(60_000),
		headers: {
			accept: 'text/html',
			cookie,
			...(isWrite && { origin: address, 'content-type': 'application/x-www-form-urlencoded' })
		},
		...(isWrite && { body })
	});
	return {
		status: response.status,
		location: response.headers.get('location') ?? '',
		cookies: response.headers.getSetCookie(),
		text: await response.text()
	};
}

/** What came back, in the words of `access.decide`. */
function decisionOf(answer: Awaited<ReturnType<typeof ask>>): string {
	if (answer.location.startsWith('/signin?to=')) return 'sign-in';
	if (answer.location.startsWith('/charter?to=')) return 'charter';
	if (answer.status === 403 && answer.text.includes('This is not for your role'))
		return 'too-little';
	if (answer.status === 404 && answer.text.includes('This needs a group')) return 'needs-group';
	return answer.status >= 500 ? `failed with ${answer.status}` : 'allowed';
}

/** A HEAD has no words to tell by. */
const withoutWords: Record<number, string> = { 403: 'too-little' };

describe.runIf(inject('serverUrl') !== '')('who may enter what, in a group', () => {
	let group: Group;
	const visitors: Visitor[] = [{ name: 'nobody', cookie: '', hasAcceptedCharter: false }];

	async function signIn(email: string): Promise<string> {
		const body = new URLSearchParams({ email, password, to: '/' }).toString();
		const { cookies } = await ask(group.address, 'POST', '/signin', '', body);
		return cookies.map((one) => one.split(';')[0]).join('; ');
	}

	async function add(name: string, role: Role, charterAcceptedAt: Date | null = new Date()) {
		const who = await addPerson(group.database.db, name, role, { charterAcceptedAt });
		const cookie = await signIn(who.email);
		expect(cookie).toContain('session_token');
		visitors.push({ name, who, cookie, hasAcceptedCharter: charterAcceptedAt !== null });
	}

	beforeAll(async () => {
		group = await startGroup();
		for (const role of roles) await add(`The ${role}`, role);
		await add('The newcomer', 'administrator', null);
	});
	afterAll(() => group?.stop());

	it.each(asked())('%s answers each as its rule says', async (routeId) => {
		const wrong: string[] = [];
		const askAs = async (
			{ method, path, action }: ReturnType<typeof requests>[number],
			visitor: Visitor
		) => {
			const expected = access.decide({
				routeId,
				method,
				action,
				mode: 'group',
				who: visitor.who,
				hasAcceptedCharter: visitor.hasAcceptedCharter
			});
			// Signing out and giving up sessions would end what the other requests are made with.
			const endsSessions = routeId === '/signout' || action === 'revokeOthers';
			if (endsSessions && method === 'POST' && expected === 'allowed') return;
			const answer = await ask(group.address, method, path, visitor.cookie);
			const found =
				method === 'HEAD'
					? (withoutWords[answer.status] ?? decisionOf(answer))
					: decisionOf(answer);
			if (found !== expected)
				wrong.push(`${method} ${path} as ${visitor.name}: ${found}, not ${expected}`);
		};
		for (const request of requests(routeId))
			await Promise.all(visitors.map((visitor) => askAs(request, visitor)));
		expect(wrong).toEqual([]);
	});

	it('looks after people with administrators only, and accounts with their owners', async () => {
		for (const { name, who, cookie } of visitors) {
			const { status } = await ask(group.address, 'GET', '/settings/people', cookie);
			expect(status, name).toBe(
				name === 'nobody' || name === 'The newcomer'
					? 303
					: who!.role === 'administrator'
						? 200
						: 403
			);
		}
		const { db } = group.database;
		const named = (name: string) => visitors.find((one) => one.name === name)!;
		const [theirs] = await db
			.select()
			.from(session)
			.where(eq(session.personId, named('The administrator').who!.id));
		await db.insert(passkey).values({
			id: 'theirs',
			personId: named('The administrator').who!.id,
			publicKey: '',
			credentialId: 'x',
			counter: 0,
			deviceType: 'singleDevice',
			backedUp: false
		});
		const { cookie } = named('The reader');
		for (const [path, body] of [
			['/settings/account?/revoke', `session=${theirs!.id}`],
			['/settings/account?/removePasskey', 'passkey=theirs']
		] as const)
			expect((await ask(group.address, 'POST', path, cookie, body)).status, path).toBe(404);
		expect(await db.select().from(passkey)).toHaveLength(1);
		const boss = named('The administrator').cookie;
		expect((await ask(group.address, 'GET', '/', boss)).status).toBe(200);
		expect(
			(await ask(group.address, 'POST', '/settings/account?/revoke', boss, `session=${theirs!.id}`))
				.status
		).toBe(303);
		expect(decisionOf(await ask(group.address, 'GET', '/', boss))).toBe('sign-in');
	});

	it('tells nobody what the machine said of a post they have in hand for review', async () => {
		const { db } = group.database;
		const now = new Date();
		const found = new Map<string, Record<blind.World, Map<blindwalk.Request, string>>>();
		const [reading, free] = [
			await addPerson(db, 'With a post in hand', 'administrator'),
			await addPerson(db, 'With none', 'administrator')
		];
		const scene = await blindwalk.prepare(db, reading, now);
		for (const who of [reading, free]) {
			const cookie = await signIn(who.email);
			const wanted = await blindwalk.requests(db, scene, who, now);
			const walkIn = async (world: blind.World) => {
				await blind.enter(db, world, scene.held, now);
				return blindwalk.walk(group.address, cookie, wanted);
			};
			found.set(who.id, { marked: await walkIn('marked'), unmarked: await walkIn('unmarked') });
		}
		const differing = ({ id }: Who) => {
			const { marked, unmarked } = found.get(id)!;
			return [...marked].filter(([request, told]) => unmarked.get(request) !== told);
		};
		expect(
			differing(reading).map(
				([request, told]) =>
					`${request.path}: ${blindwalk.difference(told, found.get(reading.id)!.unmarked.get(request)!)}`
			)
		).toEqual([]);
		for (const [{ path }, told] of found.get(reading.id)!.marked)
			expect(told, path).not.toMatch(/^5\d\d|0\.8731|87 in 100/);
		// That it would be seen: whoever has no post in hand is told in all of these.
		expect([...new Set(differing(free).map(([{ of }]) => of))]).toEqual(
			expect.arrayContaining([
				...['/', '/compare', '/digest', '/digest/[token]', '/export/rows', '/posts/[id]'],
				...['/practitioners/[id]', '/practitioners/[id]/evidence', '/practitioners/[id]/export'],
				...['/publish/[id]', '/publish/draft', '/questions'],
				...['findLedger', 'listLedgers', 'listMarks']
			])
		);
	});

	it('takes no form from another site', async () => {
		const response = await fetch(`${group.address}/signout`, {
			method: 'POST',
			headers: {
				origin: 'https://elsewhere.example',
				'content-type': 'application/x-www-form-urlencoded'
			}
		});
		expect(response.status).toBe(403);
	});
});

describe('who may enter what, alone', () => {
	let site: Website;
	beforeAll(async () => {
		site = await startWebsite({ WORKER: 'off' });
	});
	afterAll(() => site?.stop());

	it.each(asked())('%s is open, or says that it needs a group', async (routeId) => {
		const expected = access.rules[routeId]?.groupOnly ? 'needs-group' : 'allowed';
		const wrong: string[] = [];
		for (const { method, path } of requests(routeId).filter((one) => one.method !== 'HEAD')) {
			const found = decisionOf(await ask(site.address, method, path));
			if (found !== expected) wrong.push(`${method} ${path}: ${found}`);
		}
		expect(wrong).toEqual([]);
	});
});
