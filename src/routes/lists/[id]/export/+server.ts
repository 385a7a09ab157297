import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import * as exports from '#lib/server/exports.ts';
import * as opml from '#lib/server/feeds/opml.ts';
import * as lists from '#lib/server/lists.ts';

/** A list as OPML, or as CSV that an import takes back. */
export async function GET({ locals, params, url }) {
	const list = /^\d{1,9}$/.test(params.id)
		? await lists.find(locals.db, Number(params.id))
		: undefined;
	if (!list) error(404, 'There is no such list.');
	const feeds = await lists.listFeeds(locals.db, list.id);
	const format = url.searchParams.get('format');
	// OPML must name at least one feed.
	if (format === 'opml' && feeds.length === 0)
		error(404, 'This list has no feeds yet, so there is nothing to take along.');
	if (format === 'opml')
		return attach(
			opml.write(
				list.name,
				feeds.map(({ name, ...feed }) => ({ ...feed, folder: name }))
			),
			{ type: 'text/x-opml', name: `${list.name}.opml` }
		);
	if (format === 'csv')
		return attach(
			[
				['address', 'name', 'profession', 'place', 'register'],
				...feeds.map((feed) => [
					feed.feedUrl,
					feed.name,
					feed.profession,
					feed.place,
					feed.registerUrl
				])
			]
				.map(exports.csvLine)
				.join(''),
			{ type: 'text/csv', name: `${list.name}.csv` }
		);
	error(404, 'A list is exported as opml or csv.');
}
