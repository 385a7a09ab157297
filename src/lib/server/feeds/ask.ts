/** Questions to sites in the form the answer is wanted in; every address asked is remembered. */
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { decode } from './decode.ts';
import type { Get, Outcome } from './fetch.ts';
import * as parse from './parse.ts';

type Fetched = Extract<Outcome, { kind: 'fetched' }>;

/** An answer in the form it was asked for, or why there is none. */
export type Answer<T> =
	{ ok: true; value: T; outcome: Fetched } | { ok: false; reason: string; outcome: Outcome };

export interface Ask {
	/** JSON as the site sent it: check its shape before use. */
	json(address: string, accept?: string): Promise<Answer<unknown>>;
	/** The text of a page. */
	page(address: string): Promise<Answer<string>>;
	feed(address: string): Promise<Answer<parse.ParsedFeed>>;
	/** Every address asked, in order. */
	tried: string[];
}

/** Asks through `get`, which never throws. */
export function asker(get: Get, options: { signal?: AbortSignal } = {}): Ask {
	const tried: string[] = [];
	const ask = async (address: string, accept?: string): Promise<Answer<Uint8Array>> => {
		tried.push(address);
		const outcome = await get(address, { signal: options.signal, accept });
		if (outcome.kind === 'fetched') return { ok: true, value: outcome.body, outcome };
		return { ok: false, outcome, reason: reasonOf(outcome, address) };
	};
	return {
		tried,
		async json(address, accept = 'application/json') {
			const answer = await ask(address, accept);
			if (!answer.ok) return answer;
			const value = readJson(decode(answer.value, answer.outcome.contentType));
			return value === undefined
				? {
						ok: false,
						outcome: answer.outcome,
						reason: `${new URL(answer.outcome.url).host} did not answer in the form expected.`
					}
				: { ...answer, value };
		},
		async page(address) {
			const answer = await ask(address);
			if (!answer.ok) return answer;
			const bytes = await unpacked(answer.value);
			return bytes
				? { ...answer, value: decode(bytes, answer.outcome.contentType) }
				: {
						ok: false,
						outcome: answer.outcome,
						reason: `${new URL(answer.outcome.url).host} sent a packed file that could not be opened.`
					};
		},
		async feed(address) {
			const answer = await ask(address);
			if (!answer.ok) return answer;
			const { contentType, url } = answer.outcome;
			const value = await parse.feed(answer.value, { contentType, url });
			return 'error' in value
				? { ok: false, outcome: answer.outcome, reason: value.error }
				: { ...answer, value };
		}
	};
}

const gunzip = promisify(zlib.gunzip);
const MOST_UNPACKED = 15 * 1024 * 1024;

/** The inside of a gzipped file, such as a site map; undefined where it is broken, or grows too large. */
async function unpacked(bytes: Uint8Array): Promise<Uint8Array | undefined> {
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
	return gunzip(bytes, { maxOutputLength: MOST_UNPACKED }).catch(() => undefined);
}

/** JSON, also where it is wrapped in a script assignment as old interfaces do; undefined otherwise. */
export function readJson(text: string): unknown {
	const bare = text.replace(/^\s*var \w+ = /, '').replace(/;\s*$/, '');
	try {
		return JSON.parse(bare);
	} catch {
		return undefined;
	}
}

function reasonOf(outcome: Exclude<Outcome, { kind: 'fetched' }>, address: string): string {
	return outcome.kind === 'unchanged' ? `${new URL(address).host} sent nothing.` : outcome.reason;
}

/** Whether the site said that there is nothing at the address (rather than failing to answer). */
export function isMissing(answer: Answer<unknown>): boolean {
	if (answer.ok) return false;
	const { outcome } = answer;
	return (
		outcome.kind === 'gone' ||
		(outcome.kind === 'failed' &&
			outcome.status !== undefined &&
			[400, 422].includes(outcome.status))
	);
}
