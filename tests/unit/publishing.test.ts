import { describe, expect, it } from 'vitest';
import * as notice from '#lib/notice.ts';
import { publishing } from '#lib/sentences.ts';
import { kinds } from '#lib/server/publication/details.ts';
import { itemStates, lacks } from '#lib/server/publication/stage.ts';
import { addDays } from '#lib/server/publication/steps.ts';
import { outcomes, publicStatuses, replyKinds, stages } from '#lib/words.ts';
import { age } from '../support/readability.ts';

const start = new Date('2026-01-01T12:00:00Z');
const open: publishing.Standing = {
	stage: 'noticed',
	noticedAt: start,
	windowEndsAt: addDays(start, 28),
	decidedAt: null,
	linkEndsAt: addDays(start, 90),
	openedAt: null,
	appeals: []
};
const banned =
	/\b(breach\w*|violat\w*|unethical|guilty|no consent|without consent|flag(ged|s)?|offen[cd]\w*|misconduct)\b/i;

describe('the clocks of a publication', () => {
	it('say how long is left, and until when', () => {
		expect(publishing.clocks(open, addDays(start, 20))[0]).toBe(
			'Notice sent on 1 January 2026. The practitioner can answer for 8 more days, until 29 January 2026, before anything can be public.'
		);
		expect(publishing.clocks(open, addDays(start, 28))[0]).toBe(
			'Notice sent on 1 January 2026. The 28 days to answer first ended on 29 January 2026.'
		);
		expect(publishing.clocks({ ...open, openedAt: start }, start)).toContain(
			'The practitioner’s link was first opened on 1 January 2026.'
		);
		expect(publishing.clocks({ ...open, noticedAt: null, windowEndsAt: null }, start)).toHaveLength(
			1
		);
	});

	it('tell of an appeal, and of a late one', () => {
		const dueAt = addDays(start, 14);
		expect(publishing.appealClock(dueAt, false, addDays(start, 13.5))).toBe(
			'An appeal waits for its answer: 1 day left, until 15 January 2026.'
		);
		expect(publishing.appealClock(dueAt, true, addDays(start, 20))).toMatch(/late/);
	});

	it('tell when the link ran out', () => {
		expect(publishing.clocks(open, addDays(start, 91)).join(' ')).toContain(
			'The link ran out on 1 April 2026. It can be renewed.'
		);
	});
});

describe('every sentence about a record', () => {
	const all = [
		...stages.map(publishing.stage),
		...lacks.map((one) => publishing.lack(one, 'Agreement between reviewers is low.')),
		...itemStates.map(publishing.item),
		...publicStatuses.map(publishing.status),
		...replyKinds.flatMap((kind) => [publishing.replyChoice(kind), publishing.reply(kind)]),
		...outcomes.map(publishing.outcome),
		publishing.reading(2),
		publishing.reading(3),
		publishing.expiry(start),
		publishing.quarter({ marked: 88, read: 43, needed: 66, toldAt: null }),
		publishing.quarter({ marked: 88, read: 70, needed: 66, toldAt: null }),
		publishing.quarter({ marked: 88, read: 70, needed: 66, toldAt: start }),
		...[
			'overturned',
			'corrected',
			'withdrawn',
			'remedied',
			'expired',
			'hidden',
			'restored',
			'forgotten'
		].map((what) => publishing.correction(what, start)),
		...kinds.map((kind) => publishing.detailNames[kind]!)
	];

	it('is there for every state, and judges nobody', () => {
		for (const line of all) {
			expect(line).toMatch(/\p{L}/u);
			expect(line).not.toMatch(banned);
			expect(line).not.toMatch(/undefined|null/);
		}
	});

	it('is read easily at fourteen', () => {
		const long = all.filter((line) => line.endsWith('.')).join(' ');
		expect(age(long)).toBeLessThan(14);
	});

	it('names nobody in the log of corrections', () => {
		expect(publishing.correction('remedied', start)).toBe(
			'The author changed or took down a post of January 2026. It was taken out.'
		);
		expect(publishing.correction('remedied', null)).toBe(
			'The author changed or took down a post. It was taken out.'
		);
	});
});

describe('the notice', () => {
	const made = (posts: number, contact = 'group@quiet.example') =>
		notice.paragraphs({
			name: 'Dr Ilse Vandermoss',
			link: 'https://group.example/record/abc',
			contact,
			sentAt: start,
			windowEndsAt: addDays(start, 28),
			linkEndsAt: addDays(start, 90),
			posts
		});

	it('tells what is held, until when to answer, where, and how to appeal', () => {
		const text = made(3).join('\n');
		for (const part of [
			'Dr Ilse Vandermoss',
			'3 posts',
			'29 January 2026',
			'https://group.example/record/abc',
			'1 April 2026',
			'group@quiet.example',
			'14 days',
			'600 characters'
		])
			expect(text).toContain(part);
		expect(text).not.toMatch(banned);
		expect(age(text)).toBeLessThan(15);
	});

	it('speaks of one post as of one', () => {
		expect(made(1).join(' ')).not.toContain('1 posts');
		expect(made(1).join(' ')).toContain('read 1 post of');
	});
});
