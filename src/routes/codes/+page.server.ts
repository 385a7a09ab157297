import { clauses, topics } from '#lib/concern/directory/codes.ts';
import { countries, findClauses } from '#lib/concern/directory/search.ts';
import { nameOf } from '#lib/concern/places.ts';

/** The clauses of codes and laws, searched. */
export function load({ url, locals }) {
	const words = url.searchParams.get('q')?.slice(0, 100) ?? '';
	const country = url.searchParams.get('country') ?? '';
	const asked = url.searchParams.get('topic') ?? '';
	const topic = topics.find((one) => one === asked) ?? '';
	const found = findClauses({ words, country, topic });
	return {
		words,
		country,
		topic,
		topics,
		countries,
		contact: locals.config.contact ?? '',
		total: clauses.length,
		count: found.reduce((sum, one) => sum + one.clauses.length, 0),
		codes: found.map((one) => ({ ...one, place: nameOf(one.jurisdiction) }))
	};
}
