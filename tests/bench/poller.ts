/** One polling worker as a process: told "go", it polls until nothing is due and prints its memory. */
import { createInterface } from 'node:readline';
import { openDatabase } from '#lib/server/db/index.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import { pollDue } from '#lib/server/feeds/rounds.ts';

const [databaseUrl, concurrency] = process.argv.slice(2);
const { db } = await openDatabase({ databaseUrl });
const get = fetch.getter({ allowPrivateAddresses: true });
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
	if (line !== 'go') continue;
	while (await pollDue(db, { get, pollMinutes: 60, concurrency: Number(concurrency) }));
	console.log(Math.round(process.memoryUsage().rss / 1_048_576));
}
