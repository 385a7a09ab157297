/** Feeds that give older pages when asked for a page number. */
import type { FeedMethod } from './rule.ts';

/**
 * Pages from the second on by the parameters named. WordPress ends with "nothing there"; software
 * that does not know the parameters sends its first page again, which the reading notices.
 */
export function paged(...parameters: string[]): FeedMethod {
	const isWordpress = parameters.join() === 'paged';
	const at = (address: string, page: number) => {
		const url = new URL(address);
		for (const name of parameters) url.searchParams.set(name, String(page));
		return url.href;
	};
	const pageOf = (place: string) => Number(new URL(place).searchParams.get(parameters[0]!));
	return {
		form: 'feed',
		name: 'paged',
		first: ({ feedUrl }) => at(feedUrl, 2),
		read: ({ value }, place) => ({
			items: value.items,
			next: value.items.length > 0 ? at(place, pageOf(place) + 1) : null,
			complete: value.items.length === 0 || pageOf(place) > 2
		}),
		missing: (place) =>
			isWordpress || pageOf(place) > 2 ? { items: [], next: null, complete: true } : undefined
	};
}
