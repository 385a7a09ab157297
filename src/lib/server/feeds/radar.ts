/**
 * Which bridge can read an address that has no feed of its own: the eighth step of finding a feed.
 * The table is our own; what each bridge reads was looked up in the route files of RSSHub
 * (github.com/DIYgod/RSSHub, lib/routes) and the bridges of RSS-Bridge (github.com/RSS-Bridge/rss-bridge,
 * bridges) in November 2026. RSS-Bridge says by itself which addresses it knows (findfeed.ts). Pure.
 */
import type { Means } from './platforms/rule.ts';

export interface Sighting {
	/** What would be read, such as "channels on Telegram". */
	what: string;
	/** The path on RSSHub; undefined where only RSS-Bridge has a way. */
	route: string | undefined;
	/** RSS-Bridge has a bridge for this place too. */
	isOnRssBridge: boolean;
	/** What whoever runs RSSHub must give it first, in words for the middle of a sentence. */
	needs: string | undefined;
}

interface Place {
	what: string;
	hosts: RegExp;
	/** Finds the name in a path; the first group. */
	path: RegExp;
	route?: (name: string) => string;
	isOnRssBridge?: true;
	needs?: string;
}

const places: Place[] = [
	{
		what: 'public channels on Telegram',
		hosts: /^(www\.)?(t|telegram)\.me$/,
		path: /^\/(?:s\/)?(?!joinchat|addstickers|share|iv|proxy)([A-Za-z]\w{3,31})\/?$/,
		route: (name) => `/telegram/channel/${name}`,
		isOnRssBridge: true
	},
	{
		what: 'public posts on Patreon',
		hosts: /^(www\.)?patreon\.com$/,
		path: /^\/(?:c\/|cw\/)?(?!posts|login|home|search|explore|user|join)([\w-]{2,64})(?:\/posts)?\/?$/,
		route: (name) => `/patreon/${name}`,
		isOnRssBridge: true
	},
	{
		what: 'recordings on SoundCloud',
		hosts: /^(www\.|m\.)?soundcloud\.com$/,
		path: /^\/(?!discover|search|stream|you|pages|charts|upload)([\w-]{2,64})(?:\/tracks)?\/?$/,
		route: (name) => `/soundcloud/tracks/${name}`,
		isOnRssBridge: true
	},
	{
		what: 'shows on Spotify',
		hosts: /^open\.spotify\.com$/,
		path: /^\/(?:intl-[a-z-]+\/)?show\/([A-Za-z\d]{22})\/?$/,
		route: (id) => `/spotify/show/${id}`,
		needs: 'with a client id and secret from Spotify'
	},
	{
		what: 'videos on Vimeo',
		hosts: /^(www\.)?vimeo\.com$/,
		path: /^\/(?!\d+(?:\/|$)|channels|groups|categories|ondemand|watch|login|upgrade)([\w-]{2,64})(?:\/videos)?\/?$/,
		route: (name) => `/vimeo/user/${name}`,
		isOnRssBridge: true
	},
	{
		what: 'posts on VK',
		hosts: /^(www\.|m\.)?vk\.(com|ru)$/,
		path: /^\/(?!feed|video|music|wall|topic|search|login)([\w.]{3,64})\/?$/,
		isOnRssBridge: true
	},
	{
		what: 'posts on Weibo',
		hosts: /^(www\.|m\.)?weibo\.(com|cn)$/,
		path: /^\/(?:u\/|profile\/)?(\d{6,12})\/?$/,
		route: (id) => `/weibo/user/${id}`
	},
	{
		what: 'posts on Zhihu',
		hosts: /^(www\.)?zhihu\.com$/,
		path: /^\/people\/([\w-]+)/,
		route: (name) => `/zhihu/people/activities/${name}`
	},
	{
		what: 'notes on Xiaohongshu',
		hosts: /^(www\.)?xiaohongshu\.com$/,
		path: /^\/user\/profile\/([\da-f]{24})\/?$/,
		route: (id) => `/xiaohongshu/user/${id}/notes`,
		needs: 'with a browser or a login of its own'
	},
	{
		what: 'posts on Bilibili',
		hosts: /^space\.bilibili\.com$/,
		path: /^\/(\d+)(?:\/dynamic)?\/?$/,
		route: (id) => `/bilibili/user/dynamic/${id}`
	},
	{
		what: 'videos on Douyin',
		hosts: /^(www\.)?douyin\.com$/,
		path: /^\/user\/([\w-]{20,})\/?$/,
		route: (id) => `/douyin/user/${id}`,
		needs: 'with a browser of its own'
	}
];

/** The bridge that would read an address; undefined where the table knows none. */
export function spot(url: URL): Sighting | undefined {
	for (const { what, hosts, path, route, isOnRssBridge = false, needs } of places) {
		const name = hosts.test(url.hostname) ? path.exec(url.pathname)?.[1] : undefined;
		if (name) return { what, route: route?.(name), isOnRssBridge, needs };
	}
	return undefined;
}

/** The addresses on the operator's RSSHub where the feed of a page would be. */
export function addresses(url: URL, { rsshubUrl }: Pick<Means, 'rsshubUrl'>): string[] {
	const route = spot(url)?.route;
	return rsshubUrl && route ? [`${rsshubUrl}${route}`] : [];
}

/** Which bridge would read an address, for whoever has none set up; or why the one that is did not. */
export function advise(
	url: URL,
	{ rsshubUrl, rssbridgeUrl }: Pick<Means, 'rsshubUrl' | 'rssbridgeUrl'>
): string | undefined {
	const seen = spot(url);
	if (!seen) return undefined;
	const { what, route, isOnRssBridge, needs } = seen;
	if ((rsshubUrl && route) || (rssbridgeUrl && isOnRssBridge))
		return `Your bridge has a way to read ${what}, but could not read this one just now. Look at the bridge’s own pages, or try another place where this person posts.`;
	const ways = [
		...(route ? [`RSSHub (${route}; RSSHUB_URL${needs ? `; ${needs}` : ''})`] : []),
		...(isOnRssBridge ? ['RSS-Bridge (RSSBRIDGE_URL)'] : [])
	];
	return `A bridge can read ${what}: ${ways.join(' or ')}. Whoever runs this installation can start one and set its address as that variable; docs/sources.md tells how. Or try another place where this person posts.`;
}
