/** Hosted blogs as they answer visitors: Substack, Medium, Blogger, Tumblr, Squarespace. */
import { nothing, type Site } from '../internet.ts';
import { escape, rss, type Writing } from '../writings.ts';

const xml = { 'content-type': 'application/xml; charset=utf-8' };

/** Substack: a feed of twenty; an archive that sends fewer rows than asked for; each post by its slug. */
export function substack(
	host: string,
	writings: Writing[],
	options: { paid?: (writing: Writing) => boolean; gone?: string } = {}
): Site {
	const linkOf = (one: Writing) => `https://${host}/p/${one.slug}`;
	const isPaid = options.paid ?? (() => false);
	const postOf = (one: Writing) => ({
		id: one.n,
		publication_id: 9001,
		slug: one.slug,
		title: one.title,
		canonical_url: linkOf(one),
		post_date: one.at.toISOString(),
		audience: isPaid(one) ? 'only_paid' : 'everyone',
		truncated_body_text: `Note ${one.n} …`,
		publishedBylines: [{ id: 5, name: 'Fern Example' }]
	});
	return ({ url }) => {
		if (url.pathname === '/feed')
			return {
				headers: xml,
				body: rss(
					{
						title: 'Fern’s Letters',
						link: `https://${host}`,
						head: '<generator>Substack</generator>'
					},
					writings.slice(0, 20).map((writing) => ({
						writing,
						guid: linkOf(writing),
						link: linkOf(writing),
						isExcerpt: isPaid(writing)
					}))
				)
			};
		if (url.pathname === '/api/v1/archive') {
			const offset = Number(url.searchParams.get('offset') ?? 0);
			const limit = Math.min(23, Number(url.searchParams.get('limit') ?? 12));
			return { body: writings.slice(offset, offset + limit).map(postOf) };
		}
		const slug = /^\/api\/v1\/posts\/([\w-]+)$/.exec(url.pathname)?.[1];
		const one = writings.find((writing) => writing.slug === slug);
		if (one && slug !== options.gone) return { body: { ...postOf(one), body_html: one.html } };
		if (url.pathname === '/')
			return {
				body: `<!doctype html><title>Fern’s Letters</title><script src="https://substackcdn.com/bundle/main.js"></script>`
			};
		return nothing;
	};
}

/** Medium: ten posts and no way further. */
export function medium(name: string, writings: Writing[]): Site {
	return ({ url }) =>
		url.pathname === `/feed/${name}`
			? {
					headers: xml,
					body: rss(
						{
							title: 'Stories by Fern Example on Medium',
							link: `https://medium.com/${name}?source=rss-0fe12ab34cd5------2`,
							head: '<generator>Medium</generator>'
						},
						writings.slice(0, 10).map((writing) => ({
							writing,
							guid: `https://medium.com/p/${writing.n}`,
							link: `https://medium.com/${name}/${writing.slug}?source=rss-0fe12ab34cd5------2`
						}))
					)
				}
			: nothing;
}

/** Blogger: any stretch of the blog, at most 150 at once. */
export function blogger(host: string, writings: Writing[]): Site {
	return ({ url }) => {
		if (url.pathname === '/')
			return {
				body: `<!doctype html><title>Fern</title><meta content='blogger' name='generator'/><link rel="alternate" type="application/atom+xml" href="https://${host}/feeds/posts/default" />`
			};
		if (url.pathname !== '/feeds/posts/default') return nothing;
		const start = Number(url.searchParams.get('start-index') ?? 1);
		const count = Math.min(150, Number(url.searchParams.get('max-results') ?? 25));
		const rows = writings.slice(start - 1, start - 1 + count);
		const next = start + rows.length;
		const id = 'tag:blogger.com,1999:blog-7788';
		return {
			headers: { 'content-type': 'application/atom+xml; charset=UTF-8' },
			body: `<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'><id>${id}</id><updated>${writings[0]!.at.toISOString()}</updated><title type='text'>Fern on Blogger</title><link rel='alternate' type='text/html' href='https://${host}/'/>${
				next <= writings.length
					? `<link rel='next' type='application/atom+xml' href='https://www.blogger.com/feeds/7788/posts/default?start-index=${next}&amp;max-results=${count}'/>`
					: ''
			}<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator><openSearch:totalResults>${writings.length}</openSearch:totalResults>${rows
				.map(
					(one) =>
						`<entry><id>${id}.post-${one.n}</id><published>${one.at.toISOString()}</published><updated>${one.at.toISOString()}</updated><title type='text'>${escape(one.title)}</title><content type='html'>${escape(one.html)}</content><link rel='alternate' type='text/html' href='https://${host}/2026/${one.slug}.html'/></entry>`
				)
				.join('')}</feed>`
		};
	};
}

/** Tumblr: a feed of twenty, and the old interface, which wraps JSON in a script. */
export function tumblr(name: string, writings: Writing[]): Site {
	const linkOf = (one: Writing) => `https://${name}.tumblr.com/post/${one.n}`;
	return ({ url }) => {
		if (url.pathname === '/rss')
			return {
				headers: xml,
				body: rss(
					{
						title: 'Fern tumbles',
						link: `https://${name}.tumblr.com/`,
						head: `<generator>Tumblr (3.0; @${name})</generator>`
					},
					writings.slice(0, 20).map((writing) => ({
						writing,
						guid: linkOf(writing),
						link: linkOf(writing)
					}))
				)
			};
		if (url.pathname !== '/api/read/json') return nothing;
		const start = Number(url.searchParams.get('start') ?? 0);
		const num = Math.min(50, Number(url.searchParams.get('num') ?? 20));
		const rows = writings.slice(start, start + num).map((one) => ({
			id: String(one.n),
			url: linkOf(one),
			type: 'regular',
			'unix-timestamp': one.at.getTime() / 1000,
			'regular-title': one.title,
			'regular-body': one.html
		}));
		const answer = {
			tumblelog: { name, title: 'Fern tumbles', uuid: 't:AbC123' },
			'posts-start': start,
			'posts-total': String(writings.length),
			posts: rows
		};
		return {
			headers: { 'content-type': 'text/javascript; charset=utf-8' },
			body: `var tumblr_api_read = ${JSON.stringify(answer)};\n`
		};
	};
}

/** Squarespace: nothing at the root, a feed and JSON for each collection. */
export function squarespace(host: string, writings: Writing[]): Site {
	const context = '<script>Static.SQUARESPACE_CONTEXT = {};</script>';
	return ({ url }) => {
		const format = url.searchParams.get('format');
		if (url.pathname === '/' && !format)
			return {
				body: `<!doctype html><title>Fern</title>${context}<a href="/about">About</a><a href="/journal">Journal</a>`
			};
		if (url.pathname !== '/journal') return format ? { body: context } : nothing;
		const before = Number(url.searchParams.get('offset')) || Infinity;
		const rows = writings.filter((one) => one.at.getTime() < before).slice(0, 20);
		if (format === 'rss')
			return {
				headers: xml,
				body: rss(
					{
						title: 'Journal - Fern',
						link: `https://${host}/journal/`,
						head: '<generator>Site-Server v6.0 (http://www.squarespace.com)</generator>'
					},
					rows.map((writing) => ({
						writing,
						guid: `site1:coll1:item${writing.n}`,
						link: `https://${host}/journal/${writing.slug}`
					}))
				)
			};
		if (format !== 'json') return { body: `<!doctype html><title>Journal</title>${context}` };
		const last = rows.at(-1);
		const isMore = last !== undefined && last.n > 1;
		return {
			body: {
				website: { id: 'site1' },
				collection: { id: 'coll1', typeName: 'blog-basic-grid' },
				items: rows.map((one) => ({
					id: `item${one.n}`,
					title: one.title,
					body: one.html,
					fullUrl: `/journal/${one.slug}`,
					publishOn: one.at.getTime(),
					author: { displayName: 'Fern Example' }
				})),
				...(isMore && {
					pagination: { nextPage: true, nextPageOffset: last.at.getTime(), pageSize: 20 }
				})
			}
		};
	};
}
