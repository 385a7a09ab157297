/** Items and feeds for database tests, plainly fictional. */
import type { Db } from '#lib/server/db/index.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import type { ParsedItem } from '#lib/server/feeds/parse.ts';
import * as practitioners from '#lib/server/practitioners.ts';

export function item(
	guid: string,
	text = `Text of ${guid}.`,
	over: Partial<ParsedItem> = {}
): ParsedItem {
	return {
		guid,
		url: `https://quiet.example/${guid}`,
		title: `Title of ${guid}`,
		text,
		author: null,
		publishedAt: new Date('2026-03-05T10:00:00Z'),
		updatedAt: null,
		excerptOnly: false,
		...over
	};
}

let made = 0;

/** A practitioner with one feed, whose host keeps no pace unless it is another than loopback. */
export async function follow(db: Db, url = `http://127.0.0.1/feed-${++made}.xml`) {
	const practitioner = await practitioners.add(db, { name: `Dr Fictional ${++made}` });
	const { feed } = await feeds.add(db, practitioner.id, {
		platform: 'website',
		platformId: null,
		handle: null,
		feedUrl: url,
		siteUrl: null,
		title: 'A made-up feed'
	});
	return { practitioner, feed };
}
