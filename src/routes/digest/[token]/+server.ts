import { error } from '@sveltejs/kit';
import * as digests from '#lib/server/digests.ts';
import * as watches from '#lib/server/watches.ts';

/** Somebody's digest for a feed reader, under their secret address. */
export async function GET({ locals, params, url }) {
	const watch = await watches.find(locals.db, params.token, locals.config.mode);
	if (!watch) error(404, 'Not found');
	const document = await digests.atom(locals.db, url.origin, watch, new Date());
	return new Response(document, {
		headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'private' }
	});
}
