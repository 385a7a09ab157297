import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as days from '#lib/concern/days.ts';
import * as deadlines from '#lib/concern/deadlines.ts';
import { bodies } from '#lib/concern/directory/bodies.ts';

const none = { seenAt: '', publishedAt: '', endedAt: '', contactAt: '' };

describe('days', () => {
	it.each([
		['2026-02-28', '2026-02-28'],
		['2024-02-29', '2024-02-29'],
		['2026-02-29', null],
		['2026-13-01', null],
		['2026-04', '2026-04-01'],
		['2026', '2026-01-01'],
		['yesterday', null],
		['', null]
	])('reads %s as %s', (typed, day) => expect(days.read(typed)).toBe(day));

	it.each([
		['2026-01-31', 1, '2026-02-28'],
		['2024-01-31', 1, '2024-02-29'],
		['2026-11-15', 36, '2029-11-15'],
		['2026-03-31', -1, '2026-02-28'],
		['2026-12-31', 2, '2027-02-28']
	])('%s and %i months are %s', (day, count, later) =>
		expect(days.addMonths(day, count)).toBe(later)
	);

	it('counts forth and back the same', () => {
		const day = fc
			.integer({ min: 0, max: 40_000 })
			.map((count) => days.addDays('1990-01-01', count));
		fc.assert(
			fc.property(day, fc.integer({ min: -3000, max: 3000 }), (from, count) => {
				expect(days.between(from, days.addDays(from, count))).toBe(count);
			})
		);
	});

	it.each([
		['2026-11-15', '2026-11-24', '15 November'],
		['2025-11-15', '2026-11-24', '15 November 2025'],
		['2026-10', '2026-11-24', 'October'],
		['2026', '2026-11-24', '2026']
	])('says %s on %s as %s', (day, today, said) => expect(days.spoken(day, today)).toBe(said));
});

describe('a time limit', () => {
	it.each([
		['180 days, extendable for good cause', { days: 180, from: 'event', isSoft: true }],
		['three years from the event complained of', { months: 36, from: 'event', isSoft: false }],
		[
			'generally five years after services ended',
			{ months: 60, from: 'end of services', isSoft: true }
		],
		[
			'normally within three months of last contact with the organisation',
			{ months: 3, from: 'last contact', isSoft: true }
		],
		['generally 12 months', { months: 12, from: 'event', isSoft: true }],
		['none stated; file as promptly as reasonably possible', null]
	])('reads %s', (words, limit) => expect(deadlines.read(words)).toEqual(limit));

	it('of the directory is understood in every record that names a span', () => {
		const unread = bodies
			.map((body) => body.timeLimit)
			.filter((words): words is string => words !== null && deadlines.read(words) === null);
		expect(unread).toEqual(['none stated; file as promptly as reasonably possible']);
	});

	it('counts from the day seen and from the day of the post, the nearer first', () => {
		const limit = deadlines.read('180 days')!;
		const dues = deadlines.due(
			limit,
			{ ...none, seenAt: '2026-11-01', publishedAt: '2026-06-01' },
			'2026-11-24'
		);
		expect(dues).toEqual([
			{ from: 'the day of the post', day: '2026-11-28', daysLeft: 4 },
			{ from: 'the day you saw the post', day: '2027-04-30', daysLeft: 157 }
		]);
		expect(deadlines.sentence(limit, dues)).toContain('4 days left, until 28 November 2026');
	});

	it('says when it has passed, and when it cannot be counted', () => {
		const limit = deadlines.read('three months of last contact, normally')!;
		const passed = deadlines.due(limit, { ...none, contactAt: '2026-07-02' }, '2026-11-24');
		expect(deadlines.sentence(limit, passed)).toMatch(
			/it ended on 2 October 2026.*Ask them even so/
		);
		expect(deadlines.sentence(limit, deadlines.due(limit, none, '2026-11-24'))).toContain(
			'Give that day'
		);
		expect(deadlines.sentence(null, [])).toContain('know of no time limit');
	});

	it('never gives more time for a day known less exactly', () => {
		const limit = deadlines.read('one year')!;
		const left = (seenAt: string) =>
			deadlines.due(limit, { ...none, seenAt }, '2026-11-24')[0]!.daysLeft;
		expect(left('2026-05')).toBeLessThanOrEqual(left('2026-05-17'));
		expect(left('2026')).toBeLessThanOrEqual(left('2026-05'));
	});
});
