/** That nothing private is ever contacted: sites listen where the probes lead, and hear nothing. */
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fetch from '#lib/server/feeds/fetch.ts';

/** Names as a resolver might answer them, each question anew. */
const names: Record<string, (question: number) => string[]> = {
	'private.example': () => ['127.0.0.1'],
	'mixed.example': () => ['93.184.215.14', '127.0.0.1'],
	'six.example': () => ['::1'],
	'mapped.example': () => ['::ffff:127.0.0.1'],
	'translated.example': () => ['64:ff9b::7f00:1'],
	'tunnel.example': () => ['2002:7f00:1::'],
	'metadata.example': () => ['169.254.169.254'],
	'changing.example': (question) => [question === 0 ? '93.184.215.14' : '127.0.0.1'],
	'nowhere.example': () => []
};

describe('sites on this computer', () => {
	const heard: string[] = [];
	const servers: Server[] = [];
	const questions = new Map<string, number>();
	let isListening = false;
	let canary = '';
	const get = fetch.getter({
		connectMs: 300,
		totalMs: 600,
		resolve(hostname, _, callback) {
			const question = questions.get(hostname) ?? 0;
			questions.set(hostname, question + 1);
			const answer = names[hostname]?.(question);
			if (!answer) return callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
			callback(
				null,
				answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
			);
		}
	});
	const listen = (port: number, host: string) =>
		new Promise<boolean>((resolve) => {
			const server = createServer((request, response) => {
				heard.push(`${request.headers.host}${request.url}`);
				response.end('<rss version="2.0"><channel><title>heard</title></channel></rss>');
			});
			server.once('error', () => resolve(false));
			server.listen(port, host, () => {
				servers.push(server);
				resolve(true);
			});
		});
	beforeAll(async () => {
		// Where the account may, on the very port that the rules would let through.
		isListening = await listen(80, '127.0.0.1');
		await listen(80, '::1');
		await listen(0, '127.0.0.1');
		canary = String((servers.at(-1)!.address() as { port: number }).port);
	});
	afterAll(() => {
		for (const server of servers) server.close();
	});

	const forms = [
		'http://127.0.0.1/',
		'http://127.1/',
		'http://2130706433/',
		'http://0x7f000001/',
		'http://0x7f.0.0.1/',
		'http://0177.0.0.1/',
		'http://017700000001/',
		'http://127.0.0.1./',
		'http://127.8.9.10/',
		'http://0/',
		'http://0.0.0.0/',
		'http://[::1]/',
		'http://[::]/',
		'http://[0:0:0:0:0:0:0:1]/',
		'http://[::ffff:127.0.0.1]/',
		'http://[::ffff:7f00:1]/',
		'http://[::127.0.0.1]/',
		'http://[64:ff9b::127.0.0.1]/',
		'http://[64:ff9b:1::7f00:1]/',
		'http://[2002:7f00:1::]/',
		'http://[2001:0:7f00:1::]/',
		'http://[fe80::1]/',
		'http://[fec0::1]/',
		'http://[fd00::1]/',
		'http://localhost/',
		'http://LocalHost./',
		'http://localhost.localdomain/',
		'http://a.localhost/',
		'http://①②⑦.⓪.⓪.①/',
		'http://127%2e0%2e0%2e1/',
		'http://127.0.0.1:443/',
		'http://user:secret@127.0.0.1/',
		'http://site.example@127.0.0.1/',
		'http://127.0.0.1#@site.example/',
		'http:\\\\127.0.0.1\\',
		'http:127.0.0.1/',
		'  http://127.0.0.1/',
		'http://private.example/',
		'http://mixed.example/',
		'http://six.example/',
		'http://mapped.example/',
		'http://translated.example/',
		'http://tunnel.example/',
		'http://metadata.example/latest/',
		'http://nowhere.example/',
		'file:///etc/hostname',
		'ftp://127.0.0.1/',
		'ws://127.0.0.1/',
		'data:text/xml,<rss/>',
		'blob:http://127.0.0.1/x'
	];

	it(`hear nothing of ${forms.length} forms of address`, async () => {
		const outcomes = await Promise.all(
			[...forms, `http://127.0.0.1:${canary}/`, `http://2130706433:${canary}/`].map((form) =>
				get(form)
			)
		);
		expect(forms.length).toBeGreaterThanOrEqual(40);
		expect(outcomes.filter((outcome) => outcome.kind !== 'failed')).toEqual([]);
		expect(heard).toEqual([]);
	});

	it('hear nothing when a name changes its address between the look and the connection', async () => {
		for (let i = 0; i < 3; i++) await get('http://changing.example/');
		expect(heard).toEqual([]);
	});

	it('would be heard if the guard were not there', async (test) => {
		if (!isListening) test.skip();
		const open = fetch.getter({ allowPrivateAddresses: true });
		expect((await open('http://127.0.0.1/feed')).kind).toBe('fetched');
		expect(heard).toEqual(['127.0.0.1/feed']);
	});
});
