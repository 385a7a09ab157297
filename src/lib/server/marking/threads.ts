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
	/** Resolves once the thread runs, also where it ended before. */
	wake(): Promise<void>;
	close(): Promise<void>;
}

/** Posts sent at once: few, so that two who ask take turns. */
const MOST_POSTS = 32;

/**
 * Starts the thread; it does not keep the process alive while nobody waits for an answer. With `idleMs`
 * it ends, and frees its memory, when nobody has asked for that long; the next question starts it again.
 */
export async function open({ idleMs }: { idleMs?: number } = {}): Promise<Thread> {
	let { worker, facts } = await start();
	const waiting = new Map<number, { done(marks: Mark[]): void; fail(error: Error): void }>();
	let count = 0;
	let restarting: Promise<void> | undefined;
	let idle: NodeJS.Timeout | undefined;
	const rest = () => {
		worker.unref();
		if (idleMs !== undefined) idle = setTimeout(() => void worker.terminate(), idleMs).unref();
	};
	const listen = () => {
		worker.on('message', (answer: Answer) => {
			const asker = waiting.get(answer.number);
			waiting.delete(answer.number);
			if (waiting.size === 0) rest();
			if ('marks' in answer) asker?.done(answer.marks);
			else asker?.fail(new Error(answer.fault));
		});
		worker.on('error', (error: Error) => giveUp(error));
		worker.on('exit', () => giveUp(new Error('The reader’s thread ended.')));
		rest();
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

	async function wake(): Promise<void> {
		if (isGone) await (restarting ??= revive().finally(() => (restarting = undefined)));
	}

	async function askOne(posts: Readable[]): Promise<Mark[]> {
		await wake();
		const number = count++;
		return new Promise((done, fail) => {
			clearTimeout(idle);
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
		wake,
		async close() {
			clearTimeout(idle);
			isGone = true;
			await worker.terminate();
		}
	};
}

/** Posts that one of two threads takes at a time: few, so that both end at about the same time. */
const PORTION = 8;

/**
 * A reader that shares its posts with a second thread as soon as that runs, for somebody who waits. The
 * second is asked for with the first posts: until then its start would only be in the way.
 * What the second fails at, or reads by other models, the first reads.
 */
export function together(first: Elsewhere, second: () => Promise<Thread>): Elsewhere {
	return {
		...first,
		async ask(posts) {
			const portions: Readable[][] = [];
			for (let i = 0; i < posts.length; i += PORTION) portions.push(posts.slice(i, i + PORTION));
			const marks: (Mark[] | undefined)[] = portions.map(() => undefined);
			let next = 0;
			const work = async (ask: Elsewhere['ask']) => {
				while (next < portions.length) {
					const at = next++;
					marks[at] = await ask(portions[at]!);
				}
			};
			let shared: Promise<void> | undefined;
			const share = async () => {
				const thread = await second();
				await thread.wake();
				if (thread.version === first.version) await (shared = work(thread.ask));
			};
			share().catch(() => {});
			await work(first.ask);
			await shared?.catch(() => {});
			return (
				await Promise.all(portions.map((portion, i) => marks[i] ?? first.ask(portion)))
			).flat();
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
