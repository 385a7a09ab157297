/** What a look brought, and its sums. Pure. */
import type { Care, Mark, Profession, Strength } from '#lib/words.ts';
import type { Coverage } from '../db/schema.ts';
import type { Candidate } from '../feeds/candidates.ts';
import type * as fetch from '../feeds/fetch.ts';
import * as identity from '../feeds/identity.ts';
import type * as parse from '../feeds/parse.ts';
import * as ledger from '../ledger.ts';
import type * as classify from '../marking/classify.ts';
import * as voice from '../marking/voice.ts';
import { beliefs } from '../rates.ts';
import { summarise, talliesOf, type Ledger } from '../summary.ts';

export interface LookedPost {
	key: string;
	item: parse.ParsedItem;
	shownAt: Date;
	/** Read from an older page, not from the feed itself. */
	backfilled: boolean;
	mark: Mark;
}

/** What a look brought. `outcome` and the posts are kept in memory only, for "keep following". */
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

/** What there is to know of a feed whose posts were read, without how it was found. */
export function about(
	source: string,
	feed: parse.ParsedFeed,
	profession: Profession | null = null
): Pick<Looked, 'source' | 'title' | 'feed' | 'profession' | 'care'> {
	const bylines = [...new Set(feed.items.flatMap((item) => (item.author ? [item.author] : [])))];
	const { title, description } = feed;
	return {
		source,
		title: title || source,
		feed,
		profession,
		care: voice.whose({ title, description, bylines, profession })
	};
}

/** The ledger of posts at hand, newest first. */
export function sum(
	posts: LookedPost[],
	coverage: Coverage,
	reader: Pick<classify.Reader, 'evidence'>
): Ledger {
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

/**
 * The posts of a look and their ledger, without those that somebody is not to be told of
 * (review/blindness.ts): known by their address or their words.
 */
export function without(
	looked: Looked,
	hidden: { contentHash: string; url: string | null }[],
	reader: Pick<classify.Reader, 'evidence'>
): Looked & { isBlind: boolean } {
	const hashes = new Set(hidden.map(({ contentHash }) => contentHash));
	const urls = new Set(hidden.flatMap(({ url }) => url ?? []));
	const posts = looked.posts.filter(
		({ item }) =>
			!hashes.has(identity.contentHash(item.title, item.text)) &&
			!(item.url !== null && urls.has(item.url))
	);
	if (posts.length === looked.posts.length) return { ...looked, isBlind: false };
	return { ...looked, posts, ledger: sum(posts, looked.coverage, reader), isBlind: true };
}

/** The oldest of some dates; null where there is none. */
export function oldest(dates: (Date | null)[]): Date | null {
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
