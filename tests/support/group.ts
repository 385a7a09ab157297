/** A group's website on a database of its own, under an address where passkeys work. */
import { createServer } from 'node:net';
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import { freshUrl } from './database.ts';
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

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}
