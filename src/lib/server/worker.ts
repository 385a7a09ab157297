/**
 * The loop: each duty does a bounded piece of work and says whether there is more at once.
 * The website runs it inside itself in solo mode; `npm run cli -- worker` runs it alone.
 */
import { randomUUID } from 'node:crypto';
import * as leftovers from './accounts/leftovers.ts';
import type { Config } from './config.ts';
import type { Db } from './db/index.ts';
import { duty as dutyTable } from './db/schema.ts';
import * as captures from './captures.ts';
import * as backfill from './feeds/backfill.ts';
import type * as feeds from './feeds/feeds.ts';
import * as fetch from './feeds/fetch.ts';
import * as pages from './feeds/pages.ts';
import type { Polled } from './feeds/poll.ts';
import { pollDue } from './feeds/rounds.ts';
import * as volume from './feeds/volume.ts';
import * as websub from './feeds/websub.ts';
import * as checking from './intake/checking.ts';
import * as following from './intake/following.ts';
import { faultOf, log } from './log.ts';
import type * as classify from './marking/classify.ts';
import * as mailings from './mailing/mailings.ts';
import { markPending } from './marking/mark.ts';
import * as second from './marking/second/readings.ts';
import * as posts from './posts.ts';
import { sweep } from './publication/sweep.ts';
import { reader as ownReader } from './reading.ts';
import * as told from './trends/told.ts';

/** A duty returns true when it found a full plate and should be asked again without a pause. */
interface Duty {
	name: string;
	run(): Promise<boolean>;
}

export interface Worker {
	/** Runs every duty until none has anything left to do; for tests and the command line. */
	runOnce(): Promise<void>;
	/** Runs until stopped. A patient one pauses first: its first round is the most work. */
	start(isPatient?: boolean): void;
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
		| 'origin'
	> &
		Partial<Pick<Config, 'secondReader' | 'smtpUrl' | 'host' | 'port'>>;
	reader?: classify.Reader;
	/** Feeds asked at once. */
	concurrency?: number;
	onPolled?: (feed: feeds.Feed, polled: Polled) => void;
	now?: () => Date;
}

const PAUSE_MS = 2000;
/** How often what left records by itself is written down. */
const SWEEP_MS = 300_000;
/** How often the worker asks whether a quarter may be told to strangers. */
const QUARTERS_MS = 3_600_000;
/** Pages copied at one go. */
const CAPTURES = 4;

export function createWorker(db: Db, options: WorkerOptions): Worker {
	const now = options.now ?? (() => new Date());
	const concurrency = options.concurrency ?? 16;
	const get = fetch.getter(options.config);
	const bridges = [options.config.rsshubUrl, options.config.rssbridgeUrl].filter(Boolean);
	const pageOptions = () => ({ get, bridges, now: now() });
	const stopped = new AbortController();
	let nextSweepAt = 0;
	let nextQuartersAt = 0;

	const duties: Duty[] = [
		{
			name: 'poll',
			async run() {
				const count = await pollDue(db, {
					get,
					heedsOptOut: true,
					pollMinutes: options.config.pollMinutes,
					concurrency,
					signal: stopped.signal,
					now,
					onPolled: options.onPolled
				});
				return count > 0;
			}
		},
		{
			name: 'backfill',
			run: () => backfill.step(db, { get, now: now() })
		},
		{
			name: 'imports: look',
			run: async () =>
				(await checking.step(db, { ...options.config, get, now: now(), signal: stopped.signal })) >
				0
		},
		{ name: 'imports: follow', run: () => following.step(db, { ...options.config, now: now() }) },
		{
			name: 'mark',
			async run() {
				const reader = options.reader ?? (await ownReader());
				return (await markPending(db, reader, { now })) > 0;
			}
		},
		{ name: 'still there', run: () => pages.checkOne(db, pageOptions()) },
		{ name: 'articles', run: () => pages.readOne(db, pageOptions()) },
		{ name: 'volume', run: () => volume.step(db, now()) },
		{
			name: 'announcements',
			run: () => websub.step(db, { get, origin: options.config.origin, now: now() })
		},
		{
			name: 'capture',
			run: async () => (await captures.step(db, { get, now, limit: CAPTURES })) === CAPTURES
		},
		{
			name: 'records',
			async run() {
				if (now().getTime() < nextSweepAt) return false;
				nextSweepAt = now().getTime() + SWEEP_MS;
				await sweep(db, async () => (options.reader ?? (await ownReader())).evidence, now());
				return false;
			}
		},
		{
			name: 'public trends',
			async run() {
				if (now().getTime() < nextQuartersAt) return false;
				// Sooner, should it fail.
				nextQuartersAt = now().getTime() + SWEEP_MS;
				await told.step(db, async () => options.reader ?? (await ownReader()), now());
				nextQuartersAt = now().getTime() + QUARTERS_MS;
				return false;
			}
		},
		{
			name: 'mail',
			run: () => {
				const { smtpUrl = '', origin, host, port } = options.config;
				return mailings.step(db, {
					smtpUrl,
					origin: origin || `http://${host}:${port}`,
					now: now()
				});
			}
		},
		{
			name: 'retain',
			async run() {
				const { retainDays } = options.config;
				await leftovers.drop(db, now());
				const texts = await posts.dropOld(db, retainDays, now());
				return texts + (await captures.dropUnmarked(db, retainDays, now())) > 0;
			}
		}
	];

	const { secondReader } = options.config;
	let isFirst = true;
	if (secondReader)
		duties.push({
			name: 'second reader',
			async run() {
				const { thresholds } = options.reader ?? (await ownReader());
				const asked = second.step(db, {
					reader: secondReader,
					thresholds,
					isFirst,
					signal: stopped.signal,
					now
				});
				isFirst = false;
				return asked;
			}
		});

	let loops: Promise<void>[] | undefined;
	const wakes = new Set<() => void>();

	const pause = () =>
		new Promise<void>((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				wakes.delete(wake);
				resolve();
			};
			const timer = setTimeout(wake, PAUSE_MS);
			wakes.add(wake);
		});

	/** Each duty goes at its own pace: a slow site holds up no marking, and a long history no poll. */
	async function loop(one: Duty): Promise<void> {
		while (!stopped.signal.aborted) {
			const more = await perform(db, one);
			if (more || stopped.signal.aborted) continue;
			await pause();
		}
	}

	return {
		async runOnce() {
			for (let more = true; more && !stopped.signal.aborted;) {
				more = false;
				for (const one of duties) more = (await perform(db, one)) || more;
			}
		},
		start(isPatient = false) {
			loops ??= duties.map(async (one) => {
				if (isPatient) await pause();
				await loop(one);
			});
		},
		async stop() {
			stopped.abort();
			for (const wake of wakes) wake();
			await Promise.all(loops ?? []);
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
				error: faultOf(error)
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
		log.error({ error: faultOf(error) }, 'the heartbeat could not be written');
	}
	return more;
}
