/**
 * The only outward connection of the program: a polite, guarded GET whose every end is a value. (The
 * operator's own model server, where one is set, is asked in marking/second/ask.ts.)
 */
import { createHash } from 'node:crypto';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Readable } from 'node:stream';
import { Agent, request, type Dispatcher } from 'undici';
import { version } from '../config.ts';
import * as guard from './guard.ts';

export interface GetOptions {
	etag?: string | null;
	lastModified?: string | null;
	accept?: string;
	/** After decompression. */
	maxBytes?: number;
	signal?: AbortSignal;
	/** Fields to send as a form (POST), such as a hub expects; redirects are not followed then. */
	form?: Record<string, string>;
}

/** What the network said about an answer, whatever it held. */
interface Facts {
	status: number;
	/** Where the answer came from in the end. */
	url: string;
	redirects: { from: string; to: string; permanent: boolean }[];
	headers: Record<string, string>;
	etag: string | null;
	lastModified: string | null;
	maxAgeSeconds: number | null;
	fetchedAt: Date;
}

export type FailureCode =
	| 'guard'
	| 'dns'
	| 'refused'
	| 'tls'
	| 'timeout'
	| 'too-large'
	| 'redirects'
	| 'login'
	| 'too-many'
	| 'http'
	| 'stopped'
	| 'broken'
	| 'not-a-feed'
	| 'opted-out'
	| 'ours';

export type Outcome =
	| (Facts & { kind: 'fetched'; body: Uint8Array; bodyHash: string; contentType: string | null })
	| (Facts & { kind: 'unchanged' })
	| {
			kind: 'failed';
			code: FailureCode;
			status?: number;
			reason: string;
			retryAfterAt: Date | null;
	  }
	| { kind: 'gone'; status: 404 | 410; reason: string; retryAfterAt: null };

export interface GetterOptions extends guard.GuardOptions {
	/** Address or link for the operators of the sites. */
	contact?: string;
	connectMs?: number;
	totalMs?: number;
	/** The operator's own bridges: they may stand in a private network. */
	rsshubUrl?: string;
	rssbridgeUrl?: string;
}

export type Get = (address: string, options?: GetOptions) => Promise<Outcome>;

const MOST_BYTES = 15 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const agents = new Map<string, Agent>();

/** Connections are kept open between polls; one pool for each set of limits. */
function agentOf(options: GetterOptions, allowPrivateAddresses: boolean): Agent {
	const { connectMs = 10_000, totalMs = 30_000 } = options;
	const name = `${allowPrivateAddresses} ${connectMs} ${totalMs}`;
	const known = options.resolve ? undefined : agents.get(name);
	if (known) return known;
	const agent = new Agent({
		connect: {
			timeout: connectMs,
			lookup: guard.guardedLookup({ ...options, allowPrivateAddresses }) as never
		},
		headersTimeout: totalMs,
		bodyTimeout: totalMs,
		keepAliveTimeout: 10_000,
		connections: 64
	});
	if (!options.resolve) agents.set(name, agent);
	return agent;
}

/** A `get` with the settings of this installation. It never throws. */
export function getter(options: GetterOptions): Get {
	const userAgent = `InConfidence/${version}${options.contact ? ` (+${options.contact})` : ''}`;
	const bridges = [options.rsshubUrl, options.rssbridgeUrl].flatMap((address) =>
		address && URL.canParse(address) ? [new URL(address).origin] : []
	);
	// Asked for at every hop: after `close` a pool is made anew.
	const own = options.resolve && agentOf(options, options.allowPrivateAddresses === true);
	const strict = () => own ?? agentOf(options, options.allowPrivateAddresses === true);
	const means: Means = {
		...options,
		userAgent,
		hop(url) {
			if (!bridges.includes(url.origin)) return { rules: options, agent: strict() };
			return { rules: { allowPrivateAddresses: true }, agent: agentOf(options, true) };
		}
	};
	return (address, asked = {}) =>
		get(address, asked, means).catch((error: unknown) => explain(error, address, options));
}

interface Means extends GetterOptions {
	userAgent: string;
	/** What holds for one hop of a redirect chain, by where it leads. */
	hop(url: URL): { rules: guard.GuardOptions; agent: Agent };
}

async function get(address: string, asked: GetOptions, means: Means): Promise<Outcome> {
	if (!URL.canParse(address)) return failed('guard', `“${address}” is not an address.`);
	const total = AbortSignal.timeout(means.totalMs ?? 30_000);
	const signal = asked.signal ? AbortSignal.any([asked.signal, total]) : total;
	const redirects: Facts['redirects'] = [];
	let url = new URL(address);
	for (;;) {
		const { rules, agent } = means.hop(url);
		const refusal = guard.check(url, rules);
		if (refusal) return failed('guard', refusal);
		const answer = await request(url, {
			dispatcher: agent,
			signal,
			headers: headersOf(asked, means.userAgent),
			...(asked.form && { method: 'POST', body: new URLSearchParams(asked.form).toString() })
		});
		const target = answer.headers.location;
		if ([301, 302, 303, 307, 308].includes(answer.statusCode) && typeof target === 'string') {
			await answer.body.dump({ limit: 65_536 });
			if (asked.form) return refused(answer.statusCode, url, undefined);
			if (redirects.length >= MOST_REDIRECTS || !URL.canParse(target, url))
				return failed('redirects', `${address} leads from one address to the next without end.`);
			const to = new URL(target, url);
			redirects.push({
				from: url.href,
				to: to.href,
				permanent: [301, 308].includes(answer.statusCode)
			});
			url = to;
			continue;
		}
		return settle(answer, url, redirects, asked.maxBytes ?? MOST_BYTES);
	}
}

function headersOf(asked: GetOptions, userAgent: string): Record<string, string> {
	return {
		'user-agent': userAgent,
		accept:
			asked.accept ??
			'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, */*;q=0.5',
		'accept-encoding': 'gzip, br',
		...(asked.form && { 'content-type': 'application/x-www-form-urlencoded' }),
		...(asked.etag && { 'if-none-match': asked.etag }),
		...(asked.lastModified && { 'if-modified-since': asked.lastModified })
	};
}

async function settle(
	answer: Dispatcher.ResponseData,
	url: URL,
	redirects: Facts['redirects'],
	maxBytes: number
): Promise<Outcome> {
	const headers = Object.fromEntries(
		Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
	);
	const status = answer.statusCode;
	const facts: Facts = {
		status,
		url: url.href,
		redirects,
		headers,
		etag: headers.etag ?? null,
		lastModified: headers['last-modified'] ?? null,
		maxAgeSeconds: maxAgeOf(headers['cache-control']),
		fetchedAt: new Date()
	};
	if (status === 304) {
		await answer.body.dump();
		return { ...facts, kind: 'unchanged' };
	}
	if (status < 200 || status > 299) {
		await answer.body.dump({ limit: 65_536 }).catch(() => {});
		return refused(status, url, headers['retry-after']);
	}
	const body = await readBody(answer.body, headers['content-encoding'], maxBytes);
	if (!body)
		return failed(
			'too-large',
			`${url.host} sent more than ${Math.round(maxBytes / 1_048_576)} MB; a feed is smaller.`
		);
	return {
		...facts,
		kind: 'fetched',
		body,
		bodyHash: createHash('sha256').update(body).digest('hex'),
		contentType: headers['content-type'] ?? null
	};
}

/** The body after decompression, or undefined once it grows past the limit. */
async function readBody(
	stream: Readable,
	encoding: string | undefined,
	maxBytes: number
): Promise<Uint8Array | undefined> {
	const decoder = decoderOf(encoding);
	const source = decoder ? stream.pipe(decoder) : stream;
	if (decoder) stream.once('error', (error) => decoder.destroy(error));
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of source as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > maxBytes) {
			stream.destroy();
			return undefined;
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function decoderOf(encoding: string | undefined) {
	switch (encoding?.trim().toLowerCase()) {
		case 'gzip':
		case 'x-gzip':
			return createGunzip();
		case 'deflate':
			return createInflate();
		case 'br':
			return createBrotliDecompress();
		default:
			return undefined;
	}
}

function maxAgeOf(cacheControl: string | undefined): number | null {
	const found = /(?:^|[,\s])max-age=(\d+)/i.exec(cacheControl ?? '')?.[1];
	return found ? Number(found) : null;
}

function retryAfterOf(header: string | undefined): Date | null {
	if (!header) return null;
	if (/^\d+$/.test(header.trim())) return new Date(Date.now() + Number(header) * 1000);
	const date = new Date(header);
	return Number.isNaN(date.getTime()) ? null : date;
}

function refused(status: number, url: URL, retryAfter: string | undefined): Outcome {
	const at = retryAfterOf(retryAfter);
	const host = url.host;
	if (status === 404 || status === 410)
		return {
			kind: 'gone',
			status,
			reason: `${host} says there is nothing at ${url.pathname}${url.search} (${status}). Check the address.`,
			retryAfterAt: null
		};
	if (status === 429)
		return failed('too-many', `${host} asks us to come less often (429). We wait.`, at, status);
	if (status === 401 || status === 403 || status === 407)
		return failed(
			'login',
			`${host} shows this only to people it knows (${status}); only public posts can be read.`,
			at,
			status
		);
	return failed('http', `${host} answered with an error (${status}). Try again later.`, at, status);
}

function failed(
	code: FailureCode,
	reason: string,
	retryAfterAt: Date | null = null,
	status?: number
): Outcome {
	return { kind: 'failed', code, reason, retryAfterAt, ...(status !== undefined && { status }) };
}

const tls = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;

function explain(error: unknown, address: string, options: GetterOptions): Outcome {
	const { code = '', name, message } = deepest(error);
	const host = URL.canParse(address) ? new URL(address).host : address;
	if (code === 'EGUARD') return failed('guard', message);
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
		return failed('dns', `There is no site called ${host}. Check the spelling.`);
	if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
		return failed('refused', `${host} does not answer. Try again later.`);
	if (name === 'TimeoutError' || /TIMEOUT/.test(code))
		return failed(
			'timeout',
			`${host} took longer than ${Math.round((options.totalMs ?? 30_000) / 1000)} seconds. Try again later.`
		);
	if (name === 'AbortError' || code === 'UND_ERR_ABORTED')
		return failed('stopped', 'You stopped this.');
	if (tls.test(code)) return failed('tls', `The secure connection to ${host} failed (${code}).`);
	return failed(
		'broken',
		`The connection to ${host} broke off (${code || name}). Try again later.`
	);
}

function deepest(error: unknown): { code?: string; name: string; message: string } {
	const one = error as {
		code?: string;
		name: string;
		message: string;
		cause?: unknown;
		errors?: unknown[];
	};
	const inner = one.cause ?? one.errors?.[0];
	return !one.code && inner ? deepest(inner) : one;
}

/** Closes idle connections, at the end of a process. */
export async function close(): Promise<void> {
	await Promise.all([...agents.values()].map((agent) => agent.close()));
	agents.clear();
}
