import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as classify from '#lib/server/marking/classify.ts';
import * as threads from '#lib/server/marking/threads.ts';
import { markedBy } from '../../support/readers.ts';

describe('the reader’s thread', () => {
	let thread: threads.Thread;
	beforeAll(async () => {
		thread = await threads.open();
	});
	afterAll(() => thread.close());

	const posts = Array.from({ length: 70 }, (_, i) => ({
		id: String(i),
		text: i % 2 ? `Lettuce number ${i} is gone.` : `My client told me today that she left, ${i}.`
	}));

	it('marks as the reader does here, in the same order', async () => {
		const here = await classify.open();
		expect(thread).toMatchObject({ kind: here.kind, version: here.version });
		expect(await classify.read(thread, posts)).toEqual(await classify.read(here, posts));
	});

	it('leaves this thread free meanwhile', async () => {
		let turns = 0;
		const timer = setInterval(() => turns++, 5);
		await thread.ask(Array.from({ length: 4 }, () => posts).flat());
		clearInterval(timer);
		expect(turns).toBeGreaterThan(3);
	});

	it('starts anew after it has died, and tells who waited', async () => {
		const dying = await threads.open();
		const waiting = dying.ask(posts);
		await dying.close();
		await expect(waiting).rejects.toThrow(/thread ended/);
		const [mark] = await dying.ask([posts[0]!]);
		expect(mark!.version).toBe(thread.version);
		await dying.close();
	});
});

describe('two that read together', () => {
	const posts = Array.from({ length: 50 }, (_, i) => ({ id: String(i), text: `Note ${i}.` }));
	const idsOf = (marks: { lang: string | null }[]) => marks.map(({ lang }) => lang);
	const asThread = (reader: classify.Elsewhere): threads.Thread => ({
		...reader,
		wake: async () => {},
		close: async () => {}
	});

	it('share the posts and keep their order', async () => {
		const [first, second] = [markedBy('1'), markedBy('1')];
		const both = threads.together(first.reader, async () => asThread(second.reader));
		expect(idsOf(await both.ask(posts))).toEqual(posts.map(({ id }) => id));
		expect(first.asked.length).toBeGreaterThan(0);
		expect(second.asked.length).toBeGreaterThan(0);
		expect([...first.asked, ...second.asked].map(Number).sort((a, b) => a - b)).toEqual(
			posts.map((_, i) => i)
		);
	});

	it('do not wait for the second to start', async () => {
		const { reader } = markedBy('1');
		const marks = await threads.together(reader, () => new Promise(() => {})).ask(posts);
		expect(idsOf(marks)).toEqual(posts.map(({ id }) => id));
	});

	it('leave all to the first where the second fails or reads by other models', async () => {
		const other = markedBy('2');
		const failing = { ...markedBy('1').reader, ask: async () => Promise.reject(new Error('gone')) };
		for (const second of [
			() => Promise.reject(new Error('no thread')),
			async () => asThread(failing),
			async () => asThread(other.reader)
		]) {
			const { reader, asked } = markedBy('1');
			expect(idsOf(await threads.together(reader, second).ask(posts))).toEqual(
				posts.map(({ id }) => id)
			);
			expect(new Set(asked).size).toBe(50);
		}
		expect(other.asked).toEqual([]);
	});
});
