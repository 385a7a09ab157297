/**
 * Older posts than the feed shows, page by page, as far as the site gives them. Each platform has
 * ways to read back (platforms/), tried best first; a place in them is a string that survives a crash.
 */
import type { Platform } from '#lib/words.ts';
import { asker, type Answer } from './ask.ts';
import type { Candidate } from './candidates.ts';
import type { Get } from './fetch.ts';
import * as identity from './identity.ts';
import type { ParsedFeed, ParsedItem } from './parse.ts';
import * as platforms from './platforms/index.ts';
import * as robots from './robots.ts';
import type { Declined, Good, HistoryFeed as Feed, Method, Reading } from './platforms/rule.ts';

export interface HistoryFeed extends Omit<Feed, 'isKnown'> {
	platform: Platform;
	/** Keys of posts already read: a page without a new one ends the reading. */
	knownKeys: string[];
}

/** What one answer brought. */
export interface Page {
	/** Posts not read before. */
	items: ParsedItem[];
	/** Where to go on after a stop; null when there is no more, or no more to ask for. */
	cursor: string | null;
	/** Whether the first post ever was reached. */
	complete: boolean;
	/** How the posts were read; `feed` where nothing but the feed was. */
	method: string;
	/** What was done, for the page. */
	words: string;
	/** Why reading back ends before the first post: a sentence to show beside every number. */
	note: string | null;
	/** The site failed to answer; the cursor still holds, and this is when to come back at the earliest. */
	failure?: { reason: string; retryAfterAt: Date | null };
}

export interface HistoryOptions {
	get: Get;
	signal?: AbortSignal;
	/** A cursor kept from an earlier page. */
	from?: string | null;
	/** Posts at most, those known before counted in. */
	limit?: number;
	/** How far back, in milliseconds. */
	horizon?: number;
	now?: Date;
	/** How often in a row this place has failed before; at the third time another way is tried. */
	failures?: number;
	/** Waits between two questions to a site. */
	pause?: (address: string) => Promise<void>;
}

const THREE_YEARS = 3 * 365 * 86_400_000;
const POSTS = 500;
const MOST_ANSWERS = 1000;
const PATIENCE = 2;

/** What reading back needs to know of a feed just read. */
export function of(
	candidate: Pick<Candidate, 'platform' | 'platformId' | 'feedUrl' | 'siteUrl'>,
	feed: Pick<ParsedFeed, 'siteUrl' | 'next' | 'items'>
): HistoryFeed {
	return {
		platform: candidate.platform,
		platformId: candidate.platformId,
		feedUrl: candidate.feedUrl,
		siteUrl: candidate.siteUrl ?? feed.siteUrl,
		next: feed.next,
		knownKeys: identity.keys(feed.items),
		knownUrls: feed.items.flatMap((item) => item.url ?? [])
	};
}

/** A method and the place in it. `hasBegun`: it has brought posts, so it is the right one. */
interface Place {
	method: Method;
	at: string;
	hasBegun: boolean;
}

/**
 * Reads older pages until the first post, the limit (500 posts, three years), a page with nothing
 * new, or a failure, which ends the reading as a last page with `failure`. Never throws.
 */
export async function* pages(
	input: HistoryFeed,
	options: HistoryOptions
): AsyncGenerator<Page, undefined> {
	const limit = options.limit ?? POSTS;
	const now = options.now ?? new Date();
	const since = new Date(now.getTime() - (options.horizon ?? THREE_YEARS));
	const known = new Set(input.knownKeys);
	const urls = new Set(input.knownUrls.map(schemeless));
	const feed: Feed = { ...input, isKnown: (url) => urls.has(schemeless(url)) };
	const seen = new Set<string>();
	let count = known.size;
	let oldest: Date | null = null;
	let place = options.from ? placeOf(options.from, feed) : nextMethod(feed);
	if (!place) return yield nothingOlder(feed);
	for (let answers = 0; place && answers < MOST_ANSWERS; answers++) {
		if (seen.has(cursorOf(place))) return yield stopped(place, 'The site leads round in circles.');
		seen.add(cursorOf(place));
		const address: string = place.method.address?.(place.at) ?? place.at;
		if (answers > 0) await options.pause?.(address);
		const { method, at, hasBegun }: Place = place;
		const isPage = method.form === 'page' && method.isPage(at);
		if (isPage && !(await robots.mayRead(options.get, address))) {
			const past: Reading | undefined = hasBegun ? method.missing?.(at, feed) : undefined;
			if (!past?.next) return yield stopped(place, robotsNote);
			place = { method, at: past.next, hasBegun };
			continue;
		}
		const answer = await askFor(method, address, options);
		const read = understand(answer, place, feed, options.failures ?? 0);
		if (read === 'again') return yield failed(place, answer, count);
		if (read === 'other') {
			if (place.hasBegun) return yield stopped(place, reasonOf(answer));
			const other = nextMethod(feed, place.method);
			if (!other) return yield nothingOlder(feed);
			place = other;
			continue;
		}
		if ('declined' in read) return yield stopped(place, read.declined);
		const fresh = keepFresh(read.items, place.method);
		count += fresh.length;
		oldest = fresh.reduce(earlier, oldest);
		const isStale = fresh.length === 0 && !read.isIndex;
		if (isStale && !read.complete && !place.hasBegun && read.next) {
			// The site does not know this way: it sent its newest posts again.
			const other = nextMethod(feed, place.method);
			if (!other) return yield nothingOlder(feed);
			place = other;
			continue;
		}
		const next: Place | undefined =
			read.next && !isStale
				? { ...place, at: read.next, hasBegun: place.hasBegun || fresh.length > 0 }
				: undefined;
		const isEnough = count >= limit || (oldest !== null && oldest < since);
		yield {
			items: fresh,
			cursor: next && !isEnough ? cursorOf(next) : null,
			complete: !next && read.complete === true,
			method: place.method.name,
			words: `Reading older posts${oldest ? `, now at ${oldest.toISOString().slice(0, 7)}` : ''}: ${count} so far`,
			note: next
				? isEnough
					? count >= limit
						? `Reading back stops at ${limit} posts.`
						: 'Reading back stops at three years.'
					: null
				: read.complete
					? null
					: (read.note ??
						platforms.limitOf(feed.platform) ??
						'The site may have older posts that it does not give.')
		};
		if (isEnough) return;
		place = next;
	}

	function keepFresh(items: ParsedItem[], { form }: Method): ParsedItem[] {
		const keys = identity.keys(items);
		return items.filter((item, i) => {
			// A feed of links may share addresses between posts; an interface names each post's own.
			const isKnown =
				known.has(keys[i]!) || (form !== 'feed' && item.url !== null && feed.isKnown(item.url));
			known.add(keys[i]!);
			if (item.url) urls.add(schemeless(item.url));
			return !isKnown;
		});
	}
}

const robotsNote =
	'The site asks programs not to read its pages (robots.txt): only what its feed offers was read.';

function earlier(oldest: Date | null, { publishedAt }: ParsedItem): Date | null {
	return publishedAt && (!oldest || publishedAt < oldest) ? publishedAt : oldest;
}

function schemeless(url: string): string {
	return url.replace(/^https?:/i, '').replace(/\/$/, '');
}

/** Cursors are kept as "method place"; a `+` says that the method has brought posts. */
function cursorOf({ method, at, hasBegun }: Place): string {
	return `${method.name}${hasBegun ? '+' : ''} ${at}`;
}

function placeOf(cursor: string, feed: Feed): Place | undefined {
	const [, name, plus, at] = /^(\S+?)(\+?) (.+)$/s.exec(cursor) ?? [];
	const method = platforms.olderOf(feed.platform).find((one) => one.name === name);
	return method && at ? { method, at, hasBegun: plus === '+' } : nextMethod(feed);
}

function nextMethod(feed: Feed, after?: Method): Place | undefined {
	const methods = platforms.olderOf(feed.platform);
	for (const method of methods.slice(after ? methods.indexOf(after) + 1 : 0)) {
		const at = method.first(feed);
		if (at) return { method, at, hasBegun: false };
	}
	return undefined;
}

const accepts = {
	json: 'application/json',
	feed: undefined,
	page: 'text/html, application/xml;q=0.9'
};

async function askFor(
	method: Method,
	address: string,
	{ get, signal }: HistoryOptions
): Promise<Answer<unknown>> {
	const ask = asker(get, { signal });
	if (method.form === 'feed') return ask.feed(address);
	if (method.form === 'page') return ask.page(address);
	return ask.json(address, method.accept ?? accepts.json);
}

/** The reading of an answer; `other`: this is not the way; `again`: come back later. */
function understand(
	answer: Answer<unknown>,
	{ method, at, hasBegun }: Place,
	feed: Feed,
	failures: number
): Reading | Declined | 'other' | 'again' {
	if (answer.ok) {
		if (method.form === 'feed') return method.read(answer as Good<ParsedFeed>, at, feed) ?? 'other';
		if (method.form === 'page') return method.read(answer as Good<string>, at, feed) ?? 'other';
		return method.read(answer, at, feed) ?? 'other';
	}
	const { outcome } = answer;
	if (outcome.kind !== 'failed') return method.missing?.(at, feed) ?? 'other';
	const isRefusal = outcome.status !== undefined && outcome.status < 500 && outcome.status !== 429;
	if (isRefusal) return method.missing?.(at, feed) ?? 'other';
	// A way that keeps failing before it brought anything is given up for the next one.
	return !hasBegun && failures >= PATIENCE && outcome.code !== 'stopped' ? 'other' : 'again';
}

function reasonOf(answer: Answer<unknown>): string {
	return answer.ok ? 'The site answered otherwise than before.' : answer.reason;
}

function failed(place: Place, answer: Answer<unknown>, count: number): Page {
	const reason = reasonOf(answer);
	const retryAfterAt =
		!answer.ok && answer.outcome.kind === 'failed' ? answer.outcome.retryAfterAt : null;
	return {
		items: [],
		cursor: cursorOf(place),
		complete: false,
		method: place.method.name,
		words: `Reading older posts broke off after ${count}: ${reason}`,
		note: `Reading back broke off: ${reason}`,
		failure: { reason, retryAfterAt }
	};
}

function stopped({ method }: Place, note: string): Page {
	return { items: [], cursor: null, complete: false, method: method.name, words: note, note };
}

/** No way leads past the feed. */
function nothingOlder({ platform }: Feed): Page {
	const note =
		platforms.limitOf(platform) ?? 'The site offers no older posts than those in its feed.';
	return { items: [], cursor: null, complete: false, method: 'feed', words: note, note };
}
