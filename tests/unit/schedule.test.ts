import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { next, type Seen } from '#lib/server/feeds/schedule.ts';

const now = new Date('2026-06-01T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const seen = (over: Partial<Seen>): Seen => ({
	now,
	random: () => 0,
	outcome: 'fetched',
	failureCount: 0,
	hints: {},
	publishedAts: [],
	pollMinutes: 60,
	...over
});
const wait = (over: Partial<Seen>) => next(seen(over)).nextCheckAt.getTime() - now.getTime();
const every = (ms: number, count = 10) =>
	Array.from({ length: count }, (_, i) => new Date(now.getTime() - (i + 1) * ms));

describe('the next look after success', () => {
	it('follows the rhythm of the posts, between the usual pause and a day', () => {
		expect(wait({ publishedAts: every(10 * MINUTE) })).toBe(HOUR);
		expect(wait({ publishedAts: every(8 * HOUR) })).toBe(4 * HOUR);
		expect(wait({ publishedAts: every(30 * DAY) })).toBe(DAY);
	});

	it('grants the pause a site asks for, up to a day', () => {
		expect(wait({ publishedAts: every(HOUR), hints: { ttlMinutes: 300 } })).toBe(5 * HOUR);
		expect(wait({ publishedAts: every(HOUR), hints: { maxAgeSeconds: 9e9 } })).toBe(DAY);
	});
});

describe('the next look after failure', () => {
	it('doubles from half an hour', () => {
		expect([1, 2, 3].map((failureCount) => wait({ outcome: 'failed', failureCount }))).toEqual([
			30 * MINUTE,
			HOUR,
			2 * HOUR
		]);
	});

	it('waits as long as Retry-After says', () => {
		const retryAfterAt = new Date(now.getTime() + 5 * HOUR);
		expect(next(seen({ outcome: 'too-many', failureCount: 1, retryAfterAt })).nextCheckAt).toEqual(
			retryAfterAt
		);
	});
});

describe('any schedule', () => {
	const anything = fc.record({
		outcome: fc.constantFrom('fetched', 'unchanged', 'failed', 'gone', 'too-many') as fc.Arbitrary<
			Seen['outcome']
		>,
		failureCount: fc.nat(1000),
		ttlMinutes: fc.option(fc.nat(10_000_000)),
		maxAgeSeconds: fc.option(fc.nat(1_000_000_000)),
		dice: fc.double({ min: 0, max: 1, noNaN: true }),
		gaps: fc.array(fc.nat(400 * DAY), { maxLength: 30 }),
		pollMinutes: fc.integer({ min: 15, max: 1440 }),
		retryMinutes: fc.option(fc.nat(20_000))
	});

	it('is never before Retry-After, never past its cap, never in the past', () => {
		fc.assert(
			fc.property(anything, (any) => {
				const retryAfterAt =
					any.retryMinutes === null ? null : new Date(now.getTime() + any.retryMinutes * MINUTE);
				const { nextCheckAt, why } = next(
					seen({
						...any,
						hints: { ttlMinutes: any.ttlMinutes, maxAgeSeconds: any.maxAgeSeconds },
						random: () => any.dice,
						publishedAts: any.gaps.map((gap) => new Date(now.getTime() - gap)),
						retryAfterAt
					})
				);
				const ms = nextCheckAt.getTime() - now.getTime();
				expect(why).not.toBe('');
				expect(ms).toBeGreaterThanOrEqual(15 * MINUTE);
				expect(ms).toBeLessThanOrEqual(Math.max(7 * DAY, any.pollMinutes * MINUTE * 1.1));
				if (retryAfterAt && retryAfterAt.getTime() - now.getTime() <= 7 * DAY)
					expect(nextCheckAt.getTime()).toBeGreaterThanOrEqual(retryAfterAt.getTime());
				if (any.outcome === 'too-many' && !retryAfterAt) expect(ms).toBeLessThanOrEqual(6 * HOUR);
			})
		);
	});

	it('never comes sooner after one more failure', () => {
		fc.assert(
			fc.property(
				fc.nat(60),
				fc.constantFrom('failed', 'gone', 'too-many'),
				(failureCount, outcome) => {
					const once = wait({ outcome: outcome as Seen['outcome'], failureCount });
					const twice = wait({
						outcome: outcome as Seen['outcome'],
						failureCount: failureCount + 1
					});
					expect(twice).toBeGreaterThanOrEqual(once);
				}
			)
		);
	});
});
