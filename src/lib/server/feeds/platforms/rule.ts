/** What a platform's file says: whom words and addresses mean there, and what to ask. */
import type { Platform } from '#lib/words.ts';
import type { Ask, Answer } from '../ask.ts';
import type { Candidate, Failure } from '../candidates.ts';
import type { ParsedFeed, ParsedItem } from '../parse.ts';

/** What a rule may ask with. */
export interface Means {
	ask: Ask;
	/** Bridges that the operator runs or trusts; '' where none is set. */
	rsshubUrl: string;
	rssbridgeUrl: string;
}

/** A page of a website, for telling what made it. */
export interface Page {
	url: URL;
	html: string;
	/** Header names in lower case. */
	headers: Record<string, string>;
	/** Addresses that the page links to, in order. */
	links: string[];
}

export interface Rule {
	platform: Platform;
	/** What may be typed before a colon, such as `youtube:someone`. */
	names: string[];
	/** The name an address stands for, asking nobody; undefined where it is no address of the platform. */
	ofAddress?(url: URL): string | undefined;
	/** The name that typed words stand for here; undefined where they cannot be a name here. */
	ofWords?(words: string): string | undefined;
	/** Whether a bare `@name` is looked for here. */
	takesBareNames?: boolean;
	/**
	 * Finds the feed of a name. An address: look for the feed there, as on any website.
	 * Undefined: the name turned out not to be one of this platform.
	 */
	find?(name: string, means: Means): Promise<Candidate | Failure | URL | undefined>;
	/** Feed addresses to try on a page made with this platform's software; undefined: it was not. */
	sniff?(page: Page): string[] | undefined;
	/** Asks whether a followed account wants not to be read any more: a sentence if it does. */
	declines?(feed: { url: string; handle: string | null }, ask: Ask): Promise<string | undefined>;
	/** Whether a feed was made by this platform's software, by what its head says of its generator. */
	made?: RegExp;
	/** Ways to read older posts, best first. */
	older?: Method[];
	/** Why older posts than the feed's cannot be read, where that is the platform's doing. */
	limit?: string;
}

/** What reading older posts needs to know of a feed. */
export interface HistoryFeed {
	platform: Platform;
	platformId: string | null;
	feedUrl: string;
	siteUrl: string | null;
	/** Address of the next older page, where the newest document named one. */
	next: string | null;
	/** Addresses of the posts known before. */
	knownUrls: string[];
	/** Whether the post at an address was read already. */
	isKnown(url: string): boolean;
}

/** What one answer brought. */
export interface Reading {
	items: ParsedItem[];
	/** Where to go on; null at the end. */
	next: string | null;
	/** At the end: whether the first post was reached (rather than a limit of the platform). */
	complete?: boolean;
	/** At the end, where the first post was perhaps not reached: why, in a sentence. */
	note?: string;
	/** No posts were to be expected in this answer: a page without new ones does not end the reading. */
	isIndex?: boolean;
}

/** The person asked not to be read this way. One sentence. */
export interface Declined {
	declined: string;
}

/** One way to read older posts, an answer at a time. A place is a string that survives a crash. */
interface Way<Form extends string, Value> {
	form: Form;
	/** Kept as the coverage's method. */
	name: string;
	/** Where to begin, or null where this feed cannot be read this way. */
	first(feed: HistoryFeed): string | null;
	/** The address to ask at a place; the place itself when left out. */
	address?(place: string): string;
	accept?: string;
	/** Reads the answer at a place; undefined: not what this method reads, try the next one. */
	read(answer: Good<Value>, place: string, feed: HistoryFeed): Reading | Declined | undefined;
	/** What it means that there is nothing at a place; undefined or left out: try the next method. */
	missing?(place: string, feed: HistoryFeed): Reading | undefined;
}

export type Good<Value> = Extract<Answer<Value>, { ok: true }>;
export type JsonMethod = Way<'json', unknown>;
export type FeedMethod = Way<'feed', ParsedFeed>;
/** Pages for people and site maps: robots.txt is asked before a page. */
export type PageMethod = Way<'page', string> & { isPage(place: string): boolean };
export type Method = JsonMethod | FeedMethod | PageMethod;
