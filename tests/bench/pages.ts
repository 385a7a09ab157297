/**
 * How long the server takes for a page of the dashboard, a practitioner's page and a page of evidence,
 * at a size of database (`npm run bench -- pages`).
 */
import { sql, type SQL } from 'drizzle-orm';
import postgres from 'postgres';
import { openDatabase, type Database, type Db } from '#lib/server/db/index.ts';
import * as digests from '#lib/server/digests.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import * as posts from '#lib/server/posts.ts';
import { startServer } from '../support/postgres.ts';
import { seeded } from './simulate.ts';

const evidence = {
	stories: { likely: 120, possible: 50, none: 30 },
	others: { likely: 6, possible: 14, none: 580 }
};
/** Posts of each practitioner, whatever the size. */
const EACH = 200;
const CALLS = 400;

export interface PageFigures {
	posts: number;
	practitioners: number;
	/** Milliseconds: half of the calls took no longer, 95 of 100 took no longer. */
	dashboard: Times;
	practitioner: Times;
	evidence: Times;
}

interface Times {
	median: number;
	p95: number;
}

/**
 * Made-up practitioners with 200 posts each over two years to `until`, 6 of 100 marked, some of those
 * told of by a person, their counts kept. Indexes are made after the rows, which is several times faster.
 */
async function fill({ db }: Database, count: number): Promise<number> {
	const people = Math.round(count / EACH);
	const indexes = (await rowsOf(
		db,
		sql`select indexname as name, indexdef as made from pg_indexes where tablename = 'post' and indexname not in (select conname from pg_constraint)`
	)) as { name: string; made: string }[];
	await db.transaction(async (tx) => {
		// Rows made from the feeds themselves need not be asked whether their feed is there.
		await tx.execute(sql`set local session_replication_role = replica`);
		for (const { name } of indexes) await tx.execute(sql`drop index ${sql.identifier(name)}`);
		await tx.execute(sql`insert into host (name, gap_ms) values ('bench.example', 0)`);
		await tx.execute(
			sql`insert into practitioner (name) select 'Practitioner ' || lpad(n::text, 6, '0') from generate_series(1, ${people}::int) n`
		);
		await tx.execute(
			sql`insert into feed (practitioner_id, platform, url, title, host, care, oldest_post_at, newest_post_at, created_at)
				select id, 'website', 'https://bench.example/' || id, 'Made-up feed', 'bench.example', 'care', '2024-01-01', '2026-01-01', '2023-12-01' from practitioner`
		);
		await tx.execute(
			sql`insert into post (feed_id, key, url, text, content_hash, published_at, shown_at, first_seen_at, mark_version, probability, strength, axes, finding, finding_months)
				select f.id, n::text, f.url || '/' || n, repeat('A made-up sentence about nothing. ', 12), md5(f.id || ' ' || n),
					at, at, at, 'bench', 0.1, strength,
					'{"voice":"practitioner","exits":[],"identifiers":["age"],"tone":null,"forms":[],"otherNorms":[],"goodPractice":[],"reasons":[],"reader":"linear"}'::jsonb,
					case when told then case when n % 3 = 0 then 'no-story' else 'story' end end,
					case when told then 12 end
				from feed f
				cross join generate_series(1, ${EACH}::int) n
				cross join lateral (select timestamp '2024-01-02' + n * interval '3.65 days' - (f.id % 10) * interval '8 hours' as at,
					case when (f.id * 7 + n * 13) % 100 < 3 then 'likely' when (f.id * 7 + n * 13) % 100 < 6 then 'possible' else 'none' end as strength) made
				cross join lateral (select strength = 'likely' and (f.id + n) % 5 = 0 as told) said
				-- As they come in real life: everybody's newest beside each other.
				order by n, f.id`
		);
		await tx.execute(
			sql`insert into tally (feed_id, month, what, count)
				select feed_id, date_trunc('month', shown_at at time zone 'UTC')::date, what, count(*)
				from post cross join lateral (values ('posts'), (strength)) as counted(what) group by 1, 2, 3
				-- A feed's first reading leaves its counts beside each other.
				order by 1, 2, 3`
		);
	});
	for (const { made } of indexes) await db.execute(sql.raw(made));
	await db.execute(sql`vacuum analyze`);
	return people;
}

async function rowsOf(db: Db, query: SQL): Promise<unknown[]> {
	const result = await db.execute(query);
	return Array.isArray(result) ? result : (result as { rows: unknown[] }).rows;
}

/**
 * Measures what the pages' own load functions ask, at a size; the first calls, which fill the caches
 * of the process and the server, are left out.
 */
export async function measure(database: Database, count: number): Promise<PageFigures> {
	const { db } = database;
	const people = await fill(database, count);
	const random = seeded(11);
	const someone = () => 1 + Math.floor(random() * people);
	const time = async (calls: number, call: () => Promise<unknown>): Promise<Times> => {
		for (let i = 0; i < 10; i++) await call();
		const times: number[] = [];
		for (let i = 0; i < calls; i++) {
			const from = performance.now();
			await call();
			times.push(performance.now() - from);
		}
		times.sort((a, b) => a - b);
		const at = (share: number) => Math.round(times[Math.floor(times.length * share)]! * 10) / 10;
		return { median: at(0.5), p95: at(0.95) };
	};
	const until = new Date('2026-01-02');
	const lastVisit = new Date(until.getTime() - 86_400_000);
	return {
		posts: count,
		practitioners: people,
		dashboard: await time(CALLS, async () => {
			await practitioners.countAll(db);
			const number = Math.max(0, someone() - 51);
			const after = { name: `Practitioner ${String(number).padStart(6, '0')}`, id: 0 };
			await ledger.list(db, evidence, { limit: 50, after });
			await digests.list(db, { since: lastVisit, until });
		}),
		practitioner: await time(CALLS, async () => {
			const id = someone();
			await ledger.find(db, id, evidence);
			await posts.list(db, id, { strengths: ['likely', 'possible'], limit: 20 });
		}),
		evidence: await time(CALLS, async () => {
			const after = { shownAt: new Date('2025-06-01'), id: 1 };
			await posts.list(db, someone(), { limit: 20, after });
		})
	};
}

/** Both sizes on a server, and the smaller on the embedded database. */
export async function measureAll(
	sizes = [100_000, 1_000_000]
): Promise<Record<string, PageFigures>> {
	const server = await startServer();
	const figures: Record<string, PageFigures> = {};
	if (server) {
		for (const size of sizes) {
			const url = new URL(server.url);
			url.pathname = `/pages_${process.pid}_${size}`;
			const admin = postgres(server.url, { max: 1, onnotice: () => {} });
			await admin.unsafe(`create database ${url.pathname.slice(1)}`);
			await admin.end();
			const database = await openDatabase({ databaseUrl: url.href, connections: 2 });
			figures[`server ${size}`] = await measure(database, size);
			await database.close();
		}
		await server.stop();
	}
	const embedded = await openDatabase({});
	figures[`embedded ${sizes[0]}`] = await measure(embedded, sizes[0]!);
	await embedded.close();
	return figures;
}
