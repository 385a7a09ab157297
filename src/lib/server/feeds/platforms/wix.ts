/** Wix: the blog's feed has one fixed address. */
import type { Rule } from './rule.ts';
import { sitemap } from './sitemap.ts';

export const wix: Rule = {
	platform: 'wix',
	names: ['wix'],
	made: /\bwix\b/i,
	sniff: ({ url, html }) => {
		if (!/<meta[^>]+content=["']Wix\.com|static\.wixstatic\.com/i.test(html)) return undefined;
		const folder = /^([\w-]+\.wixsite\.com)$/.test(url.host) ? url.pathname.split('/')[1] : '';
		return [`${url.origin}${folder ? `/${folder}` : ''}/blog-feed.xml`];
	},
	older: [sitemap('/blog-posts-sitemap.xml')]
};
