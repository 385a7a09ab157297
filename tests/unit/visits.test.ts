import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { next } from '#lib/server/visits.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 1) + minutes * 60_000);

describe('visits', () => {
	it('know nothing at first, then the visit before this one', () => {
		const first = next(undefined, at(0));
		expect(first.previous).toBeNull();
		const still = next(first.cookie, at(20));
		expect(still.previous).toBeNull();
		const second = next(still.cookie, at(100));
		expect(second.previous).toEqual(at(20));
		// The next pages of the same visit keep the same "before".
		expect(next(next(second.cookie, at(110)).cookie, at(120)).previous).toEqual(at(20));
		expect(next(second.cookie, at(1000)).previous).toEqual(at(100));
	});

	it('take any cookie at all', () => {
		fc.assert(
			fc.property(fc.string(), (cookie) => {
				const { previous, cookie: set } = next(cookie, at(0));
				expect(previous === null || !Number.isNaN(previous.getTime())).toBe(true);
				expect(next(set, at(1)).previous).toEqual(previous);
			})
		);
	});
});
