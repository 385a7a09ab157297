import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import * as many from '#lib/server/db/many.ts';
import { feed as feedTable, host, practitioner } from '#lib/server/db/schema.ts';
import * as listing from '#lib/server/feeds/listing.ts';
import { fresh, kinds } from '../support/database.ts';

const COUNT = 10_000;

describe.each(kinds)('10,000 feeds on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	beforeAll(async () => {
		if (!isThere) return;
		database = await fresh(kind);
		const people = await many.insert(
			database.db,
			practitioner,
			Array.from({ length: COUNT }, (_, i) => ({ name: `Made up ${i % 977}`, sample: false })),
			{ id: practitioner.id }
		);
		await database.db.insert(host).values({ name: 'many.example', gapMs: 2000 });
		const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + (i % 50) * 86_400_000);
		await many.insert(
			database.db,
			feedTable,
			people.map(({ id }, i) => ({
				practitionerId: id,
				platform: 'website' as const,
				url: `https://many.example/${i}`,
				title: `Notes ${i % 101}`,
				host: 'many.example',
				failureCount: i % 20 === 0 ? (i % 7) + 1 : 0,
				failure: i % 20 === 0 ? 'The site took too long.' : null,
				pausedAt: i % 33 === 0 ? at(i) : null,
				volume: i % 40 === 1 ? ('low' as const) : ('usual' as const),
				newestPostAt: i % 9 === 0 ? null : at(i),
				lastCheckedAt: i % 11 === 0 ? null : at(i),
				lastSuccessAt: i % 11 === 0 ? null : at(i),
				nextCheckAt: at(i + 7)
			})),
			{ id: feedTable.id }
		);
	});
	afterAll(() => database?.close());

	it.runIf(isThere).each(listing.orders)('are paged through once, in order: %s', async (order) => {
		const seen: listing.Listed[] = [];
		let afterId: number | undefined;
		do {
			const page = await listing.list(database.db, { order, afterId, limit: 900 });
			seen.push(...page.rows);
			afterId = page.nextId;
		} while (afterId !== undefined);
		expect(seen.length).toBe(COUNT);
		expect(new Set(seen.map((row) => row.feed.id)).size).toBe(COUNT);
		const values = seen.map(({ feed }) => {
			if (order === 'name') return feed.title.toLowerCase();
			if (order === 'trouble') return feed.pausedAt ? 0 : -feed.failureCount;
			if (order === 'newest') return feed.newestPostAt ? -feed.newestPostAt.getTime() : Infinity;
			if (order === 'next') return feed.pausedAt ? Infinity : feed.nextCheckAt.getTime();
			return feed.id;
		});
		const isOrdered = values.every((value, i) => i === 0 || values[i - 1]! <= value);
		expect(isOrdered).toBe(true);
	});

	it.runIf(isThere)('are narrowed, counted and searched', async () => {
		const counts = await listing.count(database.db);
		expect(counts.all).toBe(COUNT);
		for (const state of listing.states) {
			const page = await listing.list(database.db, { state, limit: COUNT });
			expect(page.rows.length, state).toBe(counts[state]);
			expect(counts[state], state).toBeGreaterThan(0);
		}
		const found = await listing.list(database.db, { search: 'many.example/123', limit: 100 });
		expect(found.rows.length).toBe(11);
		expect((await listing.list(database.db, { search: '100%_' })).rows).toEqual([]);
		const named = await listing.list(database.db, { search: 'made UP 976', state: 'well' });
		expect(named.rows.every((row) => row.practitioner.name === 'Made up 976')).toBe(true);
	});
});
