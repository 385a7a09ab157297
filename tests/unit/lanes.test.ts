import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audits, lanes, order } from '#lib/server/review/lanes.ts';

describe('the lanes of the queue', () => {
	it('are all tried, whatever is drawn', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
				expect([...order(draw, 0.1)].sort()).toEqual([...lanes].sort());
			})
		);
	});

	it('come first as often as stated', () => {
		const first = Array.from({ length: 1000 }, (_, i) => order(i / 1000, 0.1)[0]);
		expect(first.filter((lane) => lane === 'audit').length).toBe(1000 * 0.1);
		expect(first.filter((lane) => lane === 'strength').length).toBe(450);
		expect(first.filter((lane) => lane === 'uncertainty').length).toBe(450);
	});

	it('hold one unmarked post in ten', () => {
		expect(audits(0, 0.1)).toBe(0);
		expect(audits(9, 0.1)).toBe(1);
		expect(audits(54, 0.1)).toBe(6);
		expect(audits(10, 0.5)).toBe(10);
	});
});
