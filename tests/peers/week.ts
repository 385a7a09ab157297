/**
 * A simulated week at full size: `npx tsx tests/peers/week.ts [POSTS]`, 300 posts unless said otherwise.
 * Needs PostgreSQL's binaries (or TEST_DATABASE_URL) and Chromium. Prints what happened and what was
 * checked; exit status 1 when anything is wrong. Not part of the tests: it takes minutes.
 */
import { openDatabase } from '#lib/server/db/index.ts';
import { startServer } from '../support/postgres.ts';
import { faultsOf } from '../support/weekcheck.ts';
import { run } from '../support/week.ts';
import { browserPath } from '../support/website.ts';
import { freePort } from './peer.ts';

const posts = Number(process.argv[2] ?? 300);
const server = await startServer();
if (!server || !browserPath) {
	console.error('A simulated week needs PostgreSQL 15 or later and Chromium on this machine.');
	process.exit(1);
}
const url = server.url;
try {
	const week = await run({
		url,
		posts,
		port: await freePort(),
		undoAfter: Math.max(2, Math.round(posts / 12)),
		killAfter: posts,
		onProgress: console.log
	});
	const { db, close } = await openDatabase({ databaseUrl: url, connections: 2 });
	const { faults, facts } = await faultsOf(db, week, posts);
	await close();
	console.log(`${posts} posts in ${week.seconds} s, three browsers at once`);
	for (const fact of facts) console.log(fact);
	for (const fault of faults) console.error(`WRONG: ${fault}`);
	process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
	await server.stop();
}
