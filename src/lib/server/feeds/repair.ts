/**
 * Mends the damage that real feeds come with, before a strict parser reads them. Pure, and linear in
 * the length of the document: a page made to be slow must not stop the worker.
 */
import { decodeHTML } from 'entities';

const rootTag = /<(rss|feed|rdf:RDF)(?=[\s>])[^<>]*>/i;

/** Returns well-formed XML for most of the documents that are not. Text inside CDATA is left alone. */
export function repair(document: string): string {
	let text = document;
	const start = text.search(/<\?xml|<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>]|<channel[\s>]/i);
	if (start > 0) text = text.slice(start);
	text = dropDoctype(text)
		.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '')
		.toWellFormed();
	text = outsideCdata(cutAfterRoot(text), (part) =>
		part
			.replace(/&(?!#\d+;|#x[\da-f]+;|\w+;)/gi, '&amp;')
			.replace(/&(\w+);/g, (whole, name: string) => entity(whole, name))
			.replace(/<[\w:-]+(\s[^<>]*)>/g, quoteAttributes)
	);
	text = wrapMarkup(text);
	return close(text.replace(/<rss(?![^<>]*version)([^<>]*)>/i, '<rss version="2.0"$1>'));
}

/** XML knows five names; those of HTML become the characters they mean, others are left as words. */
function entity(whole: string, name: string): string {
	if (/^(amp|lt|gt|quot|apos)$/.test(name)) return whole;
	const meant = decodeHTML(whole);
	return meant === whole ? `&amp;${name};` : meant.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A document type may define entities; none is ever expanded. */
function dropDoctype(text: string): string {
	const start = text.search(/<!DOCTYPE/i);
	const root = rootTag.exec(text)?.index ?? -1;
	if (start < 0 || start > root) return text;
	return text.slice(0, start) + text.slice(root);
}

function quoteAttributes(tag: string): string {
	return tag.replace(
		/"[^"]*"|'[^']*'|=\s*([^\s"'<>]*[^\s"'<>/])/g,
		(whole, value: string | undefined) => (value === undefined ? whole : `="${value}"`)
	);
}

function cutAfterRoot(text: string): string {
	const root = rootTag.exec(text)?.[1];
	if (!root) return text;
	const end = text.toLowerCase().lastIndexOf(`</${root.toLowerCase()}>`);
	return end < 0 ? text : text.slice(0, end + root.length + 3);
}

/** Changes what lies outside CDATA sections and comments. */
function outsideCdata(text: string, change: (part: string) => string): string {
	let out = '';
	let at = 0;
	for (const [start, end] of closedSections(text)) {
		out += change(text.slice(at, start)) + text.slice(start, end);
		at = end;
	}
	return out + change(text.slice(at));
}

/** Where CDATA sections and comments lie, in order. */
function* closedSections(text: string): Generator<[number, number]> {
	for (let at = 0; ;) {
		const start = text.indexOf('<!', at);
		if (start < 0) return;
		const isCdata = text.startsWith('<![CDATA[', start);
		if (!isCdata && !text.startsWith('<!--', start)) {
			at = start + 2;
			continue;
		}
		const found = text.indexOf(isCdata ? ']]>' : '-->', start + 4);
		const end = found < 0 ? text.length : found + 3;
		yield [start, end];
		at = end;
	}
}

const texts = /<(description|content:encoded|summary|content)(\s[^<>]*)?>/g;

/** A description holding raw markup is put into CDATA, where it belonged. */
function wrapMarkup(text: string): string {
	const unclosed = new Set<string>();
	let out = '';
	let at = 0;
	for (const found of text.matchAll(texts)) {
		const [tag, name, attributes = ''] = found;
		if (found.index < at || unclosed.has(name!) || attributes.endsWith('/')) continue;
		const start = found.index + tag.length;
		const end = text.indexOf(`</${name}>`, start);
		if (end < 0) {
			unclosed.add(name!);
			continue;
		}
		const inner = text.slice(start, end);
		const isRaw = /<\/?[a-z]/i.test(inner) && !inner.includes('<![CDATA[');
		if (isRaw && !attributes.includes('xhtml') && !/<(item|entry)[\s>]/i.test(inner)) {
			out += `${text.slice(at, start)}<![CDATA[${inner.replaceAll(']]>', ']]&gt;')}]]>`;
			at = end;
		}
	}
	return out + text.slice(at);
}

/** A document cut off in the middle keeps every item that is whole. */
function close(text: string): string {
	const root = rootTag.exec(text)?.[1];
	if (!root || text.trimEnd().toLowerCase().endsWith(`</${root.toLowerCase()}>`)) return text;
	const end = Math.max(text.lastIndexOf('</item>') + 7, text.lastIndexOf('</entry>') + 8);
	if (end < 8) return text;
	return `${text.slice(0, end)}${root.toLowerCase() === 'rss' ? '</channel>' : ''}</${root}>`;
}

/** Where items begin, outside CDATA sections and comments. */
function itemStarts(text: string): number[] {
	const starts: number[] = [];
	let at = 0;
	const look = (end: number) => {
		for (const found of text.slice(at, end).matchAll(/<(item|entry)(?=[\s>])/gi))
			starts.push(at + found.index);
	};
	for (const [start, end] of closedSections(text)) {
		look(start);
		at = end;
	}
	look(text.length);
	return starts;
}

/** How many items a document begins, whatever became of them: a reader that has fewer lost some. */
export function countItems(text: string): number {
	return itemStarts(text).length;
}

const MOST_APART = 2000;

/**
 * A repaired document taken apart: one small document for the feed itself, one for each item, so that
 * what is broken in one item costs no other. An item cut off at the end of the document is left out.
 * Undefined where there is nothing to take apart.
 */
export function apart(text: string): { head: string; items: string[] } | undefined {
	const root = rootTag.exec(text);
	const starts = itemStarts(text);
	if (!root || starts.length === 0 || starts.length > MOST_APART) return undefined;
	const name = root[1]!;
	const isRss = name.toLowerCase() === 'rss';
	const before = text.slice(0, starts[0]);
	const opened = root[0];
	const isChannelOpen =
		/<channel[\s>]/i.test(before) && !/<\/channel>/i.test(before) ? '</channel>' : '';
	const wrap = (item: string) =>
		`${opened}${isRss ? '<channel>' : ''}${item}${isRss ? '</channel>' : ''}</${name}>`;
	const isEnded = /<\/(item|entry)>/i.test(text);
	const items = starts.flatMap((start, i) => {
		const segment = text.slice(start, starts[i + 1] ?? text.length);
		const tag = /^<(item|entry)/i.exec(segment)![1]!;
		const end = segment.toLowerCase().lastIndexOf(`</${tag.toLowerCase()}>`);
		if (end < 0 && isEnded && i === starts.length - 1) return [];
		const inside = segment
			.slice(0, end < 0 ? segment.length : end)
			.replace(/<\/(channel|rss|feed|rdf:RDF)>\s*$/i, '');
		return [wrap(`${balance(inside)}</${tag}>`)];
	});
	return { head: `${before}${isChannelOpen}</${name}>`, items };
}

/** Takes out tags that are never closed or never opened; the first tag stays open. */
function balance(item: string): string {
	const wrong: [number, number][] = [];
	const open: { name: string; start: number; end: number }[] = [];
	const counts = new Map<string, number>();
	const count = (name: string, by: number) => counts.set(name, (counts.get(name) ?? 0) + by);
	const look = (from: number, until: number) => {
		for (const found of item.slice(from, until).matchAll(/<(\/?)([\w:-]+)(?:\s[^<>]*)?>/g)) {
			const start = from + found.index;
			const end = start + found[0].length;
			if (found[0].endsWith('/>') || start === 0) continue;
			const name = found[2]!.toLowerCase();
			if (!found[1]) {
				open.push({ name, start, end });
				count(name, 1);
			} else if ((counts.get(name) ?? 0) === 0) wrong.push([start, end]);
			else {
				const closed = open.splice(open.findLastIndex((one) => one.name === name));
				for (const one of closed) count(one.name, -1);
				for (const one of closed.slice(1)) wrong.push([one.start, one.end]);
			}
		}
	};
	let at = 0;
	for (const [start, end] of closedSections(item)) {
		look(at, start);
		at = end;
	}
	look(at, item.length);
	for (const one of open) wrong.push([one.start, one.end]);
	const parts: string[] = [];
	let from = 0;
	for (const [start, end] of wrong.sort((a, b) => a[0] - b[0])) {
		parts.push(item.slice(from, start));
		from = end;
	}
	return parts.join('') + item.slice(from);
}
