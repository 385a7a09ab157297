/**
 * Older posts from a site's map, each read from its own page: for sites whose feed has one page only.
 * Which of the map's addresses are posts is told by the addresses of the posts in the feed.
 */
import { Parser } from 'htmlparser2';
import * as article from '../article.ts';
import type { ParsedItem } from '../parse.ts';
import type { HistoryFeed, PageMethod, Reading } from './rule.ts';

interface Entry {
	address: string;
	modified?: string;
}

/** A place: the map in hand, how many of its posts are done, the next few, and the maps after it. */
interface Place {
	/** Where the site may name its maps. */
	robots?: string;
	/** Which addresses are posts was told by their looks, not by the map's name. */
	isGuess?: boolean;
	maps: string[];
	map?: string;
	done: number;
	pages: Entry[];
}

const AT_ONCE = 50;
const postMaps = /post|blog|article|news|entr|journal|note/i;
const otherMaps = /page|categor|tag|author|product|image|video|event|member|profile|attachment/i;

/** @param path where the platform keeps the map of its posts; looked for when left out */
export function sitemap(path?: string): PageMethod {
	return {
		form: 'page',
		name: 'sitemap',
		first(feed) {
			const { origin } = new URL(feed.siteUrl ?? feed.feedUrl);
			const place: Place = { maps: [], done: 0, pages: [] };
			return keep(
				path
					? { ...place, maps: [`${origin}${path}`] }
					: { ...place, robots: `${origin}/robots.txt` }
			);
		},
		address: (kept) => addressOf(open(kept)),
		isPage: (kept) => open(kept).pages.length > 0,
		read(answer, kept, feed) {
			const place = open(kept);
			if (place.pages.length > 0) return readPage(answer.value, answer.outcome.url, place, feed);
			if (place.robots)
				return goOn({ ...place, robots: undefined, maps: named(answer.value, feed) });
			return readMap(answer.value, place, feed);
		},
		missing(kept, feed) {
			const place = open(kept);
			if (place.pages.length > 0) return goOn(afterPage(place));
			if (place.robots) return goOn({ ...place, robots: undefined, maps: named('', feed) });
			return place.maps.length > 1 ? goOn({ ...place, maps: place.maps.slice(1) }) : undefined;
		}
	};
}

function keep(place: Place): string {
	return JSON.stringify(place);
}

function open(kept: string): Place {
	return JSON.parse(kept) as Place;
}

function addressOf({ pages, robots, maps, map }: Place): string {
	return pages[0]?.address ?? robots ?? map ?? maps[0]!;
}

function goOn(place: Place, items: ParsedItem[] = []): Reading {
	const hasMore =
		place.pages.length > 0 ||
		place.robots !== undefined ||
		place.map !== undefined ||
		place.maps.length > 0;
	return {
		items,
		next: hasMore ? keep(place) : null,
		complete: !place.isGuess,
		note: 'All posts that could be told by the site’s own map were read; there may be others.',
		isIndex: true
	};
}

/** The maps that robots.txt names, else where a map usually is: beside the feed's site, or at the root. */
function named(robots: string, feed: HistoryFeed): string[] {
	const site = new URL(feed.siteUrl ?? feed.feedUrl);
	const said = [...robots.matchAll(/^\s*sitemap:\s*(\S+)/gim)].flatMap(([, address]) =>
		URL.canParse(address!, site) ? [new URL(address!, site).href] : []
	);
	const folder = site.pathname.replace(/[^/]*$/, '');
	const usual = [`${site.origin}${folder}sitemap.xml`, `${site.origin}/sitemap.xml`];
	return [...new Set(said.length > 0 ? said.slice(0, 20) : usual)];
}

function readMap(xml: string, place: Place, feed: HistoryFeed): Reading | undefined {
	const found = entriesOf(xml);
	if (!found) return undefined;
	const rest = place.map ? place.maps : place.maps.slice(1);
	if (found.kind === 'index') {
		const all = found.entries.map((entry) => entry.address);
		const nameOf = (address: string) => new URL(address).pathname.split('/').at(-1)!;
		const posts = all.filter((one) => postMaps.test(nameOf(one)) && !/page-?sitemap/.test(one));
		const fitting = posts.length > 0 ? posts : all.filter((one) => !otherMaps.test(nameOf(one)));
		return goOn({ ...place, map: undefined, maps: [...fitting.slice(0, 20), ...rest], done: 0 });
	}
	const isPost = shapeOf(feed.knownUrls);
	const map = place.map ?? place.maps[0]!;
	const isPostMap = postMaps.test(new URL(map).pathname.split('/').at(-1)!);
	const entries = found.entries
		.filter(({ address }) => isPostMap || isPost(address))
		.sort((a, b) => (b.modified ?? '').localeCompare(a.modified ?? ''));
	const pages = entries
		.slice(place.done)
		.filter(({ address }) => !feed.isKnown(address))
		.slice(0, AT_ONCE);
	const last = pages.at(-1);
	const done = last ? entries.indexOf(last) + 1 : entries.length;
	// The addresses are kept a few at a time; the map is read again for the next.
	const isGuess = place.isGuess || !isPostMap;
	const hasMore = done < entries.length;
	return goOn({
		maps: rest,
		map: hasMore ? map : undefined,
		done: hasMore ? done : 0,
		pages,
		isGuess
	});
}

function readPage(html: string, url: string, place: Place, { feedUrl }: HistoryFeed): Reading {
	const [entry] = place.pages;
	const read = article.read(html);
	const publishedAt = read?.publishedAt ?? dateIn(entry!.address);
	const isHere = new URL(url).host === new URL(entry!.address).host && url !== feedUrl;
	// A page without a date is no post; one that asks not to be indexed is left alone.
	if (!read || !publishedAt || read.noindex || !isHere) return goOn(afterPage(place));
	const item: ParsedItem = {
		guid: null,
		url: entry!.address,
		title: read.title,
		text: read.text,
		author: read.author,
		publishedAt,
		updatedAt: null,
		excerptOnly: read.isPartial
	};
	return goOn(afterPage(place), [item]);
}

function afterPage(place: Place): Place {
	return { ...place, pages: place.pages.slice(1) };
}

/** A day in an address, such as /2026/03/05/. */
function dateIn(address: string): Date | null {
	const day = /\/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:[/-]|$)/.exec(new URL(address).pathname);
	return day ? new Date(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`) : null;
}

/**
 * Tells posts by the looks of addresses: the folders that all known posts share (dates aside), and
 * their shape.
 */
export function shapeOf(known: string[]): (address: string) => boolean {
	const urls = known.filter((one) => URL.canParse(one));
	const shapes = new Set(urls.map(shape));
	const folders = urls.map((one) => new URL(one).pathname.split('/').slice(1, -1));
	const [first = []] = folders;
	const differs = first.findIndex(
		(part, i) => /^\d+$/.test(part) || folders.some((parts) => parts[i] !== part)
	);
	const shared = first.slice(0, differs === -1 ? first.length : differs);
	const prefix = shared.length > 0 ? `/${shared.join('/')}/` : '/';
	return (address) =>
		URL.canParse(address) &&
		new URL(address).pathname.startsWith(prefix) &&
		shapes.has(shape(address));
}

/** Host and path with years, months and names each replaced by a sign. */
function shape(address: string): string {
	const { host, pathname } = new URL(address);
	const parts = pathname
		.replace(/\/+$/, '')
		.split('/')
		.map((part) => (/^\d{4}$/.test(part) ? 'Y' : /^\d{1,2}$/.test(part) ? 'M' : 'n'));
	return `${host.replace(/^www\./, '')}${parts.join('/')}`;
}

/** The addresses of a map, or of the maps it lists; undefined where the document is no map. */
function entriesOf(xml: string): { kind: 'index' | 'map'; entries: Entry[] } | undefined {
	let kind: 'index' | 'map' | undefined;
	const entries: Entry[] = [];
	let inside = '';
	const parser = new Parser(
		{
			onopentagname(name) {
				if (name === 'sitemapindex') kind = 'index';
				if (name === 'urlset') kind = 'map';
				if (name === 'url' || name === 'sitemap') entries.push({ address: '' });
				inside = name;
			},
			ontext(text) {
				const entry = entries.at(-1);
				if (!entry) return;
				if (inside === 'loc') entry.address += text.trim();
				if (inside === 'lastmod') entry.modified = (entry.modified ?? '') + text.trim();
			},
			onclosetag() {
				inside = '';
			}
		},
		{ xmlMode: true }
	);
	parser.end(xml);
	return kind && { kind, entries: entries.filter(({ address }) => URL.canParse(address)) };
}
