import { eq } from 'drizzle-orm';
import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed, person, post } from '#lib/server/db/schema.ts';
import * as digests from '#lib/server/digests.ts';
import * as posts from '#lib/server/posts.ts';
import * as watches from '#lib/server/watches.ts';
import { fresh } from '../support/database.ts';
import { follow, item } from '../support/items.ts';
import { addPerson } from '../support/people.ts';

const day = (n: number) => new Date(Date.UTC(2026, 9, n, 12));
let database: Database;
let followed: Awaited<ReturnType<typeof follow>>;

beforeAll(async () => {
	database = await fresh('embedded');
	followed = await follow(database.db);
	const { id } = followed.feed;
	await database.db
		.update(feed)
		.set({ createdAt: day(1), care: 'care' })
		.where(eq(feed.id, id));
	await posts.save(database.db, id, [item('first')], { now: day(1) });
	await posts.save(database.db, id, [item('old')], { now: day(7), backfilled: true });
	await posts.save(database.db, id, [item('a'), item('b')], { now: day(7) });
	await posts.save(database.db, id, [item('c')], { now: day(21) });
	await database.db.update(post).set({ strength: 'likely' }).where(eq(post.title, 'Title of a'));
});
afterAll(() => database.close());

describe('a digest', () => {
	it('counts new posts, not those read back nor those a feed began with', async () => {
		const news = await digests.list(database.db, { since: day(1), until: day(14) });
		expect(news).toEqual([
			{
				practitionerId: followed.practitioner.id,
				name: followed.practitioner.name,
				posts: 2,
				marked: 1
			}
		]);
		const told = await digests.listFor(database.db, { since: day(1), until: day(14) }, undefined);
		expect(told).toEqual([{ ...news[0], isBlind: false }]);
		expect(digests.inShort(told)).toBe('2 new posts, 1 marked');
		expect(await digests.list(database.db, { since: day(14), until: day(20) })).toEqual([]);
	});

	it('counts no mark of a feed whose author gives no care', async () => {
		const { id } = followed.feed;
		await database.db.update(feed).set({ careChosen: 'not-care' }).where(eq(feed.id, id));
		const [news] = await digests.list(database.db, { since: day(1), until: day(14) });
		await database.db.update(feed).set({ careChosen: null }).where(eq(feed.id, id));
		expect(news).toMatchObject({ posts: 2, marked: 0 });
	});

	it('names feeds that fail again and again', async () => {
		const { id } = followed.feed;
		expect(await digests.listTroubles(database.db)).toEqual([]);
		await database.db
			.update(feed)
			.set({ failureCount: 3, failure: 'The site did not answer.' })
			.where(eq(feed.id, id));
		expect(await digests.listTroubles(database.db)).toEqual([
			expect.objectContaining({ failure: 'The site did not answer.' })
		]);
	});

	it('is an Atom document with an entry a week', async () => {
		const watch = { token: 'secret', who: undefined };
		const xml = await digests.atom(database.db, 'https://here.example', watch, day(28));
		const parsed = parseAtomFeed(xml);
		expect(parsed.entries?.map((entry) => entry.title?.value)).toEqual([
			'Week of 19 October 2026: 1 new post, none marked',
			'Week of 5 October 2026: 2 new posts, 1 marked'
		]);
		expect(xml).not.toContain('Text of');
		expect(parsed.entries?.[1]?.links?.[0]?.href).toContain('https://here.example/digest?since=');
	});

	it('is under a secret of each person, that they renew, and that ends with them', async () => {
		const { db } = database;
		const [heron, wren] = [
			await addPerson(db, 'Heron', 'reviewer'),
			await addPerson(db, 'Wren', 'reader')
		];
		const owners = [undefined, heron, wren];
		const tokens = await Promise.all(owners.map((who) => watches.secret(db, who)));
		expect(await Promise.all(owners.map((who) => watches.secret(db, who)))).toEqual(tokens);
		expect(new Set(tokens).size).toBe(3);
		const [alone, ofHeron, ofWren] = tokens as [string, string, string];
		const find = (token: string) =>
			Promise.all([watches.find(db, token, 'solo'), watches.find(db, token, 'group')]);
		expect(await find(alone)).toEqual([{ token: alone, who: undefined }, undefined]);
		expect(await find(ofHeron)).toEqual([undefined, { token: ofHeron, who: { id: heron.id } }]);
		expect(await find('guessed')).toEqual([undefined, undefined]);
		const renewed = await watches.renew(db, heron);
		expect(await find(ofHeron)).toEqual([undefined, undefined]);
		expect((await watches.find(db, renewed, 'group'))!.who).toEqual({ id: heron.id });
		expect(await watches.find(db, ofWren, 'group')).toBeDefined();
		expect(await watches.find(db, alone, 'solo')).toBeDefined();
		const again = await watches.renew(db, undefined);
		expect(await find(alone)).toEqual([undefined, undefined]);
		expect(await watches.find(db, again, 'solo')).toBeDefined();
		await db
			.update(person)
			.set({ suspendedAt: day(2) })
			.where(eq(person.id, wren.id));
		expect(await find(ofWren)).toEqual([undefined, undefined]);
		await db.update(person).set({ suspendedAt: null }).where(eq(person.id, wren.id));
		expect(await watches.find(db, ofWren, 'group')).toBeDefined();
	});
});

describe('weeks', () => {
	it('are whole, Monday to Sunday, the latest first', () => {
		for (const now of [day(25), day(26), day(31)]) {
			const spans = digests.weeks(now);
			expect(spans[0]!.until.getTime()).toBeLessThanOrEqual(now.getTime());
			expect(spans.every(({ since }) => since.getUTCDay() === 1)).toBe(true);
			expect(
				spans.every(({ since, until }) => until.getTime() - since.getTime() === 604_800_000)
			).toBe(true);
		}
	});
});
