import { error } from '@sveltejs/kit';
import * as download from '#lib/server/exporting/download.ts';
import * as pseudonyms from '#lib/server/exporting/pseudonyms.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import { read } from '../wanted.ts';

/** Rows with pseudonyms: `?what=posts&format=csv&list=1&zip=0`. */
export async function GET({ locals, url }) {
	const wanted = await read(locals.db, (name) => url.searchParams.get(name));
	if ('issue' in wanted) error(400, wanted.issue);
	const { evidence, version } = await reader();
	const naming = await pseudonyms.naming(locals.db, false);
	const except = blindness.idsOf(await blindness.listHidden(locals.db, locals.who));
	const options = { naming, evidence, readerVersion: version, except, now: new Date() };
	return download.answer(download.start(locals.db, wanted, options));
}
