import { answer } from '#lib/server/api/answer.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import { reader } from '#lib/server/reading.ts';

/** Every method and path of the API; lib/server/api decides. */
export const fallback = ({ request, params, locals }) =>
	answer(request, params.path, {
		db: locals.db,
		config: locals.config,
		get: fetch.getter(locals.config),
		reader
	});
