/**
 * A site of many made-up feeds, run as a process of its own. In each round, of every 100 feeds about
 * 70 answer 304, 20 have one new post, 5 take 800 ms and 5 fail; in the first round all are whole,
 * the slow ones slow.
 *
 *   /feed/N?round=R   the feed; the round is set with /round/R and is 0 at first
 *   /asked            how often each feed was asked in this round, as JSON
 */
import { createServer } from 'node:http';

const POSTS = 20;
const SLOW_MS = 800;
const words =
	'The river behind the office was high again this morning, and I thought about sleep, tea and the long way home. '.repeat(
		6
	);
let round = 0;
let asked = new Map<number, number>();

function post(feed: number, number: number): string {
	const date = new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toUTCString();
	const link = `http://site.example/${feed}/${number}`;
	return `<item><title>Note ${number} of ${feed}</title><link>${link}</link><guid isPermaLink="true">${link}</guid><pubDate>${date}</pubDate><description>&lt;p&gt;${words}&lt;/p&gt;&lt;p&gt;Number ${number}.&lt;/p&gt;</description></item>`;
}

/** Posts that a feed has had by this round: feeds of the "new" fifth gain one each round. */
const newest = (feed: number) => POSTS + (kindOf(feed) === 'new' ? round : 0);

function kindOf(feed: number): 'unchanged' | 'new' | 'slow' | 'failing' {
	const place = (feed * 37) % 100;
	return place < 70 ? 'unchanged' : place < 90 ? 'new' : place < 95 ? 'slow' : 'failing';
}

function document(feed: number): string {
	const last = newest(feed);
	const items = Array.from({ length: POSTS }, (_, i) => post(feed, last - i));
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Feed ${feed}</title><link>http://site.example/${feed}</link><description>Made up</description>${items.join('')}</channel></rss>`;
}

const server = createServer((request, response) => {
	const [, what, given] = request.url!.split('/');
	if (what === 'round') {
		round = Number(given);
		asked = new Map();
		return response.end();
	}
	if (what === 'asked') return response.end(JSON.stringify([...asked]));
	const feed = Number(given);
	asked.set(feed, (asked.get(feed) ?? 0) + 1);
	const kind = kindOf(feed);
	if (kind === 'failing' && round > 0) return response.writeHead(503).end('Not now.');
	const answer = () => {
		const etag = `"${feed}-${newest(feed)}"`;
		if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
		return response
			.writeHead(200, { etag, 'content-type': 'application/rss+xml; charset=utf-8' })
			.end(document(feed));
	};
	if (kind === 'slow') return void setTimeout(answer, SLOW_MS);
	return answer();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
	console.log((server.address() as { port: number }).port);
});
process.once('SIGTERM', () => {
	server.closeAllConnections();
	server.close();
});
