import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, LATELY_DAYS } from '#lib/server/feeds/volume.ts';

const YEAR = 364;
/** Posts in a year at so many in four weeks. */
const at = (perFourWeeks: number) => (perFourWeeks * YEAR) / LATELY_DAYS;

describe('the volume of a feed', () => {
	it('is low when a feed that posts often falls silent', () => {
		expect(judge(0, at(8), YEAR)).toBe('low');
		expect(judge(1, at(12), YEAR)).toBe('low');
	});

	it('is usual when a feed that posts seldom is silent', () => {
		expect(judge(0, at(1), YEAR)).toBe('usual');
		expect(judge(0, at(4), YEAR)).toBe('usual');
	});

	it('is high when it posts much more than before', () => {
		expect(judge(20, at(4), YEAR)).toBe('high');
		expect(judge(4, at(0.2), YEAR)).toBe('high');
		expect(judge(5, at(4), YEAR)).toBe('usual');
	});

	it('is usual while too little is known of the past', () => {
		expect(judge(0, 40, 40)).toBe('usual');
		expect(judge(50, 0, 0)).toBe('usual');
	});

	it('is usual when a feed goes on as before', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 60 }), (rate) => {
				expect(judge(rate, at(rate), YEAR)).toBe('usual');
			})
		);
	});

	it('goes from low over usual to high as posts grow', () => {
		const rank = { low: 0, usual: 1, high: 2 };
		fc.assert(
			fc.property(fc.nat(80), fc.nat(800), (lately, before) => {
				expect(rank[judge(lately + 1, before, YEAR)]).toBeGreaterThanOrEqual(
					rank[judge(lately, before, YEAR)]
				);
			})
		);
	});
});
