/** What makes a post the same post the next time it is seen. Pure. */
import { hash as digest } from 'node:crypto';
import type { ParsedItem } from './parse.ts';

type Named = Pick<ParsedItem, 'guid' | 'url' | 'title' | 'publishedAt' | 'text'>;

/**
 * One key an item, hexadecimal SHA-256: of its guid, else its link, else title and date. The same
 * post over http and https has one key. Items of one feed that share a guid are told apart by their
 * link, then by title and date, at last by their place; the same post listed twice has one key.
 */
export function keys(items: Named[]): string[] {
	let names = items.map(nameOf);
	for (const more of [
		(item: Named) => (item.url ? schemeless(item.url) : ''),
		(item: Named) => `${item.title ?? item.text.slice(0, 200)}|${dateOf(item)}`
	]) {
		const shared = sharedBy(names, items);
		names = names.map((name, i) => (shared.has(name) ? `${name}|${more(items[i]!)}` : name));
	}
	const shared = sharedBy(names, items);
	const places = new Map<string, string[]>();
	return names.map((name, i) => {
		if (!shared.has(name)) return hash(name);
		const words = wordsOf(items[i]!);
		const before = places.get(name) ?? [];
		const place = before.includes(words) ? before.indexOf(words) : before.push(words) - 1;
		places.set(name, before);
		return hash(place === 0 ? name : `${name}|${place + 1}`);
	});
}

/** Names that items with different words go by. */
function sharedBy(names: string[], items: Named[]): Set<string> {
	const shared = new Set<string>();
	// Hardly a feed has two of a name: the words are compared only where one has.
	if (new Set(names).size === names.length) return shared;
	const words = new Map<string, string>();
	names.forEach((name, i) => {
		const said = wordsOf(items[i]!);
		if ((words.get(name) ?? said) !== said) shared.add(name);
		words.set(name, said);
	});
	return shared;
}

function wordsOf(item: Named): string {
	return JSON.stringify([item.url, item.title, item.text]);
}

function nameOf(item: Named): string {
	if (item.guid) return schemeless(item.guid);
	if (item.url) return schemeless(item.url);
	return `${item.title ?? item.text.slice(0, 200)}|${dateOf(item)}`;
}

function dateOf(item: Named): string {
	return item.publishedAt?.toISOString() ?? '';
}

/** An address without what changes when a site moves from http to https. */
export function schemeless(address: string): string {
	return address.trim().replace(/^https?:\/\//i, '//');
}

/** SHA-256 of what a reader reads of a post; white space does not count. */
export function contentHash(title: string | null, text: string): string {
	return hash(`${title ?? ''}\n${text}`.replace(/\s{2,}|[^\S ]/g, ' ').trim());
}

/**
 * Whether a text is only the beginning of another that is already kept: a feed that shows excerpts
 * must not undo a text that was read in full elsewhere.
 */
export function isBeginningOf(short: string, long: string): boolean {
	const words = (text: string) => text.replace(/\s+/gu, ' ').trim();
	const beginning = words(short)
		.replace(/\s*(\[?(…|\.\.\.)\]?)?\s*((continue reading|read more)\b.*)?$/i, '')
		.trim();
	return beginning.length < words(long).length && words(long).startsWith(beginning);
}

function hash(text: string): string {
	return digest('sha256', text);
}
