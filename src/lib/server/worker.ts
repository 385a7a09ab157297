/**
 * The loop: each duty does a bounded piece of work and says whether there is more at once.
 * The website runs it inside itself in solo mode; `npm run cli -- worker` runs it alone.
 */
import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { Db } from './db/index.ts';
import { duty as dutyTable } from './db/schema.ts';
import * as backfill from './feeds/backfill.ts';
import * as feeds from './feeds/feeds.ts';
import * as fetch from './feeds/fetch.ts';
import { poll, type Polled } from './feeds/poll.ts';
import { log } from './log.ts';
import * as classify from './marking/classify.ts';
import { markPending } from './marking/mark.ts';
import * as posts from './posts.ts';

/** A duty returns true when it found a full plate and should be asked again without a pause. */
interface Duty {
	name: string;
	run(): Promise<boolean>;
}

export interface Worker {
	/** Runs every duty until none has anything left to do; for tests and the command line. */
	runOnce(): Promise<void>;
	/** Runs until stopped. */
	start(): void;
	/** Finishes the piece of work in hand and stops. */
	stop(): Promise<void>;
}

export interface WorkerOptions {
	config: Pick<
		Config,
		| 'pollMinutes'
		| 'retainDays'
		| 'contact'
		| 'allowPrivateAddresses'
		| 'rsshubUrl'
		| 'rssbridgeUrl'
	>;
	reader?: classify.Reader;
	/** Feeds asked at once. */
	concurrency?: number;
	onPolled?: (feed: feeds.Feed, polled: Polled) => void;
	now?: () => Date;
}

const PAUSE_MS = 2000;
const LEASE_SECONDS = 300;

export function createWorker(db: Db, options: WorkerOptions): Worker {
	const now = options.now ?? (() => new Date());
	const concurrency = options.concurrency ?? 16;
	const get = fetch.getter({
		contact: options.config.contact,
		allowPrivateAddresses: options.config.allowPrivateAddresses
	});
	let reader = options.reader;

	const duties: Duty[] = [
		{
			name: 'poll',
			async run() {
				const claimed = await feeds.claimDue(db, {
					limit: concurrency,
					lease: LEASE_SECONDS,
					now: now()
				});
				await Promise.all(
					claimed.map(async (feed) => {
						const polled = await poll(db, feed, {
							get,
							pollMinutes: options.config.pollMinutes,
							now
						});
						options.onPolled?.(feed, polled);
					})
				);
				return claimed.length > 0;
			}
		},
		{
			name: 'backfill',
			run: () => backfill.step(db, { get, now: now() })
		},
		{
			name: 'mark',
			async run() {
				reader ??= await classify.open();
				return (await markPending(db, reader, { now })) > 0;
			}
		},
		{
			name: 'retain',
			async run() {
				return (await posts.dropOld(db, options.config.retainDays, now())) > 0;
			}
		}
	];

	let stopping = false;
	let loop: Promise<void> | undefined;
	let wake: (() => void) | undefined;

	async function round(): Promise<boolean> {
		let more = false;
		for (const one of duties) {
			if (stopping) return false;
			more = (await perform(db, one)) || more;
		}
		return more;
	}

	return {
		async runOnce() {
			while (await round());
		},
		start() {
			loop ??= (async () => {
				while (!stopping) {
					const more = await round();
					if (!more && !stopping)
						await new Promise<void>((resolve) => {
							wake = resolve;
							setTimeout(resolve, PAUSE_MS).unref();
						});
				}
			})();
		},
		async stop() {
			stopping = true;
			wake?.();
			await loop;
		}
	};
}

/** Runs one duty. A bug in it is logged with an id and kept for /readyz; the others go on. */
async function perform(db: Db, one: Duty): Promise<boolean> {
	const startedAt = new Date();
	let more = false;
	let failure: string | null = null;
	try {
		more = await one.run();
	} catch (error) {
		const id = randomUUID();
		log.error(
			{
				id,
				duty: one.name,
				error: { message: (error as Error).message, stack: (error as Error).stack }
			},
			'a duty failed'
		);
		failure = id;
	}
	const values = { startedAt, finishedAt: new Date(), failure };
	try {
		await db
			.insert(dutyTable)
			.values({ name: one.name, ...values })
			.onConflictDoUpdate({ target: dutyTable.name, set: values });
	} catch (error) {
		log.error(
			{ error: { message: (error as Error).message } },
			'the heartbeat could not be written'
		);
	}
	return more;
}
