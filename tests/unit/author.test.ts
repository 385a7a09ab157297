import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as author from '#lib/server/marking/author.ts';
import { professions } from '#lib/words.ts';

describe('what the encoder is told of the author', () => {
	it.each([
		[{ profession: 'hospice social worker' }, 'hospice social worker'],
		[{ profession: 'social-worker', feed: { title: 'Notes' } }, 'social worker'],
		[{ profession: 'not-care' }, 'does not give therapy'],
		[
			{ profession: ' ', feed: { title: 'The Long Hour', description: 'By a\ncounsellor' } },
			'The Long Hour. By a counsellor'
		],
		[{ feed: { title: null, description: '' } }, null],
		[{}, null],
		[{ profession: 'constructor' }, 'constructor']
	])('%j is %j', (clues, words) => {
		expect(author.describe(clues)).toBe(words);
	});

	it('is words for every profession', () => {
		for (const profession of professions)
			expect(author.describe({ profession })).toMatch(/^[a-z ]+$/);
	});

	it('stays short and on one line, whatever the feed says', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (description) => {
				const words = author.describe({ feed: { description } }) ?? '';
				expect(words.length).toBeLessThanOrEqual(170);
				expect(words).not.toMatch(/[\n\r\t]/);
			})
		);
	});
});
