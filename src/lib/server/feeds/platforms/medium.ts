/** Medium: the feed gives ten posts, and there is no public way to older ones. */
import * as candidates from '../candidates.ts';
import type { Rule } from './rule.ts';

export const medium: Rule = {
	platform: 'medium',
	names: ['medium'],
	takesBareNames: true,
	made: /medium/i,
	ofAddress(url) {
		const host = url.hostname.replace(/^www\./, '');
		const own = /^([\w-]+)\.medium\.com$/.exec(host)?.[1];
		if (own) return own === 'medium' ? undefined : `${own}.medium.com`;
		if (host !== 'medium.com') return undefined;
		const first = url.pathname.replace(/^\/feed(?=\/)/, '').split('/')[1];
		if (!first || ['m', 'p', 'tag', 'search', 'about'].includes(first)) return undefined;
		return first;
	},
	ofWords: (words) => (/^@?[\w.-]{2,60}$/.test(words) ? `@${words.replace(/^@/, '')}` : undefined),
	async find(name, { ask }) {
		const feedUrl = name.endsWith('.medium.com')
			? `https://${name}/feed`
			: `https://medium.com/feed/${name}`;
		const found = await candidates.read(
			ask,
			feedUrl,
			{ platform: 'medium', handle: name },
			'Check the spelling: a Medium name begins with @.'
		);
		if ('reason' in found) return found;
		// The feed's own link carries the writer's unchanging id as "source=rss-ID".
		const id = /[?&]source=rss-+([\da-f]+)/.exec(found.siteUrl ?? '')?.[1];
		return { ...found, platformId: id ?? null };
	},
	sniff: ({ url, html }) =>
		/<meta[^>]+content="(com\.medium\.reader|Medium)"/.test(html)
			? [`${url.origin}/feed`]
			: undefined,
	limit:
		'Medium’s feed holds the newest ten posts, and older ones are not offered to readers like us.'
};
