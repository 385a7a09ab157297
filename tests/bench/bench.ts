/**
 * `npm run bench`: prints one JSON object. Words after `--` choose parts: polling, marking, remark, long, ledger,
 * look, pages, exporting. Each part says what it did with; polling and exporting need the server binaries
 * of Postgres (or TEST_DATABASE_URL).
 */
import { cpus, loadavg } from 'node:os';
import { posterior, type Strata } from '#lib/server/counting/posterior.ts';
import { openDatabase } from '#lib/server/db/index.ts';
import * as classify from '#lib/server/marking/classify.ts';
import { markPending } from '#lib/server/marking/mark.ts';
import * as posts from '#lib/server/posts.ts';
import { beliefs } from '#lib/server/rates.ts';
import { startServer } from '../support/postgres.ts';
import { document } from '../support/blog.ts';
import { follow } from '../support/items.ts';
import * as parse from '#lib/server/feeds/parse.ts';
import * as exporting from './exporting.ts';
import * as long from './long.ts';
import { measure as measureLook } from './look.ts';
import { measureAll } from './pages.ts';
import { measure } from './polling.ts';
import * as remark from './remark.ts';

const parts = {
	/** Polls a second beside a plain undici loop over the same site. */
	async polling() {
		const server = await startServer();
		if (!server) return { skipped: 'no Postgres server was found' };
		try {
			return [
				await measure(server.url, { feeds: 2000, workers: 1 }),
				await measure(server.url, { feeds: 2000, workers: 2 }),
				await measure(server.url, { feeds: 2000, workers: 4 }),
				await measure(server.url, { feeds: 5000, workers: 1 })
			];
		} finally {
			await server.stop();
		}
	},

	/** A million posts on a real server as rows and as zip files, and the memory that takes. */
	async exporting() {
		const server = await startServer();
		if (!server) return { skipped: 'no Postgres server was found' };
		try {
			return await exporting.measure(server.url, 1_000_000);
		} finally {
			await server.stop();
		}
	},

	/** Posts marked a second in one process, with the database around it. */
	async marking() {
		const database = await openDatabase({});
		try {
			const { feed } = await follow(database.db);
			const parsed = await parse.feed(document(1000, 'http://127.0.0.1'));
			if ('error' in parsed) throw new Error(parsed.error);
			await posts.save(database.db, feed.id, parsed.items);
			const reader = await classify.open();
			const startedAt = performance.now();
			let count = 0;
			for (let done = -1; done !== 0; count += Math.max(0, done))
				done = await markPending(database.db, reader, { now: () => new Date() });
			return {
				posts: count,
				reader: reader.kind,
				postsPerSecond: Math.round(count / seconds(startedAt))
			};
		} finally {
			await database.close();
		}
	},

	/** 100,000 posts read anew in the background, watched for a minute while pages are asked for. */
	async remark() {
		return remark.measure(100_000, 60_000);
	},

	/** How often a long post is marked for being long, and a story in its middle found. */
	long: () => long.measure(),

	/** The range of stories among 100,000 posts, computed anew. */
	async ledger() {
		const { evidence } = await classify.open();
		const strata: Strata = {
			likely: { count: 2000, reviewed: 200, confirmed: 180 },
			possible: { count: 3000, reviewed: 0, confirmed: 0 },
			unmarked: { count: 95_000, audited: 0, found: 0, told: 0, toldStories: 0 }
		};
		const times = Array.from({ length: 31 }, () => {
			const startedAt = performance.now();
			posterior(strata, beliefs(evidence));
			return performance.now() - startedAt;
		}).sort((a, b) => a - b);
		return { posts: 100_000, leastMs: round(times[0]!), medianMs: round(times[15]!) };
	},

	/** A look at a site on this computer whose feed has 200 posts, on the built site and as a command. */
	look: () => measureLook(),

	/** The dashboard, a ledger and a list of evidence where many posts are kept. */
	pages: () => measureAll()
};

type Part = keyof typeof parts;

function seconds(since: number): number {
	return (performance.now() - since) / 1000;
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
	process.stderr.write(
		`There is no part "${unknown[0]}". The parts are ${Object.keys(parts).join(', ')}.\n`
	);
	process.exit(2);
}
const figures: Record<string, unknown> = {
	node: process.versions.node,
	cpus: cpus().length,
	// Above the number of processors, others were at work and the figures are too low.
	loadBefore: round(loadavg()[0]!)
};
for (const name of Object.keys(parts) as Part[])
	if (wanted.length === 0 || wanted.includes(name)) {
		process.stderr.write(`measuring ${name}\n`);
		figures[name] = await parts[name]();
	}
console.log(JSON.stringify(figures, null, '\t'));
process.exit(0);
