/** rss-parser as the second, independent reader: asked only where feedsmith finds nothing. */
import Parser from 'rss-parser';
import type { RawFeed, RawItem } from './chain.ts';

interface Custom {
	contentEncoded?: string;
	mediaGroup?: { 'media:description'?: (string | { _?: string })[] };
	mediaDescription?: string | { _?: string };
	dcDate?: string;
	updated?: string;
	id?: string;
	about?: string;
	author?: string;
	summary?: string;
	description?: string;
}

const parser = new Parser<Record<string, unknown>, Custom>({
	defaultRSS: 2,
	customFields: {
		item: [
			['content:encoded', 'contentEncoded'],
			['media:group', 'mediaGroup'],
			['media:description', 'mediaDescription'],
			['dc:date', 'dcDate'],
			'updated',
			'id',
			'description'
		]
	}
});

/** Reads a document, or answers undefined where rss-parser refuses it. */
export async function byRssParser(text: string): Promise<RawFeed | undefined> {
	try {
		const feed = await parser.parseString(text);
		return {
			format: /<rdf:RDF/i.test(text) ? 'rdf' : /<feed[\s>]/i.test(text) ? 'atom' : 'rss',
			title: feed.title,
			description: feed.description,
			siteUrl: feed.link,
			items: feed.items.map((item): RawItem => ({
				guid: item.guid ?? item.id,
				guidIsLink: true,
				url: item.link,
				title: item.title,
				bodies: [
					item.contentEncoded ?? item.content,
					item.description ?? item.summary,
					valueOf(item.mediaGroup?.['media:description']?.[0]) ?? valueOf(item.mediaDescription)
				],
				hasFullText: Boolean(item.contentEncoded),
				author: item.creator ?? item.author,
				published: item.pubDate ?? item.dcDate,
				updated: item.updated
			}))
		};
	} catch {
		return undefined;
	}
}

function valueOf(field: string | { _?: string } | undefined): string | undefined {
	return typeof field === 'object' ? field._ : field;
}
