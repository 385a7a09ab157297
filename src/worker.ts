/** The worker as a process of its own: open the database, run the duties, stop on SIGTERM. */
import { settings } from '#lib/server/config.ts';
import { openDatabase } from '#lib/server/db/index.ts';
import { createWorker } from '#lib/server/worker.ts';

/** Runs until `stopped` resolves, then finishes the work in hand and closes the database. */
export async function runWorker(stopped: Promise<void>): Promise<void> {
	const config = settings();
	const database = await openDatabase(config);
	const worker = createWorker(database.db, { config });
	worker.start();
	try {
		await stopped;
	} finally {
		await worker.stop();
		await database.close();
	}
}
