/** Reads a large document in a thread, with a limit on its time and memory, one after the other. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../config.ts';
import type { ParsedFeed, ParseOptions } from './parse.ts';

type Result = ParsedFeed | { error: string };

export interface Limits {
	/** A document that takes longer was made to take long. */
	milliseconds: number;
	megabytes: number;
}

const usual: Limits = { milliseconds: 60_000, megabytes: 800 };

let last: Promise<unknown> = Promise.resolve();

/** As `parse.here`, in a thread. Documents wait for each other: memory is scarcer than time. */
export function parse(
	document: Uint8Array | string,
	options: ParseOptions,
	limits = usual
): Promise<Result> {
	const result = last.then(() => inThread(document, options, limits));
	last = result;
	return result;
}

function inThread(
	document: Uint8Array | string,
	options: ParseOptions,
	limits: Limits
): Promise<Result> {
	// The built site runs from a bundle, a thread from the source: both lie in the project.
	const thread = new Worker(join(projectRoot, 'src/lib/server/feeds/thread.js'), {
		workerData: { document, options },
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: limits.megabytes }
	});
	return new Promise<Result>((resolve) => {
		const timer = setTimeout(
			() =>
				resolve({ error: 'This document takes too long to read: it is damaged, or no real feed.' }),
			limits.milliseconds
		);
		thread.once('message', (result: Result) => resolve(result));
		thread.once('error', (error: NodeJS.ErrnoException) =>
			resolve({
				error:
					error.code === 'ERR_WORKER_OUT_OF_MEMORY'
						? 'This document is too large to read.'
						: `This document cannot be read (${error.message}).`
			})
		);
		thread.once('exit', () => {
			clearTimeout(timer);
			resolve({ error: 'This document cannot be read.' });
		});
	}).finally(() => thread.terminate());
}
