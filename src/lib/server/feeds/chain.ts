/**
 * Which reader reads: feedsmith first. Where it refuses the document, or finds fewer items than the
 * document begins, the document is repaired, read again by it and by rss-parser and item by item, and
 * whoever kept most wins. Pure.
 */
import { parseFeed } from 'feedsmith';
import { fromFeedsmith } from './feedsmith.ts';
import { apart, countItems, repair } from './repair.ts';
import { byRssParser } from './rssparser.ts';

/** A feed as either reader gives it: markup and dates still as written. */
export interface RawFeed {
	format: 'rss' | 'atom' | 'rdf' | 'json';
	title?: string | null;
	description?: string | null;
	siteUrl?: string | null;
	/** What relative links start from (xml:base). */
	base?: string | null;
	author?: string | null;
	language?: string | null;
	next?: string | null;
	complete?: boolean;
	hub?: string | null;
	self?: string | null;
	ttlMinutes?: number | null;
	items: RawItem[];
}

export interface RawItem {
	guid?: string | null;
	guidIsLink?: boolean;
	url?: string | null;
	base?: string | null;
	title?: string | null;
	/** Candidates for the text, best first; the fullest of the first two is taken. */
	bodies: (string | null | undefined)[];
	hasFullText: boolean;
	author?: string | null;
	published?: string | null;
	updated?: string | null;
}

interface Read {
	raw: RawFeed;
	readBy: 'feedsmith' | 'rss-parser';
}

/** Reads a document's text, or answers undefined where no reader finds a feed in it. */
export async function readWith(document: string): Promise<Read | undefined> {
	const text = withLinks(document);
	const read = await readBest(text);
	if (read && isComplete(text)) read.raw.complete = true;
	return read;
}

/** Some Atom feeds write a link as RSS does; the address would be lost. */
function withLinks(text: string): string {
	return /<feed[\s>]/i.test(text.slice(0, 2000))
		? text.replace(/<link>\s*(https?:[^<>"\s]+)\s*<\/link>/g, '<link href="$1"/>')
		: text;
}

/** RFC 5005: the feed says that it holds every post there is. */
function isComplete(text: string): boolean {
	return (
		text.includes('http://purl.org/syndication/history/1.0') &&
		/<[\w-]+:complete\s*(\/>|>)/.test(text)
	);
}

async function readBest(text: string): Promise<Read | undefined> {
	const first = byFeedsmith(text);
	const begun = first?.format === 'json' ? 0 : countItems(text);
	if (first && first.items.length > 0 && first.items.length >= begun)
		return { raw: first, readBy: 'feedsmith' };
	if (!looksLikeFeed(text)) return first && { raw: first, readBy: 'feedsmith' };
	const mended = repair(text);
	const reads: (Read | undefined)[] = [
		reading(byFeedsmith(mended), 'feedsmith'),
		reading(await byRssParser(mended), 'rss-parser'),
		reading(itemByItem(mended), 'feedsmith'),
		reading(first, 'feedsmith')
	];
	return reads.reduce((best, one) =>
		one && one.raw.items.length > (best?.raw.items.length ?? -1) ? one : best
	);
}

function reading(raw: RawFeed | undefined, readBy: Read['readBy']): Read | undefined {
	return raw && { raw, readBy };
}

function looksLikeFeed(text: string): boolean {
	return /<(rss|feed|rdf:RDF|channel)[\s>]/i.test(text) || /^\s*\{/.test(text);
}

function byFeedsmith(text: string): RawFeed | undefined {
	try {
		return fromFeedsmith(parseFeed(text));
	} catch {
		// feedsmith refuses a feed without any element it knows: an empty channel is still a feed.
		return emptyFeed(text);
	}
}

function itemByItem(mended: string): RawFeed | undefined {
	const parts = apart(mended);
	if (!parts) return undefined;
	const read = parts.items.flatMap((part) => byFeedsmith(part) ?? []);
	const head = byFeedsmith(parts.head) ?? read[0];
	return head && { ...head, items: read.flatMap((one) => one.items) };
}

function emptyFeed(text: string): RawFeed | undefined {
	const root = /<(rss|feed|rdf:RDF)(\s[^<>]*)?>/i.exec(text)?.[1]?.toLowerCase();
	if (!root || /<(item|entry)[\s>]/i.test(text)) return undefined;
	return { format: root === 'rss' ? 'rss' : root === 'feed' ? 'atom' : 'rdf', items: [] };
}
