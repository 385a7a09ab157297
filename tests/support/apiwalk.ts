/** Asks every operation of the API in every way that the document describes, and checks each answer. */
import { expect } from 'vitest';
import type { Data } from './apidata.ts';
import type { Contract } from './openapi.ts';

export interface Server {
	/** Asks as the bearer of a token, or as nobody. */
	ask(
		method: string,
		path: string,
		options?: { token?: string; body?: unknown; headers?: Record<string, string> }
	): Promise<Response>;
	/** Address of a site with a feed that is not followed yet, and of one without. */
	blog: string;
	bare: string;
}

export interface Tokens {
	/** Every scope that may be had, of somebody who may do everything. */
	full: string;
	/** Of the same person, with one scope each. */
	read: string;
	write: string;
}

interface Call {
	id: string;
	method: string;
	path: string;
	body?: unknown;
}

/** One good call of each operation that reads. */
export function readings({ people, feedIds }: Data): Call[] {
	const id = people[0]!.id;
	return [
		{ id: 'findToken', method: 'GET', path: 'token' },
		{ id: 'listPractitioners', method: 'GET', path: 'practitioners?limit=2' },
		{ id: 'findPractitioner', method: 'GET', path: `practitioners/${id}` },
		{ id: 'findLedger', method: 'GET', path: `practitioners/${id}/ledger` },
		{ id: 'listLedgers', method: 'GET', path: 'ledgers?profession=psychologist' },
		{ id: 'findTrend', method: 'GET', path: 'trends?from=2025-01&to=2025-12&by=platform' },
		{ id: 'listFeeds', method: 'GET', path: 'feeds' },
		{ id: 'findFeed', method: 'GET', path: `feeds/${feedIds[0]}` },
		{ id: 'listPosts', method: 'GET', path: `posts?practitioner=${id}` },
		{ id: 'listMarks', method: 'GET', path: 'marks?limit=200' },
		{ id: 'listFindings', method: 'GET', path: 'findings' },
		{ id: 'listLists', method: 'GET', path: 'lists' }
	];
}

/** One call of each operation that changes something; refused ones change nothing. */
export function writings({ people, feedIds, listId }: Data, blog: string): Call[] {
	const inList = `lists/${listId}/practitioners/${people[1]!.id}`;
	return [
		{ id: 'followFeed', method: 'POST', path: 'feeds', body: { source: blog, list: listId } },
		{ id: 'addList', method: 'POST', path: 'lists', body: { name: 'Another' } },
		{ id: 'putIntoList', method: 'PUT', path: inList },
		{ id: 'takeFromList', method: 'DELETE', path: inList },
		{ id: 'unfollowFeed', method: 'DELETE', path: `feeds/${feedIds[2]}` }
	];
}

/** Walks through all of it. What was seen lies in `contract.seen`. */
export async function walk(server: Server, contract: Contract, data: Data, tokens: Tokens) {
	const { ask, blog, bare } = server;
	const token = tokens.full;
	const check = async (call: Call, status: number, options: Parameters<Server['ask']>[2] = {}) => {
		const response = await ask(call.method, call.path, { token, body: call.body, ...options });
		expect(response.status, `${call.method} ${call.path}`).toBe(status);
		return contract.check(call.id, response);
	};
	const all = [...readings(data), ...writings(data, blog)];
	for (const call of all) {
		await check(call, 401, { token: undefined });
		await check(call, 401, { token: `ic_${'x'.repeat(43)}` });
		await check(call, 403, { token: call.method === 'GET' ? tokens.write : tokens.read });
	}
	for (const call of readings(data)) {
		const response = await ask('GET', call.path, { token });
		const tag = response.headers.get('etag')!;
		await contract.check(call.id, response);
		await check(call, 304, { headers: { 'if-none-match': tag } });
	}
	await refused(check, data, bare);
	const expected: Record<string, number> = { followFeed: 201, addList: 200 };
	for (const call of writings(data, blog)) {
		await check(call, expected[call.id] ?? 204);
		if (call.id === 'followFeed') await check(call, 200);
	}
}

type Check = (
	call: Call,
	status: number,
	options?: Parameters<Server['ask']>[2]
) => Promise<unknown>;

/** Inputs that are wrong, and things that are not there. */
async function refused(check: Check, { listId }: Data, bare: string): Promise<void> {
	const gone = 999_999;
	const get = (id: string, path: string): Call => ({ id, method: 'GET', path });
	for (const [id, path] of [
		['listPractitioners', 'practitioners'],
		['listLedgers', 'ledgers'],
		['listFeeds', 'feeds'],
		['listPosts', 'posts'],
		['listMarks', 'marks'],
		['listFindings', 'findings']
	] as const) {
		await check(get(id, `${path}?limit=1000`), 400);
		await check(get(id, `${path}?cursor=nonsense`), 400);
		await check(get(id, `${path}?sort=findings`), 400);
		await check(get(id, `${path}?limit=1&limit=2`), 400);
	}
	await check(get('findTrend', 'trends?by=practitioner'), 400);
	await check(get('findTrend', 'trends?from=2025-13'), 400);
	await check(get('findTrend', 'trends?to=2999-01'), 400);
	for (const [id, path] of [
		['findPractitioner', 'practitioners/ID'],
		['findLedger', 'practitioners/ID/ledger'],
		['findFeed', 'feeds/ID']
	] as const) {
		await check(get(id, path.replace('ID', 'one')), 400);
		await check(get(id, path.replace('ID', String(gone))), 404);
	}
	for (const [id, method, path] of [
		['unfollowFeed', 'DELETE', 'feeds/ID'],
		['putIntoList', 'PUT', `lists/${listId}/practitioners/ID`],
		['takeFromList', 'DELETE', `lists/${listId}/practitioners/ID`]
	] as const) {
		await check({ id, method, path: path.replace('ID', 'one') }, 400);
		await check({ id, method, path: path.replace('ID', String(gone)) }, 404);
	}
	for (const [id, path, good] of [
		['followFeed', 'feeds', { source: bare }],
		['addList', 'lists', { name: 'New' }]
	] as const) {
		const call = { id, method: 'POST', path };
		await check({ ...call, body: {} }, 400);
		await check({ ...call, body: { ...good, other: 1 } }, 400);
		await check({ ...call, body: good }, 415, { headers: { 'content-type': 'text/csv' } });
		await check({ ...call, body: { ...good, more: 'x'.repeat(20_000) } }, 413);
	}
	const follow = { id: 'followFeed', method: 'POST', path: 'feeds' };
	await check({ ...follow, body: { source: bare } }, 422);
	await check({ ...follow, body: { source: bare, list: gone } }, 404);
}
