/** From what a person types to the feed it means. */
import { asker, type Ask } from './ask.ts';
import type { Candidate, Failure } from './candidates.ts';
import { discover } from './discover.ts';
import type { Get } from './fetch.ts';
import * as namesakes from './namesakes.ts';
import type { Means, Rule } from './platforms/rule.ts';
import * as typed from './typed.ts';

export type { Candidate } from './candidates.ts';

export type Located =
	| { kind: 'found'; candidates: Candidate[]; tried: string[] }
	/** A bare name: several people may bear it, and only the reader can say who is meant. */
	| { kind: 'ambiguous'; candidates: Candidate[]; tried: string[]; reason: string; advice: string }
	| { kind: 'failed'; reason: string; tried: string[]; advice: string };

export interface LocateOptions {
	get: Get;
	rsshubUrl?: string;
	rssbridgeUrl?: string;
	signal?: AbortSignal;
	onProgress?: (words: string) => void;
}

/** Finds the feed of an address or handle. Several candidates come best first. Never throws for the outside world. */
export async function locate(input: string, options: LocateOptions): Promise<Located> {
	const meant = typed.read(input);
	if (meant.kind === 'unclear') return failed(meant, []);
	const ask = asker(options.get, { signal: options.signal });
	const means: Means = {
		ask,
		rsshubUrl: options.rsshubUrl ?? '',
		rssbridgeUrl: options.rssbridgeUrl ?? ''
	};
	if (meant.kind === 'bare') return namesakes.find(meant.name, means, options.onProgress);
	if (meant.kind === 'address') return onSite(meant.url, means, options, meant.isBare);
	return byRule(meant.rule, meant.name, input, means, options);
}

async function byRule(
	rule: Rule,
	name: string,
	input: string,
	means: Means,
	options: LocateOptions
): Promise<Located> {
	const found = await rule.find!(name, means);
	if (found instanceof URL) return onSite(found, means, options);
	if (found && !('reason' in found))
		return { kind: 'found', candidates: [found], tried: means.ask.tried };
	if (found) return failed(found, means.ask.tried);
	// An address that only looked like one of the platform is a website like any other.
	if (/^https?:/i.test(input.trim())) return onSite(new URL(input.trim()), means, options);
	return failed(
		{
			reason: `We found no account @${name}: ${name.split('@')[1] ?? name} does not know it, or does not take part in the fediverse.`,
			advice: 'Check the spelling, or paste the address of the profile page.'
		},
		means.ask.tried
	);
}

async function onSite(
	url: URL,
	means: Means,
	options: LocateOptions,
	isBare = false
): Promise<Located> {
	let found = await discover(url, means, options.onProgress);
	// Some old sites never learnt https.
	if (isBare && 'code' in found && ['refused', 'tls', 'broken', 'timeout'].includes(found.code))
		found = await discover(
			new URL(url.href.replace(/^https:/, 'http:')),
			means,
			options.onProgress
		);
	if ('reason' in found) return failed(found, means.ask.tried);
	return { kind: 'found', candidates: found.candidates, tried: means.ask.tried };
}

function failed({ reason, advice }: Failure, tried: Ask['tried']): Located {
	return { kind: 'failed', reason, advice, tried };
}
