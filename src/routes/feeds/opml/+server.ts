import { error } from '@sveltejs/kit';
import * as listing from '#lib/server/feeds/listing.ts';
import * as opml from '#lib/server/feeds/opml.ts';

/** The followed feeds as a file that any feed reader takes. */
export async function GET({ locals }) {
	const feeds = await listing.listAddresses(locals.db);
	if (feeds.length === 0) error(404, 'No feed is followed yet, so there is no list to take along.');
	return new Response(opml.write('Followed with In Confidence', feeds), {
		headers: {
			'content-type': 'text/x-opml; charset=utf-8',
			'content-disposition': 'attachment; filename="feeds.opml"'
		}
	});
}
