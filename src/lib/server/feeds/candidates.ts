/** A feed that was found and read once, and which of several to prefer. */
import type { Platform } from '#lib/words.ts';
import type { Ask } from './ask.ts';
import type { Outcome } from './fetch.ts';
import type { ParsedFeed } from './parse.ts';

export type Fetched = Extract<Outcome, { kind: 'fetched' }>;

export interface Candidate {
	platform: Platform;
	feedUrl: string;
	/** The platform's own unchanging id. */
	platformId: string | null;
	/** What people call it. */
	handle: string | null;
	siteUrl: string | null;
	title: string | null;
	newestAt: Date | null;
	itemsCount: number;
	/** The document itself where finding the feed already fetched it. */
	document?: Fetched;
}

/** Why nothing was found and what to do instead, each in one or two sentences. */
export interface Failure {
	reason: string;
	advice: string;
}

/** The candidate that a feed document makes. */
export function of(
	feed: ParsedFeed,
	outcome: Fetched,
	known: Partial<Candidate> & { platform: Platform; asked?: string }
): Candidate {
	const { asked, ...over } = known;
	const isForNow = outcome.redirects.some((hop) => !hop.permanent);
	const dates = feed.items.flatMap((item) => item.publishedAt?.getTime() ?? []);
	return {
		// A redirect for the time being is asked again each time; one for good is taken at its word.
		feedUrl: isForNow ? (asked ?? outcome.redirects[0]!.from) : outcome.url,
		platformId: null,
		handle: null,
		siteUrl: feed.siteUrl,
		title: feed.title,
		newestAt: dates.length ? new Date(Math.max(...dates)) : null,
		itemsCount: feed.items.length,
		document: outcome,
		...over
	};
}

/** Fetches a feed whose address is known and makes a candidate of it; a failure says why not. */
export async function read(
	ask: Ask,
	feedUrl: string,
	known: Partial<Candidate> & { platform: Platform },
	advice: string
): Promise<Candidate | Failure> {
	const answer = await ask.feed(feedUrl);
	if (!answer.ok) return { reason: answer.reason, advice };
	return of(answer.value, answer.outcome, { ...known, feedUrl });
}

/** Feeds of comments by visitors are nobody's posts. */
export function isComments(candidate: Pick<Candidate, 'title' | 'feedUrl'>): boolean {
	const { pathname, search } = new URL(candidate.feedUrl);
	return (
		/(^|\/)comments(\/|$)|\/feed\/comments|feed=comments/i.test(`${pathname}${search}`) ||
		/^(kommentare|comments|comentarios|commentaires|reacties|commenti)\b|\bcomments (on|for|feed)\b/i.test(
			candidate.title ?? ''
		)
	);
}

/** Feeds of the page asked for before those of the whole site, then the fuller, then the fresher. */
export function better(page?: URL) {
	const folder = page?.pathname.replace(/\/+$/, '') ?? '';
	const isOfPage = (one: Candidate) =>
		Number(folder !== '' && new URL(one.feedUrl).pathname.startsWith(`${folder}/`));
	return (a: Candidate, b: Candidate): number =>
		Number(isComments(a)) - Number(isComments(b)) ||
		isOfPage(b) - isOfPage(a) ||
		b.itemsCount - a.itemsCount ||
		(b.newestAt?.getTime() ?? 0) - (a.newestAt?.getTime() ?? 0);
}
