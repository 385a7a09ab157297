/**
 * One look at a source, keeping nothing: find the feed, read it and its history, mark, sum up.
 * `follow.keep` turns what was looked at into a subscription without fetching it again.
 */
import { setTimeout } from 'node:timers/promises';
import type { Care, Mark, Profession, Strength } from '#lib/words.ts';
import type { Coverage } from './db/schema.ts';
import type * as fetch from './feeds/fetch.ts';
import * as history from './feeds/history.ts';
import * as identity from './feeds/identity.ts';
import * as pace from './feeds/pace.ts';
import { locate, type Candidate } from './feeds/locate.ts';
import * as parse from './feeds/parse.ts';
import * as ledger from './ledger.ts';
import { beliefs } from './rates.ts';
import { summarise, talliesOf, type Ledger } from './summary.ts';
import * as classify from './marking/classify.ts';
import * as voice from './marking/voice.ts';

export interface LookOptions {
	get: (address: string, options?: fetch.GetOptions) => Promise<fetch.Outcome>;
	/** Waited for only when there is something to mark, so that it may load meanwhile. */
	reader: classify.Reader | Promise<classify.Reader>;
	profession?: Profession | null;
	rsshubUrl?: string;
	rssbridgeUrl?: string;
	signal?: AbortSignal;
	/** Told in words what is being done. */
	onProgress?: (words: string) => void;
	/** Which of several candidates to read; the first when left out. */
	feedUrl?: string;
	/** How long older posts are read for before what was read is shown, in milliseconds. */
	historyMs?: number;
	/** Waits between two questions to a site; the site's pace when left out. */
	pause?: (address: string) => Promise<void>;
}

const HISTORY_MS = 120_000;

export interface LookedPost {
	key: string;
	item: parse.ParsedItem;
	shownAt: Date;
	backfilled: boolean;
	mark: Mark;
}

/** What a look brought. `outcome` and `items` are kept in memory only, for "keep following". */
export interface Looked {
	source: string;
	title: string;
	candidate: Candidate | undefined;
	outcome: Extract<fetch.Outcome, { kind: 'fetched' }> | undefined;
	feed: parse.ParsedFeed;
	profession: Profession | null;
	care: { care: Care; because: string[] };
	coverage: Coverage;
	/** Newest first. */
	posts: LookedPost[];
	ledger: Ledger;
	/** Other feeds that the same words could have meant. */
	others: Candidate[];
	/** What went wrong on the way without ending the look, such as a history that broke off. */
	remarks: string[];
}

export interface LookFailure {
	source: string;
	reason: string;
	tried: string[];
	advice: string;
	/** Accounts that a bare name may mean: the reader chooses. */
	choices?: Candidate[];
}

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
	const back = await readBack(candidate, feed, options);
	const read = await readItems(source, feed, back.items, options);
	return {
		...read,
		candidate,
		outcome,
		coverage: back.coverage,
		ledger: sum(read.posts, back.coverage, await options.reader),
		others: located.candidates.filter((one) => one !== candidate),
		remarks: back.remarks
	};
}

/** Looks at a feed document at hand, such as a file. */
export async function lookAtDocument(
	source: string,
	document: Uint8Array,
	options: Pick<LookOptions, 'reader' | 'profession' | 'signal' | 'onProgress'>
): Promise<Looked | LookFailure> {
	const feed = await parse.feed(document);
	if ('error' in feed)
		return {
			source,
			reason: feed.error,
			tried: [source],
			advice: 'Give a feed document: RSS, Atom, RDF or JSON Feed.'
		};
	const read = await readItems(
		source,
		feed,
		feed.items.map((item) => ({ item, backfilled: false })),
		options
	);
	const coverage = coverageOf(read.posts, feed.complete, 'file');
	return {
		...read,
		candidate: undefined,
		outcome: undefined,
		coverage,
		ledger: sum(read.posts, coverage, await options.reader),
		others: [],
		remarks: []
	};
}

interface Collected {
	item: parse.ParsedItem;
	backfilled: boolean;
}

/** The feed's own items, then older pages as far as the platform gives them. */
async function readBack(candidate: Candidate, feed: parse.ParsedFeed, options: LookOptions) {
	const items: Collected[] = feed.items.map((item) => ({ item, backfilled: false }));
	const remarks: string[] = [];
	let last: Pick<history.Page, 'complete' | 'method' | 'cursor' | 'note'> = {
		complete: feed.complete,
		method: 'feed',
		cursor: null,
		note: null
	};
	const until = Date.now() + (options.historyMs ?? HISTORY_MS);
	for await (const page of history.pages(history.of(candidate, feed), {
		get: options.get,
		signal: options.signal,
		pause: options.pause ?? ((address) => pause(address, options.signal))
	})) {
		items.push(...page.items.map((item) => ({ item, backfilled: true })));
		last = page;
		if (page.failure) remarks.push(page.words);
		options.onProgress?.(page.words);
		if (page.cursor && Date.now() > until) {
			remarks.push(
				`Reading back was stopped after ${items.length} posts to show you something; keep following, and the older ones are read bit by bit.`
			);
			break;
		}
	}
	const { complete, method, cursor, note } = last;
	const coverage: Coverage = {
		oldestAt: oldest(items.map(({ item }) => item.publishedAt))?.toISOString() ?? null,
		complete,
		method,
		cursor,
		note
	};
	return { items, coverage, remarks };
}

/** Keeps the site's pace while somebody waits. */
function pause(address: string, signal: AbortSignal | undefined): Promise<void> {
	return setTimeout(pace.gapMs(pace.hostOf(address)), undefined, { signal }).catch(() => {});
}

const BATCH = 50;

async function readItems(
	source: string,
	feed: parse.ParsedFeed,
	collected: Collected[],
	options: Pick<LookOptions, 'reader' | 'profession' | 'signal' | 'onProgress'>
) {
	const keys = identity.keys(collected.map(({ item }) => item));
	const now = new Date();
	const unique = [...new Map(collected.map((one, i) => [keys[i]!, one])).entries()];
	const posts: LookedPost[] = [];
	const reader = await options.reader;
	for (let i = 0; i < unique.length; i += BATCH) {
		options.signal?.throwIfAborted();
		const batch = unique.slice(i, i + BATCH);
		const marks = await classify.read(
			reader,
			batch.map(([key, { item }]) => ({
				id: key,
				text: item.text,
				title: item.title,
				author: item.author,
				feed: { title: feed.title, description: feed.description },
				profession: options.profession
			}))
		);
		batch.forEach(([key, { item, backfilled }], j) =>
			posts.push({
				key,
				item,
				backfilled,
				shownAt: item.publishedAt ?? item.updatedAt ?? now,
				mark: marks[j]!
			})
		);
		options.onProgress?.(`Read ${posts.length} of ${unique.length} posts`);
	}
	posts.sort((a, b) => b.shownAt.getTime() - a.shownAt.getTime());
	const title = feed.title || source;
	return {
		source,
		title,
		feed,
		profession: options.profession ?? null,
		care: voice.whose({
			title: feed.title,
			description: feed.description,
			bylines: [...new Set(feed.items.flatMap((item) => (item.author ? [item.author] : [])))],
			profession: options.profession ?? null
		}),
		posts
	};
}

function sum(posts: LookedPost[], coverage: Coverage, reader: classify.Reader): Ledger {
	return summarise(
		talliesOf(posts.map((post) => ({ ...post, excerptOnly: post.item.excerptOnly }))),
		{
			from: oldest(posts.map((post) => post.item.publishedAt)),
			to: posts.find((post) => post.item.publishedAt)?.item.publishedAt ?? null,
			complete: coverage.complete
		},
		beliefs(reader.evidence)
	);
}

function coverageOf(posts: LookedPost[], complete: boolean, method: string): Coverage {
	return {
		oldestAt: oldest(posts.map((post) => post.item.publishedAt))?.toISOString() ?? null,
		complete,
		method,
		cursor: null
	};
}

function oldest(dates: (Date | null)[]): Date | null {
	return dates.reduce<Date | null>(
		(old, date) => (date && (!old || date < old) ? date : old),
		null
	);
}

/** The marked posts of a look, newest first. */
export function listMarked(
	looked: Looked,
	strengths: Strength[] = ['likely', 'possible']
): LookedPost[] {
	return looked.posts.filter((post) => strengths.includes(post.mark.strength));
}

/** The machine-readable form of a look (`look --json`). */
export function toJson(looked: Looked) {
	return {
		source: looked.source,
		title: looked.title,
		voice: voice.ofFeed(looked.care.care),
		...ledger.toJson(looked.ledger),
		items: listMarked(looked).map(({ item, mark }) =>
			ledger.itemOf({ ...item, ...mark, id: item.guid ?? item.url })
		)
	};
}
