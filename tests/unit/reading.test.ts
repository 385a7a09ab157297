/** What a reader sees beside a post: changes, both positions, codes, months, the weight of old findings. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as binding from '#lib/binding.ts';
import * as contested from '#lib/contested.ts';
import { difference } from '#lib/difference.ts';
import { lastRead, spread } from '#lib/months.ts';
import { expired, monthsFor } from '#lib/server/expiry.ts';
import * as findings from '#lib/server/findings.ts';
import { professions } from '#lib/words.ts';

describe('the difference between two texts', () => {
	it('gives back both texts from its pieces', () => {
		const words = fc.array(fc.constantFrom('a', 'client', 'said', ' ', '.', 'Ω', '\n', '’'), {
			maxLength: 40
		});
		fc.assert(
			fc.property(words, words, (one, other) => {
				const [before, after] = [one.join(''), other.join('')];
				const pieces = difference(before, after);
				const text = (kind: string) =>
					pieces
						.filter((piece) => piece.kind === 'same' || piece.kind === kind)
						.map((piece) => piece.text)
						.join('');
				expect(text('removed')).toBe(before);
				expect(text('added')).toBe(after);
			})
		);
	});

	it('shows the words that changed and leaves the rest', () => {
		expect(difference('My client came at 3.', 'My client, a nurse, came at 4.')).toEqual([
			{ kind: 'same', text: 'My client' },
			{ kind: 'removed', text: ' ' },
			{ kind: 'added', text: ', a nurse, ' },
			{ kind: 'same', text: 'came at ' },
			{ kind: 'removed', text: '3' },
			{ kind: 'added', text: '4' },
			{ kind: 'same', text: '.' }
		]);
	});

	it('copes with long texts that share nothing', () => {
		const pieces = difference('one '.repeat(4000), 'two '.repeat(4000));
		expect(pieces.map((piece) => piece.kind)).toContain('removed');
	});
});

describe('contested items', () => {
	const told = { exits: [], identifiers: [], forms: [], tone: null } satisfies contested.Told;

	it('raise a question with both positions, of like length', () => {
		const all = [
			told,
			{ ...told, exits: ['consent-stated' as const] },
			{
				...told,
				exits: ['composite-stated' as const],
				forms: ['praise' as const, 'blunder' as const]
			},
			{ ...told, tone: 'mocking-or-venting' as const }
		].flatMap(contested.raised);
		expect(new Set(all.map((one) => one.id)).size).toBe(6);
		for (const { against, allowing } of all) {
			const ratio = against.length / allowing.length;
			expect(ratio).toBeGreaterThan(0.6);
			expect(ratio).toBeLessThan(1.7);
		}
	});

	it('are weighed by the reader’s stand, never by the default', () => {
		expect(contested.emphasis('facts', told)).toEqual({ weight: 'even', sentence: '' });
		expect(contested.emphasis('any', told).weight).toBe('forward');
		expect(contested.emphasis('consent', told).weight).toBe('forward');
		expect(contested.emphasis('consent', { ...told, exits: ['consent-stated'] }).weight).toBe(
			'back'
		);
		expect(contested.emphasis('recognisable', told).weight).toBe('back');
		expect(
			contested.emphasis('recognisable', { ...told, identifiers: ['age', 'place'] }).weight
		).toBe('forward');
	});
});

describe('clauses that may bind', () => {
	it('are of the place and the profession', () => {
		const british = binding.list('counsellor', 'GB');
		expect(
			british.some(({ clause }) => clause.body.startsWith('British Association for Counselling'))
		).toBe(true);
		expect(british.every(({ clause }) => /^(GB|EU|\*)/.test(clause.jurisdiction))).toBe(true);
		const american = binding.list('psychologist', 'US-CA');
		expect(
			american.some(({ clause }) => clause.body === 'American Psychological Association')
		).toBe(true);
		expect(american.some(({ clause }) => /Psychiatric|Social Work/.test(clause.body))).toBe(false);
	});

	it('are none where the place is not known or is no code, and never throw', () => {
		expect(binding.list('counsellor', null)).toEqual([]);
		expect(binding.list('counsellor', 'Little Umber')).toEqual([]);
		for (const profession of professions)
			for (const place of ['GB', 'GB-SCT', 'US', 'US-CA', 'AU-NSW', 'NZ', 'CA-QC', 'IE', 'FR'])
				for (const { clause, whom } of binding.list(profession, place)) {
					expect(whom.length).toBeGreaterThan(5);
					expect(clause.isVerified || clause.summary === null).toBe(true);
				}
	});
});

describe('months', () => {
	it('include the silent ones between, over the turn of the year', () => {
		const known = ['2025-11-01', '2026-02-01'].map((month) => ({
			month,
			posts: 3,
			likely: 1,
			possible: 0
		}));
		expect(spread(known, 60).map(({ month, posts }) => [month, posts])).toEqual([
			['2025-11-01', 3],
			['2025-12-01', 0],
			['2026-01-01', 0],
			['2026-02-01', 3]
		]);
		expect(spread(known, 2)).toHaveLength(2);
		expect(spread([], 5)).toEqual([]);
	});

	it('go on to the month of the last reading, as a gap, and never back from it', () => {
		const known = [{ month: '2025-11-01', posts: 3, likely: 1, possible: 0 }];
		const silent = spread(known, 60, new Date('2026-01-31T23:00:00Z'));
		expect(silent.map(({ month, posts }) => [month, posts])).toEqual([
			['2025-11-01', 3],
			['2025-12-01', 0],
			['2026-01-01', 0]
		]);
		expect(spread(known, 60, new Date('2024-01-01'))).toHaveLength(1);
	});

	it('are read up to the newest success of any feed, but not of made-up ones', () => {
		const feeds = [
			{ lastSuccessAt: new Date(5) },
			{ lastSuccessAt: null },
			{ lastSuccessAt: new Date(9) }
		];
		expect(lastRead(feeds, false)).toEqual(new Date(9));
		expect(lastRead(feeds, true)).toBeNull();
		expect(lastRead([{ lastSuccessAt: null }], false)).toBeNull();
	});
});

describe('how long a confirmed story counts', () => {
	it.each([
		[{ identifiers: [], tone: null }, 6],
		[{ identifiers: ['age', 'gender'], tone: 'respectful' }, 6],
		[{ identifiers: ['age', 'occupation'], tone: 'neutral' }, 12],
		[{ identifiers: ['name-or-pseudonym'], tone: null }, 24],
		[{ identifiers: [], tone: 'mocking-or-venting' }, 24]
	] as [Parameters<typeof monthsFor>[0], number][])('%o: %i months', (told, months) => {
		expect(monthsFor(told)).toBe(months);
	});

	it('runs from the newest one, so that repeating keeps the earlier', () => {
		const at = (day: string, months: number) => ({ at: new Date(day), months });
		const now = new Date('2026-06-10');
		expect(expired([at('2025-01-01', 6)], now)).toHaveLength(1);
		expect(expired([at('2025-01-01', 6), at('2026-05-01', 6)], now)).toHaveLength(0);
		expect(expired([at('2025-01-01', 24), at('2025-02-01', 6)], now)).toEqual([
			at('2025-02-01', 6)
		]);
		expect(expired([], now)).toEqual([]);
	});
});

describe('what holds of several sayings', () => {
	const said = (says: findings.Finding['says'], contentHash = 'one') =>
		({
			id: 1,
			postId: 1,
			contentHash,
			says,
			reason: '',
			sampled: false,
			months: null,
			recordedAt: new Date()
		}) satisfies findings.Finding;

	it('is the last one not taken back, of the present text', () => {
		expect(findings.standing([], 'one')).toBeUndefined();
		expect(findings.standing([said('story'), said('no-story')], 'one')?.says).toBe('no-story');
		expect(findings.standing([said('story'), said('no-story'), said('undone')], 'one')?.says).toBe(
			'story'
		);
		expect(findings.standing([said('story'), said('undone')], 'one')).toBeUndefined();
		expect(findings.standing([said('story')], 'two')).toBeUndefined();
	});
});
