import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as classify from '#lib/server/marking/classify.ts';
import * as threads from '#lib/server/marking/threads.ts';

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
