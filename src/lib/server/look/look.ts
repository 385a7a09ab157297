/**
 * One look at a source, keeping nothing: find the feed, read it and its history, mark, sum up.
 * `follow.keep` turns what was looked at into a subscription without fetching it again.
 */
import { setTimeout } from 'node:timers/promises';
import type { Coverage } from '../db/schema.ts';
import type * as fetch from '../feeds/fetch.ts';
import * as history from '../feeds/history.ts';
import { locate, type Candidate } from '../feeds/locate.ts';
import * as pace from '../feeds/pace.ts';
import * as parse from '../feeds/parse.ts';
import { about, oldest, sum, type Looked, type LookedPost, type LookFailure } from './looked.ts';
import * as reading from './reading.ts';

export interface LookOptions extends reading.ReadingOptions {
	get: (address: string, options?: fetch.GetOptions) => Promise<fetch.Outcome>;
	rsshubUrl?: string;
	rssbridgeUrl?: string;
	/** Which of several candidates to read; the first when left out. */
	feedUrl?: string;
	/** How long older posts are read for before what was read is shown, in milliseconds. */
	historyMs?: number;
	/** Waits between two questions to a site; the site's pace when left out. */
	pause?: (address: string) => Promise<void>;
}

const HISTORY_MS = 120_000;

/** Looks at an address, handle or profile link. The outside world's failures are a value. */
export async function look(source: string, options: LookOptions): Promise<Looked | LookFailure> {
	const say = options.onProgress ?? (() => {});
	say(`Looking for the feed of ${source}`);
	const located = await locate(source, {
		get: options.get,
		rsshubUrl: options.rsshubUrl,
		rssbridgeUrl: options.rssbridgeUrl,
		signal: options.signal,
		onProgress: say
	});
	if (located.kind !== 'found') {
		const { reason, tried, advice } = located;
		const choices = located.kind === 'ambiguous' ? located.candidates : undefined;
		return { source, reason, tried, advice, choices };
	}
	const candidate =
		located.candidates.find((one) => one.feedUrl === options.feedUrl) ?? located.candidates[0]!;
	const outcome =
		candidate.document ?? (await options.get(candidate.feedUrl, { signal: options.signal }));
	if (outcome.kind !== 'fetched')
		return {
			source,
			reason:
				outcome.kind === 'unchanged' ? `${candidate.feedUrl} sent no document.` : outcome.reason,
			tried: located.tried,
			advice: 'Try again later, or paste the address of the feed itself.'
		};
	const feed = await parse.feed(outcome.body, {
		contentType: outcome.contentType,
		url: outcome.url
	});
	if ('error' in feed)
		return {
			source,
			reason: feed.error,
			tried: located.tried,
			advice: 'Paste the address of the feed itself.'
		};
	say(`Found ${feed.title ? `“${feed.title}”` : 'the feed'}: ${feed.items.length} posts`);
	const read = reading.begin(feed, options);
	read.add(feed.items);
	const back = await readBack(candidate, feed, read, options);
	const posts = await read.finish();
	const coverage = coverageOf(posts, back.last);
	return {
		...about(source, feed, options.profession),
		candidate,
		outcome,
		coverage,
		posts,
		ledger: sum(posts, coverage, await options.reader),
		others: located.candidates.filter((one) => one !== candidate),
		remarks: back.remarks
	};
}

/** Looks at a feed document at hand, such as a file. */
export async function lookAtDocument(
	source: string,
	document: Uint8Array,
	options: reading.ReadingOptions
): Promise<Looked | LookFailure> {
	const feed = await parse.feed(document);
	if ('error' in feed)
		return {
			source,
			reason: feed.error,
			tried: [source],
			advice: 'Give a feed document: RSS, Atom, RDF or JSON Feed.'
		};
	const read = reading.begin(feed, options);
	read.add(feed.items);
	const posts = await read.finish();
	const { complete } = feed;
	const coverage = coverageOf(posts, { complete, method: 'file', cursor: null });
	return {
		...about(source, feed, options.profession),
		candidate: undefined,
		outcome: undefined,
		coverage,
		posts,
		ledger: sum(posts, coverage, await options.reader),
		others: [],
		remarks: []
	};
}

type Last = Omit<Coverage, 'oldestAt'>;

/** Hands over older pages as far as the platform gives them; how far that was, and why not further. */
async function readBack(
	candidate: Candidate,
	feed: parse.ParsedFeed,
	read: reading.Reading,
	options: LookOptions
): Promise<{ last: Last; remarks: string[] }> {
	const remarks: string[] = [];
	let last: Last = { complete: feed.complete, method: 'feed', cursor: null, note: null };
	let count = feed.items.length;
	const until = Date.now() + (options.historyMs ?? HISTORY_MS);
	for await (const page of history.pages(history.of(candidate, feed), {
		get: options.get,
		signal: options.signal,
		pause: options.pause ?? ((address) => pause(address, options.signal))
	})) {
		read.add(page.items, true);
		count += page.items.length;
		const { complete, method, cursor, note } = page;
		last = { complete, method, cursor, note };
		if (page.failure) remarks.push(page.words);
		options.onProgress?.(page.words);
		if (page.cursor && Date.now() > until) {
			remarks.push(
				`Reading back was stopped after ${count} posts to show you something; keep following, and the older ones are read bit by bit.`
			);
			break;
		}
	}
	return { last, remarks };
}

/** Keeps the site's pace while somebody waits. */
function pause(address: string, signal: AbortSignal | undefined): Promise<void> {
	return setTimeout(pace.gapMs(pace.hostOf(address)), undefined, { signal }).catch(() => {});
}

function coverageOf(posts: LookedPost[], last: Last): Coverage {
	const oldestAt = oldest(posts.map(({ item }) => item.publishedAt))?.toISOString() ?? null;
	return { oldestAt, ...last };
}
