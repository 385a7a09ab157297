/** Sites made of files or with one page of feed: Hugo, Jekyll, Ghost, Wix. */
import { nothing, type Reply, type Site } from '../internet.ts';
import { escape, rss, type Writing } from '../writings.ts';

const xml = { 'content-type': 'application/xml' };

interface Made {
	host: string;
	writings: Writing[];
	/** Path of a post. */
	path: (writing: Writing) => string;
	feedPath: string;
	/** Posts in the feed. */
	inFeed: number;
	/** Head of every page. */
	head: string;
	/** The maps by path: the addresses in each, or the maps that a map lists. */
	maps: Record<string, string[] | { maps: string[] }>;
	robots?: string;
	/** How a page says when it was published. */
	when: (at: string) => string;
}

function site(made: Made): Site {
	const { host, writings } = made;
	const home = `https://${host}`;
	return ({ url }): Reply => {
		// Servers of files do not look at what stands behind the question mark.
		const path = url.pathname;
		if (path === '/robots.txt')
			return made.robots === undefined
				? nothing
				: { headers: { 'content-type': 'text/plain' }, body: made.robots };
		if (path === made.feedPath)
			return {
				headers: { ...xml, 'last-modified': writings[0]!.at.toUTCString() },
				body: rss(
					{ title: 'Fern’s pages', link: `${home}/` },
					writings.slice(0, made.inFeed).map((writing) => {
						const link = `${home}${made.path(writing)}`;
						return { writing, guid: link, link };
					})
				)
			};
		const map = made.maps[path];
		if (map) return { headers: xml, body: mapOf(map) };
		if (path === '/') return page(made, 'Fern’s pages', '<p>Welcome to my pages.</p>');
		if (path === '/about/')
			return page(made, 'About me', '<h1>About me</h1><p>I am made up, and so is all of this.</p>');
		const one = writings.find((writing) => made.path(writing) === path);
		if (!one) return nothing;
		const at = one.at.toISOString();
		return page(
			made,
			one.title,
			`<h1>${escape(one.title)}</h1>${made.when(at)}<div class="post-content">${one.html}</div>`,
			`<meta property="article:published_time" content="${at}">`
		);
	};
}

function page(made: Made, title: string, content: string, head = ''): Reply {
	return {
		body: `<!doctype html><html><head><title>${escape(title)}</title>${made.head}${head}</head><body><nav><a href="/">Home</a> <a href="/about/">About</a> <a href="https://else.example/feed">Elsewhere</a></nav><main><article>${content}</article></main><footer>Made with care. All rights reserved. <a href="/about/">About</a></footer></body></html>`
	};
}

function mapOf(map: string[] | { maps: string[] }): string {
	const [root, element, addresses] = Array.isArray(map)
		? ['urlset', 'url', map]
		: ['sitemapindex', 'sitemap', map.maps];
	return `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${addresses
		.map((address) => `<${element}><loc>${escape(address)}</loc></${element}>`)
		.join('')}</${root}>`;
}

const time = (at: string) => `<p><time datetime="${at}">that day</time></p>`;

/** Hugo: every post in the feed of the whole site, and a map of everything. */
export function hugo(host: string, writings: Writing[]): Site {
	const path = (one: Writing) => `/posts/${one.slug}/`;
	return site({
		host,
		writings,
		path,
		feedPath: '/index.xml',
		inFeed: Infinity,
		head: '<meta name="generator" content="Hugo 0.140.0">',
		when: time,
		maps: {
			'/sitemap.xml': [
				`https://${host}/`,
				...writings.map((one) => `https://${host}${path(one)}`),
				`https://${host}/posts/`,
				`https://${host}/about/`
			]
		}
	});
}

/** Jekyll: ten posts in the feed, all in the map, which robots.txt names. */
export function jekyll(host: string, writings: Writing[], robots?: string): Site {
	const path = (one: Writing) =>
		`/${one.at.toISOString().slice(0, 10).replaceAll('-', '/')}/${one.slug}.html`;
	return site({
		host,
		writings,
		path,
		feedPath: '/feed.xml',
		inFeed: 10,
		head: '<meta name="generator" content="Jekyll v4.4.1"><link type="application/atom+xml" rel="alternate" href="/feed.xml">',
		when: time,
		robots: robots ?? `Sitemap: https://${host}/site-map.xml\n`,
		maps: {
			'/site-map.xml': [
				...writings.map((one) => `https://${host}${path(one)}`),
				`https://${host}/about/`,
				`https://${host}/`
			]
		}
	});
}

/** Ghost: fifteen posts in the feed, a map of posts beside others. */
export function ghost(host: string, writings: Writing[]): Site {
	const path = (one: Writing) => `/${one.slug}/`;
	return site({
		host,
		writings,
		path,
		feedPath: '/rss/',
		inFeed: 15,
		head: '<meta name="generator" content="Ghost 5.105">',
		when: () => '',
		maps: {
			'/sitemap.xml': {
				maps: ['posts', 'pages'].map((what) => `https://${host}/sitemap-${what}.xml`)
			},
			'/sitemap-posts.xml': writings.map((one) => `https://${host}${path(one)}`),
			'/sitemap-pages.xml': [`https://${host}/about/`]
		}
	});
}

/** Wix: twenty posts in the feed, a map of blog posts. */
export function wix(host: string, writings: Writing[]): Site {
	const path = (one: Writing) => `/post/${one.slug}`;
	return site({
		host,
		writings,
		path,
		feedPath: '/blog-feed.xml',
		inFeed: 20,
		head: '<meta name="generator" content="Wix.com Website Builder">',
		when: () => '',
		maps: { '/blog-posts-sitemap.xml': writings.map((one) => `https://${host}${path(one)}`) }
	});
}

/** Any site without a word about what made it: feed at an unusual place, map in two parts. */
export function homemade(host: string, writings: Writing[]): Site {
	const path = (one: Writing) => `/notes/${one.slug}`;
	const addresses = writings.map((one) => `https://${host}${path(one)}`);
	const made = site({
		host,
		writings,
		path,
		feedPath: '/my-feed',
		inFeed: 12,
		head: '',
		when: time,
		maps: {
			'/sitemap.xml': { maps: [1, 2].map((n) => `https://${host}/map-${n}.xml`) },
			'/map-1.xml': [...addresses.slice(0, 160), `https://${host}/about/`],
			'/map-2.xml': addresses.slice(160)
		}
	});
	return (asked) =>
		asked.url.pathname === '/'
			? { body: '<!doctype html><title>Fern</title><p><a href="my-feed">Subscribe by RSS</a></p>' }
			: made(asked);
}
