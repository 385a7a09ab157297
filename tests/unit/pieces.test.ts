import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as framing from '#lib/server/marking/framing.ts';
import * as pieces from '#lib/server/marking/pieces.ts';

const root = join(import.meta.dirname, '../..');
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const weights = 'src/lib/server/marking/weights';
const known = pieces.open(
	json(`${weights}/tokenizer.json`),
	json(`${weights}/tokenizer_config.json`)
);
const idsOf = (text: string) => pieces.cut(known, text).flatMap(({ ids }) => [...ids]);
const anyText = fc.string({ unit: 'binary', maxLength: 400 });

describe('word pieces', () => {
	// Written by recipe/pieces.py with the tokenizer that the recipe trains with.
	const python: { text: string; ids: number[] }[] = json('tests/fixtures/marking/pieces.json');

	it.each(python)('have the ids that training had: $text', ({ text, ids }) => {
		expect(idsOf(text)).toEqual(ids);
	});

	it('point at the words they came from', () => {
		const text = 'My 3pm ct — “I’m fine” 😊';
		const words = pieces.cut(known, text).map(({ start, end }) => text.slice(start, end));
		expect(words).toEqual(['My', '3pm', 'ct', '—', '“', 'I', '’', 'm', 'fine', '”', '😊']);
	});

	it('take a separator written in a post for plain text', () => {
		expect(idsOf('a [SEP] b')).not.toContain(pieces.SEPARATOR);
	});

	it('are in order and inside any text', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				let last = 0;
				for (const { start, end, ids } of pieces.cut(known, text)) {
					expect(start).toBeGreaterThanOrEqual(last);
					expect(end).toBeGreaterThan(start);
					expect(end).toBeLessThanOrEqual(text.length);
					expect(ids.length).toBeGreaterThan(0);
					last = end;
				}
			})
		);
	});

	it('are cut from very long words too', () => {
		expect(idsOf('ab'.repeat(100_000))).toHaveLength(1);
		expect(idsOf('字'.repeat(20_000))).toHaveLength(20_000);
	});
});

describe('stretches', () => {
	const words = (sizes: number[]) =>
		sizes.map((size, i) => ({ start: i, end: i + 1, ids: Array<number>(size).fill(7) }));

	it('hold a short passage whole and an empty one too', () => {
		expect(framing.stretches(words([1, 2, 3]), 200)).toEqual([{ from: 0, to: 3, pieces: 6 }]);
		expect(framing.stretches([], 200)).toEqual([{ from: 0, to: 0, pieces: 0 }]);
	});

	it('cover every word, overlap, and never pass the limit', () => {
		const sizes = fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 300 });
		fc.assert(
			fc.property(sizes, (all) => {
				const found = framing.stretches(words(all), 200);
				expect(found[0]!.from).toBe(0);
				expect(found.at(-1)!.to).toBe(all.length);
				for (const [i, one] of found.entries()) {
					expect(one.pieces).toBeLessThanOrEqual(200);
					if (i === 0) continue;
					expect(one.from).toBeLessThanOrEqual(found[i - 1]!.to);
					expect(one.from).toBeGreaterThan(found[i - 1]!.from);
				}
			})
		);
	});

	it('are framed as in training', () => {
		const text = pieces.cut(known, 'Walked with Dick to the gate.');
		const [whole] = framing.stretches(text, 200);
		const author = framing.authorIds(known, 'hospice social worker');
		expect(framing.frame(author, text, whole!)).toEqual([
			101, 3166, 1024, 29277, 2591, 7309, 102, 2939, 2007, 5980, 2000, 1996, 4796, 1012, 102
		]);
		expect(framing.authorIds(known, null)).toEqual(framing.authorIds(known, ' '));
	});
});
