/**
 * The connection to the operator's own model server, and to nothing else. It may stand in a private
 * network, which the guard of feeds/fetch.ts rightly refuses; its address comes from the settings
 * alone, no redirect is followed, and nobody who adds a feed can point it anywhere.
 */
import { request } from 'undici';
import * as v from 'valibot';
import { version, type SecondReader } from '../../config.ts';
import { shape, type Message } from './question.ts';

/**
 * `answered` holds the model's own words. `failed` says in a sentence why not, and what is to wait:
 * the reader (nobody need ask it just now), this post (another may go well), or both.
 */
export type Reply =
	| { kind: 'answered'; content: string }
	| { kind: 'failed'; waits: 'reader' | 'post' | 'both'; reason: string }
	| { kind: 'stopped' };

export interface AskOptions {
	signal?: AbortSignal;
	/** For the whole exchange; 60 s when left out. */
	totalMs?: number;
}

const TOTAL_MS = 60_000;
const MOST_BYTES = 256 * 1024;
const MOST_TOKENS = 400;

const Completion = v.object({
	choices: v.pipe(v.array(v.object({ message: v.object({ content: v.string() }) })), v.minLength(1))
});

/** Puts a question to the second reader. Never throws for what the outside world does. */
export async function ask(
	reader: SecondReader,
	messages: Message[],
	options: AskOptions = {}
): Promise<Reply> {
	const { signal, totalMs = TOTAL_MS } = options;
	const total = AbortSignal.timeout(totalMs);
	const until = signal ? AbortSignal.any([signal, total]) : total;
	try {
		const shaped = await send(reader, messages, until, true);
		// Some servers cannot hold a model to a shape and say so; the question asks for it in words too.
		const answer = [400, 422].includes(shaped.status)
			? await send(reader, messages, until, false)
			: shaped;
		return settle(reader, answer);
	} catch (error) {
		if (signal?.aborted) return { kind: 'stopped' };
		return explain(error, reader, totalMs);
	}
}

/** A status with the body; null where the body is too large. */
interface Answered {
	status: number;
	body: string | null;
}

async function send(
	reader: SecondReader,
	messages: Message[],
	signal: AbortSignal,
	isShaped: boolean
): Promise<Answered> {
	const answer = await request(`${reader.address}/chat/completions`, {
		method: 'POST',
		signal,
		reset: true,
		headers: {
			'content-type': 'application/json',
			accept: 'application/json',
			'accept-encoding': 'identity',
			'user-agent': `InConfidence/${version}`,
			...(reader.key && { authorization: `Bearer ${reader.key}` })
		},
		body: JSON.stringify({
			model: reader.model,
			messages,
			temperature: 0,
			max_tokens: MOST_TOKENS,
			stream: false,
			...(isShaped && {
				response_format: {
					type: 'json_schema',
					json_schema: { name: 'reading', strict: true, schema: shape }
				}
			})
		})
	});
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of answer.body as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > MOST_BYTES) return { status: answer.statusCode, body: null };
		chunks.push(chunk);
	}
	return { status: answer.statusCode, body: Buffer.concat(chunks).toString('utf8') };
}

function settle({ address, model }: SecondReader, { status, body }: Answered): Reply {
	const { host } = new URL(address);
	const failed = (waits: 'reader' | 'post' | 'both', reason: string): Reply => ({
		kind: 'failed',
		waits,
		reason
	});
	if (status >= 300 && status < 400)
		return failed('reader', `${host} sends on to another address, which is not followed.`);
	if (status === 401 || status === 403)
		return failed('reader', `${host} refuses the key, or wants one (${status}).`);
	if (status === 404)
		return failed('reader', `${host} knows no model “${model}”, or not this address (404).`);
	if (status === 429 || status === 503)
		return failed('reader', `${host} is busy or still loading (${status}).`);
	if (status >= 500) return failed('both', `${host} answered with an error (${status}).`);
	if (status < 200 || status > 299)
		return failed('post', `${host} did not take the question (${status}).`);
	if (body === null) return failed('post', `${host} sent far more than an answer.`);
	const completion = v.safeParse(Completion, parsed(body));
	if (!completion.success)
		return failed('reader', `${host} does not answer as a model server does.`);
	return { kind: 'answered', content: completion.output.choices[0]!.message.content };
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

/** In our own words: an error of the network may hold the address with its key. */
function explain(error: unknown, { address }: SecondReader, totalMs: number): Reply {
	const { host } = new URL(address);
	const { name, code = '' } = deepest(error);
	const failed = (reason: string, waits: 'reader' | 'both' = 'reader'): Reply => ({
		kind: 'failed',
		waits,
		reason
	});
	if (name === 'TimeoutError' || /HEADERS_TIMEOUT|BODY_TIMEOUT/.test(code))
		return failed(`${host} took longer than ${Math.ceil(totalMs / 1000)} seconds.`, 'both');
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
		return failed(`There is no computer called ${host}.`);
	if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(code) || /CONNECT_TIMEOUT/.test(code))
		return failed(`Nothing answers at ${host}.`);
	if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/.test(code))
		return failed(`The secure connection to ${host} failed (${code}).`);
	return failed(`The connection to ${host} broke off.`, 'both');
}

function deepest(error: unknown): { name: string; code?: string } {
	const one = error as { name: string; code?: string; cause?: unknown; errors?: unknown[] };
	const inner = one.cause ?? one.errors?.[0];
	return !one.code && inner ? deepest(inner) : one;
}
