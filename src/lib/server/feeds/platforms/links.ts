/** Feeds that name their next older page themselves: RFC 5005, and `next_url` of JSON Feed. */
import type { FeedMethod } from './rule.ts';

export const links: FeedMethod = {
	form: 'feed',
	name: 'links',
	first: ({ next, feedUrl }) => next ?? feedUrl,
	read({ value }, place, { feedUrl }) {
		if (!value.next && place === feedUrl && !value.complete) return undefined;
		return {
			items: value.items,
			next: value.complete ? null : value.next,
			complete: true,
			isIndex: place === feedUrl
		};
	}
};
