/** Taking back an import of some hundred rows: what it added goes, what happened meanwhile stays. */
import { count, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import * as many from '#lib/server/db/many.ts';
import {
	coding,
	feed,
	intake,
	intakeRow,
	post,
	practitioner,
	tally
} from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as following from '#lib/server/intake/following.ts';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as takingback from '#lib/server/intake/takingback.ts';
import * as lists from '#lib/server/lists.ts';
import * as posts from '#lib/server/posts.ts';
import * as regrouping from '#lib/server/regrouping.ts';
import * as integrity from '#lib/server/review/integrity.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';
import { addPerson } from '../support/people.ts';
import { mark } from '../support/practice.ts';
import { settle } from '../support/records.ts';

const ROWS = 300;
const address = (line: number) => `https://row${line}.example/feed.xml`;

describe.each(kinds)('taking back a large import, on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	let id: number;
	let listId: number;
	let before: Awaited<ReturnType<typeof follow>>[];
	/** By line of the import. */
	let rows: (typeof intakeRow.$inferSelect)[];
	const kept: { people: number[]; feeds: number[] } = { people: [], feeds: [] };
	const now = new Date('2026-06-01T00:00:00Z');

	beforeAll(async () => {
		if (!isThere) return;
		database = await fresh(kind);
		const { db } = database;
		before = [await follow(db), await follow(db)];
		const [known, other] = before as [(typeof before)[0], (typeof before)[0]];
		const list = await lists.add(db, 'North');
		if ('issue' in list) throw new Error(list.issue);
		listId = list.id;
		const [made] = await db
			.insert(intake)
			.values({ title: 'many', listId, stage: 'checked' })
			.returning();
		id = made!.id;
		const stateOf = (line: number) =>
			line === 1 ? 'known' : line === 2 || line === 4 ? 'joins' : 'new';
		await many.insert(
			db,
			intakeRow,
			Array.from({ length: ROWS }, (_, i) => i + 1).map((line) => ({
				intakeId: id,
				line,
				source: line === 1 ? known.feed.url : address(line),
				isFeed: true,
				name: `Dr Row ${line}`,
				host: `row${line}.example`,
				state: stateOf(line) as 'known' | 'joins' | 'new',
				basis: ['own-claim' as const],
				otherId: line === 1 ? known.practitioner.id : line === 2 ? other.practitioner.id : null,
				otherLine: line === 4 ? 3 : null,
				isChosen: true,
				candidate: {
					platform: 'website' as const,
					platformId: null,
					handle: null,
					feedUrl: line === 1 ? known.feed.url : address(line),
					siteUrl: null,
					title: `Row ${line}`,
					newestAt: null,
					itemsCount: 0
				}
			})),
			{ id: intakeRow.id }
		);
		await intakes.follow(db, id);
		// The private check of addresses is that of the real thing; nothing is asked here.
		while (await following.step(db, { pollMinutes: 60, allowPrivateAddresses: true }));
		rows = (await intakes.listRows(db, id, { limit: ROWS })).rows.map(({ row }) => row);
	});
	afterAll(() => database?.close());

	const counts = () => intakes.countRows(database.db, id);
	const row = (line: number) => rows[line - 1]!;

	it.runIf(isThere)('begins with all of them followed', async () => {
		expect((await counts()).outcomes).toMatchObject({
			followed: ROWS - 3,
			joined: 2,
			listed: 1,
			failed: 0
		});
		expect(row(4).practitionerId).toBe(row(3).practitionerId);
	});

	it.runIf(isThere)('meets what happened meanwhile', async () => {
		const { db } = database;
		// The person of row 5 has another feed now, and so has the one of row 4, who is on their own again.
		const join = (await regrouping.findLast(db, row(3).practitionerId!))!;
		await regrouping.undo(db, join.id);
		for (const personId of [row(5).practitionerId!, join.fromId]) {
			const { feed } = await feeds.add(db, personId, {
				platform: 'website',
				platformId: null,
				handle: null,
				feedUrl: `https://later.example/${personId}`,
				siteUrl: null,
				title: 'Later'
			});
			kept.people.push(personId);
			kept.feeds.push(feed.id);
		}
		for (const one of before) {
			kept.people.push(one.practitioner.id);
			kept.feeds.push(one.feed.id);
		}
		// Posts everywhere, more than one transaction should take on row 7; those of row 6 are settled by two.
		for (const line of [2, 5, 6, 7, 200])
			await posts.save(
				db,
				row(line).feedId!,
				Array.from({ length: line === 7 ? 1200 : 3 }, (_, n) => item(`${line}-${n}`, `Words ${n}.`))
			);
		for (const one of before) await posts.save(db, one.feed.id, [item(`${one.feed.id}`)]);
		const ids = await db
			.select({ id: post.id })
			.from(post)
			.where(eq(post.feedId, row(6).feedId!));
		for (const { id: postId } of ids)
			await mark(db, row(6).feedId!, postId, { strength: 'likely', at: now });
		const [heron, wren] = [
			await addPerson(db, 'Heron', 'reviewer'),
			await addPerson(db, 'Wren', 'reviewer')
		];
		await settle(
			db,
			[heron, wren],
			ids.map((one) => one.id),
			now
		);
		expect(await db.$count(coding)).toBe(6);
	});

	it.runIf(isThere)('takes back nothing by halves', async () => {
		const { db } = database;
		expect(await intakes.undo(db, id)).toBe(true);
		const held = { people: await db.$count(practitioner), feeds: await db.$count(feed) };
		const crash = db.transaction(async (tx) => {
			expect(await takingback.step(tx, { id, listId })).toBe(true);
			expect((await intakes.countRows(tx, id)).outcomes.undone).toBeGreaterThan(0);
			throw new Error('The worker dies');
		});
		await expect(crash).rejects.toThrow('The worker dies');
		expect((await counts()).outcomes.undone).toBe(0);
		expect({ people: await db.$count(practitioner), feeds: await db.$count(feed) }).toEqual(held);
	});

	it.runIf(isThere)('goes on where it stopped, and says how far it is', async () => {
		const { db } = database;
		const undone: number[] = [];
		while (await following.step(db, { pollMinutes: 60 }))
			undone.push((await counts()).outcomes.undone);
		expect(undone.length).toBeGreaterThan(3);
		expect(undone).toEqual([...undone].sort((a, b) => a - b));
		expect(undone.at(-1)).toBe(ROWS);
		expect((await intakes.find(db, id))!.stage).toBe('undone');
	});

	it.runIf(isThere)('leaves who was there before, and who has something else now', async () => {
		const { db } = database;
		const people = await db.select({ id: practitioner.id }).from(practitioner);
		expect(people.map((one) => one.id).sort()).toEqual(kept.people.sort());
		const left = await db.select({ id: feed.id }).from(feed);
		expect(left.map((one) => one.id).sort()).toEqual(kept.feeds.sort());
		expect(await lists.list(db)).toEqual([{ id: listId, name: 'North', count: 0 }]);
	});

	it.runIf(isThere)('leaves no post, count or reading of it, and a sound record', async () => {
		const { db } = database;
		const [{ posts: written } = { posts: 0 }] = await db.select({ posts: count() }).from(post);
		expect(written).toBe(2);
		expect(await db.$count(tally)).toBe(await db.$count(tally, inArray(tally.feedId, kept.feeds)));
		expect(await db.$count(coding)).toBe(0);
		expect((await integrity.verify(db)).broken).toEqual([]);
	});
});
