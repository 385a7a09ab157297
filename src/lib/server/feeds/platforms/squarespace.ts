/** Squarespace: each collection (blog page) has its own feed; the collection's JSON has all posts. */
import * as v from 'valibot';
import { finishItem, type ParsedItem } from '../parse.ts';
import type { JsonMethod, Page, Rule } from './rule.ts';

const Text = v.optional(v.nullable(v.string()));
const Collection = v.object({
	website: v.optional(v.object({ id: v.string() })),
	collection: v.optional(v.object({ id: v.string() })),
	items: v.optional(
		v.array(
			v.object({
				id: v.string(),
				title: Text,
				body: Text,
				excerpt: Text,
				fullUrl: v.string(),
				publishOn: v.optional(v.nullable(v.number())),
				updatedOn: v.optional(v.nullable(v.number())),
				author: v.optional(v.nullable(v.object({ displayName: Text })))
			})
		),
		[]
	),
	pagination: v.optional(v.object({ nextPageOffset: v.optional(v.number()) }))
});

const collection: JsonMethod = {
	form: 'json',
	name: 'squarespace',
	first({ feedUrl }) {
		const url = new URL(feedUrl);
		return url.searchParams.get('format') === 'rss'
			? `${url.origin}${url.pathname}?format=json`
			: null;
	},
	read(answer, place) {
		const parsed = v.safeParse(Collection, answer.value);
		if (!parsed.success || !parsed.output.collection) return undefined;
		const { website, items, pagination } = parsed.output;
		const { origin } = new URL(place);
		const ids = website && `${website.id}:${parsed.output.collection.id}`;
		const url = new URL(place);
		const offset = pagination?.nextPageOffset;
		if (offset) url.searchParams.set('offset', String(offset));
		return {
			items: items.map((item): ParsedItem =>
				finishItem(
					{
						guid: ids ? `${ids}:${item.id}` : null,
						url: item.fullUrl,
						title: item.title,
						bodies: [item.body || item.excerpt],
						hasFullText: Boolean(item.body),
						author: item.author?.displayName,
						published: item.publishOn ? String(item.publishOn) : null,
						updated: item.updatedOn ? String(item.updatedOn) : null
					},
					origin
				)
			),
			next: offset && items.length > 0 ? url.href : null,
			complete: true,
			isIndex: true
		};
	}
};

/** Pages that are likely to be collections of posts, by how people name them. */
const likely =
	/\/(blog|journal|news|notes|writing|writings|articles|posts|essays|thoughts|reflections|updates)(-[\w-]+)?\/?$/i;

function collections({ url, links }: Page): string[] {
	const own = links.filter((link) => {
		const at = new URL(link);
		return at.host === url.host && likely.test(at.pathname);
	});
	return [...new Set([url.href, ...own].map((link) => new URL(link)))].map(
		({ origin, pathname }) => `${origin}${pathname}?format=rss`
	);
}

export const squarespace: Rule = {
	platform: 'squarespace',
	names: ['squarespace'],
	made: /squarespace|site-server/i,
	sniff: (page) =>
		/Static\.SQUARESPACE_CONTEXT|static1\.squarespace\.com/.test(page.html)
			? collections(page).slice(0, 5)
			: undefined,
	older: [collection]
};
