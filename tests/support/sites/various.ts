/** YouTube, Reddit, Apple's directory with a podcast, Pinterest, and sites that page by links. */
import { nothing, type Reply, type Site } from '../internet.ts';
import { escape, rss, type Writing } from '../writings.ts';

const xml = { 'content-type': 'text/xml; charset=UTF-8' };

/** YouTube: a channel's page that names its id, and a feed of fifteen with media descriptions. */
export function youtube(id: string, handle: string, writings: Writing[]): Site {
	return ({ url }) => {
		if (url.pathname === `/${handle}` || url.pathname === '/watch')
			return {
				body: `<!doctype html><html><head><meta itemprop="identifier" content="${id}"></head><body><script>var ytInitialData = {"externalId":"${id}"};</script></body></html>`
			};
		const asked = url.searchParams;
		if (url.pathname !== '/feeds/videos.xml') return nothing;
		if (asked.get('channel_id') !== id && asked.get('playlist_id') !== 'PLquiet') return nothing;
		return {
			headers: { ...xml, 'cache-control': 'public, max-age=900' },
			body: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><id>yt:channel:${id.slice(2)}</id><title>Fern speaks</title><link rel="alternate" href="https://www.youtube.com/channel/${id}"/><author><name>Fern speaks</name></author>${writings
				.slice(0, 15)
				.map(
					(one) =>
						`<entry><id>yt:video:v${one.n}</id><yt:videoId>v${one.n}</yt:videoId><title>${escape(one.title)}</title><link rel="alternate" href="https://www.youtube.com/watch?v=v${one.n}"/><published>${one.at.toISOString()}</published><media:group><media:title>${escape(one.title)}</media:title><media:description>${escape(one.text)}</media:description></media:group></entry>`
				)
				.join('')}</feed>`
		};
	};
}

/** Reddit: about one question a minute; a listing by `after`. */
export function reddit(
	name: string,
	writings: Writing[],
	options: { isBusy?: boolean } = {}
): Site {
	const linkOf = (one: Writing) => `/r/rivers/comments/p${one.n}/${one.slug}/`;
	return ({ url }): Reply => {
		if (options.isBusy)
			return {
				status: 429,
				headers: { 'retry-after': '55', 'x-ratelimit-reset': '55' },
				body: '<title>Too Many Requests</title>'
			};
		if (url.pathname === `/user/${name}/.rss`)
			return {
				headers: { 'content-type': 'application/atom+xml; charset=UTF-8' },
				body: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>/user/${name}/.rss</id><title>overview for ${name}</title><updated>${writings[0]!.at.toISOString()}</updated>${writings
					.slice(0, 25)
					.map(
						(one) =>
							`<entry><author><name>/u/${name}</name></author><content type="html">${escape(one.html)}</content><id>t3_p${one.n}</id><link href="https://www.reddit.com${linkOf(one)}"/><updated>${one.at.toISOString()}</updated><published>${one.at.toISOString()}</published><title>${escape(one.title)}</title></entry>`
					)
					.join('')}</feed>`
			};
		if (url.pathname !== `/user/${name}/.json`)
			return { status: 404, body: { message: 'Not Found' } };
		const after = url.searchParams.get('after');
		const start = after ? writings.findIndex((one) => `t3_p${one.n}` === after) + 1 : 0;
		const rows = writings.slice(
			start,
			start + Math.min(100, Number(url.searchParams.get('limit') ?? 25))
		);
		const isMore = start + rows.length < writings.length;
		return {
			body: {
				kind: 'Listing',
				data: {
					after: isMore ? `t3_p${rows.at(-1)!.n}` : null,
					children: rows.map((one) => ({
						kind: 't3',
						data: {
							name: `t3_p${one.n}`,
							permalink: linkOf(one),
							author: name,
							title: one.title,
							selftext_html: one.html,
							created_utc: one.at.getTime() / 1000
						}
					}))
				}
			}
		};
	};
}

/** Apple's directory, and the podcast's own host, whose feed holds every episode. */
export function podcast(id: string, writings: Writing[]): Record<string, Site> {
	return {
		'itunes.apple.com': ({ url }) =>
			url.pathname === '/lookup'
				? {
						headers: { 'content-type': 'text/javascript; charset=utf-8' },
						body: JSON.stringify(
							url.searchParams.get('id') === id
								? {
										resultCount: 1,
										results: [
											{
												kind: 'podcast',
												collectionId: Number(id),
												collectionName: 'Rivers and Rooms',
												feedUrl: 'https://audio.example/rivers.xml'
											}
										]
									}
								: { resultCount: 0, results: [] }
						)
					}
				: nothing,
		'audio.example': ({ url }) =>
			url.pathname === '/rivers.xml'
				? {
						headers: xml,
						body: rss(
							{
								title: 'Rivers and Rooms',
								link: 'https://audio.example/',
								head: '<itunes:author xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">Fern</itunes:author>'
							},
							writings.map((writing) => ({
								writing,
								guid: `episode-${writing.n}`,
								link: `https://audio.example/${writing.slug}`
							}))
						)
					}
				: nothing
	};
}

export function pinterest(name: string, writings: Writing[]): Site {
	return ({ url }) =>
		url.pathname === `/${name}/feed.rss` || url.pathname === `/${name}/quiet-rooms.rss`
			? {
					headers: xml,
					body: rss(
						{ title: name, link: `https://www.pinterest.com/${name}/` },
						writings.slice(0, 25).map((writing) => {
							const link = `https://www.pinterest.com/pin/${writing.n}/`;
							return { writing, guid: link, link };
						})
					)
				}
			: nothing;
}

/** A JSON Feed of twenty items a page, each naming the next. */
export function jsonFeed(host: string, writings: Writing[]): Site {
	return ({ url }) => {
		if (url.pathname === '/')
			return {
				body: '<!doctype html><title>Fern</title><link rel="alternate" type="application/feed+json" href="feed.json">'
			};
		if (url.pathname !== '/feed.json') return nothing;
		const page = Number(url.searchParams.get('page') ?? 1);
		return {
			headers: { 'content-type': 'application/feed+json' },
			body: JSON.stringify({
				version: 'https://jsonfeed.org/version/1.1',
				title: 'Fern in JSON',
				home_page_url: `https://${host}/`,
				feed_url: `https://${host}/feed.json`,
				...(page * 20 < writings.length && {
					next_url: `https://${host}/feed.json?page=${page + 1}`
				}),
				items: writings.slice((page - 1) * 20, page * 20).map((one) => ({
					id: String(one.n),
					url: `https://${host}/${one.slug}`,
					title: one.title,
					content_html: one.html,
					date_published: one.at.toISOString()
				}))
			})
		};
	};
}

/** An Atom feed in archives by the year, as RFC 5005 has it. */
export function archived(host: string, writings: Writing[]): Site {
	const size = 50;
	return ({ url }) => {
		const n =
			url.pathname === '/atom.xml' ? 0 : Number(/^\/archive-(\d+)\.xml$/.exec(url.pathname)?.[1]);
		if (url.pathname === '/')
			return {
				headers: { link: '</atom.xml>; rel="alternate"; type="application/atom+xml"' },
				body: '<!doctype html><title>Fern</title>'
			};
		if (Number.isNaN(n)) return nothing;
		const rows =
			n === 0 ? writings.slice(0, 10) : writings.slice(10 + (n - 1) * size, 10 + n * size);
		const isMore = 10 + n * size < writings.length;
		return {
			headers: { 'content-type': 'application/atom+xml' },
			body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>https://${host}/</id><title>Fern in archives</title><updated>${writings[0]!.at.toISOString()}</updated>${
				isMore ? `<link rel="prev-archive" href="https://${host}/archive-${n + 1}.xml"/>` : ''
			}${rows
				.map(
					(one) =>
						`<entry><id>https://${host}/${one.slug}</id><title>${escape(one.title)}</title><link href="https://${host}/${one.slug}"/><published>${one.at.toISOString()}</published><updated>${one.at.toISOString()}</updated><content type="html">${escape(one.html)}</content></entry>`
				)
				.join('')}</feed>`
		};
	};
}
