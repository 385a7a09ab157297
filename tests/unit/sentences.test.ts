import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as sentences from '#lib/sentences.ts';
import { exits, goodPractices, identifiers, otherNorms } from '#lib/words.ts';
import { age } from '../support/readability.ts';

const base: sentences.Summed = {
	posts: 220,
	notJudged: 6,
	pending: 0,
	excerpts: 3,
	judged: 214,
	from: '2024-10-02',
	to: '2026-11-20',
	complete: true,
	marked: { likely: 4, possible: 3 },
	stories: { low: 2, high: 6, likeliest: 4, level: 0.9 },
	enough: true,
	people: { confirmed: 0, denied: 0, unsure: 0, audited: 0 },
	remedied: 0,
	expired: 0
};
const with_ = (over: Partial<sentences.Summed>): sentences.Summed => ({ ...base, ...over });

/** Any ledger that the sums can give. */
const ledgers = fc
	.record({
		posts: fc.nat(5000),
		notJudged: fc.nat(50),
		likely: fc.nat(60),
		possible: fc.nat(60),
		low: fc.nat(40),
		width: fc.nat(60),
		enough: fc.boolean(),
		complete: fc.boolean(),
		confirmed: fc.nat(9),
		denied: fc.nat(9),
		unsure: fc.nat(3),
		audited: fc.nat(9),
		remedied: fc.nat(3),
		expired: fc.nat(3)
	})
	.map((one) =>
		with_({
			posts: one.posts + one.notJudged,
			notJudged: one.notJudged,
			judged: one.posts,
			complete: one.complete,
			marked: { likely: one.likely, possible: one.possible },
			stories: one.enough
				? { low: one.low, high: one.low + one.width, likeliest: one.low, level: 0.9 }
				: null,
			enough: one.enough,
			people: {
				confirmed: one.confirmed,
				denied: one.denied,
				unsure: one.unsure,
				audited: one.audited
			},
			remedied: one.remedied,
			expired: one.expired
		})
	);

const everything = (ledger: sentences.Summed, other: sentences.Summed) => [
	...sentences.ledger(ledger),
	...sentences.unseen(ledger, ['a blog']),
	sentences.corrections(ledger),
	sentences.frequency(ledger),
	sentences.changed(ledger, other),
	sentences.part(ledger)
];

const banned =
	/\b(breach\w*|violat\w*|unethical|guilty|no consent|without consent|keeps? confidentiality|flag(ged|s)?|offen[cd]\w*|misconduct)\b/i;

describe('the main sentence', () => {
	it.each([
		[
			{},
			'Of 214 posts, between 2 and 6 seem to tell about a client. We are 90 % sure of that range.'
		],
		[
			{
				stories: { low: 0, high: 3, likeliest: 0, level: 0.9 },
				marked: { likely: 0, possible: 0 }
			},
			'None found in 214 posts. Up to 3 could have been missed.'
		],
		[
			{
				stories: { low: 0, high: 0, likeliest: 0, level: 0.9 },
				marked: { likely: 0, possible: 0 }
			},
			'None found in 214 posts. Some could have been missed.'
		],
		[
			{ stories: { low: 0, high: 5, likeliest: 2, level: 0.9 } },
			'Of 214 posts, none or up to 5 seem to tell about a client. We are 90 % sure of that range.'
		],
		[
			{ judged: 12, enough: false, stories: null },
			'Not enough posts to say. We could judge 12 posts; a range takes 25.'
		],
		[
			{ judged: 60, enough: false, stories: null },
			'Not enough time to say. These 60 posts span less than six months.'
		],
		[{ judged: 0, stories: null }, 'No post could be judged, so there is nothing to say.'],
		[
			{ isApart: true },
			'This seems to be by somebody who does not give therapy, such as a client or a writer. Marks would mean nothing here.'
		]
	] as [Partial<sentences.Summed>, string][])('%o', (over, expected) => {
		expect(sentences.found(with_(over))).toBe(expected);
	});

	it('speaks of marks, and of a range only where one is given', () => {
		expect(sentences.marked(base)).toMatch(/4 as likely and 3 as possible.*The range counts/);
		expect(sentences.marked(with_({ enough: false, stories: null }))).not.toContain('range');
	});

	it('says that posts wait, and not that nothing was found in them', () => {
		const waiting = with_({
			judged: 0,
			pending: 41,
			enough: false,
			stories: null,
			marked: { likely: 0, possible: 0 }
		});
		expect(sentences.found(waiting)).toContain('has yet to read');
		expect(sentences.marked(waiting)).toContain('before it is read');
		expect(sentences.found({ ...waiting, pending: 0 })).toContain('No post could be judged');
	});

	it('is put in natural frequencies too', () => {
		expect(sentences.frequency(base)).toBe('That is from fewer than 1 to 3 in 100 posts.');
		expect(sentences.frequency(with_({ judged: 30 }))).toBe('');
	});
});

describe('every sentence about a person', () => {
	it('uses none of the words that judge, whatever the sums', () => {
		fc.assert(
			fc.property(ledgers, ledgers, (ledger, other) => {
				for (const line of everything(ledger, other)) expect(line).not.toMatch(banned);
			})
		);
		const fixed = [
			...goodPractices.map((item) => sentences.goodPractice(item, 3)),
			...otherNorms.map((item) => sentences.otherNorm(item, 3)),
			...exits.map((one) => sentences.permission([one])),
			...identifiers.map((one) => sentences.recognisable([one])),
			sentences.permission([]),
			...(['story', 'no-story', 'unsure'] as const).flatMap((says) => [
				sentences.finding(says),
				sentences.finding(says, true),
				sentences.settled(says, { supportCount: 2, readers: 2 }),
				sentences.settled(says, { supportCount: 1, readers: 3 }),
				sentences.settled(says, undefined)
			])
		];
		for (const line of fixed) expect(line).not.toMatch(banned);
		expect(sentences.permission([])).toBe('Consent not stated.');
	});

	it('never gives a number of stories without how sure that is', () => {
		fc.assert(
			fc.property(ledgers, (ledger) => {
				const main = sentences.found(ledger);
				if (/\d+ seems? to tell/.test(main)) expect(main).toMatch(/90 % sure/);
				if (/None found/.test(main)) expect(main).toMatch(/missed/);
			})
		);
	});

	it('ends properly and has no gap or "undefined" in it', () => {
		fc.assert(
			fc.property(ledgers, ledgers, (ledger, other) => {
				for (const line of everything(ledger, other).filter(Boolean)) {
					expect(line).not.toMatch(/ {2}|undefined|NaN|null/);
				}
			})
		);
	});

	it('is read easily under the age of 14', () => {
		const main = [
			...sentences.ledger(base),
			...sentences.ledger(
				with_({
					marked: { likely: 0, possible: 0 },
					stories: { low: 0, high: 3, likeliest: 0, level: 0.9 }
				})
			),
			...sentences.ledger(with_({ judged: 12, enough: false, stories: null })),
			...sentences.ledger(
				with_({
					people: { confirmed: 2, denied: 1, unsure: 1, audited: 2 },
					remedied: 1,
					expired: 1,
					complete: false
				})
			),
			...sentences.unseen(with_({ complete: false }), ['a blog', 'a podcast']),
			sentences.changed(base, with_({ stories: { low: 3, high: 5, likeliest: 4, level: 0.9 } })),
			sentences.corrections(with_({ remedied: 2 }))
		];
		expect(age(main.join(' '))).toBeLessThan(14);
		for (const line of main) expect({ line, age: age(line) < 18 }).toEqual({ line, age: true });
	});

	it('measures reading age as published examples do', () => {
		expect(age('The cat sat on the mat.')).toBeLessThan(7);
		expect(
			age(
				'Constitutional jurisprudence necessitates institutional deliberation notwithstanding administrative inconvenience.'
			)
		).toBeGreaterThan(20);
	});
});

describe('what an answer did', () => {
	it('says both ranges, or that nothing moved', () => {
		const after = with_({ stories: { low: 3, high: 5, likeliest: 4, level: 0.9 } });
		expect(sentences.changed(base, after)).toBe(
			'Your answer counts. The range was from 2 to 6. Now it is from 3 to 5 of 214 posts.'
		);
		expect(sentences.changed(base, base)).toContain('stays from 2 to 6');
		expect(sentences.changed(with_({ enough: false, stories: null }), base)).toContain(
			'not enough'
		);
	});
});

it.each([
	[[], 'No feed of theirs is followed.'],
	[['a.example'], 'Writes at a.example.'],
	[['a.example', '@a (X)'], 'Writes at a.example and @a (X).'],
	[['a', 'b', 'c', 'd', 'e'], 'Writes at a, b, c and 2 other places.']
])('tells people of one name apart: %j', (places, said) => {
	expect(sentences.writesAt(places)).toBe(said);
});

describe('what a reviewer is not told yet', () => {
	it('is said instead of a count, whatever the count', () => {
		const news = (marked: number) => sentences.news({ posts: 3, marked, isBlind: true });
		expect(news(0)).toBe(news(2));
		expect(news(2)).toBe(
			'3 new posts read. How many are marked is not told while you have a post of theirs in hand for review.'
		);
		expect(sentences.news({ posts: 3, marked: 0, isBlind: false })).toBe(
			'3 new posts read, none marked.'
		);
	});

	it('is named beside lists and counts, in words that are easy to read', () => {
		const [one, two] = [sentences.blind(['Ada']), sentences.blind(['Ada', 'Bo'])];
		expect(one).toContain('a post of Ada in hand');
		expect(two).toContain('posts of Ada and Bo in hand');
		const untold = sentences.manyUntold(['Ada', 'Bo']);
		expect(untold).toContain('Not told of Ada and Bo');
		for (const line of [one, two, untold]) expect(age(line)).toBeLessThan(16);
	});
});
