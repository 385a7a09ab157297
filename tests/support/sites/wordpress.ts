/** WordPress as it answers visitors: feeds with pages, and its JSON interface, open or shut. */
import { nothing, type Reply, type Site } from '../internet.ts';
import { rss, type Writing } from '../writings.ts';

export interface Blog {
	host: string;
	writings: Writing[];
	/** Addresses such as /?feed=rss2 instead of /feed/. */
	isPlain?: boolean;
	/** A security plugin answers for the JSON interface. */
	isShut?: boolean;
	/** The feed gives beginnings only. */
	isExcerpt?: boolean;
	/** A folder the blog lies in, such as /blog. */
	folder?: string;
	/** Writers by slug, in turns; one when left out. */
	authors?: string[];
}

const notFound = (code: string): Reply => ({
	status: 404,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify({ code, data: { status: 404 } })
});

export function wordpress(blog: Blog): Site {
	const { host, writings, folder = '', authors = ['fern'] } = blog;
	const home = `https://${host}${folder}`;
	const authorOf = (one: Writing) => authors[one.n % authors.length]!;
	const linkOf = (one: Writing) => `${home}/${one.slug}/`;
	const feedAddress = blog.isPlain ? `${home}/?feed=rss2` : `${home}/feed/`;
	const feed = (url: URL, rows: Writing[]): Reply => {
		const page = Number(url.searchParams.get('paged') ?? 1);
		const shown = rows.slice((page - 1) * 10, page * 10);
		// Past its last page WordPress says that there is nothing, with a feed all the same.
		return {
			status: shown.length > 0 ? 200 : 404,
			headers: { 'content-type': 'application/rss+xml; charset=UTF-8', etag: `"${page}"` },
			body: rss(
				{
					title: 'Fern on Rivers',
					link: home,
					head: '<generator>https://wordpress.org/?v=6.7.1</generator>'
				},
				shown.map((writing) => ({
					writing,
					guid: `http://${host}${folder}/?p=${writing.n}`,
					link: linkOf(writing),
					isExcerpt: blog.isExcerpt
				}))
			)
		};
	};
	const posts = (asked: URLSearchParams): Reply => {
		const perPage = Number(asked.get('per_page') ?? 10);
		const page = Number(asked.get('page') ?? 1);
		if (perPage > 100) return { status: 400, body: { code: 'rest_invalid_param' } };
		const author = asked.get('author');
		const rows = writings.filter(
			(one) => !author || authors.indexOf(authorOf(one)) + 1 === Number(author)
		);
		const pages = Math.ceil(rows.length / perPage);
		if (page > pages) return { status: 400, body: { code: 'rest_post_invalid_page_number' } };
		return {
			headers: { 'x-wp-total': String(rows.length), 'x-wp-totalpages': String(pages) },
			body: rows.slice((page - 1) * perPage, page * perPage).map((one) => ({
				id: one.n,
				guid: { rendered: `http://${host}${folder}/?p=${one.n}` },
				date_gmt: one.at.toISOString().slice(0, 19),
				modified_gmt: one.at.toISOString().slice(0, 19),
				link: linkOf(one),
				title: { rendered: one.title },
				content: { rendered: one.html, protected: false },
				_embedded: { author: [{ id: 1, name: authorOf(one) }] }
			}))
		};
	};
	const api = (route: string, asked: URLSearchParams): Reply => {
		if (blog.isShut) return { status: 401, body: { code: 'rest_not_logged_in' } };
		if (route === '/wp/v2/posts') return posts(asked);
		if (route === '/wp/v2/users') {
			const id = authors.indexOf(asked.get('slug') ?? '') + 1;
			return { body: id ? [{ id }] : [] };
		}
		return notFound('rest_no_route');
	};
	return ({ url }) => {
		const asked = url.searchParams;
		if (!url.pathname.startsWith(folder)) return nothing;
		const path = url.pathname.slice(folder.length);
		if (blog.isPlain) {
			if (path !== '/' && path !== '') return nothing;
			if (asked.get('feed') === 'rss2') return feed(url, writings);
			if (asked.get('feed') === 'comments-rss2') return comments(home);
			if (asked.get('rest_route')) return api(asked.get('rest_route')!, asked);
		}
		if (path.startsWith('/wp-json/')) return api(path.slice('/wp-json'.length), asked);
		if (path === '/feed/') return feed(url, writings);
		if (path === '/feed') return { status: 301, headers: { location: `${home}/feed/` } };
		if (path === '/comments/feed/') return comments(home);
		const author = /^\/author\/([^/]+)\/(feed\/)?$/.exec(path);
		if (author && authors.includes(author[1]!)) {
			const rows = writings.filter((one) => authorOf(one) === author[1]);
			return author[2] ? feed(url, rows) : front(home, feedAddress);
		}
		if (path === '/' || path === '') return front(home, feedAddress);
		return { status: 404, body: '<!doctype html><title>Page not found</title>' };
	};
}

function front(home: string, feedAddress: string): Reply {
	return {
		headers: { link: `<${home}/wp-json/>; rel="https://api.w.org/"` },
		body: `<!doctype html><html><head><title>Fern on Rivers</title>
			<link rel="alternate" type="application/rss+xml" title="Comments" href="${home}/comments/feed/">
			<link rel="alternate" type="application/rss+xml" title="Posts" href="${feedAddress}">
			<link rel="alternate" title="JSON" type="application/json" href="${home}/wp-json/wp/v2/pages/2">
			<meta name="generator" content="WordPress 6.7.1"></head><body>Welcome.</body></html>`
	};
}

function comments(home: string): Reply {
	return {
		headers: { 'content-type': 'application/rss+xml' },
		body: rss(
			{ title: 'Comments for Fern on Rivers', link: home },
			[1, 2, 3].map((n) => ({
				writing: {
					n,
					slug: '',
					title: `Comment ${n}`,
					html: 'Nice.',
					text: 'Nice.',
					at: new Date()
				},
				guid: `${home}/?p=${n}#comment-${n}`,
				link: `${home}/?p=${n}#comment-${n}`
			}))
		)
	};
}

/** A blog on WordPress.com and the public interface that serves it. */
export function wordpressCom(host: string, writings: Writing[]): Record<string, Site> {
	return {
		[host]: wordpress({ host, writings, isShut: true }),
		'public-api.wordpress.com': ({ url }) => {
			if (url.pathname === `/rest/v1.1/sites/${host}`) return { body: { ID: 4711 } };
			if (url.pathname !== `/rest/v1.1/sites/${host}/posts`)
				return { status: 404, body: { error: 'unknown_blog', message: 'Unknown blog' } };
			const number = Math.min(100, Number(url.searchParams.get('number') ?? 20));
			const start = Number(url.searchParams.get('page_handle') ?? 0);
			const rows = writings.slice(start, start + number);
			const isMore = start + number < writings.length;
			return {
				body: {
					found: writings.length,
					posts: rows.map((one) => ({
						ID: one.n,
						site_ID: 4711,
						guid: `http://${host}/?p=${one.n}`,
						URL: `https://${host}/${one.slug}/`,
						date: one.at.toISOString().replace('.000Z', '+00:00'),
						modified: one.at.toISOString().replace('.000Z', '+00:00'),
						title: one.title,
						content: one.html,
						password: '',
						author: { name: 'Fern' }
					})),
					meta: isMore ? { next_page: String(start + number) } : {}
				}
			};
		}
	};
}
