import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flags, read } from '#lib/server/marking/text.ts';

const words = (text: string) => read(text).words;
const flagged = (text: string, flag: number) =>
	read(text).words.filter((_, i) => (read(text).flags[i]! & flag) !== 0);

describe('tokens', () => {
	it.each([
		['my 3pm cancelled', ['my', '<clock>', 'canceled']],
		['Pt no-showed, ct late', ['patient', 'no', '-', 'showed', ',', 'client', 'late']],
		['tx plan for my 34F', ['treatment', 'plan', 'for', 'my', '<age>']],
		['CT scan in Hartford, CT', ['ct', 'scan', 'in', 'hartford', ',', 'ct']],
		['She’s sobbing 😭😭', ['she', 'sobbing', '😭', '😭']],
		['@anna see https://x.example/a?b', ['<handle>', 'see', '<address>']],
		['#TherapistLife at 10:30', ['#therapistlife', 'at', '<clock>']]
	])('%s', (text, expected) => {
		expect(words(text)).toEqual(expected);
	});

	it('know the past tense, names and quotation marks', () => {
		expect(flagged('She cried and Leo went home', flags.past)).toEqual(['cried', 'went']);
		expect(flagged('I saw Leo on Monday', flags.name)).toEqual(['leo']);
		expect(flagged('“No”, she said', flags.quote)).toEqual(['"', '"']);
	});

	it('begin a sentence after a full stop or on a new line, not after a title or an initial', () => {
		const { words, sentences } = read('Dr. Vale met J. Doe. He left\nThen tea');
		expect(sentences.map((at) => words[at])).toEqual(['dr', 'he', 'then']);
	});

	it('have rising, exact offsets in any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
				const { starts, ends, words, pos, flags: marks } = read(text);
				expect([starts.length, ends.length, pos.length, marks.length]).toEqual(
					Array(4).fill(words.length)
				);
				let last = 0;
				starts.forEach((start, i) => {
					expect(start).toBeGreaterThanOrEqual(last);
					expect(ends[i]!).toBeGreaterThan(start);
					last = ends[i]!;
				});
				expect(last).toBeLessThanOrEqual(text.length);
			})
		);
	});

	it('do not depend on what was read before', () => {
		const text = 'My client Zyxwv told me that her blorple had frumped.';
		const before = read(text);
		read('blorple frumped Zyxwv told');
		expect(read(text)).toEqual(before);
	});
});
