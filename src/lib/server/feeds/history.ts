/** Older posts than the feed shows, page by page, as far as the site gives them. */
import type { Platform } from '#lib/words.ts';
import type { Get } from './fetch.ts';
import * as identity from './identity.ts';
import * as parse from './parse.ts';

export interface HistoryFeed {
	platform: Platform;
	platformId: string | null;
	feedUrl: string;
	siteUrl: string | null;
	/** Address of the next older page, where the newest document named one. */
	next: string | null;
	/** Keys of posts already read: a page without a new one ends the reading. */
	knownKeys: string[];
}

export interface Page {
	items: parse.ParsedItem[];
	/** Where to go on after a stop; null when there is no more. */
	cursor: string | null;
	/** Whether the first post ever was reached. */
	complete: boolean;
	method: string;
	/** What was done, for the page. */
	words: string;
	failure?: string;
}

export interface HistoryOptions {
	get: Get;
	signal?: AbortSignal;
	/** A cursor kept from an earlier page. */
	from?: string | null;
	/** Posts at most. */
	limit?: number;
	/** How far back, in milliseconds. */
	horizon?: number;
	now?: Date;
	/** Waits between two pages; the caller paces the host itself when it takes one page at a time. */
	pause?: () => Promise<void>;
}

const THREE_YEARS = 3 * 365 * 86_400_000;
const MOST_PAGES = 100;

/**
 * Reads older pages until the first post, the limit (500 posts, three years), a page with nothing
 * new, or a failure, which ends the reading as a last page with `failure`. Never throws.
 */
export async function* pages(
	feed: HistoryFeed,
	options: HistoryOptions
): AsyncGenerator<Page, undefined> {
	const limit = options.limit ?? 500;
	const since = new Date((options.now ?? new Date()).getTime() - (options.horizon ?? THREE_YEARS));
	const known = new Set(feed.knownKeys);
	const seen = new Set<string>();
	let cursor: string | null = options.from ?? feed.next ?? firstPage(feed);
	let count = known.size;
	for (let page = 0; cursor && page < MOST_PAGES && !seen.has(cursor); page++) {
		seen.add(cursor);
		if (page > 0) await options.pause?.();
		const read = await readPage(feed, cursor, options);
		if ('failure' in read) {
			yield {
				items: [],
				cursor: null,
				complete: false,
				method: read.method,
				words: read.failure,
				failure: read.failure
			};
			return;
		}
		const keys = identity.keys(read.items);
		const fresh = read.items.filter((_, i) => !known.has(keys[i]!));
		for (const key of keys) known.add(key);
		count += fresh.length;
		const oldest = read.items.at(-1)?.publishedAt;
		const isEnd = read.isEnd || fresh.length === 0;
		const isFar = count >= limit || (oldest !== null && oldest !== undefined && oldest < since);
		cursor = isEnd || isFar ? null : read.next;
		yield {
			items: fresh,
			cursor,
			complete: isEnd,
			method: read.method,
			words: `Reading older posts${oldest ? `, now at ${oldest.toISOString().slice(0, 7)}` : ''}: ${count} so far`
		};
	}
}

/** Where older posts begin for feeds whose document does not say. */
function firstPage(feed: HistoryFeed): string | null {
	if (feed.platform === 'wordpress') return withPage(feed.feedUrl, 2);
	return null;
}

function withPage(address: string, page: number): string {
	const url = new URL(address);
	url.searchParams.set('paged', String(page));
	return url.href;
}

type Read =
	| { items: parse.ParsedItem[]; next: string | null; isEnd: boolean; method: string }
	| { failure: string; method: string };

async function readPage(
	feed: HistoryFeed,
	address: string,
	options: HistoryOptions
): Promise<Read> {
	const paged = Number(new URL(address).searchParams.get('paged'));
	const method = paged > 1 ? 'paged' : 'linked pages';
	const outcome = await options.get(address, { signal: options.signal });
	// WordPress answers 404 past its last page.
	if (outcome.kind === 'gone' && paged > 1) return { items: [], next: null, isEnd: true, method };
	if (outcome.kind !== 'fetched')
		return {
			failure: outcome.kind === 'unchanged' ? 'The site sent nothing.' : outcome.reason,
			method
		};
	const parsed = await parse.feed(outcome.body, {
		contentType: outcome.contentType,
		url: outcome.url
	});
	if ('error' in parsed) return { failure: parsed.error, method };
	const next = paged > 1 ? withPage(address, paged + 1) : parsed.next;
	return { items: parsed.items, next, isEnd: next === null || parsed.items.length === 0, method };
}
