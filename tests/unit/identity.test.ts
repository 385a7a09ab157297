import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as identity from '#lib/server/feeds/identity.ts';
import { item } from '../support/items.ts';

const [a, b, c] = ['a', 'b', 'c'].map((guid) => item(guid));
const key = (over: Parameters<typeof item>[2]) => identity.keys([item('a', 'Words.', over)])[0];

describe('the key of a post', () => {
	it('is its guid, else its link, else title and date', () => {
		expect(key({ url: 'https://x.example/1', title: 'Other' })).toBe(key({}));
		expect(key({ guid: null, title: 'Other' })).toBe(key({ guid: null }));
		expect(key({ guid: null, url: null })).toBe(key({ guid: null, url: null }));
		expect(key({ guid: null, url: null, title: 'Other' })).not.toBe(key({ guid: null, url: null }));
		expect(key({ guid: null, url: null, publishedAt: null })).not.toBe(
			key({ guid: null, url: null })
		);
	});

	it('is the same over http and https', () => {
		expect(key({ guid: 'http://x.example/1' })).toBe(key({ guid: 'https://x.example/1' }));
		expect(key({ guid: null, url: 'http://x.example/1' })).toBe(
			key({ guid: null, url: 'https://x.example/1' })
		);
	});

	it('tells posts apart that share a guid: by link, by title, by place', () => {
		const same = (over: Parameters<typeof item>[2], words: string) => item('same', words, over);
		const sets = [
			[same({ url: 'https://x.example/1' }, 'One.'), same({ url: 'https://x.example/2' }, 'Two.')],
			[same({ title: 'One' }, 'One.'), same({ title: 'Two' }, 'Two.')],
			[same({}, 'One.'), same({}, 'Two.')]
		];
		for (const items of sets) {
			expect(new Set(identity.keys(items)).size).toBe(2);
			expect(identity.keys(items)).toEqual(identity.keys(items));
		}
		// Links and titles say the same whatever else the feed shows now.
		expect(identity.keys(sets[0]!.toReversed())).toEqual(identity.keys(sets[0]!).toReversed());
		expect(identity.keys(sets[1]!.toReversed())).toEqual(identity.keys(sets[1]!).toReversed());
	});

	it('is one for a post listed twice', () => {
		expect(new Set(identity.keys([a!, b!, a!])).size).toBe(2);
	});

	it('depends on no other post, where guids differ', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray([a!, b!, c!], { minLength: 1 }), (items) => {
				const alone = items.map((one) => identity.keys([one])[0]);
				expect(identity.keys(items)).toEqual(alone);
			})
		);
	});
});

describe('the words of a post', () => {
	it('are the same words whatever the white space', () => {
		expect(identity.contentHash('A', 'one  two\n\nthree')).toBe(
			identity.contentHash('A', 'one two three ')
		);
		expect(identity.contentHash('A', 'one two')).not.toBe(
			identity.contentHash('A', 'one two three')
		);
		expect(identity.contentHash('B', 'one')).not.toBe(identity.contentHash('A', 'one'));
	});

	it('are known as the beginning of longer ones', () => {
		const long = 'The river was high. I thought of sleep and of tea. Then I went home.';
		for (const short of [
			'The river was high.',
			'The river was high. I thought […]',
			'The river was…',
			'The river was high.\nContinue reading →'
		])
			expect(identity.isBeginningOf(short, long), short).toBe(true);
		for (const other of [long, 'The river was low.', `${long} And more.`])
			expect(identity.isBeginningOf(other, long), other).toBe(false);
	});
});
