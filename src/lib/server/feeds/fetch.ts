/**
 * The only outward connection of the program: a polite, guarded GET whose every end is a value. (The
 * operator's own model server, where one is set, is asked in marking/second/ask.ts.)
 */
import { createHash } from 'node:crypto';
import { Agent, request, type Dispatcher } from 'undici';
import { version } from '../config.ts';
import * as content from './body.ts';
import * as guard from './guard.ts';
import { explain, failed, refused, type Facts, type Outcome } from './outcome.ts';

export type { FailureCode, Outcome } from './outcome.ts';

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
const CONNECT_MS = 10_000;
const TOTAL_MS = 30_000;
const agents = new Map<string, Agent>();

/** Connections are kept open between polls; one pool for each set of limits. */
function agentOf(options: GetterOptions, allowPrivateAddresses: boolean): Agent {
	const { connectMs = CONNECT_MS, totalMs = TOTAL_MS } = options;
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
		get(address, asked, means).catch((error: unknown) =>
			explain(error, address, options.totalMs ?? TOTAL_MS)
		);
}

interface Means extends GetterOptions {
	userAgent: string;
	/** What holds for one hop of a redirect chain, by where it leads. */
	hop(url: URL): { rules: guard.GuardOptions; agent: Agent };
}

async function get(address: string, asked: GetOptions, means: Means): Promise<Outcome> {
	if (!URL.canParse(address)) return failed('guard', `“${address}” is not an address.`);
	const total = AbortSignal.timeout(means.totalMs ?? TOTAL_MS);
	const signal = asked.signal ? AbortSignal.any([asked.signal, total]) : total;
	const redirects: Facts['redirects'] = [];
	let url = new URL(address);
	for (;;) {
		const { rules, agent } = means.hop(url);
		const refusal = guard.check(url, rules);
		if (refusal) return failed('guard', refusal);
		const ask = () =>
			request(url, {
				dispatcher: agent,
				signal,
				headers: headersOf(asked, means.userAgent),
				...(asked.form && { method: 'POST', body: new URLSearchParams(asked.form).toString() })
			});
		const answer = await ask().catch((error: unknown) => {
			if (asked.form || signal.aborted || !isClosed(error)) throw error;
			return ask();
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

/** A site may close a connection that was kept open just when it is used: then nothing was answered. */
function isClosed(error: unknown): boolean {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(code);
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
	const body = await content.read(answer.body, headers['content-encoding'], maxBytes);
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

function maxAgeOf(cacheControl: string | undefined): number | null {
	const found = /(?:^|[,\s])max-age=(\d+)/i.exec(cacheControl ?? '')?.[1];
	return found ? Number(found) : null;
}

/** Closes idle connections, at the end of a process. */
export async function close(): Promise<void> {
	await Promise.all([...agents.values()].map((agent) => agent.close()));
	agents.clear();
}
