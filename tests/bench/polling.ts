/** Polls a second beside a plain undici loop over the same site in the same run. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { Agent, request } from 'undici';
import { openDatabase } from '#lib/server/db/index.ts';
import { feed, host, practitioner } from '#lib/server/db/schema.ts';

const CONCURRENCY = 64;

export interface PollingFigures {
	feeds: number;
	workers: number;
	/** Polls a second of the plain loop and of ours, each round by itself, and ours as a share. */
	first: Rates;
	steady: Rates;
	/** Feeds asked more than once in any round. */
	askedTwice: number;
	/** Memory of the (largest) worker after each round. */
	megabytes: number[];
	posts: number;
}

interface Rates {
	plain: number;
	ours: number;
	ratio: number;
}

/** Runs a first round and two steady ones. `serverUrl` leads to a Postgres where databases may be made. */
export async function measure(
	serverUrl: string,
	options: { feeds: number; workers: number }
): Promise<PollingFigures> {
	const site = await start('site.ts', []);
	const address = `http://127.0.0.1:${await site.line()}`;
	const name = `bench_${process.pid}_${options.feeds}_${options.workers}_${Date.now()}`;
	const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
	await admin.unsafe(`create database ${name}`);
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	const database = await openDatabase({ databaseUrl: url.href, connections: 2 });
	const workers: Process[] = [];
	try {
		await fill(database.db, address, options.feeds);
		for (let i = 0; i < options.workers; i++)
			workers.push(await start('poller.ts', [url.href, String(CONCURRENCY / options.workers)]));
		for (const worker of workers) await worker.line();
		const rates: Rates[] = [];
		const megabytes: number[] = [];
		let askedTwice = 0;
		const validators = new Map<number, string>();
		for (let round = 0; round < 4; round++) {
			// The plain loop asks for the same answers first, so that it pays for a cold site, not we.
			await (await request(`${address}/round/${round}`)).body.dump();
			const plain = await plainLoop(address, options.feeds, validators);
			await (await request(`${address}/round/${round}`)).body.dump();
			await database.db.update(feed).set({ nextCheckAt: new Date(0) });
			const startedAt = performance.now();
			for (const worker of workers) worker.say('go');
			const ended = await Promise.all(workers.map((worker) => worker.line()));
			const ours = options.feeds / ((performance.now() - startedAt) / 1000);
			const asked = (await (await request(`${address}/asked`)).body.json()) as [number, number][];
			if (asked.length !== options.feeds)
				throw new Error(`${asked.length} of ${options.feeds} feeds were asked in round ${round}`);
			askedTwice += asked.filter(([, times]) => times > 1).length;
			megabytes.push(Math.max(...ended.map(Number)));
			rates.push({ plain, ours, ratio: ours / plain });
		}
		const [counted] = await postgresCount(url.href);
		return {
			...options,
			first: rounded(rates[0]!),
			steady: rounded(mean(rates.slice(1))),
			askedTwice,
			megabytes,
			posts: counted!.count
		};
	} finally {
		for (const one of [...workers, site]) await one.stop();
		await database.close();
		await admin.unsafe(`drop database ${name} with (force)`);
		await admin.end();
	}
}

async function postgresCount(url: string) {
	const sql = postgres(url, { max: 1 });
	const rows = await sql<{ count: number }[]>`select count(*)::int as count from post`;
	await sql.end();
	return rows;
}

async function fill(
	db: Awaited<ReturnType<typeof openDatabase>>['db'],
	address: string,
	count: number
) {
	await db.insert(host).values({ name: '127.0.0.1', gapMs: 0 });
	const people = await db
		.insert(practitioner)
		.values(Array.from({ length: count }, (_, i) => ({ name: `Made up ${i}` })))
		.returning({ id: practitioner.id });
	await db.insert(feed).values(
		people.map(({ id }, i) => ({
			practitionerId: id,
			platform: 'website' as const,
			url: `${address}/feed/${i}`,
			title: `Feed ${i}`,
			host: '127.0.0.1'
		}))
	);
	// As on any server that has run for a minute.
	await db.execute(sql`analyze`);
}

/** What a poll cannot do without: the question, and reading the answer's bytes. */
async function plainLoop(address: string, feeds: number, validators: Map<number, string>) {
	const agent = new Agent({ connections: CONCURRENCY });
	const startedAt = performance.now();
	let next = 0;
	await Promise.all(
		Array.from({ length: CONCURRENCY }, async () => {
			while (next < feeds) {
				const number = next++;
				const etag = validators.get(number);
				const { headers, body } = await request(`${address}/feed/${number}`, {
					dispatcher: agent,
					headers: etag ? { 'if-none-match': etag } : {}
				});
				await body.arrayBuffer();
				if (typeof headers.etag === 'string') validators.set(number, headers.etag);
			}
		})
	);
	const rate = feeds / ((performance.now() - startedAt) / 1000);
	await agent.close();
	return rate;
}

interface Process {
	/** The next line it prints. */
	line(): Promise<string>;
	say(words: string): void;
	stop(): Promise<void>;
}

async function start(file: string, words: string[]): Promise<Process> {
	const child: ChildProcess = spawn(
		process.execPath,
		['--import', 'tsx', join(import.meta.dirname, file), ...words],
		{ stdio: ['pipe', 'pipe', 'inherit'] }
	);
	let said = '';
	const lines: string[] = [];
	const waiting: ((line: string) => void)[] = [];
	child.stdout!.on('data', (chunk: Buffer) => {
		said += chunk.toString();
		for (let end = said.indexOf('\n'); end >= 0; end = said.indexOf('\n')) {
			const line = said.slice(0, end);
			said = said.slice(end + 1);
			const next = waiting.shift();
			if (next) next(line);
			else lines.push(line);
		}
	});
	return {
		line: () =>
			new Promise((resolve, reject) => {
				const line = lines.shift();
				if (line !== undefined) return resolve(line);
				waiting.push(resolve);
				child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
			}),
		say: (line) => void child.stdin!.write(`${line}\n`),
		async stop() {
			if (child.exitCode !== null) return;
			const gone = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await gone;
		}
	};
}

function mean(rates: Rates[]): Rates {
	const sum = (pick: (rate: Rates) => number) =>
		rates.reduce((total, rate) => total + pick(rate), 0) / rates.length;
	return { plain: sum((r) => r.plain), ours: sum((r) => r.ours), ratio: sum((r) => r.ratio) };
}

function rounded(rates: Rates): Rates {
	return {
		plain: Math.round(rates.plain),
		ours: Math.round(rates.ours),
		ratio: Math.round(rates.ratio * 1000) / 1000
	};
}
