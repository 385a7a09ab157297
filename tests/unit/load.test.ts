import { describe, expect, it } from 'vitest';
import { pause, sum, told, type Spent } from '#lib/server/review/load.ts';

const now = new Date('2026-11-20T18:00:00Z');
/** Readings that ended so many minutes ago and took a minute each. */
const ago = (...minutes: number[]): Spent[] =>
	minutes.map((one) => ({ recordedAt: new Date(now.getTime() - one * 60_000), seconds: 60 }));

describe('the load of a reviewer', () => {
	it('counts the last 24 hours, and the run since the last break', () => {
		expect(sum([], now)).toEqual({
			posts: 0,
			minutes: 0,
			runPosts: 0,
			runMinutes: 0,
			minutesBefore: 0
		});
		expect(sum(ago(1, 3, 5, 40, 41, 60 * 25), now)).toEqual({
			posts: 5,
			minutes: 5,
			runPosts: 3,
			runMinutes: 6,
			minutesBefore: 4
		});
	});

	it('takes ten minutes without reading for a break, also those just past', () => {
		expect(sum(ago(10, 11), now).runPosts).toBe(0);
		expect(sum(ago(9.9, 12), now).runPosts).toBe(2);
		// A post that took long is no break.
		const long = [{ recordedAt: new Date(now.getTime() - 60_000), seconds: 1800 }, ...ago(32)];
		expect(sum(long, now)).toMatchObject({ runPosts: 2, runMinutes: 33 });
	});

	it('offers a pause after so many posts or minutes, and never when both are off', () => {
		const load = sum(ago(1, 2, 3, 4), now);
		expect(pause(load, { pausePosts: 4, pauseMinutes: 0 })).toMatch(/4 posts in 5 minutes/);
		expect(pause(load, { pausePosts: 0, pauseMinutes: 5 })).not.toBe('');
		expect(pause(load, { pausePosts: 5, pauseMinutes: 6 })).toBe('');
		expect(pause(load, { pausePosts: 0, pauseMinutes: 0 })).toBe('');
		expect(pause(sum([], now), { pausePosts: 1, pauseMinutes: 1 })).toBe('');
	});

	it('offers the next pause after as many more, not at every post', () => {
		const run = (posts: number) => sum(ago(...Array.from({ length: posts }, (_, i) => i + 1)), now);
		const due = (limits: Parameters<typeof pause>[1]) =>
			Array.from({ length: 100 }, (_, i) => i + 1).filter((n) => pause(run(n), limits) !== '');
		expect(due({ pausePosts: 20, pauseMinutes: 0 })).toEqual([20, 40, 60, 80, 100]);
		// A post takes a minute: of 45, 90 minutes the two posts around tell.
		expect(due({ pausePosts: 0, pauseMinutes: 45 }).length).toBeLessThan(6);
		expect(due({ pausePosts: 0, pauseMinutes: 45 }).length).toBeGreaterThan(1);
	});

	it('says what the day held', () => {
		expect(told(sum([], now))).toBe('You have read nothing in the last 24 hours.');
		expect(told(sum(ago(1), now))).toBe(
			'You have read 1 post in the last 24 hours, which took 1 minute.'
		);
	});
});
