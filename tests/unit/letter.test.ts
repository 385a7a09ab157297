import { describe, expect, it } from 'vitest';
import * as clauses from '#lib/concern/clauses.ts';
import { find as findBody } from '#lib/concern/directory/bodies.ts';
import { find as findClause } from '#lib/concern/directory/codes.ts';
import * as letter from '#lib/concern/letter.ts';
import * as script from '#lib/concern/script.ts';
import { scenarios, today } from '../support/scenarios.ts';
import { work } from '../support/letters.ts';

describe('a scenario worked from the answers to the finished letter', () => {
	it('covers every kind of recipient, and twelve or more people', () => {
		expect(scenarios.length).toBeGreaterThanOrEqual(12);
		const kinds = new Set(
			scenarios.map(({ answers, recipient }) =>
				recipient === script.recipient ? 'session' : letter.kindOf(answers, recipient)
			)
		);
		expect([...kinds].sort()).toEqual(
			expect.arrayContaining([
				'authority',
				'body',
				'ombudsman',
				'platform',
				'practice',
				'regulator',
				'session',
				'therapist'
			])
		);
	});

	it.each(scenarios)('$id', async (scenario) => {
		const { text } = work(scenario, today);
		await expect(text).toMatchFileSnapshot(`../fixtures/letters/${scenario.id}.txt`);
		expect(text).not.toMatch(/undefined|null|\[/);
		for (const own of [scenario.answers.saw, scenario.edits?.effect ?? scenario.answers.effect])
			expect(text).toContain(own.trim());
	});

	it('needs nothing but the own words: a letter without one offer is a letter', () => {
		for (const { answers, recipient } of scenarios.filter(
			(one) => one.recipient !== script.recipient
		)) {
			const draft = letter.draft(answers, recipient, today);
			const text = letter.assemble(answers, draft);
			expect(letter.ownShare(answers, draft)).toBe(1);
			for (const section of draft.sections)
				for (const offer of section.offers) expect(text).not.toContain(offer.text);
		}
	});
});

describe('offers', () => {
	const everyOffer = scenarios
		.filter((one) => one.recipient !== script.recipient)
		.flatMap(({ answers, recipient }) =>
			letter
				.draft(answers, recipient, today)
				.sections.flatMap((section) => section.offers.map((offer) => ({ section, offer })))
		);

	it('are taken and left without touching a word of the writer', () => {
		expect(everyOffer.length).toBeGreaterThan(100);
		for (const { section, offer } of everyOffer) {
			const own = 'It said a thing. I knew it at once.';
			const taken = letter.take(section, own, offer);
			expect(letter.isTaken(taken, offer)).toBe(true);
			expect(letter.take(section, taken, offer)).toBe(taken);
			expect(letter.leave(taken, offer)).toBe(own);
		}
	});

	it('never judge: no word of guilt, no claim that consent was missing', () => {
		for (const { offer } of everyOffer)
			expect(offer.text).not.toMatch(
				/\b(breach|violat|unethical|guilty|illegal|unlawful|no consent|abus|malpractice)/i
			);
	});
});

describe('clauses', () => {
	it('named in the code exist in the directory', () => {
		expect(clauses.named.filter((id) => !findClause(id))).toEqual([]);
		expect(clauses.namedBodies.filter((id) => !findBody(id))).toEqual([]);
	});

	it('are those of the code that binds, and carry a caution where the wording was not read', () => {
		for (const { answers, recipient } of scenarios) {
			for (const { clause, caution, address } of clauses.choose(answers, recipient)) {
				expect(caution !== '' || address !== null).toBe(true);
				if (!clause.isVerified) expect(caution).toContain('not read the wording');
			}
		}
	});
});

describe('the script', () => {
	const scripts = scenarios.filter((one) => one.recipient === script.recipient);

	it.each(['gentle', 'plain', 'firm'] as const)('fits on half a page when it is %s', (tone) => {
		for (const { answers } of scripts)
			expect(script.length(script.assemble({ ...answers, tone }, today))).toBeLessThan(260);
	});

	it('says something with no answer at all', () => {
		const empty = { ...scripts[0]!.answers, saw: '', why: '', effect: '', asks: [], posts: [] };
		expect(script.length(script.assemble(empty, today))).toBeGreaterThan(40);
	});
});
