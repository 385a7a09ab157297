import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed } from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import * as regrouping from '#lib/server/regrouping.ts';
import { fresh } from '../support/database.ts';
import { follow } from '../support/items.ts';

let database: Database;
beforeAll(async () => {
	database = await fresh('embedded');
});
afterAll(() => database.close());
const holder = async (feedId: number) => (await feeds.find(database.db, feedId))!.practitionerId;

describe('whose feeds are whose', () => {
	it('needs two signs, or the practitioner’s own claim (F14)', () => {
		expect(regrouping.isEnough([])).toBe(false);
		expect(regrouping.isEnough(['same-name'])).toBe(false);
		expect(regrouping.isEnough(['same-name', 'same-name'])).toBe(false);
		expect(regrouping.isEnough(['same-name', 'same-workplace'])).toBe(true);
		expect(regrouping.isEnough(['own-claim'])).toBe(true);
	});

	it('refuses to join on a name alone, and oneself', async () => {
		const [a, b] = [await follow(database.db), await follow(database.db)];
		const [from, into] = [a.practitioner.id, b.practitioner.id];
		await expect(regrouping.join(database.db, from, into, ['same-name'])).rejects.toThrow();
		await expect(regrouping.join(database.db, from, from, ['own-claim'])).rejects.toThrow();
		expect(await holder(a.feed.id)).toBe(from);
	});

	it('joins, hides the one left without feeds, and undoes it', async () => {
		const [a, b] = [await follow(database.db), await follow(database.db)];
		const before = await practitioners.countAll(database.db);
		await regrouping.join(database.db, a.practitioner.id, b.practitioner.id, [
			'linked-from-other',
			'same-contact'
		]);
		expect(await holder(a.feed.id)).toBe(b.practitioner.id);
		expect(await practitioners.countAll(database.db)).toBe(before - 1);
		expect(await practitioners.search(database.db, a.practitioner.name)).toEqual([]);
		const last = await regrouping.findLast(database.db, b.practitioner.id);
		expect(last).toMatchObject({ kind: 'join', basis: ['linked-from-other', 'same-contact'] });
		expect(await regrouping.undo(database.db, last!.id)).toBe(a.practitioner.id);
		expect(await holder(a.feed.id)).toBe(a.practitioner.id);
		expect(await practitioners.countAll(database.db)).toBe(before);
		expect(await regrouping.undo(database.db, last!.id)).toBeUndefined();
	});

	it('splits some feeds off, never all, and undoes it', async () => {
		const [a, b] = [await follow(database.db), await follow(database.db)];
		await regrouping.join(database.db, b.practitioner.id, a.practitioner.id, ['own-claim']);
		const both = [a.feed.id, b.feed.id];
		await expect(
			regrouping.split(database.db, a.practitioner.id, both, 'Somebody else')
		).rejects.toThrow();
		const id = await regrouping.split(
			database.db,
			a.practitioner.id,
			[b.feed.id],
			'Dr Fictional the Younger'
		);
		expect([await holder(a.feed.id), await holder(b.feed.id)]).toEqual([a.practitioner.id, id]);
		const last = await regrouping.findLast(database.db, id);
		await regrouping.undo(database.db, last!.id);
		expect(await holder(b.feed.id)).toBe(a.practitioner.id);
		expect(await practitioners.search(database.db, 'Dr Fictional the Younger')).toEqual([]);
	});

	it('forgets with the practitioner those joined into it', async () => {
		const [a, b] = [await follow(database.db), await follow(database.db)];
		await regrouping.join(database.db, a.practitioner.id, b.practitioner.id, ['own-claim']);
		await practitioners.remove(database.db, b.practitioner.id);
		expect(await practitioners.find(database.db, a.practitioner.id)).toBeUndefined();
		expect(await database.db.select().from(feed).where(eq(feed.id, a.feed.id))).toEqual([]);
	});
});
