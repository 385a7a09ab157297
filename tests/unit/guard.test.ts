import { describe, expect, it } from 'vitest';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as guard from '#lib/server/feeds/guard.ts';

/** Forms of addresses that must never be contacted. */
const probes = [
	'http://127.0.0.1/',
	'http://127.1/',
	'http://127.0.1/',
	'http://2130706433/',
	'http://0x7f000001/',
	'http://0x7f.1/',
	'http://0177.0.0.1/',
	'http://017700000001/',
	'http://127.0.0.1:80/',
	'http://127.255.255.254/',
	'http://0/',
	'http://0.0.0.0/',
	'http://10.0.0.1/',
	'http://172.16.0.1/',
	'http://172.31.255.255/',
	'http://192.168.1.1/',
	'http://169.254.169.254/latest/meta-data/',
	'http://100.64.0.1/',
	'http://198.18.0.1/',
	'http://192.0.0.1/',
	'http://192.0.2.1/',
	'http://224.0.0.1/',
	'http://255.255.255.255/',
	'http://240.0.0.1/',
	'http://[::1]/',
	'http://[::]/',
	'http://[::ffff:127.0.0.1]/',
	'http://[::ffff:7f00:1]/',
	'http://[::127.0.0.1]/',
	'http://[64:ff9b::7f00:1]/',
	'http://[64:ff9b::127.0.0.1]/',
	'http://[2002:7f00:1::]/',
	'http://[2001:0:7f00:1::]/',
	'http://[fc00::1]/',
	'http://[fd12:3456::1]/',
	'http://[fe80::1]/',
	'http://[ff02::1]/',
	'http://[2001:db8::1]/',
	'http://localhost/',
	'http://LOCALHOST./',
	'http://printer.local/',
	'http://db.internal/',
	'http://a.localhost/',
	'http://①②⑦.0.0.1/',
	'http://127。0。0。1/',
	'file:///etc/passwd',
	'ftp://site.example/',
	'gopher://site.example/',
	'data:text/xml,<rss/>',
	'javascript:alert(1)',
	'http://user:secret@site.example/',
	'http://site.example:22/',
	'http://site.example:8080/',
	'https://site.example:6379/'
];

describe('the guard', () => {
	it(`refuses ${probes.length} forms of private, odd and dangerous addresses`, async () => {
		const get = fetch.getter({ contact: 'test' });
		const outcomes = await Promise.all(probes.map((probe) => get(probe)));
		const contacted = probes.filter((_, i) => {
			const outcome = outcomes[i]!;
			return outcome.kind !== 'failed' || outcome.code !== 'guard';
		});
		expect(probes.length).toBeGreaterThan(40);
		expect(contacted).toEqual([]);
	});

	it('says why in a sentence', () => {
		for (const probe of probes) expect(guard.check(new URL(probe))).toMatch(/^[A-Z①]?.{15,}\.$/u);
	});

	it('lets public addresses through', () => {
		for (const address of [
			'https://site.example/feed',
			'http://site.example:80/',
			'https://8.8.8.8/',
			'https://[2606:4700::1111]/'
		])
			expect(guard.check(new URL(address))).toBeUndefined();
	});

	it('looks at the address a name leads to, at the moment of connecting', async () => {
		const answer = await new Promise<NodeJS.ErrnoException | null>((resolve) =>
			guard.guardedLookup({})('localhost', { all: true }, (error) => resolve(error))
		);
		expect(answer?.code).toBe('EGUARD');
	});
});
