/**
 * Many feeds polled at once: claimed as others finish, asked side by side, stored in batches. A slow
 * site holds up nobody but itself.
 */
import type { Db } from '../db/index.ts';
import * as feeds from './feeds.ts';
import * as polling from './poll.ts';

export interface RoundOptions extends polling.PollOptions {
	/** Feeds asked at once. */
	concurrency: number;
	/** Seconds after which another worker may take a feed whose worker died. */
	lease?: number;
	onPolled?: (feed: feeds.Feed, polled: polling.Polled) => void;
}

const LEASE_SECONDS = 300;
/** Answers stored in one transaction at most. */
const BATCH = 50;
/** Batches stored at once: while the database works on one, another is made ready. */
const STORES = 3;
/** Answers that wait to be stored at most before others are asked: where storing is slow, memory stays flat. */
const MOST_WAITING = 2 * BATCH;
/** While some are still being asked, how long an empty queue is left alone. */
const RECHECK_MS = 1000;

/**
 * Polls until nothing is due and nothing is under way, or until `signal` says stop: feeds not yet
 * answered are then given back. Returns how many were polled.
 */
export async function pollDue(db: Db, options: RoundOptions): Promise<number> {
	const answered: polling.Read[] = [];
	const asked = new Map<number, feeds.Feed>();
	let storing = 0;
	let claiming: Promise<void> | undefined;
	let count = 0;
	let failure: unknown;
	let wake = () => {};
	let emptyAt = -Infinity;
	const isStopped = () => options.signal?.aborted === true || failure !== undefined;

	async function take(feed: feeds.Feed): Promise<void> {
		try {
			const outcome = await polling.ask(feed, options);
			if (outcome.kind === 'failed' && outcome.code === 'stopped') return;
			answered.push(await polling.read(feed, outcome, options));
			asked.delete(feed.id);
		} catch (error) {
			failure = error;
		} finally {
			wake();
		}
	}

	async function store(): Promise<void> {
		storing++;
		const batch = answered.splice(0, BATCH);
		try {
			const polled = await polling.settleAll(db, batch, options);
			batch.forEach(({ feed }, i) => options.onPolled?.(feed, polled[i]!));
			count += batch.length;
		} catch (error) {
			failure = error;
		} finally {
			storing--;
			wake();
		}
	}

	async function claim(limit: number): Promise<void> {
		try {
			const claimed = await feeds.claimDue(db, {
				limit,
				lease: options.lease ?? LEASE_SECONDS,
				now: options.now?.()
			});
			if (claimed.length === 0) emptyAt = performance.now();
			for (const feed of claimed) {
				asked.set(feed.id, feed);
				void take(feed);
			}
		} catch (error) {
			failure = error;
		} finally {
			claiming = undefined;
			wake();
		}
	}

	for (;;) {
		const free = options.concurrency - asked.size;
		const isTime = performance.now() - emptyAt >= RECHECK_MS && answered.length < MOST_WAITING;
		if (!isStopped() && !claiming && isTime && free >= Math.ceil(options.concurrency / 4))
			claiming = claim(free);
		while (storing < STORES && answered.length >= (storing === 0 ? 1 : BATCH)) void store();
		if (answered.length === 0 && storing === 0 && !claiming && (isStopped() || asked.size === 0))
			break;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, RECHECK_MS);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}
	await feeds.release(db, [...asked.keys()]);
	if (failure !== undefined) throw failure;
	return count;
}
