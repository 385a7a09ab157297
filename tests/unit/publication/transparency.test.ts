import { describe, expect, it } from 'vitest';
import { summarise } from '#lib/server/publication/transparency.ts';
import { addDays, type Event } from '#lib/server/publication/steps.ts';

const start = new Date('2026-01-01T12:00:00Z');
const told = (
	what: Event['what'],
	days: number,
	more: Partial<Parameters<typeof summarise>[0][number]> = {}
) => ({ what, at: addDays(start, days), publicationId: 1, replyId: null, ...more });

describe('what the group did, in numbers', () => {
	it('is nothing at first', () => {
		expect(summarise([])).toMatchObject({
			noticed: 0,
			replied: 0,
			daysToAnswer: null,
			daysToPublish: null
		});
	});

	it('counts each kind, and takes the middle of days', () => {
		const counts = summarise([
			told('noticed', 0),
			told('noticed', 0, { publicationId: 2 }),
			told('replied', 1, { replyId: 1, kind: 'disagree' }),
			told('appealed', 1, { replyId: 1 }),
			told('appealed', 2, { replyId: 2 }),
			told('appealed', 3, { replyId: 3 }),
			told('answered', 5, { replyId: 1, outcome: 'stands' }),
			told('answered', 12.5, { replyId: 2, outcome: 'overturned' }),
			told('published', 30),
			told('published', 41, { publicationId: 2 }),
			told('remedied', 50),
			told('hidden', 51, { publicationId: null })
		]);
		expect(counts).toMatchObject({
			noticed: 2,
			replied: 1,
			appealed: 3,
			answered: 2,
			overturned: 1,
			published: 2,
			remedied: 1,
			hidden: 1,
			daysToAnswer: 7.3,
			daysToPublish: 35.5
		});
		expect(counts.kinds.disagree).toBe(1);
		expect(counts.kinds['consent-given']).toBe(0);
	});
});
