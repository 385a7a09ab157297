import * as conditions from '#lib/server/publication/conditions.ts';
import * as switching from '#lib/server/publication/switching.ts';
import * as pages from '#lib/server/publication/public.ts';

/** By name, whatever the address asks for: people are never put in an order by what was found. */
export async function load({ locals }) {
	const now = await conditions.current(locals.db);
	return {
		people: await pages.list(locals.db, now),
		hasTrends: now.pause === null && (await switching.find(locals.db, now.now)).isOn
	};
}
