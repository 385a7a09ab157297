/** The API and exports of the running website: of one person alone, and of a group with every role. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Document } from '#lib/server/api/document.ts';
import * as access from '#lib/server/access.ts';
import { operations } from '#lib/server/api/operations.ts';
import * as tokens from '#lib/server/api/tokens.ts';
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import { roles, type Scope } from '#lib/words.ts';
import { fill, type Data } from '../support/apidata.ts';
import { readings, walk, writings, type Server } from '../support/apiwalk.ts';
import { startBlog, type Blog } from '../support/blog.ts';
import { freshUrl } from '../support/database.ts';
import { contract, type Contract } from '../support/openapi.ts';
import { addPerson, signIn } from '../support/people.ts';
import { prepare } from '../support/prepared.ts';
import {
	arrive,
	browserPath,
	check,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const everything: Scope[] = ['read', 'marks', 'write', 'names'];

function server(site: () => Website, blogs: () => Blog[]): Server {
	return {
		ask: (method, path, { token, body, headers } = {}) =>
			fetch(`${site().address}/api/v1/${path}`, {
				method,
				body: body === undefined ? undefined : JSON.stringify(body),
				headers: {
					...(body !== undefined && { 'content-type': 'application/json' }),
					...(token && { authorization: `Bearer ${token}` }),
					...headers
				}
			}),
		get blog() {
			return blogs()[0]!.address;
		},
		get bare() {
			return `${blogs()[1]!.address}/page-only`;
		}
	};
}

/** The document as the running website gives it, to nobody in particular. */
async function documentOf({ address }: Website): Promise<Document> {
	const response = await fetch(`${address}/api/v1/openapi.json`);
	expect(response.headers.get('content-type')).toBe('application/json');
	return (await response.json()) as Document;
}

/** Asks more often than a token may, and looks at the refusal. */
async function overrun({ ask }: Server, held: Contract, token: string, data: Data, blog: string) {
	for (let i = 0; i < 310; i += 31)
		await Promise.all(Array.from({ length: 31 }, () => ask('GET', 'token', { token })));
	for (const call of [...readings(data), ...writings(data, blog)]) {
		const response = await ask(call.method, call.path, { token, body: call.body });
		expect(response.status, call.id).toBe(429);
		await held.check(call.id, response);
	}
}

/** Every answer of the document but those that are our fault was seen. */
function expectAllSeen(held: Contract): void {
	const missing = held.described.filter((one) => !held.seen.has(one) && !one.endsWith(' 500'));
	expect(missing).toEqual([]);
}

async function tokensOf(db: Database['db'], who: Parameters<typeof tokens.add>[2]) {
	const add = async (scopes: Scope[]) => {
		const kept = who ? scopes.filter((one) => one !== 'names') : scopes;
		const made = await tokens.add(db, { name: 'test', scopes: kept, days: 7 }, who, new Date());
		if ('issue' in made) throw new Error(made.issue);
		return made.token;
	};
	return {
		full: await add(everything),
		read: await add(['read']),
		write: await add(['write']),
		spent: await add(everything)
	};
}

describe('the API of one person alone', () => {
	const folder = mkdtempSync(join(tmpdir(), 'in-confidence-api-'));
	let site: Website;
	let blogs: Blog[];
	let data: Data;
	let held: Awaited<ReturnType<typeof tokensOf>>;
	beforeAll(async () => {
		prepare(folder);
		const database = await openDatabase({ dataDir: folder });
		data = await fill(database.db);
		held = await tokensOf(database.db, undefined);
		await database.close();
		blogs = await Promise.all([startBlog(4), startBlog(0)]);
		site = await startWebsite({ ALLOW_PRIVATE_ADDRESSES: 'on', WORKER: 'off' }, folder);
	});
	afterAll(async () => {
		await site?.stop();
		await Promise.all((blogs ?? []).map((blog) => blog.stop()));
		rmSync(folder, { recursive: true, force: true });
	});
	const asked = server(
		() => site,
		() => blogs
	);

	it('answers as its own document says, in every way', async () => {
		const seen = contract(await documentOf(site));
		await walk(asked, seen, data, held);
		await overrun(asked, seen, held.spent, data, blogs[0]!.address);
		expectAllSeen(seen);
	});

	it('gives no other site leave to read along', async () => {
		const response = await asked.ask('GET', 'lists', {
			token: held.read,
			headers: { origin: 'https://evil.example' }
		});
		expect(response.headers.get('access-control-allow-origin')).toBeNull();
		const preflight = await fetch(`${site.address}/api/v1/lists`, {
			method: 'OPTIONS',
			headers: { origin: 'https://evil.example', 'access-control-request-headers': 'authorization' }
		});
		expect(preflight.ok).toBe(false);
	});

	it('gives rows with pseudonyms, and with names only where they are asked for', async () => {
		const rows = await fetch(`${site.address}/export/rows?what=posts&format=csv&zip=0`);
		const text = await rows.text();
		expect(text.split('\r\n').length).toBeGreaterThan(60);
		expect(text).not.toContain('Secret words');
		const zip = await fetch(`${site.address}/export/rows?what=ledgers`);
		expect(zip.headers.get('content-type')).toBe('application/zip');
		expect(Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())))).toHaveLength(3);
		const body = new URLSearchParams({ what: 'posts', format: 'jsonl', zip: '0' });
		const post = (origin: string) =>
			fetch(`${site.address}/export/named`, { method: 'POST', body, headers: { origin } });
		expect((await post('https://evil.example')).status).toBe(403);
		expect(await (await post(site.address)).text()).toContain('Secret words');
	});
});

describe.runIf(browserPath)('pages for programs, in a browser', () => {
	let site: Website;
	beforeAll(async () => {
		site = await startWebsite({ WORKER: 'off' });
	});
	afterAll(() => site?.stop());

	it('draws the document, makes a token once, ends it, and explains exports', async () => {
		const browser = await startBrowser();
		const page = await (await browser.newContext()).newPage();
		await page.goto(`${site.address}/api`);
		expect(await page.locator('main section').count()).toBeGreaterThan(operations.length);
		await check(page, 'api');
		await page.goto(`${site.address}/settings/tokens`);
		await page.getByLabel(/^Name/).fill('my notebook');
		await page.getByRole('button', { name: 'Make a token' }).click();
		const token = await page.locator('.token').textContent();
		const status = async () =>
			(
				await fetch(`${site.address}/api/v1/token`, {
					headers: { authorization: `Bearer ${token}` }
				})
			).status;
		expect(await status()).toBe(200);
		await check(page, 'tokens');
		await page.goto(`${site.address}/settings/tokens`);
		expect(await page.locator('main').textContent()).not.toContain(token);
		await page.getByRole('button', { name: /End it now/ }).click();
		await page.getByText('The token is ended').waitFor();
		expect(await status()).toBe(401);
		await page.goto(`${site.address}/export`);
		await page.locator('summary', { hasText: 'marks' }).click();
		await check(page, 'export');
		await browser.close();
	});
});

describe.runIf(inject('serverUrl'))('the API of a group', () => {
	let site: Website;
	let database: Database;
	let blogs: Blog[];
	let data: Data;
	beforeAll(async () => {
		const databaseUrl = await freshUrl();
		database = await openDatabase({ databaseUrl });
		data = await fill(database.db);
		blogs = await Promise.all([startBlog(4), startBlog(0)]);
		site = await startWebsite({
			ALLOW_PRIVATE_ADDRESSES: 'on',
			WORKER: 'off',
			DATABASE_URL: databaseUrl
		});
	});
	afterAll(async () => {
		await site?.stop();
		await database?.close();
		await Promise.all((blogs ?? []).map((blog) => blog.stop()));
	});
	const asked = server(
		() => site,
		() => blogs
	);

	it('lets each role do what it includes, as the document says, and tells no name', async () => {
		const seen = contract(await documentOf(site));
		for (const role of roles) {
			const person = await addPerson(database.db, `A ${role}`, role);
			const { full, read, write, spent } = await tokensOf(database.db, person);
			for (const call of [...readings(data), ...writings(data, blogs[1]!.address)]) {
				const { role: needed } = operations.find(({ id }) => id === call.id)!;
				const isAllowed = access.includes(role, needed);
				if (isAllowed && call.method !== 'GET') continue;
				const response = await asked.ask(call.method, call.path, { token: full, body: call.body });
				expect(response.status, `${role} ${call.id}`).toBe(isAllowed ? 200 : 403);
				const text = JSON.stringify(await seen.check(call.id, response));
				for (const told of [data.people[0]!.name, 'Secret words', 'quiet.example'])
					expect(text, `${role} ${call.id}`).not.toContain(told);
			}
			if (role !== 'administrator') continue;
			await walk(asked, seen, data, { full, read, write });
			await overrun(asked, seen, spent, data, blogs[0]!.address);
		}
		expectAllSeen(seen);
	});

	it.runIf(browserPath)('gives names only once a second person approved', async () => {
		const browser = await startBrowser();
		const sign = async (penName: string, role: 'reviewer' | 'editor') => {
			const { email } = await addPerson(database.db, penName, role);
			const page = await (await browser.newContext()).newPage();
			await signIn(page, site.address, email);
			return page;
		};
		const [rook, wren] = [await sign('Rook', 'reviewer'), await sign('Wren', 'editor')];
		await rook.goto(`${site.address}/export`);
		await rook.getByLabel('Why names are needed').fill('The board checks a sample by hand.');
		await rook.getByRole('button', { name: 'Ask for it' }).click();
		await arrive(rook.getByText('waits for a second person'));
		expect(await rook.getByRole('button', { name: /Approve|Take the file/ }).count()).toBe(0);
		await wren.goto(`${site.address}/export`);
		await check(wren, 'export-request');
		await wren.getByRole('button', { name: /^Approve/ }).click();
		await arrive(wren.getByText('Approved by Wren'));
		expect(await wren.getByRole('button', { name: /Take the file/ }).count()).toBe(0);
		await rook.reload();
		const [download] = await Promise.all([
			rook.waitForEvent('download'),
			rook.getByRole('button', { name: /Take the file/ }).click()
		]);
		expect(download.suggestedFilename()).toMatch(/posts-.*\.zip$/);
		const other = await wren.request.post(`${site.address}/export/named`, {
			form: { request: '1' },
			headers: { origin: site.address }
		});
		expect(other.status()).toBe(403);
		await browser.close();
	});
});
