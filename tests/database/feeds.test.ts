import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed, host, practitioner } from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow } from '../support/items.ts';

describe.each(kinds)('claiming feeds on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	beforeAll(async () => {
		if (isThere) database = await fresh(kind);
	});
	beforeEach(async () => {
		if (!isThere) return;
		await database.db.delete(practitioner);
		await database.db.delete(host);
	});
	afterAll(() => database?.close());
	const now = new Date('2030-01-01T00:00:00Z');

	it.runIf(isThere)('gives every due feed to exactly one of several workers', async () => {
		for (let i = 0; i < 40; i++) await follow(database.db);
		await database.db.update(host).set({ gapMs: 0 });
		const claims = await Promise.all(
			Array.from({ length: 8 }, () => feeds.claimDue(database.db, { limit: 10, lease: 60, now }))
		);
		const rest = await feeds.claimDue(database.db, { limit: 100, lease: 60, now });
		const ids = [...claims.flat(), ...rest].map((row) => row.id);
		expect(ids.length).toBe(40);
		expect(new Set(ids).size).toBe(40);
	});

	it.runIf(isThere)('gives a feed back when the lease runs out', async () => {
		await follow(database.db);
		const [first] = await feeds.claimDue(database.db, { limit: 1, lease: 60, now });
		const during = await feeds.claimDue(database.db, {
			limit: 1,
			lease: 60,
			now: new Date(now.getTime() + 59_000)
		});
		const [after] = await feeds.claimDue(database.db, {
			limit: 1,
			lease: 60,
			now: new Date(now.getTime() + 61_000)
		});
		expect(during).toEqual([]);
		expect(after!.id).toBe(first!.id);
	});

	it.runIf(isThere)('asks a host with a pace for one feed, then waits', async () => {
		for (const name of ['a', 'b', 'c'])
			await follow(database.db, `https://slow.example/${name}.xml`);
		await database.db
			.update(host)
			.set({ gapMs: 5000, notBefore: now })
			.where(eq(host.name, 'slow.example'));
		const first = await feeds.claimDue(database.db, { limit: 10, lease: 60, now });
		const soon = await feeds.claimDue(database.db, {
			limit: 10,
			lease: 60,
			now: new Date(now.getTime() + 4000)
		});
		const later = await feeds.claimDue(database.db, {
			limit: 10,
			lease: 60,
			now: new Date(now.getTime() + 5000)
		});
		expect([first.length, soon.length, later.length]).toEqual([1, 0, 1]);
		expect(later[0]!.id).not.toBe(first[0]!.id);
	});

	it.runIf(isThere)('leaves paused feeds and those not yet due alone', async () => {
		const paused = await follow(database.db);
		const early = await follow(database.db);
		await feeds.pause(database.db, paused.feed.id);
		await database.db
			.update(feed)
			.set({ nextCheckAt: new Date(now.getTime() + 1000) })
			.where(eq(feed.id, early.feed.id));
		expect(await feeds.claimDue(database.db, { limit: 10, lease: 60, now })).toEqual([]);
		await feeds.checkNow(database.db, paused.feed.id, now);
		expect(
			(await feeds.claimDue(database.db, { limit: 10, lease: 60, now })).map((row) => row.id)
		).toEqual([paused.feed.id]);
	});

	it.runIf(isThere)('forgets a practitioner with the last feed', async () => {
		const { feed: row } = await follow(database.db);
		await feeds.remove(database.db, row.id);
		expect(await database.db.select().from(practitioner)).toEqual([]);
	});
});
