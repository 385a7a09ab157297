/** WordPress: the site's own JSON interface gives everything; where it is shut, the feed has pages. */
import * as v from 'valibot';
import { finishItem, type ParsedItem } from '../parse.ts';
import { paged } from './paged.ts';
import { wordpressCom } from './wordpresscom.ts';
import type { JsonMethod, Reading, Rule } from './rule.ts';

const Rendered = v.object({
	rendered: v.string(),
	protected: v.optional(v.boolean(), false)
});
const Posts = v.array(
	v.object({
		guid: v.optional(v.object({ rendered: v.string() })),
		link: v.string(),
		date_gmt: v.optional(v.nullable(v.string())),
		modified_gmt: v.optional(v.nullable(v.string())),
		title: Rendered,
		content: Rendered,
		_embedded: v.optional(v.object({ author: v.optional(v.array(v.unknown()), []) }))
	})
);
const Users = v.array(v.object({ id: v.number() }));
const Named = v.object({ name: v.string() });
const wanted =
	'per_page=100&page=1&_embed=author&_fields=id,guid,date_gmt,modified_gmt,link,title,content,_links,_embedded';

/** The site (and author) whose feed this is; undefined for feeds of one tag, category or page. */
export function siteOf(feedUrl: string): { base: string; author: string | null } | undefined {
	const url = new URL(feedUrl);
	const path = url.pathname
		.replace(/\/(feed|rss|atom)(\/(rss2?|atom|rdf))?\/?$/, '')
		.replace(/\/(index\.php)?$/, '');
	if (/\/(category|tag|topics?|comments)(\/|$)/.test(path) || url.searchParams.get('cat'))
		return undefined;
	const author = /^(.*)\/author\/([^/]+)$/.exec(path);
	return author
		? { base: `${url.origin}${author[1]}`, author: author[2]! }
		: { base: `${url.origin}${path}`, author: null };
}

function postsAt(base: string, isPlain: boolean, author?: number): string {
	const query = `${wanted}${author === undefined ? '' : `&author=${author}`}`;
	return isPlain
		? `${base}/?rest_route=/wp/v2/posts&${query}`
		: `${base}/wp-json/wp/v2/posts?${query}`;
}

function usersAt(base: string, isPlain: boolean, slug: string): string {
	return isPlain
		? `${base}/?rest_route=/wp/v2/users&slug=${slug}&_fields=id`
		: `${base}/wp-json/wp/v2/users?slug=${slug}&_fields=id`;
}

const json: JsonMethod = {
	form: 'json',
	name: 'wp-json',
	first({ feedUrl }) {
		const site = siteOf(feedUrl);
		if (!site) return null;
		return site.author ? usersAt(site.base, false, site.author) : postsAt(site.base, false);
	},
	read(answer, place, { feedUrl }): Reading | undefined {
		const url = new URL(place);
		if (url.searchParams.has('slug')) {
			const users = v.safeParse(Users, answer.value);
			const id = users.success ? users.output[0]?.id : undefined;
			const site = siteOf(feedUrl)!;
			return id === undefined
				? undefined
				: {
						items: [],
						next: postsAt(site.base, url.searchParams.has('rest_route'), id),
						isIndex: true
					};
		}
		const posts = v.safeParse(Posts, answer.value);
		if (!posts.success) return undefined;
		const page = Number(url.searchParams.get('page'));
		const pages = Number(answer.outcome.headers['x-wp-totalpages'] ?? 1);
		url.searchParams.set('page', String(page + 1));
		const isLast = page >= pages || posts.output.length === 0;
		return {
			items: posts.output.map(itemOf),
			next: isLast ? null : url.href,
			complete: true,
			// The newest hundred may all be known; older ones can still be new.
			isIndex: true
		};
	},
	/** Sites with plain permalinks answer under another address; past the last page there is nothing. */
	missing(place, { feedUrl }) {
		const url = new URL(place);
		const page = Number(url.searchParams.get('page') ?? 1);
		if (page > 1) return { items: [], next: null, complete: true };
		const site = siteOf(feedUrl)!;
		if (url.searchParams.has('rest_route')) return undefined;
		const next = site.author ? usersAt(site.base, true, site.author) : postsAt(site.base, true);
		return { items: [], next, isIndex: true };
	}
};

function itemOf(post: v.InferOutput<typeof Posts>[number]): ParsedItem {
	const author = v.safeParse(Named, post._embedded?.author[0]);
	const utc = (date: string | null | undefined) => (date ? `${date}Z` : null);
	const item = finishItem(
		{
			guid: post.guid?.rendered.replaceAll('&#038;', '&').replaceAll('&amp;', '&'),
			url: post.link,
			title: post.title.rendered,
			bodies: [post.content.rendered],
			hasFullText: true,
			author: author.success ? author.output.name : null,
			published: utc(post.date_gmt),
			updated: utc(post.modified_gmt)
		},
		undefined
	);
	return { ...item, excerptOnly: item.excerptOnly || post.content.protected };
}

export const wordpress: Rule = {
	platform: 'wordpress',
	names: ['wordpress', 'wp'],
	made: /wordpress/i,
	sniff({ url, html, headers }) {
		const isMade =
			/<meta[^>]+name=["']generator["'][^>]+content=["']WordPress/i.test(html) ||
			/\/wp-(content|includes)\//.test(html) ||
			(headers.link ?? '').includes('api.w.org');
		if (!isMade) return undefined;
		const folder = `${url.origin}${url.pathname.replace(/\/?$/, '/')}`;
		return [`${folder}feed/`, `${url.origin}/feed/`, `${url.origin}/?feed=rss2`];
	},
	older: [wordpressCom, json, paged('paged')]
};
