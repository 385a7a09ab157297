/** What the pages of a site offer their reader: every link and every form, as the server sends them. */
import { parseDocument, DomUtils } from 'htmlparser2';
import { routeIds } from './routes.ts';

export interface Offers {
	/** Where one may go, forms that only ask included. */
	links: URL[];
	/** Where a form is sent to, once for each of its buttons that sends it elsewhere. */
	forms: URL[];
}

/** The links and forms of one page of the site; what leads elsewhere is left out. */
export function offersOf(html: string, at: URL): Offers {
	const all = DomUtils.getElementsByTagName(() => true, parseDocument(html));
	const to = (address: string | undefined) => {
		if (address === undefined || !URL.canParse(address, at.href)) return [];
		const url = new URL(address, at);
		url.hash = '';
		return url.origin === at.origin ? [url] : [];
	};
	const links = all.flatMap(({ name, attribs }) => {
		if (name === 'a' || (name === 'link' && attribs.rel === 'alternate')) return to(attribs.href);
		if (name !== 'form' || attribs.method?.toLowerCase() === 'post') return [];
		return to(attribs.action ?? '');
	});
	const forms = all.flatMap(({ name, attribs }) => {
		if (name === 'form' && attribs.method?.toLowerCase() === 'post')
			return to(attribs.action ?? '');
		return to(attribs.formaction);
	});
	return { links, forms };
}

/** The route that answers a path, or null. */
export function routeOf(path: string): string | null {
	const found = routeIds().filter((id) =>
		new RegExp(`^${id.replaceAll(/\[\.\.\.\w+\]/g, '.*').replaceAll(/\[\w+\]/g, '[^/]+')}$`).test(
			path
		)
	);
	// A fixed name goes before one that stands for any.
	return found.sort((a, b) => a.split('[').length - b.split('[').length)[0] ?? null;
}

export interface Walked {
	/** Pages that were opened, each with what it said. */
	pages: Map<string, { status: number; location: string; html: string; from: string }>;
	/** Every form, with the page that offers it. */
	forms: { to: URL; from: string }[];
}

/**
 * Follows every link from `/` on, three of each kind (route and names of parameters), and opens what
 * else is given.
 */
export async function walk(
	address: string,
	cookie: string,
	others: string[] = []
): Promise<Walked> {
	const walked: Walked = { pages: new Map(), forms: [] };
	const seen = new Map<string, number>();
	const queue = ['/', ...others].map((path) => ({ path, from: '' }));
	for (let next = queue.shift(); next; next = queue.shift()) {
		const { path, from } = next;
		if (walked.pages.has(path)) continue;
		const url = new URL(path, address);
		const kind = `${routeOf(url.pathname)} ${[...url.searchParams.keys()].sort().join()}`;
		const count = (seen.get(kind) ?? 0) + 1;
		if (count > 3) continue;
		seen.set(kind, count);
		const response = await fetch(url, {
			redirect: 'manual',
			headers: { accept: 'text/html', cookie },
			signal: AbortSignal.timeout(60_000)
		});
		const isPage = (response.headers.get('content-type') ?? '').includes('text/html');
		const html = isPage ? await response.text() : '';
		if (!isPage) await response.body?.cancel();
		const location = response.headers.get('location') ?? '';
		walked.pages.set(path, { status: response.status, location, html, from });
		if (location) queue.push({ path: location, from: path });
		const { links, forms } = offersOf(html, url);
		queue.push(...links.map((link) => ({ path: link.pathname + link.search, from: path })));
		walked.forms.push(...forms.map((to) => ({ to, from: path })));
	}
	return walked;
}
