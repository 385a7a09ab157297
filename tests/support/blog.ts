/** A made-up therapist's site on this computer: a page that names its feed, the feed, and its troubles. */
import { createServer } from 'node:http';

export interface Blog {
	address: string;
	feedAddress: string;
	/** How often each path was asked for. */
	asked: Map<string, number>;
	stop(): Promise<void>;
}

const story =
	'Today in session my client told me she had finally slept through the night for the first time since her brother died. I nearly cried with her.';
const plain = [
	'The allotment is under water again. I have given up on the beans and planted hope instead.',
	'A short note on sleep: keep the same hour for getting up, and leave the telephone in the kitchen.',
	'The office is closed next Monday. Telephone messages are answered on Tuesday.',
	'I read a book about rivers this week and could not put it down.',
	'Three places are left on the spring workshop about grief. Sign up by Friday.'
];

/** A feed document with `count` posts over two years, every tenth of them a client story. */
export function document(count: number, site: string): string {
	const items = Array.from({ length: count }, (_, i) => {
		const date = new Date(Date.UTC(2026, 9, 1) - (i * 2 * 365 * 86_400_000) / count);
		const text = i % 10 === 3 ? story : plain[i % plain.length]!;
		return `<item><title>Note ${count - i}</title><link>${site}/notes/${count - i}</link><guid>${site}/notes/${count - i}</guid><pubDate>${date.toUTCString()}</pubDate><description>${text} (${count - i})</description></item>`;
	});
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Notes by Dr Marrow Finch</title><link>${site}/</link><description>A made-up psychotherapist writes about sleep and rivers.</description>${items.join('')}</channel></rss>`;
}

/** Serves the site until stopped; with no post it has no feed at all. */
export async function startBlog(count = 60): Promise<Blog> {
	const asked = new Map<string, number>();
	let address = '';
	const server = createServer((request, response) => {
		const path = request.url!;
		asked.set(path, (asked.get(path) ?? 0) + 1);
		if (path === '/' && count > 0) {
			response.writeHead(200, { 'content-type': 'text/html' });
			response.end(
				'<!doctype html><title>Dr Marrow Finch</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>Welcome.'
			);
		} else if (path === '/feed.xml' && count > 0) {
			if (request.headers['if-none-match'] === '"one"') return response.writeHead(304).end();
			response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"one"' });
			response.end(document(count, address));
		} else if (path === '/page-only') {
			response.writeHead(200, { 'content-type': 'text/html' });
			response.end('<!doctype html><title>No feed here</title><p>Only words.');
		} else if (path === '/empty.xml') {
			response.writeHead(200, { 'content-type': 'application/rss+xml' });
			response.end(
				'<?xml version="1.0"?><rss version="2.0"><channel><title>Nothing yet</title></channel></rss>'
			);
		} else if (path === '/login') {
			response.writeHead(200, { 'content-type': 'text/html' });
			response.end('<!doctype html><title>Log in</title><form><input type="password"></form>');
		} else if (path === '/large.xml') {
			response.writeHead(200, { 'content-type': 'application/rss+xml' });
			for (let i = 0; i < 40; i++) response.write(Buffer.alloc(1_000_000, 32));
			response.end();
		} else
			response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><p>Not here.');
		return undefined;
	});
	// Only who asks ends a connection, so that no request falls into one that is just being closed.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
	return {
		address,
		feedAddress: `${address}/feed.xml`,
		asked,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
