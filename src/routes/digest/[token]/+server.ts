import { error } from '@sveltejs/kit';
import * as digests from '#lib/server/digests.ts';

/** The digest for a feed reader, under its secret address. */
export async function GET({ locals, params, url }) {
	if (!(await digests.isSecret(locals.db, params.token))) error(404, 'Not found');
	const document = await digests.atom(locals.db, url.origin, params.token, new Date());
	return new Response(document, {
		headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'private' }
	});
}
