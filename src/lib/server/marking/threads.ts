/**
 * Reading in a thread of its own, so that a long queue of posts never makes the website wait. The thread
 * runs from source, as the command line does, also under the built site.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Mark } from '../../words.ts';
import { projectRoot } from '../config.ts';
import type { Elsewhere, Readable } from './classify.ts';
import type { Facts } from './reader.ts';

export interface Question {
	number: number;
	posts: Readable[];
}

export type Answer = { number: number; marks: Mark[] } | { number: number; fault: string };

export interface Thread extends Elsewhere {
	close(): Promise<void>;
}

/** Posts sent at once: few, so that two who ask take turns. */
const MOST_POSTS = 32;

/** Starts the thread; it does not keep the process alive while nobody waits for an answer. */
export async function open(): Promise<Thread> {
	let { worker, facts } = await start();
	const waiting = new Map<number, { done(marks: Mark[]): void; fail(error: Error): void }>();
	let count = 0;
	let restarting: Promise<void> | undefined;
	const listen = () => {
		worker.on('message', (answer: Answer) => {
			const asker = waiting.get(answer.number);
			waiting.delete(answer.number);
			if (waiting.size === 0) worker.unref();
			if ('marks' in answer) asker?.done(answer.marks);
			else asker?.fail(new Error(answer.fault));
		});
		worker.on('error', (error: Error) => giveUp(error));
		worker.on('exit', () => giveUp(new Error('The reader’s thread ended.')));
		worker.unref();
	};
	/** Whoever waits is told; the next question starts a new thread. */
	const giveUp = (error: Error) => {
		for (const { fail } of waiting.values()) fail(error);
		waiting.clear();
		isGone = true;
	};
	let isGone = false;
	listen();

	async function revive(): Promise<void> {
		({ worker, facts } = await start());
		isGone = false;
		listen();
	}

	async function askOne(posts: Readable[]): Promise<Mark[]> {
		if (isGone) await (restarting ??= revive().finally(() => (restarting = undefined)));
		const number = count++;
		return new Promise((done, fail) => {
			waiting.set(number, { done, fail });
			worker.ref();
			worker.postMessage({ number, posts: posts.map(plain) } satisfies Question);
		});
	}

	return {
		...facts,
		async ask(posts) {
			const marks: Mark[] = [];
			for (let i = 0; i < posts.length; i += MOST_POSTS)
				marks.push(...(await askOne(posts.slice(i, i + MOST_POSTS))));
			return marks;
		},
		async close() {
			isGone = true;
			await worker.terminate();
		}
	};
}

/** Only what the reader reads travels. */
function plain({ id, text, title, author, feed, profession }: Readable): Readable {
	return {
		id,
		text,
		title,
		author,
		profession,
		feed: feed && { title: feed.title, description: feed.description }
	};
}

async function start(): Promise<{ worker: Worker; facts: Facts }> {
	const worker = new Worker(join(projectRoot, 'src/lib/server/marking/thread.js'));
	const [facts] = (await once(worker, 'message')) as [Facts];
	return { worker, facts };
}
