import { describe, expect, it } from 'vitest';
import * as reading from '#lib/server/look/reading.ts';
import type { ParsedItem } from '#lib/server/feeds/parse.ts';
import { markedBy } from '../support/readers.ts';

const feed = { title: 'Made up', description: null };

function item(guid: string, day: number, text = `Note ${guid}.`): ParsedItem {
	return {
		guid,
		url: null,
		title: null,
		text,
		author: null,
		publishedAt: new Date(Date.UTC(2026, 0, day)),
		updatedAt: null,
		excerptOnly: false
	};
}

describe('reading the posts of a look', () => {
	it('marks while older pages are still to come, and answers the newest first', async () => {
		const { reader, hasBegun } = markedBy('1');
		const read = reading.begin(feed, { reader });
		read.add([item('b', 2), item('c', 3)]);
		await hasBegun;
		read.add([item('a', 1)], true);
		const posts = await read.finish();
		expect(posts.map(({ item, mark }) => [item.guid, mark.lang])).toEqual([
			['c', 'c'],
			['b', 'b'],
			['a', 'a']
		]);
		expect(posts.map(({ backfilled }) => backfilled)).toEqual([false, false, true]);
	});

	it('counts a post that comes twice once', async () => {
		const { reader } = markedBy('1');
		const read = reading.begin(feed, { reader });
		read.add([item('a', 1), item('a', 1)]);
		read.add([item('a', 1)], true);
		expect(await read.finish()).toHaveLength(1);
	});

	it('says how far it is only once nothing else is being done', async () => {
		const said: string[] = [];
		const { reader, hasBegun } = markedBy('1');
		const read = reading.begin(feed, { reader, onProgress: (words) => said.push(words) });
		read.add(Array.from({ length: 30 }, (_, i) => item(String(i), i)));
		await hasBegun;
		read.add([item('late', 40)], true);
		expect(said).toEqual([]);
		await read.finish();
		expect(said.at(-1)).toBe('Read 31 of 31 posts');
	});

	it('throws at the end what went wrong on the way, and stops when told to', async () => {
		const failing = reading.begin(feed, { reader: Promise.reject(new Error('no model')) });
		failing.add([item('a', 1)]);
		await expect(failing.finish()).rejects.toThrow('no model');
		const stopped = reading.begin(feed, {
			reader: markedBy('1').reader,
			signal: AbortSignal.abort()
		});
		stopped.add([item('a', 1)]);
		await expect(stopped.finish()).rejects.toThrow(/abort/i);
	});
});
