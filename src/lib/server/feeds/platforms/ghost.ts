/** Ghost: its feed has one page only; the map of its posts lists all. */
import type { Rule } from './rule.ts';
import { sitemap } from './sitemap.ts';

export const ghost: Rule = {
	platform: 'ghost',
	names: ['ghost'],
	made: /ghost/i,
	sniff({ url, html }) {
		if (!/<meta[^>]+name=["']generator["'][^>]+content=["']Ghost/i.test(html)) return undefined;
		const folder = url.pathname.replace(/\/?$/, '/');
		return [...new Set([`${url.origin}${folder}rss/`, `${url.origin}/rss/`])];
	},
	older: [sitemap('/sitemap-posts.xml')]
};
