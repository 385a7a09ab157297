import { describe, expect, it } from 'vitest';
import { bodies } from '#lib/concern/directory/bodies.ts';
import { clauses } from '#lib/concern/directory/codes.ts';
import { countries, findBodies, findClauses } from '#lib/concern/directory/search.ts';

describe('searching the bodies', () => {
	it('finds all but the records that stand for no body', () => {
		expect(findBodies({})).toHaveLength(bodies.length - 2);
	});

	it.each([
		[{ words: 'hcpc' }, 'British Psychological Society'],
		[{ words: 'QUÉBEC psychologues' }, 'Ordre des psychologues du Quebec'],
		[{ words: 'queensland', kind: 'ombudsman' as const }, 'Office of the Health Ombudsman']
	])('%o', (query, name) =>
		expect(
			findBodies(query)
				.map((body) => body.name)
				.join()
		).toContain(name)
	);

	it('keeps to a country, and to what reaches it', () => {
		const found = findBodies({ country: 'NL' });
		expect(found.map((body) => body.jurisdiction)).toEqual(['EU']);
		expect(findBodies({ words: 'no such words here' })).toEqual([]);
		expect(countries.some(({ code }) => code === 'NL')).toBe(true);
	});
});

describe('searching the codes', () => {
	it('groups every section under its code', () => {
		const found = findClauses({});
		expect(found.reduce((sum, one) => sum + one.clauses.length, 0)).toBe(clauses.length);
		expect(new Set(found.map((one) => one.body + one.code)).size).toBe(found.length);
	});

	it('finds by words and topic', () => {
		const found = findClauses({ words: 'psychologists', country: 'US', topic: 'confidentiality' });
		expect(found[0]?.clauses.every((one) => one.topic === 'confidentiality')).toBe(true);
	});
});
