import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { post, tally } from '#lib/server/db/schema.ts';
import type { ParsedItem } from '#lib/server/feeds/parse.ts';
import * as posts from '#lib/server/posts.ts';
import * as saving from '#lib/server/saving.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';

describe.each(kinds)('what a feed brings, on the $kind database,', ({ kind, isThere }) => {
	let database: Database;
	beforeAll(async () => {
		if (isThere) database = await fresh(kind);
	});
	afterAll(() => database?.close());
	const kept = (feedId: number) =>
		database.db.select().from(post).where(eq(post.feedId, feedId)).orderBy(post.id);
	const whole = (feedId: number, items: ParsedItem[], now?: Date) =>
		database.db.transaction((tx) =>
			saving.saveAll(tx, [{ feedId, items, isWhole: true }], { now })
		);
	const excerpts = async (feedId: number) => {
		const rows = await database.db
			.select()
			.from(tally)
			.where(and(eq(tally.feedId, feedId), eq(tally.what, 'excerpt')));
		return rows.reduce((sum, row) => sum + row.count, 0);
	};

	it.runIf(isThere)('comes once when the software changes its ids', async () => {
		const { feed } = await follow(database.db);
		await posts.save(database.db, feed.id, [item('a'), item('b')]);
		const before = await kept(feed.id);
		const renamed = ['a', 'b'].map((name) => ({ ...item(name), guid: `urn:new:${name}` }));
		const saved = await posts.save(database.db, feed.id, [...renamed, item('c')]);
		const after = await kept(feed.id);
		expect(saved.newCount).toBe(1);
		expect(after.slice(0, 2).map((row) => row.id)).toEqual(before.map((row) => row.id));
		expect((await posts.save(database.db, feed.id, renamed)).newCount).toBe(0);
	});

	it.runIf(isThere)('is known over http and https', async () => {
		const { feed } = await follow(database.db);
		const guid = (scheme: string) => ({ ...item('a'), guid: `${scheme}://quiet.example/a` });
		await posts.save(database.db, feed.id, [guid('http')]);
		expect(await posts.save(database.db, feed.id, [guid('https')])).toMatchObject({
			newCount: 0,
			changedCount: 0
		});
	});

	it.runIf(isThere)('does not undo a text read in full by showing less of it', async () => {
		const { feed } = await follow(database.db);
		const short = item('a', 'It began in the rain […]', { excerptOnly: true });
		const full = item('a', 'It began in the rain and ended in the sun.');
		await posts.save(database.db, feed.id, [short]);
		expect(await excerpts(feed.id)).toBe(1);
		const completed = await posts.save(database.db, feed.id, [full], { backfilled: true });
		const again = await posts.save(database.db, feed.id, [short]);
		const unmarked = await posts.save(database.db, feed.id, [item('a', 'It began in the rain')]);
		expect([completed.changedCount, again.changedCount, unmarked.changedCount]).toEqual([0, 0, 0]);
		const [row] = await kept(feed.id);
		expect(row).toMatchObject({ text: full.text, excerptOnly: false });
		expect(await posts.listRevisions(database.db, row!.id)).toEqual([]);
		expect(await excerpts(feed.id)).toBe(0);
	});

	it.runIf(isThere)('keeps the earlier text when an author takes a part away', async () => {
		const { feed } = await follow(database.db);
		await posts.save(database.db, feed.id, [item('a', 'Good morning. My client wept today.')]);
		const saved = await posts.save(database.db, feed.id, [item('a', 'Good morning.')]);
		const [row] = await kept(feed.id);
		expect(saved.changedCount).toBe(1);
		expect(row!.text).toBe('Good morning.');
		const revisions = await posts.listRevisions(database.db, row!.id);
		expect(revisions.map((one) => one.text)).toEqual(['Good morning. My client wept today.']);
	});

	it.runIf(isThere)(
		'is gone when a whole listing no longer names it, and back when it does',
		async () => {
			const { feed } = await follow(database.db);
			const items = ['a', 'b', 'c', 'd', 'e'].map((name) => item(name));
			const now = new Date('2026-06-01T00:00:00Z');
			await whole(feed.id, items);
			await posts.save(database.db, feed.id, items.slice(0, 2));
			expect((await kept(feed.id)).every((row) => row.removedAt === null)).toBe(true);
			await whole(feed.id, items.slice(1), now);
			expect((await kept(feed.id)).map((row) => row.removedAt)).toEqual([
				now,
				null,
				null,
				null,
				null
			]);
			await whole(feed.id, items, now);
			expect((await kept(feed.id)).every((row) => row.removedAt === null)).toBe(true);
		}
	);

	it.runIf(isThere)('is not taken for gone when nearly all would be: that is a fault', async () => {
		const { feed } = await follow(database.db);
		await whole(
			feed.id,
			['a', 'b', 'c', 'd', 'e'].map((name) => item(name))
		);
		await whole(feed.id, [item('a')]);
		await whole(feed.id, []);
		expect((await kept(feed.id)).every((row) => row.removedAt === null)).toBe(true);
	});

	it.runIf(isThere)('of several feeds is kept apart', async () => {
		const [one, two] = [await follow(database.db), await follow(database.db)];
		const saved = await database.db.transaction((tx) =>
			saving.saveAll(tx, [
				{ feedId: one.feed.id, items: [item('a'), item('b')] },
				{ feedId: two.feed.id, items: [item('a', 'Other words.')] }
			])
		);
		expect([...saved.values()].map((row) => row.newCount)).toEqual([2, 1]);
		expect((await kept(two.feed.id)).map((row) => row.text)).toEqual(['Other words.']);
	});
});
