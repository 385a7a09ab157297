import { describe, expect, it } from 'vitest';
import { empty, type Answers } from '#lib/concern/answers.ts';
import * as checklist from '#lib/concern/checklist.ts';
import { bodies } from '#lib/concern/directory/bodies.ts';
import { provenance, type Fact } from '#lib/concern/directory/facts.ts';
import * as letter from '#lib/concern/letter.ts';
import * as routes from '#lib/concern/routes.ts';
import { professions, type Profession } from '#lib/words.ts';
import { places } from '#lib/concern/places.ts';
import { scenarios, today } from '../support/scenarios.ts';
import { work } from '../support/letters.ts';

function person(part: Partial<Answers['person']>, rest: Partial<Answers> = {}): Answers {
	return { ...empty(), ...rest, person: { ...empty().person, ...part } };
}
const names = (list: routes.Route[]) => list.map((route) => route.name);

/** Every fact of a route, so that each can be held to its source. */
function factsOf(route: routes.Route): Fact[] {
	return [
		route.can,
		route.cannot,
		route.seesName,
		route.anonymous,
		route.notes,
		route.stop,
		route.duration,
		...route.needs,
		route.limit.fact,
		route.note,
		route.address,
		route.register,
		route.contact
	].filter((fact): fact is Fact => fact !== null);
}

describe('compare', () => {
	it('finds the regulator of a psychologist in England, and the data authority', () => {
		const found = names(
			routes.compare(person({ profession: 'psychologist', country: 'GB', region: 'GB-ENG' }), today)
				.formal
		);
		expect(found).toContain('Health and Care Professions Council');
		expect(found).toContain("Information Commissioner's Office");
		expect(found.join()).not.toMatch(/Queensland|California|Ontario/);
	});

	it('explains a title that anyone may use, and points to where registers are found', () => {
		const { titleNote } = routes.compare(
			person({ profession: 'counsellor', country: 'GB' }),
			today
		);
		expect(titleNote?.text).toContain('anyone may call themselves a counsellor');
		expect(titleNote?.routes[0]?.register ?? titleNote?.routes[0]?.address).not.toBeNull();
	});

	it('says when it knows no body, and still offers what is left', () => {
		const found = routes.compare(person({ profession: 'psychologist', country: 'NL' }), today);
		expect(found.isGeneric).toBe(true);
		expect(names(found.informal)).toContain('The practice, clinic or employer');
		expect(names(found.formal)).toContain('The data protection authority, Netherlands');
		const elsewhere = routes.compare(person({ profession: 'counsellor', country: 'other' }), today);
		expect(elsewhere.isGeneric).toBe(true);
		expect(elsewhere.informal).toHaveLength(3);
	});

	it('takes several registrations at once, and sets aside the bodies that take members only', () => {
		const registers = [
			'health-and-care-professions-council',
			'british-association-for-counselling-and-psychotherapy'
		];
		const found = routes.compare(
			person({ profession: 'psychologist', country: 'GB', registers }),
			today
		);
		const ids = found.formal.map((route) => route.id);
		for (const id of registers) expect(ids).toContain(id);
		expect(found.others.map((route) => route.id)).toContain('british-psychological-society');
		expect(found.others.every((route) => !registers.includes(route.id))).toBe(true);
	});

	it('puts the shortest time first, and what has passed last', () => {
		const answers = person(
			{ profession: 'social-worker', country: 'US', region: 'US-NY' },
			{
				endedAt: '2026-05-01',
				posts: [{ ...empty().posts[0]!, publishedAt: '2026-01-10', seenAt: '2026-11-01' }]
			}
		);
		const left = routes
			.compare(answers, today)
			.formal.map((route) => route.limit.dues[0]?.daysLeft)
			.filter((days): days is number => days !== undefined);
		expect(left.length).toBeGreaterThan(1);
		const open = left.filter((days) => days >= 0);
		expect(open).toEqual([...open].sort((a, b) => a - b));
		expect(left.slice(0, open.length)).toEqual(open);
	});

	it('offers no talk to somebody who has never been a client', () => {
		const found = routes.compare(person({ country: 'GB' }, { relation: 'none' }), today);
		expect(found.informal.map((route) => route.rung)).toEqual(['practice', 'platform']);
	});

	it('has an answer for every profession and place, each fact with its day or its doubt', () => {
		const all: [Profession | '', string, string][] = places.flatMap((place) =>
			['', ...(place.regions ?? []).map(([code]) => code)].flatMap((region) =>
				(['', ...professions] as (Profession | '')[]).map(
					(profession) => [profession, place.code, region] as [Profession | '', string, string]
				)
			)
		);
		expect(all.length).toBeGreaterThan(1000);
		const seen = new Set<string>();
		for (const [profession, country, region] of all) {
			const found = routes.compare(person({ profession, country, region }), today);
			expect(found.informal.length).toBeGreaterThan(0);
			for (const route of [...found.formal, ...found.finders]) {
				if (seen.has(route.id)) continue;
				seen.add(route.id);
				for (const fact of factsOf(route)) {
					expect(fact.text.trim()).not.toBe('');
					expect(provenance(fact)).not.toBe('');
					if (fact.check === null) expect(fact.sources.length).toBeGreaterThan(0);
				}
			}
		}
		// Every body of the directory can be reached from some answer, save the two that stand for no body.
		const missing = bodies
			.map((body) => body.id)
			.filter((id) => !seen.has(id) && !/generic-fallback-(practice|platform)/.test(id));
		expect(missing).toEqual([]);
	});
});

describe('the checklist', () => {
	it.each(scenarios.filter((one) => one.recipient.length > 12))(
		'of $id ticks what the letter has, and leaves paper to the writer',
		(scenario) => {
			const { answers, text } = work(scenario, today);
			const body = bodies.find((one) => one.id === scenario.recipient)!;
			const list = checklist.checklist(routes.routeOf(body, answers, today), answers, text);
			for (const item of list)
				if (/form|release|signature|notari/i.test(item.fact.text))
					expect(item.state).toBe('yours to add');
			expect(list).toHaveLength(body.needs.filter((need) => !need.startsWith('note: ')).length);
		}
	);

	it('finds the name in a letter, and misses it in an empty one', () => {
		const scenario = scenarios.find((one) => one.id.startsWith('02'))!;
		const { answers, text } = work(scenario, today);
		const body = bodies.find((one) => one.id === scenario.recipient)!;
		const route = routes.routeOf(body, answers, today);
		const state = (of: Answers, written: string) =>
			checklist
				.checklist(route, of, written)
				.find((one) => one.fact.text.includes('registration number'))?.state;
		expect(state(answers, text)).toBe('in the letter');
		const blank = empty();
		expect(state(blank, letter.assemble(blank, letter.draft(blank, body.id, today)))).toBe(
			'still missing'
		);
	});
});
