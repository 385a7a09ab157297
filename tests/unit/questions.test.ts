import { describe, expect, it } from 'vitest';
import { grade } from '#lib/concern/readability.ts';
import { choose } from '#lib/questions.ts';
import { goodPractices, otherNorms } from '#lib/words.ts';

const nothing = { marked: 0, goodPractice: {}, otherNorms: {} };
const everything = {
	marked: 3,
	goodPractice: Object.fromEntries(goodPractices.map((item) => [item, 1])),
	otherNorms: Object.fromEntries(otherNorms.map((norm) => [norm, 1]))
};

describe('questions for a first talk', () => {
	it('are the same for anybody of whom nothing was noticed, and accuse nobody', () => {
		const { first, others } = choose(nothing);
		expect(first).toEqual([]);
		expect(others.length).toBeGreaterThanOrEqual(14);
		expect(others.map((one) => one.id)).not.toContain('diagnosing');
	});

	it('put first what bears on what was read, with why', () => {
		const { first } = choose({ ...nothing, marked: 2 });
		expect(first.map((one) => one.id)).toEqual(['ever-posted', 'how-ask', 'recognise']);
		const asked = choose({ ...nothing, otherNorms: { 'solicits-client-stories': 1 } });
		expect(asked.first.map((one) => one.id)).toEqual(['groups']);
		const policy = choose({ ...nothing, goodPractice: { K06: 1 } });
		expect(policy.first.map((one) => one.id)).toEqual(['policy']);
	});

	it('never ask a thing twice, nor lose one', () => {
		const { first, others } = choose(everything);
		const ids = [...first, ...others].map((one) => one.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBe(choose(nothing).others.length + 2);
	});

	it('read easily and use no word of judgment', () => {
		const { first, others } = choose(everything);
		const all = [
			...first.map((one) => one.why),
			...[...first, ...others].flatMap((one) => [one.ask, one.good, one.careful ?? ''])
		].filter(Boolean);
		expect(all.join(' ')).not.toMatch(/breach|violat|unethical|guilty|no consent/i);
		const grades = all.map(grade).sort((a, b) => a - b);
		expect(grades[Math.floor(grades.length / 2)]).toBeLessThanOrEqual(8);
	});
});
