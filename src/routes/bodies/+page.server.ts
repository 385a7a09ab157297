import { bodies, type BodyKind } from '#lib/concern/directory/bodies.ts';
import { countries, findBodies } from '#lib/concern/directory/search.ts';
import * as routes from '#lib/concern/routes.ts';
import { empty } from '#lib/concern/answers.ts';
import { nameOf } from '#lib/concern/places.ts';

const kinds = [...new Set(bodies.map((body) => body.kind))].sort();

/** The directory of bodies, searched. */
export function load({ url, locals }) {
	const words = url.searchParams.get('q')?.slice(0, 100) ?? '';
	const country = url.searchParams.get('country') ?? '';
	const asked = url.searchParams.get('kind') ?? '';
	const kind = kinds.find((one) => one === asked) ?? ('' as BodyKind | '');
	const today = new Date().toISOString().slice(0, 10);
	return {
		words,
		country,
		kind,
		kinds,
		countries,
		contact: locals.config.contact ?? '',
		total: findBodies({}).length,
		bodies: findBodies({ words, country, kind }).map((body) => ({
			id: body.id,
			kind: body.kind,
			place: nameOf(body.jurisdiction),
			professions: body.professions,
			isUnverified: body.sources.length === 0,
			route: routes.routeOf(body, empty(), today)
		}))
	};
}
