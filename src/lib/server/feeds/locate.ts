/** From what a person types to the feed it means. */
import type { Platform } from '#lib/words.ts';
import { discover } from './discover.ts';
import type { Get, Outcome } from './fetch.ts';

type Fetched = Extract<Outcome, { kind: 'fetched' }>;

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

export type Located =
	| { kind: 'found'; candidates: Candidate[]; tried: string[] }
	| { kind: 'failed'; reason: string; tried: string[]; advice: string };

export interface LocateOptions {
	get: Get;
	rsshubUrl?: string;
	rssbridgeUrl?: string;
	signal?: AbortSignal;
	onProgress?: (words: string) => void;
}

/** Finds the feed of an address. Several candidates come best first. Never throws for the outside world. */
export async function locate(input: string, options: LocateOptions): Promise<Located> {
	const url = addressOf(input);
	if (!url)
		return {
			kind: 'failed',
			reason: `“${input.trim()}” is not an address we can look up.`,
			tried: [],
			advice: 'Paste the address of the website, blog or feed, such as https://a-therapist.example.'
		};
	return discover(url, options);
}

/** Reads an address as people type it: with or without https. */
function addressOf(input: string): URL | undefined {
	const typed = input.trim().replace(/^feed:(\/\/)?/i, '');
	if (/^https?:\/\//i.test(typed)) return URL.canParse(typed) ? new URL(typed) : undefined;
	if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return new URL(typed);
	if (
		!/^[^\s/@]+\.[^\s/@]+/.test(typed) &&
		!/^(localhost|\[?[\da-f:.]+\]?)(:\d+)?(\/|$)/i.test(typed)
	)
		return undefined;
	return URL.canParse(`https://${typed}`) ? new URL(`https://${typed}`) : undefined;
}
