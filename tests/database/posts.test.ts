import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { post, tally } from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as posts from '#lib/server/posts.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';

describe.each(kinds)('posts on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	beforeAll(async () => {
		if (isThere) database = await fresh(kind);
	});
	afterAll(() => database?.close());
	const count = async (feedId: number, what: string) => {
		const rows = await database.db
			.select()
			.from(tally)
			.where(and(eq(tally.feedId, feedId), eq(tally.what, what)));
		return rows.reduce((sum, row) => sum + row.count, 0);
	};

	it.runIf(isThere)('keeps each item once, however often it is saved', async () => {
		const { feed } = await follow(database.db);
		const items = [item('a'), item('b'), item('b')];
		const first = await posts.save(database.db, feed.id, items);
		const again = await posts.save(database.db, feed.id, items);
		expect(first.newCount).toBe(2);
		expect(again).toMatchObject({ newCount: 0, changedCount: 0 });
		expect(await count(feed.id, 'posts')).toBe(2);
	});

	it.runIf(isThere)('keeps the earlier text of an edited post and queues it anew', async () => {
		const { feed } = await follow(database.db);
		await posts.save(database.db, feed.id, [item('a', 'First words.')]);
		const [before] = await database.db.select().from(post).where(eq(post.feedId, feed.id));
		await database.db.update(post).set({ markVersion: 'v1' }).where(eq(post.id, before!.id));
		const saved = await posts.save(database.db, feed.id, [item('a', 'Second words.')]);
		const [after] = await database.db.select().from(post).where(eq(post.feedId, feed.id));
		const revisions = await posts.listRevisions(database.db, before!.id);
		expect(saved).toMatchObject({ newCount: 0, changedCount: 1 });
		expect(after).toMatchObject({ id: before!.id, text: 'Second words.', markVersion: null });
		expect(revisions.map((row) => row.text)).toEqual(['First words.']);
		expect(await count(feed.id, 'posts')).toBe(1);
	});

	it.runIf(isThere)('stores text that Postgres itself would refuse', async () => {
		const { feed } = await follow(database.db);
		await posts.save(database.db, feed.id, [item('odd', 'a\0b \ud800 c')]);
		const [row] = await database.db.select().from(post).where(eq(post.feedId, feed.id));
		expect(row!.text).toBe('ab \ufffd c');
	});

	it.runIf(isThere)('pages through all posts, newest first, none twice', async () => {
		const { practitioner, feed } = await follow(database.db);
		const items = Array.from({ length: 45 }, (_, i) =>
			item(`p${i}`, `Text ${i}`, { publishedAt: new Date(Date.UTC(2026, 0, 1 + (i % 9))) })
		);
		await posts.save(database.db, feed.id, items);
		const seen: posts.Post[] = [];
		let after: posts.PostCursor | undefined;
		do {
			const page = await posts.list(database.db, practitioner.id, { after, limit: 10 });
			seen.push(...page.posts);
			after = page.next;
		} while (after);
		expect(new Set(seen.map((row) => row.id)).size).toBe(45);
		expect(seen.map((row) => row.shownAt.getTime())).toEqual(
			seen.map((row) => row.shownAt.getTime()).toSorted((a, b) => b - a)
		);
	});

	it.runIf(isThere)(
		'drops the text of old unmarked posts only, and never takes that for an edit',
		async () => {
			const { feed } = await follow(database.db);
			const longAgo = new Date('2024-01-01T00:00:00Z');
			await posts.save(database.db, feed.id, [item('plain'), item('story')], { now: longAgo });
			await database.db
				.update(post)
				.set({ strength: 'none' })
				.where(eq(post.title, 'Title of plain'));
			await database.db
				.update(post)
				.set({ strength: 'likely' })
				.where(eq(post.title, 'Title of story'));
			await posts.dropOld(database.db, 365);
			const saved = await posts.save(database.db, feed.id, [item('plain'), item('story')]);
			const rows = await database.db
				.select()
				.from(post)
				.where(eq(post.feedId, feed.id))
				.orderBy(post.id);
			expect(rows.map((row) => row.text)).toEqual(['', 'Text of story.']);
			expect(saved.changedCount).toBe(0);
			expect((await feeds.find(database.db, feed.id))!.oldestPostAt).toEqual(
				new Date('2026-03-05T10:00:00Z')
			);
		}
	);
});
