import { describe, expect, it } from 'vitest';
import { counter } from '#lib/server/publication/tries.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));

describe('tries', () => {
	it('are counted for each address by itself, for an hour', () => {
		const tries = counter(2);
		expect([tries.take('a', at(0)), tries.take('a', at(1)), tries.take('a', at(2))]).toEqual([
			true,
			true,
			false
		]);
		expect(tries.take('b', at(2))).toBe(true);
		expect(tries.take('a', at(61))).toBe(true);
	});

	it('stay bounded in memory', () => {
		const tries = counter(1);
		for (let i = 0; i < 60_000; i++) tries.take(String(i), at(0));
		// The oldest were forgotten, the newest were not.
		expect(tries.take('0', at(1))).toBe(true);
		expect(tries.take('59999', at(1))).toBe(false);
	});
});
