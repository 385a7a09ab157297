import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fetch from '#lib/server/feeds/fetch.ts';

const closing = new Set<unknown>();
let dead = 0;
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const answers: Record<string, Answer> = {
	'/feed': (_, response) =>
		response
			.writeHead(200, {
				etag: '"v1"',
				'content-type': 'application/rss+xml',
				'cache-control': 'public, max-age=600'
			})
			.end('<rss/>'),
	'/cached': (request, response) =>
		request.headers['if-none-match'] === '"v1"'
			? response.writeHead(304).end()
			: response.writeHead(200, { etag: '"v1"' }).end('x'),
	'/gzip': (_, response) =>
		response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
	'/bomb': (_, response) =>
		response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(40_000_000))),
	'/large': (_, response) => {
		response.writeHead(200);
		for (let i = 0; i < 40; i++) response.write(Buffer.alloc(1_000_000));
		response.end();
	},
	'/damaged': (_, response) =>
		response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
	'/missing': (_, response) => response.writeHead(404).end('no'),
	'/gone': (_, response) => response.writeHead(410).end(),
	'/login': (_, response) => response.writeHead(403).end(),
	'/busy': (_, response) => response.writeHead(429, { 'retry-after': '120' }).end(),
	'/fault': (_, response) =>
		response.writeHead(503, { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' }).end(),
	'/slow': () => {},
	'/cut': (_, response) => {
		response.writeHead(200, { 'content-length': '1000' });
		response.write('half');
		setImmediate(() => response.destroy());
	},
	'/moved': (_, response) => response.writeHead(301, { location: '/feed' }).end(),
	'/for-now': (_, response) => response.writeHead(302, { location: '/feed' }).end(),
	'/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
	'/to-file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
	// Answers once on a connection and keeps it open, but closes it under the next request.
	'/closing': ({ socket }, response) => {
		if (closing.has(socket)) {
			socket.destroy();
			return;
		}
		closing.add(socket);
		response.writeHead(200).end('once');
	},
	'/dead': ({ socket }) => {
		dead++;
		socket.destroy();
	},
	'/told': (request, response) => response.writeHead(200).end(JSON.stringify(request.headers))
};

describe('get', () => {
	let server: Server;
	let site: string;
	const get = fetch.getter({
		allowPrivateAddresses: true,
		contact: 'hello@group.example'
	});
	/** Only for the site that never answers: whatever does answer has all the time it needs. */
	const hasty = fetch.getter({ allowPrivateAddresses: true, totalMs: 700 });
	beforeAll(async () => {
		server = createServer((request, response) => answers[request.url!]!(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		site = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
	});
	afterAll(async () => {
		await fetch.close();
		server.closeAllConnections();
		server.close();
	});

	it('brings the body and what the site says of it', async () => {
		const outcome = await get(`${site}/feed`);
		expect(outcome).toMatchObject({
			kind: 'fetched',
			status: 200,
			etag: '"v1"',
			maxAgeSeconds: 600,
			contentType: 'application/rss+xml'
		});
		expect(outcome.kind === 'fetched' && Buffer.from(outcome.body).toString()).toBe('<rss/>');
	});

	it('asks only for what changed', async () => {
		expect((await get(`${site}/cached`)).kind).toBe('fetched');
		expect((await get(`${site}/cached`, { etag: '"v1"' })).kind).toBe('unchanged');
	});

	it('unpacks, and counts the bytes as they come out', async () => {
		const small = await get(`${site}/gzip`);
		expect(small.kind === 'fetched' && Buffer.from(small.body).toString()).toBe('hello');
		expect(await get(`${site}/bomb`)).toMatchObject({ kind: 'failed', code: 'too-large' });
		expect(await get(`${site}/large`)).toMatchObject({
			kind: 'failed',
			code: 'too-large',
			reason: expect.stringContaining('more than 15 MB')
		});
	});

	it.each([
		['/missing', 'gone', undefined, 'nothing at /missing'],
		['/gone', 'gone', undefined, '410'],
		['/login', 'failed', 'login', 'only to people it knows'],
		['/busy', 'failed', 'too-many', 'less often'],
		['/fault', 'failed', 'http', '503'],
		['/slow', 'failed', 'timeout', 'took longer'],
		['/cut', 'failed', 'broken', 'broke off'],
		['/damaged', 'failed', 'broken', 'broke off'],
		['/loop', 'failed', 'redirects', 'without end'],
		['/to-file', 'failed', 'guard', 'only http and https']
	])('turns %s into one sentence', async (path, kind, code, words) => {
		const outcome = await (path === '/slow' ? hasty : get)(`${site}${path}`);
		expect(outcome).toMatchObject({
			kind,
			reason: expect.stringContaining(words),
			...(code && { code })
		});
	});

	it('reads Retry-After as seconds and as a date', async () => {
		const busy = await get(`${site}/busy`);
		const fault = await get(`${site}/fault`);
		const seconds =
			busy.kind === 'failed' && busy.retryAfterAt
				? (busy.retryAfterAt.getTime() - Date.now()) / 1000
				: 0;
		expect(seconds).toBeGreaterThan(60);
		expect(seconds).toBeLessThanOrEqual(120);
		expect(fault.kind === 'failed' && fault.retryAfterAt).toEqual(new Date('2099-10-21T07:28:00Z'));
	});

	it('follows redirects by hand and tells which last', async () => {
		expect(await get(`${site}/moved`)).toMatchObject({
			url: `${site}/feed`,
			redirects: [{ permanent: true }]
		});
		expect(await get(`${site}/for-now`)).toMatchObject({
			url: `${site}/feed`,
			redirects: [{ permanent: false }]
		});
	});

	it('never follows one into a private network', async () => {
		const strict = fetch.getter({});
		expect(await strict(`${site}/feed`)).toMatchObject({ kind: 'failed', code: 'guard' });
	});

	it('asks the operator’s own bridge in a private network, and nobody behind it', async () => {
		const bridged = fetch.getter({ rsshubUrl: `${site}/` });
		const other = site.replace('127.0.0.1', '127.0.0.2');
		for (const target of [other, 'http://localhost/', 'http://2130706433/', 'file:///etc/hostname'])
			answers[`/to-${target}`] = (_, response) =>
				response.writeHead(301, { location: target }).end();
		answers['/chain'] = (_, response) =>
			response.writeHead(302, { location: `/to-${other}` }).end();
		expect((await bridged(`${site}/feed`)).kind).toBe('fetched');
		expect((await bridged(`${site}/moved`)).kind).toBe('fetched');
		for (const path of [
			`/to-${other}`,
			'/to-http://localhost/',
			'/to-http://2130706433/',
			'/to-file:///etc/hostname',
			'/chain'
		])
			expect(await bridged(`${site}${path}`), path).toMatchObject({
				kind: 'failed',
				code: 'guard'
			});
		expect(await bridged(`${other}/feed`)).toMatchObject({ kind: 'failed', code: 'guard' });
	});

	it('sends a form where one is asked for, and follows no redirect with it', async () => {
		answers['/hub'] = (request, response) => {
			let body = '';
			request.on('data', (chunk: Buffer) => (body += chunk.toString()));
			request.on('end', () => response.writeHead(202).end(`${request.method} ${body}`));
		};
		const sent = await get(`${site}/hub`, { form: { 'hub.mode': 'subscribe' } });
		expect(sent.kind === 'fetched' && Buffer.from(sent.body).toString()).toBe(
			'POST hub.mode=subscribe'
		);
		expect(await get(`${site}/moved`, { form: { a: 'b' } })).toMatchObject({ kind: 'failed' });
	});

	it('says who asks, and nothing more', async () => {
		const outcome = await get(`${site}/told`);
		const headers = JSON.parse(
			outcome.kind === 'fetched' ? Buffer.from(outcome.body).toString() : '{}'
		);
		expect(headers['user-agent']).toMatch(/^InConfidence\/[\d.]+ \(\+hello@group\.example\)$/);
		expect(headers).not.toHaveProperty('cookie');
		expect(headers).not.toHaveProperty('referer');
	});

	it('stops when told to', async () => {
		const controller = new AbortController();
		const asked = get(`${site}/slow`, { signal: controller.signal });
		controller.abort();
		expect(await asked).toMatchObject({ kind: 'failed', code: 'stopped' });
	});

	it('explains a site that is not there', async () => {
		expect(await get('http://127.0.0.1:9/')).toMatchObject({ kind: 'failed', code: 'refused' });
		const nameless = fetch.getter({
			resolve: (_, __, answer) => answer(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
		});
		expect(await nameless('http://no-such-site.invalid/')).toMatchObject({
			kind: 'failed',
			code: 'dns'
		});
		expect(await get('not an address')).toMatchObject({ kind: 'failed', code: 'guard' });
	});

	it('asks again where a connection was closed under it, once', async () => {
		const own = fetch.getter({ allowPrivateAddresses: true, totalMs: 20_000 });
		for (let i = 0; i < 3; i++)
			expect(await own(`${site}/closing`)).toMatchObject({ kind: 'fetched', status: 200 });
		expect(closing.size).toBeGreaterThan(1);
		expect(await own(`${site}/dead`)).toMatchObject({ kind: 'failed', code: 'broken' });
		expect(dead).toBe(2);
	});
});
