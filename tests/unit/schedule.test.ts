import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { next, rhythmOf, type Seen } from '#lib/server/feeds/schedule.ts';

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
	newestAt: new Date(now.getTime() - HOUR),
	pollMinutes: 60,
	...over
});
const wait = (over: Partial<Seen>) => next(seen(over)).nextCheckAt.getTime() - now.getTime();
const every = (ms: number, count = 10) =>
	Array.from({ length: count }, (_, i) => new Date(now.getTime() - (i + 1) * ms));
const posting = (ms: number) => ({
	hints: { rhythmMinutes: rhythmOf(every(ms)) },
	newestAt: every(ms)[0]!
});

describe('the next look after success', () => {
	it('follows the rhythm of the posts, between the usual pause and a day', () => {
		expect(wait(posting(10 * MINUTE))).toBe(HOUR);
		expect(wait(posting(8 * HOUR))).toBe(4 * HOUR);
		expect(wait(posting(30 * DAY))).toBe(DAY);
	});

	it('keeps the rhythm when nothing changed, and slows down when a feed falls silent', () => {
		expect(wait({ ...posting(8 * HOUR), outcome: 'unchanged' })).toBe(4 * HOUR);
		const silentFor = (ms: number) =>
			wait({ ...posting(2 * HOUR), newestAt: new Date(now.getTime() - ms) });
		expect(silentFor(2 * HOUR)).toBe(HOUR);
		expect(silentFor(2 * DAY)).toBe(6 * HOUR);
		expect(silentFor(100 * DAY)).toBe(DAY);
	});

	it('grants the pause a site asks for, up to a day', () => {
		expect(wait({ hints: { rhythmMinutes: 60, ttlMinutes: 300 } })).toBe(5 * HOUR);
		expect(wait({ hints: { rhythmMinutes: 60, maxAgeSeconds: 7200 } })).toBe(2 * HOUR);
		expect(wait({ hints: { rhythmMinutes: 60, maxAgeSeconds: 9e9 } })).toBe(DAY);
		expect(next(seen({ hints: { rhythmMinutes: 60, ttlMinutes: 300 } })).why).toContain('the site');
	});

	it('waits where even a good answer asks for it', () => {
		const retryAfterAt = new Date(now.getTime() + 3 * DAY);
		expect(next(seen({ retryAfterAt })).nextCheckAt).toEqual(retryAfterAt);
	});
});

describe('the rhythm of posts', () => {
	it('is the middle gap of the newest twenty, in any order', () => {
		expect(rhythmOf([])).toBe(null);
		expect(rhythmOf(every(HOUR, 1))).toBe(null);
		expect(rhythmOf(every(HOUR).reverse())).toBe(60);
		expect(rhythmOf([...every(HOUR, 25), new Date('2001-01-01')])).toBe(60);
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
		rhythmMinutes: fc.option(fc.nat(10_000_000)),
		age: fc.option(fc.nat(4000 * DAY)),
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
						hints: {
							ttlMinutes: any.ttlMinutes,
							maxAgeSeconds: any.maxAgeSeconds,
							rhythmMinutes: any.rhythmMinutes
						},
						random: () => any.dice,
						newestAt: any.age === null ? null : new Date(now.getTime() - any.age),
						retryAfterAt
					})
				);
				const ms = nextCheckAt.getTime() - now.getTime();
				expect(why).not.toBe('');
				expect(ms).toBeGreaterThanOrEqual(15 * MINUTE);
				expect(ms).toBeLessThanOrEqual(7 * DAY);
				if (retryAfterAt)
					expect(ms).toBeGreaterThanOrEqual(
						Math.min(7 * DAY, retryAfterAt.getTime() - now.getTime())
					);
				else if (any.outcome === 'too-many') expect(ms).toBeLessThanOrEqual(6 * HOUR);
				else if (['fetched', 'unchanged'].includes(any.outcome))
					expect(ms).toBeLessThanOrEqual(DAY);
			})
		);
	});

	it('never comes sooner after one more failure, whatever the dice', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 60 }),
				fc.constantFrom('failed', 'gone', 'too-many') as fc.Arbitrary<Seen['outcome']>,
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(failureCount, outcome, one, two) => {
					const once = wait({ outcome, failureCount, random: () => one });
					const again = wait({ outcome, failureCount: failureCount + 1, random: () => two });
					expect(again).toBeGreaterThanOrEqual(once);
				}
			)
		);
	});

	it('spreads feeds out, by a tenth at most', () => {
		const at = (dice: number) => wait({ hints: { rhythmMinutes: 480 }, random: () => dice });
		expect(at(0)).toBe(4 * HOUR);
		expect(at(0.5)).toBeCloseTo(4.2 * HOUR, 3);
		expect(at(1)).toBeCloseTo(4.4 * HOUR, 3);
	});
});
