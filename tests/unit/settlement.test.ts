import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, outcome, type Reading } from '#lib/server/review/settlement.ts';
import { answers, exits, identifiers, tones, voices } from '#lib/words.ts';

const reading = fc.record<Reading>({
	narrates: fc.constantFrom(...answers),
	identifiers: fc.subarray([...identifiers]),
	exits: fc.subarray([...exits]),
	tone: fc.option(fc.constantFrom(...tones)),
	voice: fc.constantFrom(...voices),
	reason: fc.string({ maxLength: 20 })
});

function says(narrates: Reading['narrates'], over: Partial<Reading> = {}): Reading {
	return {
		narrates,
		identifiers: [],
		exits: [],
		tone: null,
		voice: 'practitioner',
		reason: '',
		...over
	};
}

describe('what readings come to', () => {
	it.each([
		[[], 'first'],
		[['story'], 'second'],
		[['unsure'], 'second'],
		[['story', 'story'], 'done'],
		[['no-story', 'no-story'], 'done'],
		[['story', 'no-story'], 'settle'],
		[['story', 'unsure'], 'settle'],
		[['unsure', 'no-story'], 'settle'],
		[['unsure', 'unsure'], 'settle'],
		[['story', 'no-story', 'unsure'], 'done'],
		[['unsure', 'unsure', 'story'], 'done']
	] as const)('of %j is %s', (given, stage) => {
		expect(outcome(given.map((one) => says(one))).stage).toBe(stage);
	});

	it.each([
		[['story', 'no-story', 'story'], 'story', 2],
		[['story', 'no-story', 'no-story'], 'no-story', 2],
		[['story', 'no-story', 'unsure'], 'unsure', 1],
		[['unsure', 'unsure', 'story'], 'story', 1],
		[['unsure', 'unsure', 'unsure'], 'unsure', 3]
	] as const)('of %j holds %s, which %i said', (given, narrates, supportCount) => {
		const { settled } = outcome(given.map((one) => says(one)));
		expect(settled).toMatchObject({ narrates, supportCount, how: 'third' });
	});

	it('lets doubt speak for the author where two agree', () => {
		const { settled } = outcome([
			says('story', {
				identifiers: ['age', 'place', 'quote'],
				exits: ['consent-stated'],
				tone: 'mocking-or-venting',
				voice: 'practitioner',
				reason: 'She is told about.'
			}),
			says('story', {
				identifiers: ['quote', 'place', 'health'],
				exits: ['details-changed-stated'],
				tone: 'proud',
				voice: 'staff',
				reason: 'One session.'
			})
		]);
		expect(settled).toEqual({
			narrates: 'story',
			identifiers: ['place', 'quote'],
			exits: ['consent-stated', 'details-changed-stated'],
			tone: 'neutral',
			voice: 'not-said',
			reason: 'She is told about.\nOne session.',
			how: 'agreed',
			supportCount: 2
		});
	});

	it('never settles against the author what only one saw, whoever came first', () => {
		fc.assert(
			fc.property(reading, reading, (one, other) => {
				const there = outcome([one, other]).settled;
				const back = outcome([other, one]).settled;
				expect(there === undefined).toBe(!agree(one, other));
				if (!there || !back) return;
				expect({ ...there, reason: '' }).toEqual({ ...back, reason: '' });
				for (const name of there.identifiers) {
					expect(one.identifiers).toContain(name);
					expect(other.identifiers).toContain(name);
				}
				for (const name of [...one.exits, ...other.exits]) expect(there.exits).toContain(name);
				if (there.tone === 'mocking-or-venting')
					expect([one.tone, other.tone]).toEqual([there.tone, there.tone]);
			})
		);
	});

	it('holds what the third says, word for word', () => {
		fc.assert(
			fc.property(reading, reading, reading, (one, other, third) => {
				fc.pre(!agree(one, other));
				expect(outcome([one, other, third]).settled).toMatchObject(third);
			})
		);
	});
});
