/** Finds what was typed and reads all of its history, as a look does, without marking it. */
import { expect } from 'vitest';
import * as history from '#lib/server/feeds/history.ts';
import * as identity from '#lib/server/feeds/identity.ts';
import { locate, type Candidate } from '#lib/server/feeds/locate.ts';
import * as parse from '#lib/server/feeds/parse.ts';
import type { Internet } from './internet.ts';
import type { Writing } from './writings.ts';

export interface ReadBack {
	candidate: Candidate;
	feed: parse.ParsedFeed;
	/** The feed's own and the older ones. */
	items: parse.ParsedItem[];
	last: history.Page | undefined;
	pages: history.Page[];
	tried: string[];
}

export async function readBack(
	internet: Internet,
	typed: string,
	options: Partial<history.HistoryOptions> & { rsshubUrl?: string; rssbridgeUrl?: string } = {}
): Promise<ReadBack> {
	const located = await locate(typed, { get: internet.get, ...options });
	if (located.kind !== 'found')
		throw new Error(`${typed}: ${located.reason} ${located.advice} (${located.tried.join(' ')})`);
	const candidate = located.candidates[0]!;
	const { body, contentType, url } = candidate.document!;
	const feed = await parse.feed(body, { contentType, url });
	if ('error' in feed) throw new Error(feed.error);
	const pages: history.Page[] = [];
	for await (const page of history.pages(history.of(candidate, feed), {
		get: internet.get,
		...options
	}))
		pages.push(page);
	const items = [...feed.items, ...pages.flatMap((page) => page.items)];
	return { candidate, feed, items, last: pages.at(-1), pages, tried: located.tried };
}

/** Every writing was read once, word for word and with its date. */
export function expectAll(
	{ items }: Pick<ReadBack, 'items'>,
	written: Writing[],
	options: { titled?: boolean } = {}
): void {
	expect(new Set(identity.keys(items)).size).toBe(items.length);
	expect(items).toHaveLength(written.length);
	const read = items.map((item) => ({
		text: item.text,
		at: item.publishedAt?.toISOString(),
		...(options.titled !== false && { title: item.title })
	}));
	expect(read).toEqual(
		written.map(({ text, at, title }) => ({
			text,
			at: at.toISOString(),
			...(options.titled !== false && { title })
		}))
	);
}
