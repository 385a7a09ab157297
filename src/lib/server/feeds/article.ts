/** A post read from its own page: the words without the menus around them, and when they were published. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import * as dates from './dates.ts';
import { line, plaintext } from './plaintext.ts';

export interface Article {
	title: string | null;
	/** Plain text in document order. */
	text: string;
	author: string | null;
	publishedAt: Date | null;
	/** The page asks not to be indexed. */
	noindex: boolean;
	/** The page says that only subscribers see the rest. */
	isPartial: boolean;
}

/** Longer pages are cut: nobody writes a post of three million signs. */
const MOST = 3_000_000;

/** Reads a page. Undefined where no article can be made out. */
export function read(html: string, now = new Date()): Article | undefined {
	const { document } = parseHTML(html.slice(0, MOST)) as unknown as { document: Document };
	const meta = (...names: string[]) =>
		names
			.map((name) =>
				document
					.querySelector(`meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`)
					?.getAttribute('content')
			)
			.find(Boolean);
	const described = describe(document);
	// An element that says of itself that it is the date, before any date on the page.
	const time = document.querySelector(
		'time[itemprop="datePublished"], time[pubdate], article time[datetime], header time[datetime], main time[datetime], time.dt-published, time[datetime]'
	);
	const published =
		meta('article:published_time', 'datePublished', 'dcterms.created', 'date') ??
		described.published ??
		time?.getAttribute('datetime');
	const robots = `${meta('robots') ?? ''},${meta('InConfidence') ?? ''}`;
	const author = meta('author', 'article:author') ?? described.author;
	// The line that bears the date is not part of what was written.
	const holder = time?.parentElement;
	if (holder && holder.textContent?.trim() === time.textContent?.trim()) holder.remove();
	// Readability takes the document apart: everything else is read before.
	const found = new Readability(document, { charThreshold: 80 }).parse();
	const text = plaintext(found?.content);
	if (!text) return undefined;
	return {
		title: line(found?.title),
		text,
		author: line(author && !/^https?:/.test(author) ? author : found?.byline),
		publishedAt: dates.read(published, now),
		noindex: /\b(noindex|none)\b/i.test(robots),
		isPartial: described.isPartial
	};
}

interface Described {
	published: string | undefined;
	author: string | undefined;
	isPartial: boolean;
}

const posts = /^(BlogPosting|Article|NewsArticle|Report|SocialMediaPosting)$/;

/** What the page says of itself in JSON-LD. */
function describe(document: Document): Described {
	for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
		let said: unknown;
		try {
			said = JSON.parse(script.textContent ?? '');
		} catch {
			continue;
		}
		for (const one of flat(said)) {
			if (!posts.test(String([one['@type']].flat()[0]))) continue;
			const author = [one.author].flat()[0] as { name?: unknown } | undefined;
			return {
				published: typeof one.datePublished === 'string' ? one.datePublished : undefined,
				author: typeof author?.name === 'string' ? author.name : undefined,
				isPartial: /false/i.test(String(one.isAccessibleForFree ?? ''))
			};
		}
	}
	return { published: undefined, author: undefined, isPartial: false };
}

function flat(said: unknown): Record<string, unknown>[] {
	if (Array.isArray(said)) return said.flatMap(flat);
	if (typeof said !== 'object' || said === null) return [];
	const one = said as Record<string, unknown>;
	return [one, ...(Array.isArray(one['@graph']) ? flat(one['@graph']) : [])];
}
