/** WordPress.com: blogs under its own name are read through its public interface. */
import * as v from 'valibot';
import * as candidates from '../candidates.ts';
import { finishItem } from '../parse.ts';
import type { JsonMethod, Rule } from './rule.ts';

const Text = v.optional(v.nullable(v.string()));
const Page = v.object({
	posts: v.array(
		v.object({
			site_ID: v.optional(v.number()),
			guid: Text,
			URL: v.string(),
			date: Text,
			modified: Text,
			title: Text,
			content: Text,
			password: Text,
			author: v.optional(v.object({ name: Text }))
		})
	),
	meta: v.optional(v.object({ next_page: Text }))
});
const api = 'https://public-api.wordpress.com/rest/v1.1/sites';

export const wordpressCom: JsonMethod = {
	form: 'json',
	name: 'wordpress.com',
	first({ feedUrl }) {
		const { hostname, pathname } = new URL(feedUrl);
		const isWhole = /^\/feed(\/atom|\/rss2?)?\/?$/.test(pathname);
		return isWhole && hostname.endsWith('.wordpress.com')
			? `${api}/${hostname}/posts?number=100&fields=ID,site_ID,guid,URL,date,modified,title,content,password,author`
			: null;
	},
	read(answer, place) {
		const parsed = v.safeParse(Page, answer.value);
		if (!parsed.success) return undefined;
		const { posts, meta } = parsed.output;
		const url = new URL(place);
		if (meta?.next_page) url.searchParams.set('page_handle', meta.next_page);
		return {
			items: posts.map((post) =>
				finishItem(
					{
						guid: post.guid,
						url: post.URL,
						title: post.title,
						bodies: [post.content],
						hasFullText: true,
						author: post.author?.name,
						published: post.date,
						updated: post.modified
					},
					undefined
				)
			),
			next: meta?.next_page ? url.href : null,
			complete: true,
			isIndex: true
		};
	}
};

export const wordpressComBlog: Rule = {
	platform: 'wordpress',
	names: ['wordpress.com', 'wordpresscom'],
	takesBareNames: true,
	ofAddress(url) {
		const host = /^((?!www|public-api)[\w-]+\.wordpress\.com)$/.exec(url.hostname)?.[1];
		// A part of the blog, such as one author's page, is found as on any website.
		return host && /^\/(feed\/?)?$/.test(url.pathname) ? host : undefined;
	},
	ofWords: (words) =>
		/^@?[a-z\d-]{3,60}$/i.test(words)
			? `${words.replace(/^@/, '').toLowerCase()}.wordpress.com`
			: undefined,
	async find(name, { ask }) {
		const found = await candidates.read(
			ask,
			`https://${name}/feed/`,
			{ platform: 'wordpress', handle: name },
			'Check the spelling, or paste the address of the blog.'
		);
		if ('reason' in found) return found;
		const answer = await ask.json(`${api}/${name}?fields=ID`);
		const site = answer.ok ? v.safeParse(v.object({ ID: v.number() }), answer.value) : undefined;
		return { ...found, platformId: site?.success ? String(site.output.ID) : null };
	}
};
