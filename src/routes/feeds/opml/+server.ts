import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import * as listing from '#lib/server/feeds/listing.ts';
import * as opml from '#lib/server/feeds/opml.ts';

/** The followed feeds as a file that any feed reader takes. */
export async function GET({ locals }) {
	const feeds = await listing.listAddresses(locals.db);
	if (feeds.length === 0) error(404, 'No feed is followed yet, so there is no list to take along.');
	return attach(opml.write('Followed with In Confidence', feeds), {
		type: 'text/x-opml',
		name: 'feeds.opml'
	});
}
