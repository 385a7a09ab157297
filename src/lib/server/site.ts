/** What the running website holds: one database and, in solo mode, the worker. Opened once. */
import { requireSecret, settings, type Config } from './config.ts';
import { openDatabase, type Database } from './db/index.ts';
import { log } from './log.ts';
import { reader } from './reading.ts';
import { createWorker, type Worker } from './worker.ts';

export interface Site {
	config: Config;
	database: Database;
	worker: Worker | undefined;
}

// A hot reload evaluates this file again; a second embedded database on one folder would lose rows.
const memo = globalThis as typeof globalThis & { inConfidenceSite?: Promise<Site> };

/** Opens the database and starts the worker, or answers the one already open. */
export function open(): Promise<Site> {
	return (memo.inConfidenceSite ??= start());
}

async function start(): Promise<Site> {
	const config = settings();
	requireSecret(config);
	// Loaded in its thread meanwhile; whoever needs it is told of a failure.
	reader().catch(() => {});
	const database = await openDatabase(config);
	const worker = config.worker ? createWorker(database.db, { config }) : undefined;
	// Who has just opened the site comes first.
	worker?.start(true);
	// Sent by the server once it answers no more requests.
	process.on('sveltekit:shutdown', () => void close());
	return { config, database, worker };
}

/** Stops the worker, then the database: in that order, so that its last write is kept. */
export async function close(): Promise<void> {
	const opened = memo.inConfidenceSite;
	if (!opened) return;
	memo.inConfidenceSite = undefined;
	const { worker, database } = await opened;
	await worker?.stop();
	await database.close();
	log.info('closed');
}
