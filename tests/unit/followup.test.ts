import { describe, expect, it } from 'vitest';
import { empty, type Step } from '#lib/concern/answers.ts';
import { calendar } from '#lib/concern/exports/calendar.ts';
import * as followup from '#lib/concern/followup.ts';
import * as routes from '#lib/concern/routes.ts';
import { scenarios, today } from '../support/scenarios.ts';

const step = (part: Partial<Step>): Step => ({
	recipient: 'practice',
	name: 'The practice',
	sentAt: '2026-11-01',
	dueAt: '2026-11-29',
	state: 'sent',
	...part
});

describe('how a step stands', () => {
	it.each<[Partial<Step>, followup.Standing, RegExp]>([
		[{}, 'waiting', /29 November 2026, 5 days from now/],
		[{ dueAt: '2026-11-24' }, 'due-soon', /due today/],
		[{ dueAt: '2026-11-26' }, 'due-soon', /in 2 days/],
		[{ dueAt: '2026-11-23' }, 'overdue', /1 day ago/],
		[{ dueAt: '' }, 'waiting', /No day is set/],
		[{ state: 'planned', dueAt: '' }, 'planned', /Not sent/],
		[{ state: 'answered', dueAt: '2026-11-01' }, 'answered', /answered/],
		[{ state: 'closed' }, 'closed', /closed/]
	])('%o', (part, standing, words) => {
		expect(followup.standing(step(part), today)).toBe(standing);
		expect(followup.sentence(step(part), today)).toMatch(words);
	});

	it('starts with a day for the answer where it was sent, and none where it is only planned', () => {
		const route = { id: 'practice', name: 'The practice', rung: 'practice' as const };
		expect(followup.start(route, '2026-11-24')).toMatchObject({
			dueAt: '2026-12-22',
			state: 'sent'
		});
		expect(followup.start(route, '')).toMatchObject({ dueAt: '', state: 'planned' });
	});
});

describe('what comes next', () => {
	const { answers } = scenarios.find((one) => one.id.startsWith('02'))!;

	it('is the first route that has not been used and still has time', () => {
		const comparison = routes.compare(answers, today);
		expect(followup.next(answers, comparison)?.id).toBe('session');
		const later = {
			...answers,
			steps: ['session', 'practice'].map((recipient) => step({ recipient }))
		};
		const next = followup.next(later, comparison);
		expect(next?.rung).not.toBe('platform');
		expect(comparison.formal.map((route) => route.id)).toContain(next?.id);
	});

	it('reminds of what is due and of oneself, in titles that give nothing away', () => {
		const later = { ...answers, steps: [step({ name: 'Harbour Rooms' })] };
		const list = followup.reminders(later, routes.compare(later, today), today);
		expect(list.map((one) => one.day)).toEqual([...list.map((one) => one.day)].sort());
		expect(list.some((one) => one.why.includes('Harbour Rooms'))).toBe(true);
		expect(list.some((one) => one.day === '2026-12-22')).toBe(true);
		for (const { title } of list) expect(title).toMatch(/^Reminder \d+$/);
		expect(calendar(list, new Date(0), String)).not.toMatch(/Harbour|therap|Marsh|Council|limit/i);
	});

	it('always has the check-in after four weeks', () => {
		const list = followup.reminders(empty(), routes.compare(empty(), today), today);
		expect(list.at(-1)?.day).toBe('2026-12-22');
	});
});
