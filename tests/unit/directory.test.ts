import { describe, expect, it } from 'vitest';
import { bodies, isUnverified } from '#lib/concern/directory/bodies.ts';
import bodyRecords from '#lib/concern/directory/bodies.json' with { type: 'json' };
import { clauses } from '#lib/concern/directory/codes.ts';
import codeRecords from '#lib/concern/directory/codes.json' with { type: 'json' };
import { fact, isSameSite, provenance } from '#lib/concern/directory/facts.ts';
import { factOf, lines, listFor, listForDangers } from '#lib/concern/directory/lines.ts';
import { nameOf, places } from '#lib/concern/places.ts';
import { coveredBy } from '#lib/concern/professions.ts';
import { dangers } from '#lib/concern/answers.ts';

const isAddress = (text: string) =>
	URL.canParse(text) &&
	/^https?:$/.test(new URL(text).protocol) &&
	new URL(text).hostname.includes('.');
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

describe('bodies', () => {
	it('are as many as the file has, each under an identifier of its own', () => {
		expect(bodies).toHaveLength(bodyRecords.length);
		expect(new Set(bodies.map((body) => body.id)).size).toBe(bodies.length);
	});

	it.each(bodies.map((body) => [body.id, body] as const))(
		'%s has a source and a day, or says that it has none',
		(_, body) => {
			if (body.sources.length > 0) expect(body.readOn && isDay(body.readOn)).toBe(true);
			else
				for (const field of ['can', 'timeLimit'] as const)
					expect(isUnverified(body, field)).toBe(true);
			for (const address of [...body.sources, body.complaintUrl, body.registerUrl])
				if (address !== null) expect(isAddress(address), address).toBe(true);
			expect(nameOf(body.jurisdiction)).not.toBe(body.jurisdiction);
			expect(body.professions.length).toBeGreaterThan(0);
			expect(body.can && body.cannot).toBeTruthy();
		}
	);

	it('cover professions by words that are understood', () => {
		const unknown = new Set(
			bodies
				.filter((body) => body.professions.every((word) => coveredBy(word).length === 0))
				.map((body) => body.name)
		);
		expect([...unknown]).toEqual([]);
	});
});

describe('codes', () => {
	it('are as many as the file has, each under an identifier of its own', () => {
		expect(clauses).toHaveLength(codeRecords.length);
		expect(new Set(clauses.map((clause) => clause.id)).size).toBe(clauses.length);
	});

	it.each(clauses.map((clause) => [clause.id, clause] as const))(
		'%s has an address or a note, and no summary where its wording was not read',
		(_, clause) => {
			expect(clause.url !== null || clause.note !== null).toBe(true);
			if (clause.url !== null) {
				expect(isAddress(clause.url), clause.url).toBe(true);
				expect(clause.url).not.toMatch(/gclid|utm_/);
			}
			expect(clause.summary === null).toBe(!clause.isVerified);
			expect(nameOf(clause.jurisdiction)).not.toBe(clause.jurisdiction);
			expect(clause.section && clause.code && clause.year).toBeTruthy();
		}
	);
});

describe('phone lines', () => {
	it.each(lines.map((line) => [`${line.country} ${line.name}`, line] as const))(
		'%s has a source and a day, or says that it has none',
		(_, line) => {
			for (const source of line.sources) expect(isAddress(source)).toBe(true);
			if (line.unverified.length === 0) {
				expect(line.sources.length).toBeGreaterThan(0);
				expect(isDay(line.readOn!)).toBe(true);
			} else expect(provenance(factOf(line, '2026-11-27'))).toContain('could not confirm');
			expect(line.number).toMatch(/^[\d][\d -]+$/);
		}
	);

	it('are known for every country named, the emergency line first', () => {
		for (const place of places.filter((one) => one.code !== 'other'))
			for (const danger of dangers)
				expect(listForDangers(place.code, [danger])[0]?.need).toBe('emergency');
		expect(listFor('other')).toEqual([]);
	});
});

describe('a fact', () => {
	const from = {
		sources: ['https://www.board.example/how'],
		readOn: '2026-11-21',
		isUnverified: false,
		own: 'https://board.example/'
	};

	it.each([
		[{}, '2026-11-27', null],
		[{}, '2027-06-01', 'older than six months'],
		[{ own: 'https://other.example' }, '2026-11-27', 'read on a copy'],
		[{ isUnverified: true }, '2026-11-27', 'not confirmed'],
		[{ sources: [] }, '2026-11-27', 'not confirmed'],
		[{ readOn: null }, '2026-11-27', 'not confirmed']
	])('%o on %s', (part, today, check) => {
		const found = fact('It says so.', { ...from, ...part }, today);
		expect(found.check).toBe(check);
		if (check !== null) expect(provenance(found)).toContain('Check before you send');
	});

	it.each([
		['https://a.b.example/x', 'http://b.example', true],
		['https://x.gov.uk/', 'https://y.gov.uk/', false],
		['https://a.x.gov.uk/', 'https://x.gov.uk/', true],
		['nonsense', 'https://x.example', false]
	])('%s and %s', (one, other, same) => expect(isSameSite(one, other)).toBe(same));
});
