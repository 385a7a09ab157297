/**
 * How long the server takes for a page of the dashboard, a practitioner's page and a page of evidence,
 * at a size of database. `npx tsx tests/bench/pages.ts` prints JSON.
 */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as posts from '#lib/server/posts.ts';
import { startServer } from '../support/postgres.ts';
import { seeded } from './simulate.ts';

const evidence = {
	stories: { likely: 120, possible: 50, none: 30 },
	others: { likely: 6, possible: 14, none: 580 }
};
/** Posts of each practitioner, whatever the size. */
const EACH = 200;

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

/** Made-up practitioners with 200 posts each over two years, 6 of 100 marked, their counts kept. */
async function fill({ db }: Database, count: number): Promise<number> {
	const people = Math.round(count / EACH);
	await db.execute(sql`insert into host (name, gap_ms) values ('bench.example', 0)`);
	await db.execute(
		sql`insert into practitioner (name) select 'Practitioner ' || lpad(n::text, 6, '0') from generate_series(1, ${people}::int) n`
	);
	await db.execute(
		sql`insert into feed (practitioner_id, platform, url, title, host, care, oldest_post_at, newest_post_at)
			select id, 'website', 'https://bench.example/' || id, 'Made-up feed', 'bench.example', 'care', '2024-01-01', '2026-01-01' from practitioner`
	);
	await db.execute(
		sql`insert into post (feed_id, key, url, text, content_hash, published_at, shown_at, first_seen_at, mark_version, probability, strength, axes)
			select f.id, n::text, f.url || '/' || n, repeat('A made-up sentence about nothing. ', 12), md5(f.id || ' ' || n),
				timestamp '2024-01-01' + n * interval '3.6 days', timestamp '2024-01-01' + n * interval '3.6 days', timestamp '2026-01-01' , 'bench', 0.1,
				case when (f.id * 7 + n * 13) % 100 < 3 then 'likely' when (f.id * 7 + n * 13) % 100 < 6 then 'possible' else 'none' end,
				'{"voice":"practitioner","exits":[],"identifiers":["age"],"tone":null,"forms":[],"otherNorms":[],"goodPractice":[],"reasons":[],"reader":"linear"}'::jsonb
			from feed f cross join generate_series(1, ${EACH}::int) n`
	);
	await db.execute(
		sql`insert into tally (feed_id, month, what, count)
			select feed_id, date_trunc('month', shown_at at time zone 'UTC')::date, 'posts', count(*) from post group by 1, 2
			union all
			select feed_id, date_trunc('month', shown_at at time zone 'UTC')::date, strength, count(*) from post group by 1, 2, 3`
	);
	await db.execute(
		sql`update post set finding = case when id % 3 = 0 then 'no-story' else 'story' end, finding_months = 12
			where strength = 'likely' and id % 5 = 0`
	);
	await db.execute(sql`analyze`);
	return people;
}

/** Measures at a size; the first calls, which fill caches of the process, are left out. */
export async function measure(database: Database, count: number): Promise<PageFigures> {
	const { db } = database;
	const people = await fill(database, count);
	const random = seeded(11);
	const someone = () => 1 + Math.floor(random() * people);
	const time = async (calls: number, call: () => Promise<unknown>): Promise<Times> => {
		for (let i = 0; i < 5; i++) await call();
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
	const marked: posts.PostFilter = { strengths: ['likely', 'possible'], limit: 20 };
	return {
		posts: count,
		practitioners: people,
		dashboard: await time(60, () =>
			ledger.list(db, evidence, {
				limit: 50,
				after: {
					name: `Practitioner ${String(Math.max(0, someone() - 51)).padStart(6, '0')}`,
					id: 0
				}
			})
		),
		practitioner: await time(60, async () => {
			const id = someone();
			await ledger.find(db, id, evidence);
			await posts.list(db, id, marked);
		}),
		evidence: await time(60, async () => {
			await posts.list(db, someone(), {
				limit: 20,
				after: { shownAt: new Date('2025-06-01'), id: 1 }
			});
		})
	};
}

/** Both sizes on a server, and the smaller on the embedded database. */
export async function measureAll(sizes = [100_000, 1_000_000]) {
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

if (process.argv[1]?.endsWith('pages.ts'))
	console.log(JSON.stringify(await measureAll(), null, '\t'));
