/**
 * From the bytes of a feed document to items with plain text. feedsmith reads first; where it refuses
 * or finds nothing, the document is repaired and read again by it and by rss-parser, and whichever
 * kept more items wins. Pure: no network, no clock but the one passed in.
 */
import { parseFeed } from 'feedsmith';
import * as dates from './dates.ts';
import { decode } from './decode.ts';
import { fromFeedsmith } from './feedsmith.ts';
import { isExcerpt, line, plaintext } from './plaintext.ts';
import { repair } from './repair.ts';
import { byRssParser } from './rssparser.ts';

export interface ParsedItem {
	guid: string | null;
	url: string | null;
	title: string | null;
	/** Plain text in document order. */
	text: string;
	author: string | null;
	publishedAt: Date | null;
	updatedAt: Date | null;
	/** The feed gives only the beginning. */
	excerptOnly: boolean;
}

export interface ParsedFeed {
	format: 'rss' | 'atom' | 'rdf' | 'json';
	title: string | null;
	description: string | null;
	siteUrl: string | null;
	author: string | null;
	language: string | null;
	items: ParsedItem[];
	/** Address of the next older page, where the feed has pages. */
	next: string | null;
	/** The feed says that it lists every post there is (RFC 5005). */
	complete: boolean;
	hub: string | null;
	self: string | null;
	hints: { ttlMinutes: number | null };
	readBy: 'feedsmith' | 'rss-parser';
}

/** A feed as either reader gives it: markup and dates still as written. */
export interface RawFeed {
	format: ParsedFeed['format'];
	title?: string | null;
	description?: string | null;
	siteUrl?: string | null;
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
	title?: string | null;
	/** Candidates for the text, best first; the fullest of the first two is taken. */
	bodies: (string | null | undefined)[];
	hasFullText: boolean;
	author?: string | null;
	published?: string | null;
	updated?: string | null;
}

export interface ParseOptions {
	contentType?: string | null;
	/** Where the document came from: relative links are resolved against it. */
	url?: string;
	now?: Date;
}

/** Reads a feed document. `error` is one sentence that says what the document is instead. */
export async function feed(
	document: Uint8Array | string,
	options: ParseOptions = {}
): Promise<ParsedFeed | { error: string }> {
	const text = typeof document === 'string' ? document : decode(document, options.contentType);
	if (text.trim() === '') return { error: 'The document is empty; a feed was expected.' };
	const read = await readAll(text);
	if (!read) return { error: whatInstead(text) };
	return finish(read.raw, read.readBy, options);
}

async function readAll(
	text: string
): Promise<{ raw: RawFeed; readBy: ParsedFeed['readBy'] } | undefined> {
	const first = bySmith(text);
	if (first && first.items.length > 0) return { raw: first, readBy: 'feedsmith' };
	if (!looksLikeFeed(text)) return first && { raw: first, readBy: 'feedsmith' };
	const mended = repair(text);
	const again = bySmith(mended);
	const other = await byRssParser(mended);
	if (other && other.items.length > (again?.items.length ?? 0))
		return { raw: other, readBy: 'rss-parser' };
	if (again) return { raw: again, readBy: 'feedsmith' };
	if (other) return { raw: other, readBy: 'rss-parser' };
	return first && { raw: first, readBy: 'feedsmith' };
}

function looksLikeFeed(text: string): boolean {
	return /<(rss|feed|rdf:RDF|channel)[\s>]/i.test(text) || /^\s*\{/.test(text);
}

function bySmith(text: string): RawFeed | undefined {
	try {
		return fromFeedsmith(parseFeed(text));
	} catch {
		// feedsmith refuses a feed without any element it knows: an empty channel is still a feed.
		return emptyFeed(text);
	}
}

function emptyFeed(text: string): RawFeed | undefined {
	const root = /<(rss|feed|rdf:RDF)(\s[^>]*)?\/?>/i.exec(text)?.[1]?.toLowerCase();
	if (!root || /<(item|entry)[\s>]/i.test(text)) return undefined;
	return { format: root === 'rss' ? 'rss' : root === 'feed' ? 'atom' : 'rdf', items: [] };
}

function whatInstead(text: string): string {
	const head = text.slice(0, 4000);
	if (/<html|<!doctype html/i.test(head)) {
		return /type\s*=\s*["']?password/i.test(text)
			? 'This is a page that asks for a login, not a feed; only public posts can be read.'
			: 'This is a web page, not a feed.';
	}
	if (/^\s*[[{]/.test(head)) return 'This is JSON, but not a JSON Feed.';
	if (/^\s*</.test(head)) return 'This is XML, but not a feed (RSS, Atom or RDF).';
	return 'This is not a feed: neither RSS, Atom, RDF nor JSON Feed.';
}

function finish(raw: RawFeed, readBy: ParsedFeed['readBy'], options: ParseOptions): ParsedFeed {
	const base = resolve(raw.siteUrl, options.url) ?? options.url;
	return {
		format: raw.format,
		title: line(raw.title),
		description: plaintext(raw.description) || null,
		siteUrl: resolve(raw.siteUrl, options.url),
		author: line(raw.author),
		language: raw.language?.trim() || null,
		items: raw.items.map((item) => finishItem(item, base, options.now ?? new Date())),
		next: resolve(raw.next, options.url),
		complete: raw.complete ?? false,
		hub: resolve(raw.hub, options.url),
		self: resolve(raw.self, options.url),
		hints: { ttlMinutes: raw.ttlMinutes ?? null },
		readBy
	};
}

function finishItem(raw: RawItem, base: string | undefined, now: Date): ParsedItem {
	const texts = raw.bodies.map(plaintext).filter((text) => text !== '');
	const text = texts
		.slice(0, 2)
		.reduce((best, one) => (one.length > best.length * 1.2 ? one : best), texts[0] ?? '');
	const guid = raw.guid?.trim() || null;
	const url =
		resolve(raw.url, base) ?? (raw.guidIsLink && guid && /^https?:/i.test(guid) ? guid : null);
	return {
		guid,
		url,
		title: line(raw.title),
		text,
		author: line(raw.author),
		publishedAt: dates.read(raw.published, now) ?? dates.read(raw.updated, now),
		updatedAt: dates.read(raw.updated, now),
		excerptOnly: isExcerpt(text) || (!raw.hasFullText && /(…|\.\.\.)\s*$/.test(text))
	};
}

function resolve(address: string | null | undefined, base: string | undefined): string | null {
	const typed = address?.trim();
	if (!typed) return null;
	if (base && URL.canParse(typed, base)) return new URL(typed, base).href;
	return URL.canParse(typed) ? new URL(typed).href : null;
}

/** One line of the `parse` command. */
export function toLine(file: string, parsed: ParsedFeed | { error: string }) {
	if ('error' in parsed) return { file, error: parsed.error };
	return {
		file,
		title: parsed.title,
		siteUrl: parsed.siteUrl,
		language: parsed.language,
		items: parsed.items.map((item) => ({
			id: item.guid ?? item.url,
			url: item.url,
			title: item.title,
			text: item.text,
			author: item.author,
			publishedAt: item.publishedAt?.toISOString() ?? null,
			updatedAt: item.updatedAt?.toISOString() ?? null
		})),
		next: parsed.next
	};
}
