/** RSSHub and RSS-Bridge as an operator runs them. */
import { nothing, type Site } from '../internet.ts';
import { rss, type Writing } from '../writings.ts';

const xml = { 'content-type': 'application/xml; charset=utf-8' };

/** RSSHub: a route for each place, an error page where the place lets it see nothing. */
export function rsshub(routes: string[], writings: Writing[]): Site {
	return ({ url }) =>
		routes.includes(url.pathname)
			? {
					headers: xml,
					body: rss(
						{ title: `Made of ${url.pathname}`, link: 'https://x.com/fern' },
						writings.slice(0, 12).map((writing) => {
							const link = `https://x.com/fern/status/${writing.n}`;
							return { writing, guid: link, link };
						})
					)
				}
			: { status: 503, body: '<!doctype html><title>RSSHub</title><p>Error: config not found' };
}

/** RSS-Bridge: says which of its bridges fits an address, calling itself by a name of its own. */
export function rssBridge(fits: RegExp, writings: Writing[]): Site {
	return ({ url }) => {
		const asked = url.searchParams;
		if (asked.get('action') === 'findfeed')
			return fits.test(asked.get('url') ?? '')
				? {
						body: [
							{
								url: `http://inside.example/?action=display&context=User&u=fern&bridge=SomeBridge&format=Atom`,
								bridgeMeta: { name: 'Some Bridge' }
							}
						]
					}
				: { status: 404, body: { message: 'No bridge found for given URL' } };
		if (asked.get('action') !== 'display' || asked.get('bridge') !== 'SomeBridge') return nothing;
		return {
			headers: xml,
			body: rss(
				{ title: 'Made by a bridge', link: 'https://www.facebook.com/fern' },
				writings.slice(0, 5).map((writing) => {
					const link = `https://www.facebook.com/fern/posts/${writing.n}`;
					return { writing, guid: link, link };
				})
			)
		};
	};
}
