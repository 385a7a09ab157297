import { eq } from 'drizzle-orm';
import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed, post } from '#lib/server/db/schema.ts';
import * as digests from '#lib/server/digests.ts';
import * as posts from '#lib/server/posts.ts';
import { fresh } from '../support/database.ts';
import { follow, item } from '../support/items.ts';

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
		expect(digests.inShort(news)).toBe('2 new posts, 1 marked');
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

	it('is an Atom document with an entry a week, under a secret that can be renewed', async () => {
		const token = await digests.secret(database.db);
		expect(await digests.secret(database.db)).toBe(token);
		const xml = await digests.atom(database.db, 'https://here.example', token, day(28));
		const parsed = parseAtomFeed(xml);
		expect(parsed.entries?.map((entry) => entry.title?.value)).toEqual([
			'Week of 19 October 2026: 1 new post, none marked',
			'Week of 5 October 2026: 2 new posts, 1 marked'
		]);
		expect(xml).not.toContain('Text of');
		expect(parsed.entries?.[1]?.links?.[0]?.href).toContain('https://here.example/digest?since=');
		const renewed = await digests.renew(database.db);
		expect(await digests.isSecret(database.db, token)).toBe(false);
		expect(await digests.isSecret(database.db, renewed)).toBe(true);
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
