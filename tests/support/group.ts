/** A group's website on a database of its own, under an address where passkeys work. */
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import { freshUrl } from './database.ts';
import { freePort } from './ports.ts';
import { startWebsite, type Website } from './website.ts';

export interface Group {
	address: string;
	site: Website;
	database: Database;
	stop(): Promise<void>;
}

/** Starts it without a worker. `localhost`, not a number: browsers want a name for passkeys. */
export async function startGroup(env: Record<string, string> = {}): Promise<Group> {
	const databaseUrl = await freshUrl();
	const port = await freePort();
	const address = `http://localhost:${port}`;
	const site = await startWebsite({
		DATABASE_URL: databaseUrl,
		WORKER: 'off',
		PORT: String(port),
		ORIGIN: address,
		...env
	});
	const database = await openDatabase({ databaseUrl, connections: 2 });
	return {
		address,
		site,
		database,
		async stop() {
			await database.close();
			await site.stop();
		}
	};
}
