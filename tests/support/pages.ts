/** A loopback site of single pages, for captures: good ones, large ones, ones that ask not to be read. */
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

export interface Pages {
	address: string;
	asked: string[];
	stop(): Promise<void>;
}

export const story =
	'<!doctype html><html lang="en"><title>A made-up story</title><p>My client hummed. Ümlaute too.</p></html>';

export async function startPages(): Promise<Pages> {
	const asked: string[] = [];
	let failures = 0;
	const server = createServer((request, response) => {
		const path = request.url!;
		asked.push(path);
		if (path === '/robots.txt')
			return response
				.writeHead(200, { 'content-type': 'text/plain' })
				.end('User-agent: *\nDisallow: /closed\n');
		if (path.startsWith('/posts/'))
			return response
				.writeHead(200, {
					'content-type': 'text/html; charset=utf-8',
					'content-encoding': 'gzip',
					'set-cookie': 'visitor=17',
					'x-odd': 'one'
				})
				.end(gzipSync(`${story}<!-- ${path} -->`));
		if (path === '/moved') return response.writeHead(302, { location: '/posts/moved' }).end();
		if (path === '/shaky' && failures++ === 0) return response.writeHead(503).end();
		if (path === '/shaky')
			return response.writeHead(200, { 'content-type': 'text/html' }).end(story);
		if (path === '/huge') {
			response.writeHead(200, { 'content-type': 'text/html' });
			for (let i = 0; i < 8; i++) response.write(Buffer.alloc(1_000_000, 32));
			return response.end();
		}
		return response.writeHead(404).end();
	});
	// Only who asks ends a connection, so that no request falls into one that is just being closed.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
		asked,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
