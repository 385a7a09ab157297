/** What makes a post the same post the next time it is seen. */
import { createHash } from 'node:crypto';
import type { ParsedItem } from './parse.ts';

/**
 * One key an item, hexadecimal SHA-256: of its guid, else its link, else title and date. The same
 * post over http and https has one key. Items of one feed that share a guid are told apart by their
 * link, then by their place.
 */
export function keys(
	items: Pick<ParsedItem, 'guid' | 'url' | 'title' | 'publishedAt' | 'text'>[]
): string[] {
	const named = items.map(nameOf);
	const counts = new Map<string, number>();
	for (const name of named) counts.set(name, (counts.get(name) ?? 0) + 1);
	const used = new Set<string>();
	return items.map((item, i) => {
		let name = named[i]!;
		if (counts.get(name)! > 1 && item.url) name = `${name}|${schemeless(item.url)}`;
		let unique = name;
		for (let n = 2; used.has(unique) && !isRepeat(items, i, name); n++) unique = `${name}|${n}`;
		used.add(unique);
		return hash(unique);
	});
}

function nameOf(item: Pick<ParsedItem, 'guid' | 'url' | 'title' | 'publishedAt' | 'text'>): string {
	if (item.guid) return schemeless(item.guid);
	if (item.url) return schemeless(item.url);
	const said = item.title ?? item.text.slice(0, 200);
	return `${said}|${item.publishedAt?.toISOString() ?? ''}`;
}

/** The same post listed twice word for word is one post, not two. */
function isRepeat(
	items: Pick<ParsedItem, 'guid' | 'url' | 'title' | 'publishedAt' | 'text'>[],
	i: number,
	name: string
): boolean {
	const item = items[i]!;
	return items
		.slice(0, i)
		.some(
			(other) =>
				name.startsWith(nameOf(other)) &&
				other.url === item.url &&
				other.title === item.title &&
				other.text === item.text
		);
}

function schemeless(address: string): string {
	return address.trim().replace(/^https?:\/\//i, '//');
}

/** SHA-256 of what a reader reads of a post; white space does not count. */
export function contentHash(title: string | null, text: string): string {
	return hash(`${title ?? ''}\n${text}`.replace(/\s+/gu, ' ').trim());
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
