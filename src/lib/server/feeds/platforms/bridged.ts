/**
 * Places that offer no public feed: X, Instagram, TikTok, Threads, Facebook, LinkedIn. They are read
 * through a bridge whose address the operator sets, or not at all. Best effort: a bridge sees few
 * posts, and its silence means nothing.
 */
import type { Platform } from '#lib/words.ts';
import * as candidates from '../candidates.ts';
import { findFeed } from './findfeed.ts';
import type { Rule } from './rule.ts';

interface Place {
	platform: Platform;
	title: string;
	names: string[];
	hosts: RegExp;
	/** The name in the path of a profile's address. */
	path: RegExp;
	words: RegExp;
	/** The profile's address. */
	profile(name: string): string;
	/** The route of RSSHub, where it has one. */
	route(name: string): string | undefined;
}

const places: Place[] = [
	{
		platform: 'x',
		title: 'X',
		names: ['x', 'twitter'],
		hosts: /^(www\.|mobile\.)?(x|twitter)\.com$/,
		path: /^\/(?!home|search|i\/|explore|login|intent)(\w{1,15})\/?/,
		words: /^\w{1,15}$/,
		profile: (name) => `https://x.com/${name}`,
		route: (name) => `/twitter/user/${name}`
	},
	{
		platform: 'instagram',
		title: 'Instagram',
		names: ['instagram', 'ig', 'insta'],
		hosts: /^(www\.)?instagram\.com$/,
		path: /^\/(?!p\/|reels?\/|explore|accounts|stories)([\w.]{1,30})\/?/,
		words: /^[\w.]{1,30}$/,
		profile: (name) => `https://www.instagram.com/${name}/`,
		route: (name) => `/instagram/user/${name}`
	},
	{
		platform: 'tiktok',
		title: 'TikTok',
		names: ['tiktok'],
		hosts: /^(www\.|m\.)?tiktok\.com$/,
		path: /^\/@([\w.]{2,24})\/?/,
		words: /^[\w.]{2,24}$/,
		profile: (name) => `https://www.tiktok.com/@${name}`,
		route: (name) => `/tiktok/user/@${name}`
	},
	{
		platform: 'threads',
		title: 'Threads',
		names: ['threads'],
		hosts: /^(www\.)?threads\.(net|com)$/,
		path: /^\/@([\w.]{1,30})\/?/,
		words: /^[\w.]{1,30}$/,
		profile: (name) => `https://www.threads.net/@${name}`,
		route: (name) => `/threads/${name}`
	},
	{
		platform: 'facebook',
		title: 'Facebook',
		names: ['facebook', 'fb'],
		hosts: /^((www|m|mbasic)\.)?facebook\.com$/,
		path: /^\/(?!groups\/|events\/|watch|login|share|profile\.php)(?:pg\/)?([\w.-]{3,})\/?/,
		words: /^[\w.-]{3,}$/,
		profile: (name) => `https://www.facebook.com/${name}`,
		route: () => undefined
	},
	{
		platform: 'linkedin',
		title: 'LinkedIn',
		names: ['linkedin'],
		hosts: /^([a-z]{2,3}\.)?linkedin\.com$/,
		path: /^\/((?:company|in|school)\/[^/]+)/,
		words: /^(?:(?:company|in)\/)?[\w-]+$/,
		profile: (name) => `https://www.linkedin.com/${name}`,
		route: (name) =>
			name.startsWith('company/') ? `/linkedin/${name.replace(/\/$/, '')}/posts` : undefined
	}
];

function ruleOf(place: Place): Rule {
	return {
		platform: place.platform,
		names: place.names,
		ofAddress(url) {
			if (!place.hosts.test(url.hostname)) return undefined;
			return place.path.exec(decodeURIComponent(url.pathname))?.[1] ?? '';
		},
		ofWords(words) {
			const name = words.replace(/^@/, '');
			if (!place.words.test(name)) return undefined;
			return place.platform === 'linkedin' && !name.includes('/') ? `in/${name}` : name;
		},
		async find(name, means) {
			const { ask, rsshubUrl, rssbridgeUrl } = means;
			if (!name)
				return {
					reason: `That address of ${place.title} is not a person’s or a page’s own address.`,
					advice: `Paste the address of the profile, such as ${place.profile(place.platform === 'linkedin' ? 'company/name' : 'name')}.`
				};
			if (!rsshubUrl && !rssbridgeUrl) return missing(place);
			const known = {
				platform: place.platform,
				platformId: name.toLowerCase(),
				handle: place.platform === 'linkedin' ? name : `@${name}`,
				siteUrl: place.profile(name)
			};
			const reasons: string[] = [];
			const route = rsshubUrl && place.route(name);
			const addresses = route ? [`${rsshubUrl}${route}`] : [];
			addresses.push(...(await findFeed(place.profile(name), means)));
			for (const address of addresses) {
				const found = await candidates.read(ask, address, known, '');
				if (!('reason' in found)) return { ...found, feedUrl: address };
				reasons.push(found.reason);
			}
			return {
				reason:
					reasons[0] ??
					`Your bridge has no way to read ${place.profile(name)} from ${place.title}.`,
				advice: `${place.title} lets bridges read only now and then, and mostly with a login set up in the bridge. Look at the bridge’s own pages, or try another place where this person posts.`
			};
		},
		limit: `A bridge shows a few of the newest posts on ${place.title}; what it does not show has not been read.`
	};
}

function missing({ title, platform }: Place): candidates.Failure {
	const bridge =
		platform === 'facebook'
			? 'RSS-Bridge (RSSBRIDGE_URL)'
			: 'RSSHub (RSSHUB_URL) or RSS-Bridge (RSSBRIDGE_URL)';
	return {
		reason: `${title} offers no public feed, and no bridge is set up here.`,
		advice: `Whoever runs this installation can start ${bridge} and set its address as that variable; docs/sources.md tells how. Or try another place where this person posts.`
	};
}

export const bridged: Rule[] = places.map(ruleOf);
