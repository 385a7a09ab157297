import { Validator } from '@seriousme/openapi-schema-validator';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type Means } from '#lib/server/api/answer.ts';
import * as document from '#lib/server/api/document.ts';
import * as rate from '#lib/server/api/rate.ts';
import { operations } from '#lib/server/api/operations.ts';
import * as tokens from '#lib/server/api/tokens.ts';
import * as access from '#lib/server/access.ts';
import { read as readConfig } from '#lib/server/config.ts';
import type { Database } from '#lib/server/db/index.ts';
import { apiToken, person } from '#lib/server/db/schema.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import { reader } from '#lib/server/reading.ts';
import { roles, type Role, type Scope, type Who } from '#lib/words.ts';
import { fill, type Data } from '../support/apidata.ts';
import { readings, walk, writings, type Server } from '../support/apiwalk.ts';
import { startBlog, type Blog } from '../support/blog.ts';
import { fresh, kinds } from '../support/database.ts';
import { contract } from '../support/openapi.ts';
import { addPerson } from '../support/people.ts';
import { testSecret } from '../support/website.ts';

describe('the OpenAPI document', () => {
	it('is valid by an independent validator', async () => {
		const { valid, errors } = await new Validator().validate(
			structuredClone(document.make()) as never
		);
		expect(errors).toBeUndefined();
		expect(valid).toBe(true);
		expect(document.make().openapi).toBe('3.1.0');
	});

	it('describes each operation, its token, and what it needs', () => {
		const { paths, components } = document.make();
		const described = Object.values(paths).flatMap((methods) => Object.values(methods));
		expect(described).toHaveLength(operations.length);
		for (const one of described) {
			expect(one.security[0]!.token).toHaveLength(1);
			expect(Object.keys(one.responses)).toEqual(
				expect.arrayContaining(['401', '403', '429', '500'])
			);
		}
		expect(Object.keys(components.schemas!)).toContain('Ledger');
		expect(JSON.stringify(components.schemas!.Ledger)).toContain('#/components/schemas/Interval');
	});

	it('knows no order by what was found of people (F2)', () => {
		const names = Object.values(document.make().paths)
			.flatMap((methods) => Object.values(methods))
			.flatMap((one) => (one.parameters ?? []).map(({ name }) => name));
		expect(new Set(names)).toEqual(
			new Set([
				...['id', 'limit', 'cursor', 'list', 'practitioner', 'profession', 'platform'],
				...['from', 'to', 'step', 'by', 'region', 'form']
			])
		);
	});
});

const everything: Scope[] = ['read', 'marks', 'write', 'names'];

describe.each(kinds)('the API, on the $kind database', ({ kind, isThere }) => {
	const mode = kind === 'embedded' ? 'solo' : 'group';
	let database: Database;
	let data: Data;
	let blog: Blog;
	let bare: Blog;
	let means: Means;
	const people = new Map<Role, Who>();
	beforeAll(async () => {
		if (!isThere) return;
		database = await fresh(kind);
		data = await fill(database.db);
		[blog, bare] = await Promise.all([startBlog(4), startBlog(0)]);
		const config = readConfig({
			ALLOW_PRIVATE_ADDRESSES: 'on',
			SECRET: testSecret,
			...(mode === 'group' && { DATABASE_URL: 'postgres://made-up.example/x' })
		});
		means = {
			db: database.db,
			config,
			get: fetch.getter(config),
			reader,
			count: rate.counter(1e6)
		};
		if (mode === 'group')
			for (const role of roles) people.set(role, await addPerson(database.db, `The ${role}`, role));
	});
	afterAll(async () => {
		await database?.close();
		await Promise.all([blog?.stop(), bare?.stop()]);
	});

	const ask =
		(more: Partial<Means> = {}): Server['ask'] =>
		(method, path, { token, body, headers } = {}) =>
			answer(
				new Request(`http://here.example/api/v1/${path}`, {
					method,
					body: body === undefined ? undefined : JSON.stringify(body),
					headers: {
						...(body !== undefined && { 'content-type': 'application/json' }),
						...(token && { authorization: `Bearer ${token}` }),
						...headers
					}
				}),
				path.split('?')[0]!,
				{ ...means, ...more }
			);
	async function tokenOf(scopes: Scope[], role: Role = 'administrator', now = new Date()) {
		const wanted = mode === 'group' ? scopes.filter((one) => one !== 'names') : scopes;
		const made = await tokens.add(
			database.db,
			{ name: 'test', scopes: wanted, days: 7 },
			people.get(role),
			now
		);
		if ('issue' in made) throw new Error(made.issue);
		return made.token;
	}

	it.runIf(isThere)(
		'lets each role do what its role includes, and nobody else anything',
		async () => {
			if (mode === 'solo') return expect(people.size).toBe(0);
			const { seen, check } = contract(document.make());
			for (const role of roles) {
				const token = await tokenOf(everything, role);
				// Of what changes something only what is refused, so that each role finds the same.
				for (const call of [...readings(data), ...writings(data, bare.address)]) {
					const operation = operations.find(({ id }) => id === call.id)!;
					const isAllowed = access.includes(role, operation.role);
					if (isAllowed && call.method !== 'GET') continue;
					const response = await ask()(call.method, call.path, { token, body: call.body });
					expect(response.status, `${role} ${call.id}`).toBe(isAllowed ? 200 : 403);
					await check(call.id, response);
				}
			}
			expect([...seen].filter((one) => one.endsWith('403'))).toHaveLength(5);
		}
	);

	it.runIf(isThere)(
		'tells no name, address or word without the scope for it, and never in a group',
		async () => {
			const token = await tokenOf(everything.filter((one) => one !== 'names'));
			const full = await tokenOf(everything);
			for (const call of readings(data).filter(({ id }) => id !== 'listLists')) {
				const [hidden, told] = await Promise.all(
					[token, full].map(async (one) => (await ask()('GET', call.path, { token: one })).text())
				);
				for (const text of mode === 'solo' ? [hidden!] : [hidden!, told!])
					for (const word of [
						data.people[0]!.name,
						'quiet.example',
						'127.0.0.1',
						'Secret words',
						'Title of'
					])
						expect(text, call.id).not.toContain(word);
				if (mode === 'solo' && call.id === 'listPosts') {
					expect(told).toContain('Secret words');
					expect(told).toContain('quiet.example');
				}
			}
		}
	);

	it.runIf(isThere)('pages without a gap or a repeat, also while something is added', async () => {
		const token = await tokenOf(['read']);
		const ids: number[] = [];
		for (let cursor: string | null = ''; cursor !== null;) {
			const response = await ask()('GET', `posts?limit=13${cursor && `&cursor=${cursor}`}`, {
				token
			});
			const page = (await response.json()) as { items: { id: number }[]; next: string | null };
			ids.push(...page.items.map(({ id }) => id));
			cursor = page.next;
		}
		expect(ids).toHaveLength(90);
		expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
		const first = await ask()('GET', 'practitioners?limit=2', { token });
		const { next } = (await first.json()) as { next: string };
		const added = await practitioners.add(database.db, { name: 'Aardvark' });
		const second = await ask()('GET', `practitioners?limit=2&cursor=${next}`, { token });
		expect(
			((await second.json()) as { items: { id: number }[] }).items.map(({ id }) => id)
		).toEqual([data.people.toSorted((a, b) => (a.name < b.name ? -1 : 1))[2]!.id]);
		await practitioners.remove(database.db, added.id);
	});

	it.runIf(isThere)('counts requests, and refuses more than it allows', async () => {
		const token = await tokenOf(['read']);
		const { check } = contract(document.make());
		let now = new Date();
		const limited = ask({ count: rate.counter(3), now: () => now });
		for (const remaining of [2, 1, 0]) {
			const response = await limited('GET', 'lists', { token });
			expect(response.headers.get('ratelimit-remaining')).toBe(String(remaining));
			expect(response.status).toBe(200);
		}
		const over = await limited('GET', 'lists', { token });
		expect(over.status).toBe(429);
		expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(50);
		await check('listLists', over);
		now = new Date(now.getTime() + 61_000);
		expect((await limited('GET', 'lists', { token })).status).toBe(200);
	});

	it.runIf(isThere)('says that something is our fault without saying what', async () => {
		const token = await tokenOf(['read', 'marks']);
		const broken = ask({ reader: () => Promise.reject(new Error('a secret inside')) });
		const response = await broken('GET', 'ledgers', { token });
		expect(response.status).toBe(500);
		const body = await contract(document.make()).check('listLedgers', response);
		expect(JSON.stringify(body)).not.toContain('secret inside');
	});

	it.runIf(isThere)('names what an address takes, and knows no others', async () => {
		const token = await tokenOf(['read']);
		const wrong = await ask()('PATCH', 'feeds', { token });
		expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
		expect((await ask()('GET', 'nothing', { token })).status).toBe(404);
		expect((await ask()('OPTIONS', 'feeds')).status).toBe(401);
		expect((await ask()('GET', 'openapi.json')).status).toBe(200);
		const head = await ask()('HEAD', 'lists', { token });
		expect([head.status, await head.text()]).toEqual([200, '']);
	});

	it.runIf(isThere)('ends a token when it is ended, over, or its owner is suspended', async () => {
		const now = new Date('2026-11-27T12:00:00Z');
		const status = async (token: string, at = now) =>
			(await ask({ now: () => at })('GET', 'token', { token })).status;
		const token = await tokenOf(['read'], 'reader', now);
		expect(await status(token)).toBe(200);
		expect(await status(token, new Date('2026-12-04T12:00:01Z'))).toBe(401);
		const owner = people.get('reader');
		const [held] = await tokens.list(database.db, owner);
		expect(held).toMatchObject({ name: 'test', lastUsedOn: '2026-11-27' });
		const [row] = await database.db.select().from(apiToken).where(eq(apiToken.id, held!.id));
		expect(JSON.stringify(row)).not.toContain(token.slice(8));
		if (owner) {
			expect(await tokens.revoke(database.db, held!.id, people.get('editor'), now)).toBe(false);
			await database.db.update(person).set({ suspendedAt: now }).where(eq(person.id, owner.id));
			expect(await status(token)).toBe(401);
			await database.db.update(person).set({ suspendedAt: null }).where(eq(person.id, owner.id));
		}
		expect(await tokens.revoke(database.db, held!.id, owner, now)).toBe(true);
		expect(await status(token)).toBe(401);
	});

	it.runIf(isThere)(
		'gives no token without a name or a scope, and none that tells names in a group',
		async () => {
			const who = people.get('editor');
			const add = (name: string, scopes: Scope[]) =>
				tokens.add(database.db, { name, scopes, days: 7 }, who, new Date());
			expect(await add(' ', ['read'])).toHaveProperty('issue');
			expect(await add('x', [])).toHaveProperty('issue');
			expect('issue' in (await add('x', ['names']))).toBe(mode === 'group');
		}
	);

	it.runIf(isThere)(
		'answers as the document says, in every way that can be asked for',
		async () => {
			const held = contract(document.make());
			await walk(
				{ ask: ask(), blog: blog.address, bare: `${bare.address}/page-only` },
				held,
				data,
				{
					full: await tokenOf(everything),
					read: await tokenOf(['read']),
					write: await tokenOf(['write'])
				}
			);
			const missing = held.described.filter(
				(one) => !held.seen.has(one) && !/ (429|500)$/.test(one)
			);
			expect(missing).toEqual([]);
		}
	);
});
