import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { post, tally } from '#lib/server/db/schema.ts';
import * as classify from '#lib/server/marking/classify.ts';
import { markPending, progress } from '#lib/server/marking/mark.ts';
import * as posts from '#lib/server/posts.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';

const story =
	'A client of mine cried today when she told me about her brother. She is nineteen, and in our session she finally said his name.';

describe.each(kinds)('marking on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	let reader: classify.Elsewhere;
	beforeAll(async () => {
		if (!isThere) return;
		database = await fresh(kind);
		const models = await classify.open({ isFirstAlone: true });
		reader = {
			...models,
			version: 'v1',
			ask: async (asked) =>
				(await classify.read(models, asked)).map((mark) => ({ ...mark, version: reader.version }))
		};
	});
	afterAll(() => database?.close());

	const list = (feedId: number) =>
		database.db.select().from(post).where(eq(post.feedId, feedId)).orderBy(asc(post.id));
	const sum = async (feedId: number, what: string) =>
		(
			await database.db
				.select()
				.from(tally)
				.where(and(eq(tally.feedId, feedId), eq(tally.what, what)))
		).reduce((all, { count }) => all + count, 0);
	const drain = async () => {
		let all = 0;
		for (let done; (done = await markPending(database.db, reader, { limit: 3 }));) all += done;
		return all;
	};

	it.runIf(isThere)('reads each post once, and counts what it found', async () => {
		const { feed } = await follow(database.db);
		const items = ['a', 'b', 'c', 'd'].map((name) => item(name, 'Slugs got every lettuce.'));
		await posts.save(database.db, feed.id, [...items, item('e', story), item('f', '')]);
		expect(await drain()).toBe(6);
		expect(await drain()).toBe(0);
		const rows = await list(feed.id);
		expect(rows.map(({ markVersion }) => markVersion)).toEqual(Array(6).fill('v1'));
		expect(rows.find(({ text }) => text === story)!.strength).toMatch(/likely|possible/);
		const counts = await Promise.all(
			['likely', 'possible', 'none', 'not-judged'].map((what) => sum(feed.id, what))
		);
		expect(counts.reduce((all, count) => all + count)).toBe(6);
		expect(await progress(database.db, 'v1')).toMatchObject({ read: expect.any(Number) });
	});

	it.runIf(isThere)(
		'reads everything anew for another version, whichever sorts first',
		async () => {
			const { feed } = await follow(database.db);
			await posts.save(database.db, feed.id, [item('a', story), item('b', 'Rain again.')]);
			await drain();
			for (const version of ['v2', 'v0']) {
				reader.version = version;
				expect((await progress(database.db, version)).read).toBe(0);
				expect(await drain()).toBeGreaterThanOrEqual(2);
				const { read, posts: all } = await progress(database.db, version);
				expect(read).toBe(all);
				const marked = (await sum(feed.id, 'likely')) + (await sum(feed.id, 'possible'));
				expect(marked).toBe(1);
			}
			reader.version = 'v1';
		}
	);

	it.runIf(isThere)('loses no post where the reader faults on one', async () => {
		const { feed } = await follow(database.db);
		await posts.save(database.db, feed.id, [
			item('a', story),
			item('b', 'poison'),
			item('c', 'Tea.')
		]);
		const faulty: classify.Reader = {
			...reader,
			version: 'v3',
			ask: async (asked) => {
				if (asked.some(({ text }) => text === 'poison')) throw new Error('a bug');
				return (await classify.read(reader, asked)).map((mark) => ({ ...mark, version: 'v3' }));
			}
		};
		while (await markPending(database.db, faulty));
		const rows = await list(feed.id);
		expect(rows.map(({ text }) => text)).toContain('poison');
		expect(rows.find(({ text }) => text === 'poison')!.strength).toBe('not-judged');
		expect(rows.find(({ text }) => text === story)!.strength).toMatch(/likely|possible/);
		expect(new Set(rows.map(({ markVersion }) => markVersion))).toEqual(new Set(['v3']));
	});

	it.runIf(isThere)(
		'leaves a post that was edited while it was read for the next round',
		async () => {
			const { feed } = await follow(database.db);
			await posts.save(database.db, feed.id, [item('a', 'First words, of rain.')]);
			const slow: classify.Reader = {
				...reader,
				version: 'v4',
				ask: async (asked) => {
					await posts.save(database.db, feed.id, [item('a', story)]);
					return (await classify.read(reader, asked)).map((mark) => ({ ...mark, version: 'v4' }));
				}
			};
			await markPending(database.db, slow);
			const [between] = (await list(feed.id)).filter(({ text }) => text === story);
			expect(between!.markVersion).not.toBe('v4');
			await markPending(database.db, { ...slow, ask: reader.ask.bind(reader) });
			const [after] = (await list(feed.id)).filter(({ text }) => text === story);
			expect(after!.strength).toMatch(/likely|possible/);
		}
	);
});
