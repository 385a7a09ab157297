import { afterEach, describe, expect, it } from 'vitest';
import type { LookupAddress } from 'node:dns';
import { guardedLookup } from '#lib/server/feeds/guard.ts';
import { resolver, type Resolve } from '#lib/server/feeds/names.ts';
import { startNameServer, type NameServer } from '../support/nameserver.ts';

const ask = (resolve: Resolve, name: string) =>
	new Promise<{ error: NodeJS.ErrnoException | null; addresses: LookupAddress[] }>((done) =>
		resolve(name, { all: true }, (error, addresses) => done({ error, addresses }))
	);

describe('names of hosts', () => {
	let server: NameServer;
	afterEach(() => server.stop());

	it('lead to every address of both kinds', async () => {
		server = await startNameServer({
			'both.example': { A: ['203.0.113.7', '203.0.113.8'], AAAA: ['2001:db8:0:0:0:0:0:7'] },
			'six.example': { AAAA: ['2001:db8:0:0:0:0:0:8'] }
		});
		const resolve = resolver({ servers: [server.address] });
		expect((await ask(resolve, 'both.example')).addresses).toEqual([
			{ address: '203.0.113.7', family: 4 },
			{ address: '203.0.113.8', family: 4 },
			{ address: '2001:db8::7', family: 6 }
		]);
		expect((await ask(resolve, 'six.example')).addresses).toEqual([
			{ address: '2001:db8::8', family: 6 }
		]);
	});

	it('whose servers are silent hold up nobody else, and end as silence', async () => {
		server = await startNameServer({ 'alive.example': { A: ['203.0.113.7'] } }, (name) =>
			name.startsWith('silent-')
		);
		const resolve = resolver({ servers: [server.address], waitMs: 1500 });
		const silent = Array.from({ length: 40 }, (_, i) => ask(resolve, `silent-${i}.example`));
		let ended = 0;
		for (const one of silent) void one.then(() => ended++);
		expect((await ask(resolve, 'alive.example')).addresses).toHaveLength(1);
		// One after the other, or two at a time, it would come last.
		expect(ended).toBeLessThan(silent.length);
		for (const { error } of await Promise.all(silent)) expect(error!.code).toBe('ETIMEOUT');
	});

	it('that only the system knows are asked of it', async () => {
		server = await startNameServer({});
		const { error, addresses } = await ask(resolver({ servers: [server.address] }), 'localhost');
		expect(error).toBeNull();
		expect(addresses.map((one) => one.address)).toContain('127.0.0.1');
		expect(server.count()).toBeGreaterThan(0);
	});

	it('are refused where one of their addresses is not public', async () => {
		server = await startNameServer({
			'mixed.example': { A: ['93.184.215.14', '10.0.0.1'] },
			'public.example': { A: ['93.184.215.14'] }
		});
		const look = guardedLookup({ resolve: resolver({ servers: [server.address] }) });
		const of = (name: string) =>
			new Promise<string | undefined>((done) =>
				look(name, { all: true }, (error) => done(error?.code))
			);
		expect(await of('mixed.example')).toBe('EGUARD');
		expect(await of('public.example')).toBeUndefined();
	});
});
