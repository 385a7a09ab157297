/** Any other website: static site builders, JSON Feed, and everything that says nothing of itself. */
import { links } from './links.ts';
import { paged } from './paged.ts';
import type { Rule } from './rule.ts';
import { sitemap } from './sitemap.ts';

const generator = /<meta[^>]+name=["']?generator["']?[^>]+content=["']?\s*(hugo|jekyll|hexo)/i;

export const website: Rule = {
	platform: 'website',
	names: ['website', 'site', 'blog', 'feed', 'rss'],
	/** Hugo keeps a feed in each section, Jekyll and Hexo one for all. */
	sniff({ url, html }) {
		const made = generator.exec(html)?.[1]?.toLowerCase();
		if (!made) return undefined;
		const folder = url.pathname.replace(/[^/]*$/, '');
		if (made === 'hugo')
			return [folder, '/', '/posts/', '/post/', '/blog/'].map(
				(path) => `${url.origin}${path}index.xml`
			);
		return [`${url.origin}${folder}feed.xml`, `${url.origin}/feed.xml`, `${url.origin}/atom.xml`];
	},
	older: [links, paged('paged', 'page'), sitemap()]
};
