/**
 * From the bytes of a feed document to items with plain text. Which reader reads is decided in
 * chain.ts; here what they found is finished: text, links, dates. No network, no clock but the one
 * passed in; a large document is read in a thread of its own, so that nothing else waits for it.
 */
import { readWith, type RawFeed, type RawItem } from './chain.ts';
import * as dates from './dates.ts';
import { decode } from './decode.ts';
import { isExcerpt, line, plaintext } from './plaintext.ts';
import * as threads from './threads.ts';

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

export interface ParseOptions {
	contentType?: string | null;
	/** Where the document came from: relative links are resolved against it. */
	url?: string;
	now?: Date;
}

/** Above this size a document is read in a thread of its own. */
const LARGE = 1_000_000;

/** Reads a feed document. `error` is one sentence that says what the document is instead. */
export async function feed(
	document: Uint8Array | string,
	options: ParseOptions = {}
): Promise<ParsedFeed | { error: string }> {
	return document.length > LARGE ? threads.parse(document, options) : here(document, options);
}

/** Reads a document of any size in this thread. */
export async function here(
	document: Uint8Array | string,
	options: ParseOptions
): Promise<ParsedFeed | { error: string }> {
	const text = typeof document === 'string' ? document : decode(document, options.contentType);
	if (text.trim() === '') return { error: 'The document is empty; a feed was expected.' };
	const read = await readWith(text);
	if (!read) return { error: whatInstead(text) };
	return finish(read.raw, read.readBy, options);
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
	const own = resolve(raw.base, options.url) ?? options.url;
	// RSS says nothing of relative links; there they are taken from the site, elsewhere from xml:base.
	const base = raw.base ? own : (resolve(raw.siteUrl, own) ?? own);
	return {
		format: raw.format,
		title: line(raw.title),
		description: plaintext(raw.description) || null,
		siteUrl: resolve(raw.siteUrl, own),
		author: line(raw.author),
		language: raw.language?.trim() || null,
		items: raw.items.map((item) => finishItem(item, base, options.now ?? new Date())),
		next: resolve(raw.next, own),
		complete: raw.complete ?? false,
		hub: resolve(raw.hub, own),
		self: resolve(raw.self, own),
		hints: { ttlMinutes: raw.ttlMinutes ?? null },
		readBy
	};
}

/** One item from markup and dates as written; relative links are resolved against `base`. */
export function finishItem(raw: RawItem, base: string | undefined, now = new Date()): ParsedItem {
	const texts = raw.bodies.map(plaintext).filter((text) => text !== '');
	const text = texts
		.slice(0, 2)
		.reduce((best, one) => (one.length > best.length * 1.2 ? one : best), texts[0] ?? '');
	const guid = raw.guid?.trim() || null;
	const url =
		resolve(raw.url, resolve(raw.base, base) ?? base) ??
		(raw.guidIsLink && guid && /^https?:/i.test(guid) ? guid : null);
	return {
		guid,
		url,
		title: titleOf(raw.title, url),
		text,
		author: line(raw.author),
		publishedAt: dates.read(raw.published, now) ?? dates.read(raw.updated, now),
		updatedAt: dates.read(raw.updated, now),
		excerptOnly: isExcerpt(text) || (!raw.hasFullText && /(…|\.\.\.)\s*$/.test(text))
	};
}

/** A title in one line. Bluesky's feed has given every post the same, which is nobody's words. */
function titleOf(markup: string | null | undefined, url: string | null): string | null {
	const title = line(markup);
	const isMade =
		url?.startsWith('https://bsky.app/profile/') && /^@[\w.-]+ post$/.test(title ?? '');
	return isMade ? null : title;
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
