/** Finding records of the directory by words and by place. Pure. */
import { places, nameOf, reaches } from '../places.ts';
import { bodies, type Body, type BodyKind } from './bodies.ts';
import { clauses, type Clause } from './codes.ts';
import { fallbackIds } from '../routes.ts';

/** Lower case, without accents, so that “Québec” is found by “quebec”. */
function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function holdsAll(text: string, query: string): boolean {
	const found = plain(text);
	return plain(query)
		.split(/\s+/)
		.every((word) => found.includes(word));
}

/** Countries that records name, for the form. */
export const countries: readonly { code: string; name: string }[] = places.filter(
	({ code }) => code !== 'other'
);

const inCountry = (jurisdiction: string, country: string) =>
	country === '' || reaches(jurisdiction, country, '');

/** Bodies by words anywhere in their record, by country and by kind, in the order of their names. */
export function findBodies(query: {
	words?: string;
	country?: string;
	kind?: BodyKind | '';
}): Body[] {
	const { words = '', country = '', kind = '' } = query;
	return bodies
		.filter(
			(body) =>
				!fallbackIds.includes(body.id) &&
				inCountry(body.jurisdiction, country) &&
				(kind === '' || body.kind === kind) &&
				holdsAll(
					[
						body.name,
						body.kind,
						nameOf(body.jurisdiction),
						...body.professions,
						body.can,
						body.cannot,
						...body.needs,
						body.note ?? ''
					].join(' '),
					words
				)
		)
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** Clauses by words, country and topic; grouped by their code, in the order of the file. */
export function findClauses(query: {
	words?: string;
	country?: string;
	topic?: string;
}): { code: string; body: string; year: string; jurisdiction: string; clauses: Clause[] }[] {
	const { words = '', country = '', topic = '' } = query;
	const found = clauses.filter(
		(clause) =>
			inCountry(clause.jurisdiction, country) &&
			(topic === '' || clause.topic === topic) &&
			holdsAll(
				[
					clause.code,
					clause.body,
					clause.section,
					clause.topic,
					nameOf(clause.jurisdiction),
					clause.summary ?? ''
				].join(' '),
				words
			)
	);
	const groups = new Map<string, Clause[]>();
	for (const clause of found) {
		const key = `${clause.body}\n${clause.code}`;
		groups.set(key, [...(groups.get(key) ?? []), clause]);
	}
	return [...groups.values()].map((list) => {
		const { code, body, year, jurisdiction } = list[0]!;
		return { code, body, year, jurisdiction, clauses: list };
	});
}
