import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as comparison from '#lib/comparison.ts';
import * as sentences from '#lib/sentences.ts';

const person = (name: string, judged: number, low: number, high: number) => ({
	name,
	judged,
	stories: { low, high }
});

describe('practitioners side by side', () => {
	it('are told apart only where ranges of shares do not meet', () => {
		const few = person('Dr Fern', 200, 0, 4);
		const more = person('Dr Moss', 100, 2, 9);
		const many = person('Dr Reed', 100, 20, 40);
		const unknown = { name: 'Dr Sedge', judged: 12, stories: null };
		const found = comparison.pairs([few, more, many, unknown]);
		expect(found.map((pair) => pair.apart)).toEqual([
			'overlap',
			'apart',
			'unknown',
			'apart',
			'unknown',
			'unknown'
		]);
		expect(sentences.compared(found[0]!)).toContain('cannot be told apart');
		expect(sentences.compared(found[1]!)).toContain('do not overlap');
		expect(sentences.compared(found[2]!)).toContain('not enough posts');
	});

	it('give ranges in a hundred, rounded outwards', () => {
		expect(comparison.inHundred(person('A', 214, 2, 6))).toEqual({ low: 0, high: 3 });
		expect(comparison.inHundred({ name: 'B', judged: 9, stories: null })).toBeNull();
		expect(sentences.inHundred(null)).toBe('Not enough posts to say.');
		expect(sentences.inHundred({ low: 0, high: 3 })).toBe('0 to 3 in 100 posts');
	});

	it('do not depend on who stands first', () => {
		const someone = fc
			.tuple(
				fc.integer({ min: 1, max: 5000 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.double({ min: 0, max: 1, noNaN: true })
			)
			.map(([judged, a, b]) =>
				person('X', judged, Math.floor(Math.min(a, b) * judged), Math.ceil(Math.max(a, b) * judged))
			);
		fc.assert(
			fc.property(someone, someone, (one, other) => {
				expect(comparison.pairs([one, other])[0]!.apart).toBe(
					comparison.pairs([other, one])[0]!.apart
				);
				expect(comparison.pairs([one, one])[0]!.apart).toBe('overlap');
			})
		);
	});
});
