/** The second reader's duty: whom it is asked about, what is kept, and what waits when it fails. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorker } from '#lib/server/worker.ts';
import type { Database } from '#lib/server/db/index.ts';
import {
	feed,
	post,
	practitioner,
	secondReader,
	secondReading,
	task
} from '#lib/server/db/schema.ts';
import * as findings from '#lib/server/findings.ts';
import type * as classify from '#lib/server/marking/classify.ts';
import * as agreement from '#lib/server/marking/second/agreement.ts';
import * as second from '#lib/server/marking/second/readings.ts';
import * as posts from '#lib/server/posts.ts';
import * as takedowns from '#lib/server/publication/takedowns.ts';
import type { Who } from '#lib/words.ts';
import { fresh, kinds } from '../support/database.ts';
import { item } from '../support/items.ts';
import { addPerson } from '../support/people.ts';
import { reads, says, startModel, type ModelServer } from '../support/model.ts';
import { mark, practise, weekly, type MadePost } from '../support/practice.ts';

const start = new Date('2026-06-10T09:00:00Z');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const story = 'My client slept at last, she told me.';

describe.each(kinds)('second readings on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	let model: ModelServer;
	beforeAll(async () => {
		model = await startModel();
		if (isThere) database = await fresh(kind);
	});
	beforeEach(async () => {
		model.asked.length = 0;
		model.behave(reads('story', 'One client is told about.', 'slept at last'));
		if (!isThere) return;
		await database.db.delete(practitioner);
		await database.db.delete(secondReader);
	});
	afterAll(async () => {
		await model?.stop();
		await database?.close();
	});

	const run = (now = start, over: Partial<second.StepOptions> = {}) =>
		second.step(database.db, {
			reader: model.reader,
			thresholds: { likely: 0.85, possible: 0.45 },
			now: () => now,
			...over
		});
	const possible = (count: number): MadePost[] =>
		weekly(Array<'possible'>(count).fill('possible')).map((one, i) => ({
			...one,
			text: `${story} (${i})`
		}));
	const rows = () => database.db.select().from(secondReading).orderBy(secondReading.postId);
	const hashOf = async (id: number) =>
		(await database.db.select().from(post).where(eq(post.id, id)))[0]!.contentHash;

	it.runIf(isThere)('read each unsure post once, newest first, a few at a time', async () => {
		const { ids } = await practise(database.db, possible(6));
		expect(await run()).toBe(true);
		expect(model.asked.map((one) => /\((\d)\)/.exec(one.post)![1])).toEqual(['0', '1', '2', '3']);
		expect(await run()).toBe(false);
		expect(await run(hours(1000))).toBe(false);
		expect(model.asked).toHaveLength(6);
		expect(await second.find(database.db, ids[0]!, await hashOf(ids[0]!))).toEqual({
			model: 'small-model',
			says: 'story',
			because: 'One client is told about.',
			quote: { start: 10, end: 23 },
			readAt: start
		});
	});

	it.runIf(isThere)(
		'leave out what is sure, taken down, dropped, quoted or of others',
		async () => {
			const { ids } = await practise(database.db, [
				...possible(4),
				...weekly(['likely', 'none', 'not-judged', 'none', 'likely'])
			]);
			const set = (i: number, values: Partial<typeof post.$inferInsert>) =>
				database.db.update(post).set(values).where(eq(post.id, ids[i]!));
			await set(0, { removedAt: start });
			await set(1, { droppedAt: start, text: '' });
			const [quoted] = await database.db.select().from(post).where(eq(post.id, ids[2]!));
			await set(2, { axes: { ...quoted!.axes!, voice: 'quoted' } });
			await set(3, { text: 'The only possible one.' });
			await set(4, { probability: 0.99 });
			await set(5, { probability: 0.31 });
			// Near to a threshold, on either side of the marks.
			await set(7, { probability: 0.36, text: 'Nearly marked.' });
			await set(8, { probability: 0.88, text: 'Barely likely.' });
			const { feed: other } = await practise(database.db, possible(1));
			await database.db
				.update(feed)
				.set({ care: 'care', careChosen: 'not-care' })
				.where(eq(feed.id, other.id));
			await run();
			expect(model.asked.map((one) => one.post.split('\n\n')[1]).sort()).toEqual([
				'Barely likely.',
				'Nearly marked.',
				'The only possible one.'
			]);
		}
	);

	it.runIf(isThere)('change nothing but their own table', async () => {
		const { ids } = await practise(database.db, possible(2));
		const before = await database.db.select().from(post).orderBy(post.id);
		await run();
		expect(await database.db.select().from(post).orderBy(post.id)).toEqual(before);
		expect(await findings.list(database.db, ids[0]!)).toEqual([]);
	});

	it.runIf(isThere)('are taken anew for a changed text and for another model', async () => {
		const { feed: followed, ids } = await practise(database.db, possible(1));
		await run();
		const [before] = await rows();
		await posts.save(database.db, followed.id, [
			item('made-0', `Edited. ${story}`, { publishedAt: start })
		]);
		await mark(database.db, followed.id, ids[0]!, { strength: 'possible', at: start });
		expect(await second.find(database.db, ids[0]!, await hashOf(ids[0]!))).toBe(undefined);
		await run(hours(1));
		const [after] = await rows();
		expect(after!.contentHash).not.toBe(before!.contentHash);
		expect(after).toMatchObject({ quoteStart: 18, tryCount: 1, readAt: hours(1) });
		await run(hours(2), { reader: { ...model.reader, model: 'other' } });
		expect(await rows()).toMatchObject([{ model: 'other', tryCount: 1, readAt: hours(2) }]);
		expect(model.asked).toHaveLength(3);
	});

	it.runIf(isThere)('wait when the reader is away, and charge no post for it', async () => {
		const { ids } = await practise(database.db, possible(6));
		model.behave((_, response) => response.writeHead(503).end());
		expect(await run()).toBe(false);
		expect(model.asked).toHaveLength(1);
		expect(await agreement.health(database.db, model.reader)).toMatchObject({
			isWell: false,
			words: expect.stringMatching(
				/^does not answer since 10 June 2026 at 09:00 UTC\. 127\.0\.0\.1:\d+ is busy/
			)
		});
		// After an hour, a day, and then every seven days.
		for (const [at, count] of [
			[0.9, 1],
			[1, 2],
			[24, 2],
			[25, 3],
			[192, 3],
			[193, 4],
			[360, 4],
			[361, 5]
		] as const) {
			await run(hours(at));
			expect(model.asked, `after ${at} hours`).toHaveLength(count);
		}
		// The start of the program asks at once.
		model.behave(reads('no-story'));
		expect(await run(hours(362), { isFirst: true })).toBe(true);
		await run(hours(362));
		expect((await rows()).map(({ says, tryCount }) => ({ says, tryCount }))).toEqual(
			ids.map(() => ({ says: 'no-story', tryCount: 1 }))
		);
		expect(await agreement.health(database.db, model.reader)).toEqual({
			isWell: true,
			words: 'small-model read 6 posts, 0 of its answers could not be used'
		});
	});

	it.runIf(isThere)('try a post four times whose answer makes no sense, and go on', async () => {
		await practise(database.db, possible(2));
		model.behave((one, response) =>
			(one.post.includes('(0)') ? says('I would rather not say.') : reads('unsure'))(one, response)
		);
		for (const at of [0, 0.5, 1, 20, 25, 100, 193, 500, 5000]) await run(hours(at));
		expect(model.asked.filter((one) => one.post.includes('(0)'))).toHaveLength(4);
		expect(await rows()).toMatchObject([
			{
				says: null,
				failure: 'Its answer could not be understood.',
				nextTryAt: null,
				tryCount: 4
			},
			{ says: 'unsure', failure: null }
		]);
		expect((await agreement.health(database.db, model.reader)).words).toContain(
			'1 of its answers could not be used'
		);
	});

	it.runIf(isThere)('let a post that takes too long wait behind the others', async () => {
		await practise(database.db, possible(2));
		model.behave((one, response) => {
			if (!one.post.includes('(0)')) reads('story')(one, response);
		});
		await run(start, { totalMs: 1500 });
		await run(hours(1), { totalMs: 300 });
		expect(model.asked.map((one) => /\((\d)\)/.exec(one.post)![1])).toEqual(['0', '1', '0']);
		expect((await rows()).map(({ says }) => says)).toEqual([null, 'story']);
	});

	it.runIf(isThere)('are given back when the program stops in the middle', async () => {
		await practise(database.db, possible(3));
		const stopping = new AbortController();
		model.behave(() => stopping.abort());
		expect(await run(start, { signal: stopping.signal })).toBe(false);
		expect(await rows()).toMatchObject(
			Array(3).fill({ tryCount: 0, nextTryAt: start, readAt: null })
		);
		expect(await second.findState(database.db, model.reader)).toBe(undefined);
	});

	it.runIf(isThere)('are asked by one worker only where two are at it', async () => {
		await practise(database.db, possible(4));
		await Promise.all([run(), run()]);
		expect(new Set(model.asked.map((one) => one.post)).size).toBe(4);
		expect(model.asked).toHaveLength(4);
	});

	it.runIf(isThere)('go when the text goes', async () => {
		const { ids } = await practise(database.db, [
			{ strength: 'none', at: start, text: story },
			...possible(1)
		]);
		await database.db.update(post).set({ probability: 0.4 }).where(eq(post.id, ids[0]!));
		await run();
		expect(await rows()).toHaveLength(2);
		expect(await posts.dropOld(database.db, 30, new Date(Date.now() + 90 * 86_400_000))).toBe(1);
		expect((await rows()).map(({ postId }) => postId)).toEqual([ids[1]]);
	});

	it.runIf(isThere)('are not made of a post that somebody wants gone, and go with it', async () => {
		const { ids } = await practise(database.db, possible(2));
		const editor = await addPerson(database.db, `Editor ${start.getTime()}`, 'editor');
		await takedowns.hide(database.db, { postId: ids[0]! }, start);
		await run();
		expect((await rows()).map(({ postId }) => postId)).toEqual([ids[1]]);
		await takedowns.hide(database.db, { postId: ids[1]! }, start);
		expect(await takedowns.forget(database.db, editor, ids[1]!, hours(1))).toBe(undefined);
		expect(await rows()).toEqual([]);
		const why = 'The request named a post of somebody else.';
		expect(await takedowns.restore(database.db, editor, ids[0]!, why, hours(1))).toBe(undefined);
		await run(hours(2));
		expect((await rows()).map(({ postId }) => postId)).toEqual([ids[0]]);
	});

	it.runIf(isThere)('are compared with what people found, and with the marks', async () => {
		const { ids } = await practise(database.db, possible(4));
		model.behave((one, response) =>
			reads(one.post.includes('(3)') ? 'unsure' : 'no-story')(one, response)
		);
		await run();
		const said = ['story', 'no-story', 'unsure', 'story'] as const;
		for (const [i, id] of ids.entries()) await findings.record(database.db, id, { says: said[i]! });
		expect(await agreement.agreement(database.db, 'small-model')).toEqual({
			compared: 3,
			same: 1,
			sameMarked: 2
		});
		expect(await agreement.agreement(database.db, 'other')).toMatchObject({ compared: 0 });
	});

	it.runIf(isThere)('stay hidden from whoever still has the text to read blind', async () => {
		const { ids } = await practise(database.db, possible(1));
		const of = { id: ids[0]!, contentHash: await hashOf(ids[0]!) };
		const reviewer: Who = { id: 'r', penName: 'Rowan', role: 'reviewer' };
		const isBlind = (who?: Who) => agreement.isBlind(database.db, who, of);
		expect(await isBlind(reviewer)).toBe(false);
		await database.db.insert(task).values({
			postId: of.id,
			contentHash: of.contentHash,
			stageSince: start,
			sampled: false,
			strength: 'possible',
			markVersion: 'test',
			createdAt: start
		});
		expect(await isBlind(reviewer)).toBe(true);
		expect(await isBlind({ ...reviewer, role: 'editor' })).toBe(true);
		expect(await isBlind({ ...reviewer, role: 'reader' })).toBe(false);
		expect(await isBlind(undefined)).toBe(false);
		await database.db.update(task).set({ stage: 'done' });
		expect(await isBlind(reviewer)).toBe(false);
	});

	it.runIf(isThere)('are a duty of the worker where they are set, and only there', async () => {
		await practise(database.db, possible(1));
		const config = {
			pollMinutes: 60,
			retainDays: 365,
			contact: '',
			allowPrivateAddresses: false,
			rsshubUrl: '',
			rssbridgeUrl: '',
			origin: ''
		};
		await database.db.update(feed).set({ pausedAt: start });
		const reader: classify.Elsewhere = {
			kind: 'linear',
			version: 'test',
			evidence: {
				stories: { likely: 1, possible: 1, none: 1 },
				others: { likely: 1, possible: 1, none: 1 }
			},
			thresholds: { likely: 0.85, possible: 0.45 },
			missing: '',
			ask: () => Promise.resolve([])
		};
		await createWorker(database.db, { config, reader }).runOnce();
		expect(model.asked).toHaveLength(0);
		await createWorker(database.db, {
			config: { ...config, secondReader: model.reader },
			reader
		}).runOnce();
		expect(model.asked).toHaveLength(1);
		expect(await rows()).toMatchObject([{ says: 'story' }]);
	});
});
