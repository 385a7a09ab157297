import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed as feedTable, host, post, practitioner } from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import { settleAll } from '#lib/server/feeds/poll.ts';
import * as robots from '#lib/server/feeds/robots.ts';
import { pollDue, type RoundOptions } from '#lib/server/feeds/rounds.ts';
import { document } from '../support/blog.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow } from '../support/items.ts';

describe.each(kinds)('rounds of polls on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	let server: Server;
	let site: string;
	const asked = new Map<string, number>();
	const held: ServerResponse[] = [];
	let answer = (_: IncomingMessage, response: ServerResponse): unknown =>
		response.end(document(3, site));
	let options: RoundOptions;
	beforeAll(async () => {
		const get = fetch.getter({ allowPrivateAddresses: true });
		options = { get, pollMinutes: 60, concurrency: 8 };
		server = createServer((request, response) => {
			asked.set(request.url!, (asked.get(request.url!) ?? 0) + 1);
			answer(request, response);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		site = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
		if (isThere) database = await fresh(kind);
	});
	beforeEach(async () => {
		asked.clear();
		robots.forget();
		answer = (_, response) => response.end(document(3, site));
		if (isThere) await database.db.delete(practitioner);
	});
	afterAll(async () => {
		await fetch.close();
		server.closeAllConnections();
		server.close();
		await database?.close();
	});
	const followMany = async (count: number) => {
		for (let i = 0; i < count; i++) await follow(database.db, `${site}/feed/${i}`);
		// The database's clock counts finer than ours: due for certain.
		await database.db.update(feedTable).set({ nextCheckAt: new Date(0) });
	};

	it.runIf(isThere)('ask every due feed once, however many workers there are', async () => {
		await followMany(60);
		const counts = await Promise.all([1, 2, 3].map(() => pollDue(database.db, options)));
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
		expect(asked.size).toBe(60);
		expect([...asked.values()].every((times) => times === 1)).toBe(true);
		expect(await database.db.$count(post)).toBe(180);
		expect(await pollDue(database.db, options)).toBe(0);
	});

	it.runIf(isThere)('let a slow site hold up nobody else', async () => {
		await followMany(30);
		const done: string[] = [];
		answer = (request, response) =>
			request.url === '/feed/0' ? held.push(response) : response.end(document(3, site));
		await pollDue(database.db, {
			...options,
			onPolled: (feed) => {
				done.push(feed.url);
				if (done.length === 29) for (const response of held) response.end(document(3, site));
			}
		});
		expect(done.length).toBe(30);
		expect(done.at(-1)).toBe(`${site}/feed/0`);
	});

	it.runIf(isThere)('give feeds back unharmed when they are stopped', async () => {
		await followMany(4);
		const stop = new AbortController();
		answer = () => {
			if (asked.size === 4) stop.abort();
		};
		await pollDue(database.db, { ...options, signal: stop.signal });
		const rows = await database.db.select().from(feedTable);
		expect(rows.map((row) => [row.leaseUntil, row.failureCount])).toEqual(
			rows.map(() => [null, 0])
		);
	});

	it.runIf(isThere)('keep to a host’s pace', async () => {
		await followMany(5);
		await database.db.update(host).set({ gapMs: 60_000, notBefore: new Date(0) });
		await pollDue(database.db, options);
		expect(asked.size).toBe(1);
		await database.db.delete(host);
	});

	it.runIf(isThere)('leave a host alone that asks for it, with all its feeds', async () => {
		const now = new Date('2030-01-01T00:00:00Z');
		const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
		await followMany(2);
		await database.db.update(host).set({ gapMs: 1000, notBefore: new Date(0) });
		const [first] = await feeds.claimDue(database.db, { limit: 8, lease: 60, now });
		await settleAll(
			database.db,
			[
				{
					feed: first!,
					outcome: {
						kind: 'failed',
						code: 'too-many',
						status: 429,
						reason: 'Less often.',
						retryAfterAt: at(600)
					}
				}
			],
			{ pollMinutes: 60, now: () => now }
		);
		expect(await feeds.claimDue(database.db, { limit: 8, lease: 60, now: at(599) })).toEqual([]);
		expect((await feeds.claimDue(database.db, { limit: 8, lease: 60, now: at(601) })).length).toBe(
			1
		);
		await database.db.delete(host);
	});

	it.runIf(isThere)('store each feed by itself when one cannot be stored', async () => {
		await followMany(3);
		const rows = await database.db.select().from(feedTable);
		const reads = await Promise.all(
			rows.map(async (feed, i) => {
				const outcome = await options.get(feed.url);
				// What JSON cannot write cannot be stored.
				return { feed, outcome: i === 1 ? { ...outcome, bodyHash: 1n as never } : outcome };
			})
		);
		const polled = await settleAll(database.db, reads, { pollMinutes: 60 });
		expect(polled.map((one) => one.kind)).toEqual(['unchanged', 'failed', 'unchanged']);
		const [broken] = await database.db.select().from(feedTable).where(isNotNull(feedTable.failure));
		expect(broken).toMatchObject({
			url: rows[1]!.url,
			failureCode: 'ours',
			failure: expect.stringMatching(/on our side \([\da-f-]{36}\)/)
		});
	});

	it.runIf(isThere)('heed a site that turns us away by name', async () => {
		await followMany(1);
		answer = (request, response) =>
			request.url === '/robots.txt'
				? response.end('User-agent: InConfidence\nDisallow: /')
				: response.end(document(3, site));
		await pollDue(database.db, { ...options, heedsOptOut: true });
		expect([...asked.keys()]).toEqual(['/robots.txt']);
		const [row] = await database.db
			.select()
			.from(feedTable)
			.where(eq(feedTable.url, `${site}/feed/0`));
		expect(row).toMatchObject({
			failureCode: 'opted-out',
			failure: expect.stringContaining('by name')
		});
	});
});
