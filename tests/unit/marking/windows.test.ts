import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '#lib/server/marking/text.ts';
import * as windows from '#lib/server/marking/windows.ts';

function reading(lengths: number[]): Reading {
	const sentences: number[] = [];
	let count = 0;
	for (const length of lengths) {
		sentences.push(count);
		count += length;
	}
	const empty = Array.from({ length: count }, () => 0);
	return {
		text: '',
		words: empty.map(String),
		starts: empty,
		ends: empty,
		pos: empty.map(String),
		flags: empty,
		sentences
	};
}

describe('windows', () => {
	it('are one for a short text and none for an empty one', () => {
		expect(windows.of(reading([10, 20]))).toEqual([{ from: 0, to: 30 }]);
		expect(windows.of(reading([]))).toEqual([]);
	});

	it('are of two sizes where a text is long', () => {
		const { PASSAGE, LINES } = windows;
		expect(windows.of(reading([PASSAGE.longest]))).toHaveLength(1);
		const long = reading(Array.from({ length: 24 }, () => 20));
		const cut = windows.of(long);
		expect(cut).toEqual([...windows.cut(long, PASSAGE), ...windows.cut(long, LINES)]);
		expect(cut.filter(({ from, to }) => to - from > LINES.longest).length).toBeGreaterThan(1);
		expect(cut.filter(({ from, to }) => to - from <= LINES.longest).length).toBeGreaterThan(5);
	});

	it('end with a sentence and share whole sentences', () => {
		expect(windows.cut(reading([40, 40, 40, 40, 40]), { longest: 100, shared: 50 })).toEqual([
			{ from: 0, to: 80 },
			{ from: 40, to: 120 },
			{ from: 80, to: 160 },
			{ from: 120, to: 200 }
		]);
	});

	it('cut a sentence that is longer than a window', () => {
		const cut = windows.cut(reading([250]), { longest: 100, shared: 20 });
		expect(cut[0]).toEqual({ from: 0, to: 100 });
		expect(cut.at(-1)!.to).toBe(250);
	});

	it('cover every token, move on, and are never too long', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 60 }),
				fc.integer({ min: 5, max: 120 }),
				fc.integer({ min: 0, max: 60 }),
				(lengths, longest, shared) => {
					const whole = reading(lengths);
					const cut = windows.cut(whole, {
						longest,
						shared: Math.min(shared, longest - 1)
					});
					let reached = 0;
					let last = -1;
					for (const { from, to } of cut) {
						expect(from).toBeLessThanOrEqual(reached);
						expect(from).toBeGreaterThan(last);
						expect(to - from).toBeLessThanOrEqual(longest);
						expect(to).toBeGreaterThan(reached);
						reached = to;
						last = from;
					}
					expect(reached).toBe(whole.words.length);
				}
			)
		);
	});
});
