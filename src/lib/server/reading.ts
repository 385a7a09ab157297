/**
 * The one reader of this process, in a thread of its own: the models are loaded once, when first
 * needed, and neither a look nor a long queue of posts holds up the website.
 */
import type { Reader } from './marking/classify.ts';
import * as threads from './marking/threads.ts';

const memo = globalThis as typeof globalThis & { inConfidenceReader?: Promise<threads.Thread> };

export function reader(): Promise<Reader> {
	return (memo.inConfidenceReader ??= threads.open().catch((error: unknown) => {
		memo.inConfidenceReader = undefined;
		throw error;
	}));
}
