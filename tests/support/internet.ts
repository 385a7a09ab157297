/**
 * A small internet on this computer: names are served by functions, and `get` is the program's own,
 * asking over real connections. Only the name in an address is exchanged for a path on a local server,
 * and back again in what came; names that nobody serves do not exist.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import * as fetch from '#lib/server/feeds/fetch.ts';

export interface Asked {
	url: URL;
	headers: IncomingHttpHeaders;
}

export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	/** Objects are sent as JSON, bytes as they are. */
	body?: string | object | Uint8Array;
	/** The connection breaks off before an answer. */
	breaksOff?: true;
}

export type Site = (asked: Asked) => Reply;

export interface Internet {
	get: fetch.Get;
	/** Every address asked, in order. */
	asked: string[];
	/** Changes or adds a site. */
	serve(host: string, site: Site): void;
	stop(): Promise<void>;
}

export const nothing: Reply = { status: 404, body: 'Not found' };

export async function startInternet(sites: Record<string, Site>): Promise<Internet> {
	const served = new Map(Object.entries(sites));
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const [, scheme, host] = request.url!.split('/');
		const url = new URL(request.url!.replace(`/${scheme}/${host}`, `${scheme}://${host}`));
		asked.push(url.href);
		send(response, served.get(host!)!({ url, headers: request.headers }), url, inside);
	});
	// Only who asks ends a connection, so that no request falls into one that is just being closed.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const local = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
	const real = fetch.getter({
		allowPrivateAddresses: true,
		connectMs: 60_000,
		totalMs: 60_000,
		// No name is ever asked of the machine's own name server, which may say anything or nothing.
		resolve: (_, __, answer) => answer(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
	});

	function inside(address: string): string {
		const url = new URL(address);
		return served.has(url.host)
			? `${local}/${url.protocol.slice(0, -1)}/${url.host}${url.pathname}${url.search}`
			: `http://${url.hostname}.invalid/`;
	}
	const outside = (text: string) =>
		text.replaceAll(new RegExp(`${local}/(https?)/`, 'g'), '$1://').replaceAll('.invalid', '');
	/** A sentence about the local server is one about the site that was asked. */
	const told = (reason: string, { host, protocol }: URL) =>
		outside(reason)
			.replaceAll(local.slice('http://'.length), host)
			.replaceAll(`/${protocol.slice(0, -1)}/${host}`, '');

	return {
		asked,
		serve: (host, site) => served.set(host, site),
		async get(address, options) {
			// What the guard refuses for its looks is refused before any name is exchanged.
			if (!/^https?:\/\/[^/@]*(\/|$)/.test(address)) return real(address, options);
			const outcome = await real(inside(address), options);
			if (outcome.kind === 'failed' || outcome.kind === 'gone')
				return { ...outcome, reason: told(outcome.reason, new URL(address)) };
			return {
				...outcome,
				url: outside(outcome.url),
				redirects: outcome.redirects.map((hop) => ({
					...hop,
					from: outside(hop.from),
					to: outside(hop.to)
				}))
			};
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

/** Sends as real servers do: compressed, with a type, redirects to a full address. */
function send(
	response: ServerResponse,
	reply: Reply,
	url: URL,
	inside: (address: string) => string
): void {
	if (reply.breaksOff) return void response.destroy();
	const isBytes = reply.body instanceof Uint8Array;
	const isJson = typeof reply.body === 'object' && !isBytes;
	const body = gzipSync(
		isBytes
			? (reply.body as Uint8Array)
			: isJson
				? JSON.stringify(reply.body)
				: String(reply.body ?? '')
	);
	const headers = { ...reply.headers };
	if (headers.location) headers.location = inside(new URL(headers.location, url).href);
	response.writeHead(reply.status ?? 200, {
		'content-type': isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
		'content-encoding': 'gzip',
		...headers
	});
	response.end(body);
}
