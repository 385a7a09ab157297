import * as pages from '#lib/server/publication/public.ts';

export async function load({ locals }) {
	return { corrections: await pages.listCorrections(locals.db) };
}
