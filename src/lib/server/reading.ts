/**
 * The one reader of this process, in a thread of its own: the models are loaded once, when first
 * needed, and neither a look nor a long queue of posts holds up the website.
 */
import { availableParallelism } from 'node:os';
import type { Elsewhere } from './marking/classify.ts';
import * as threads from './marking/threads.ts';

const memo = globalThis as typeof globalThis & {
	inConfidenceReader?: Promise<threads.Thread>;
	inConfidenceSecondReader?: Promise<threads.Thread>;
};

export function reader(): Promise<threads.Thread> {
	return (memo.inConfidenceReader ??= threads.open().catch((error: unknown) => {
		memo.inConfidenceReader = undefined;
		throw error;
	}));
}

/** How long the thread for people who wait is kept for the next of them. */
const IDLE_MS = 300_000;

/**
 * The reader for somebody who waits: where the computer has another processor, a second thread reads
 * beside the first, which may be at a long queue.
 */
export async function readerForWaiting(): Promise<Elsewhere> {
	if (availableParallelism() < 2) return reader();
	return threads.together(
		await reader(),
		() =>
			(memo.inConfidenceSecondReader ??= threads
				.open({ idleMs: IDLE_MS })
				.catch((error: unknown) => {
					memo.inConfidenceSecondReader = undefined;
					throw error;
				}))
	);
}
