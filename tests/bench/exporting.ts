/** A million posts on a real server, exported by processes of their own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { openDatabase } from '#lib/server/db/index.ts';

const run = promisify(execFile);

const words =
	'The allotment is under water again, and I have given up on the beans. Keep the same hour for getting up, and leave the telephone in the kitchen. ';

/** Fills the server with 2,000 practitioners and so many posts of 600 to 1,500 signs. */
export async function fill(databaseUrl: string, posts: number): Promise<void> {
	await (await openDatabase({ databaseUrl })).close();
	const sql = postgres(databaseUrl, { max: 1 });
	await sql`insert into host (name, gap_ms) values ('bench.example', 0)`;
	await sql`insert into practitioner (name) select 'Dr Fictional ' || i from generate_series(1, 2000) i`;
	await sql`insert into feed (practitioner_id, platform, url, title, host)
		select id, 'website', 'https://bench.example/' || id, 'Notes ' || id, 'bench.example' from practitioner`;
	await sql`insert into post (feed_id, key, url, title, text, content_hash, published_at, shown_at, strength,
			probability, mark_version, lang, axes)
		select 1 + i % 2000, i::text, 'https://bench.example/notes/' || i, 'Note ' || i,
			repeat(${words}, 4 + i % 7), md5(i::text), timestamptz '2020-01-01' + i * interval '3 minutes',
			timestamptz '2020-01-01' + i * interval '3 minutes',
			case when i % 20 = 0 then 'likely' else 'none' end, (i % 1000) / 1000.0, 'made-up', 'en',
			'{"voice":"practitioner","exits":[],"identifiers":["age"],"tone":"neutral","forms":[],"otherNorms":[],"goodPractice":["K01"],"reasons":[],"reader":"linear"}'
		from generate_series(1, ${posts}::int) i`;
	await sql.end();
}

export async function measure(databaseUrl: string, posts: number): Promise<unknown[]> {
	await fill(databaseUrl, posts);
	const kinds = [
		['posts', 'csv', 'pseudonymised', 'rows'],
		['posts', 'csv', 'named', 'rows'],
		['posts', 'jsonl', 'pseudonymised', 'rows'],
		['posts', 'jsonl', 'named', 'rows'],
		['posts', 'csv', 'named', 'zip'],
		['marks', 'jsonl', 'pseudonymised', 'zip']
	];
	const figures: unknown[] = [];
	for (const kind of kinds) {
		const { stdout } = await run(process.execPath, [
			'--import',
			'tsx',
			join(import.meta.dirname, 'exporter.ts'),
			databaseUrl,
			...kind
		]);
		figures.push(JSON.parse(stdout));
	}
	return figures;
}
