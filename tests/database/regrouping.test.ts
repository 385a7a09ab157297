import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed } from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as lists from '#lib/server/lists.ts';
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

	it('gives the one split off the lists, profession and place of the other', async () => {
		const [a, b] = [await follow(database.db), await follow(database.db)];
		const list = await lists.add(database.db, 'North');
		if ('issue' in list) throw new Error(list.issue);
		await lists.put(database.db, list.id, a.practitioner.id);
		await practitioners.save(database.db, a.practitioner.id, {
			profession: 'counsellor',
			place: 'IE'
		});
		await regrouping.join(database.db, b.practitioner.id, a.practitioner.id, ['own-claim']);
		const id = await regrouping.split(database.db, a.practitioner.id, [b.feed.id], 'The other');
		expect((await practitioners.find(database.db, id))!.practitioner).toMatchObject({
			profession: 'counsellor',
			place: 'IE'
		});
		expect(await lists.listOf(database.db, id)).toEqual([{ id: list.id, name: 'North' }]);
	});

	it('undoes the newest first, wherever it happened', async () => {
		const [a, b, c] = [
			await follow(database.db),
			await follow(database.db),
			await follow(database.db)
		];
		const { db } = database;
		await regrouping.join(db, b.practitioner.id, a.practitioner.id, ['own-claim']);
		const off = await regrouping.split(db, a.practitioner.id, [b.feed.id], 'Split off');
		const split = (await regrouping.findLast(db, a.practitioner.id))!;
		expect(await regrouping.findLater(db, split)).toBeUndefined();
		await regrouping.join(db, off, c.practitioner.id, ['own-claim']);
		const join = (await regrouping.findLast(db, c.practitioner.id))!;
		expect((await regrouping.findLater(db, split))!.id).toBe(join.id);
		expect(await regrouping.undo(db, split.id)).toBeUndefined();
		expect(await holder(b.feed.id)).toBe(c.practitioner.id);
		expect((await regrouping.find(db, split.id))!.undoneAt).toBeNull();
		expect(await regrouping.undo(db, join.id)).toBe(off);
		expect(await regrouping.undo(db, split.id)).toBe(a.practitioner.id);
		expect(await holder(b.feed.id)).toBe(a.practitioner.id);
	});

	it('brings nobody back without a feed', async () => {
		const { db } = database;
		const [a, b] = [await follow(db), await follow(db)];
		await regrouping.join(db, a.practitioner.id, b.practitioner.id, ['own-claim']);
		const join = (await regrouping.findLast(db, b.practitioner.id))!;
		await feeds.remove(db, a.feed.id);
		expect(await regrouping.undo(db, join.id)).toBe(b.practitioner.id);
		expect((await practitioners.find(db, a.practitioner.id))!.practitioner.joinedIntoId).toBe(
			b.practitioner.id
		);
		const [c, d] = [await follow(db), await follow(db)];
		await regrouping.join(db, c.practitioner.id, d.practitioner.id, ['own-claim']);
		await feeds.remove(db, d.feed.id);
		const last = (await regrouping.findLast(db, d.practitioner.id))!;
		expect(await regrouping.undo(db, last.id)).toBe(c.practitioner.id);
		expect((await practitioners.find(db, d.practitioner.id))!.practitioner.joinedIntoId).toBe(
			c.practitioner.id
		);
		expect((await practitioners.find(db, c.practitioner.id))!.practitioner.joinedIntoId).toBeNull();
	});

	it('forgets with the practitioner those joined into it', async () => {
		const [a, b] = [await follow(database.db), await follow(database.db)];
		await regrouping.join(database.db, a.practitioner.id, b.practitioner.id, ['own-claim']);
		await practitioners.remove(database.db, b.practitioner.id);
		expect(await practitioners.find(database.db, a.practitioner.id)).toBeUndefined();
		expect(await database.db.select().from(feed).where(eq(feed.id, a.feed.id))).toEqual([]);
	});
});
