import * as conditions from '#lib/server/publication/conditions.ts';
import * as pages from '#lib/server/publication/public.ts';

/** By name, whatever the address asks for: people are never put in an order by what was found. */
export async function load({ locals }) {
	return { people: await pages.list(locals.db, await conditions.current(locals.db)) };
}
