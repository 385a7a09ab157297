/** What feedsmith returns, as the one shape that `parse.ts` finishes. */
import type { parseFeed } from 'feedsmith';
import type { RawFeed, RawItem } from './chain.ts';

type Parsed = ReturnType<typeof parseFeed>;
type Of<Format extends Parsed['format']> = Extract<Parsed, { format: Format }>['feed'];
type Link = { href?: string; rel?: string; type?: string };

export function fromFeedsmith(parsed: Parsed): RawFeed {
	if (parsed.format === 'rss') return fromRss(parsed.feed);
	if (parsed.format === 'atom') return fromAtom(parsed.feed);
	if (parsed.format === 'rdf') return fromRdf(parsed.feed);
	return fromJson(parsed.feed);
}

/** An untyped field of a namespace, where it is text. */
function textOf(field: unknown): string | undefined {
	return typeof field === 'string' ? field : undefined;
}

function linkOf(links: Link[] | undefined, rel: string): string | undefined {
	return links?.find((link) => link.rel === rel)?.href;
}

function pagesOf(links: Link[] | undefined) {
	return {
		next: linkOf(links, 'next') ?? linkOf(links, 'prev-archive'),
		hub: linkOf(links, 'hub'),
		self: linkOf(links, 'self')
	};
}

const periods: Record<string, number> = {
	hourly: 60,
	daily: 1440,
	weekly: 10_080,
	monthly: 43_200,
	yearly: 525_600
};

function minutesOf(
	sy: { updatePeriod?: string; updateFrequency?: number } | undefined
): number | null {
	const period = periods[sy?.updatePeriod?.trim().toLowerCase() ?? ''];
	return period ? Math.round(period / Math.max(1, sy?.updateFrequency ?? 1)) : null;
}

function fromRss(feed: Of<'rss'>): RawFeed {
	const links = feed.atom?.links as Link[] | undefined;
	return {
		format: 'rss',
		title: feed.title,
		description: feed.description || feed.itunes?.summary,
		siteUrl: feed.link ?? linkOf(links, 'alternate'),
		base: feed.xml?.base,
		author: feed.itunes?.author ?? feed.dc?.creators?.[0] ?? nameOf(feed.managingEditor),
		language: feed.language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang,
		...pagesOf(links),
		ttlMinutes: feed.ttl ?? minutesOf(feed.sy),
		items: (feed.items ?? []).map((item): RawItem => {
			const media = item.media?.groups?.[0]?.description?.value ?? item.media?.description?.value;
			return {
				guid: item.guid?.value,
				guidIsLink: item.guid?.isPermaLink !== false,
				base: item.xml?.base,
				url: item.link ?? linkOf(item.atom?.links as Link[] | undefined, 'alternate'),
				title: item.title ?? item.itunes?.title ?? item.dc?.titles?.[0],
				bodies: [item.content?.encoded, item.description, media, item.itunes?.summary],
				hasFullText: Boolean(item.content?.encoded),
				author: item.dc?.creators?.[0] ?? nameOf(item.authors?.[0]) ?? item.itunes?.author,
				published: textOf(item.pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.created?.[0]),
				updated: textOf(item.atom?.updated ?? item.dcterms?.modified?.[0])
			};
		})
	};
}

/** RSS writes a person as "address (Name)" or "Name <address>"; the address is nobody's business here. */
function nameOf(person: unknown): string | undefined {
	const said =
		typeof person === 'string' ? person : (person as { name?: string } | undefined)?.name;
	if (!said) return undefined;
	const name = /\(([^)]+)\)/.exec(said)?.[1] ?? said.replace(/<[^>]*>/g, '');
	return name.includes('@') ? undefined : name.trim();
}

function fromAtom(feed: Of<'atom'>): RawFeed {
	const links = feed.links as Link[] | undefined;
	return {
		format: 'atom',
		title: feed.title?.value,
		description: feed.subtitle?.value,
		siteUrl: alternate(links),
		base: feed.xml?.base,
		language: feed.xml?.lang,
		author: feed.authors?.[0]?.name,
		...pagesOf(links),
		ttlMinutes: minutesOf(feed.sy),
		items: (feed.entries ?? []).map((entry): RawItem => {
			const media = entry.media?.groups?.[0]?.description?.value ?? entry.media?.description?.value;
			return {
				guid: entry.id,
				base: entry.xml?.base,
				url: alternate(entry.links as Link[] | undefined),
				title: entry.title?.value,
				bodies: [escaped(entry.content), escaped(entry.summary), media],
				hasFullText: Boolean(entry.content?.value),
				author: entry.authors?.[0]?.name ?? entry.dc?.creators?.[0],
				published: textOf(entry.published ?? entry.dc?.dates?.[0]),
				updated: textOf(entry.updated)
			};
		})
	};
}

/** Atom text of type "text" may hold signs that would read as markup. */
function escaped(content: { value?: string; type?: string } | undefined): string | undefined {
	if (!content?.value) return undefined;
	const isPlain =
		content.type === undefined || content.type === 'text' || content.type === 'text/plain';
	return isPlain &&
		!/<\/?(p|br|div|a|b|i|em|strong|ul|ol|li|blockquote|img|span)[\s/>]/i.test(content.value)
		? content.value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
		: content.value;
}

function alternate(links: Link[] | undefined): string | undefined {
	const fitting = links?.filter((link) => !link.rel || link.rel === 'alternate') ?? [];
	return (fitting.find((link) => !link.type || link.type.includes('html')) ?? fitting[0])?.href;
}

function fromRdf(feed: Of<'rdf'>): RawFeed {
	return {
		format: 'rdf',
		title: feed.title,
		description: feed.description,
		siteUrl: feed.link,
		author: feed.dc?.creators?.[0],
		base: feed.xml?.base,
		language: feed.dc?.languages?.[0] ?? feed.xml?.lang,
		ttlMinutes: minutesOf(feed.sy),
		items: (feed.items ?? []).map((item): RawItem => ({
			guid: item.rdf?.about,
			base: item.xml?.base,
			guidIsLink: true,
			url: item.link,
			title: item.title ?? item.dc?.titles?.[0],
			bodies: [item.content?.encoded, item.description, item.dc?.descriptions?.[0]],
			hasFullText: Boolean(item.content?.encoded),
			author: item.dc?.creators?.[0],
			published: textOf(item.dc?.dates?.[0] ?? item.dcterms?.created?.[0]),
			updated: textOf(item.dcterms?.modified?.[0])
		}))
	};
}

function fromJson(feed: Of<'json'>): RawFeed {
	return {
		format: 'json',
		title: feed.title,
		description: feed.description,
		siteUrl: feed.home_page_url,
		author: feed.authors?.[0]?.name,
		language: feed.language,
		next: feed.next_url,
		self: feed.feed_url,
		hub: feed.hubs?.[0]?.url,
		items: (feed.items ?? []).map((item): RawItem => ({
			guid: item.id,
			url: item.url ?? item.external_url,
			title: item.title,
			bodies: [item.content_html ?? plain(item.content_text), item.summary],
			hasFullText: Boolean(item.content_html ?? item.content_text),
			author: item.authors?.[0]?.name,
			published: textOf(item.date_published),
			updated: textOf(item.date_modified)
		}))
	};
}

function plain(text: string | undefined): string | undefined {
	return text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
