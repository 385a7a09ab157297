import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#lib/server/db/index.ts';
import { post, tally } from '#lib/server/db/schema.ts';
import { follow } from '../support/items.ts';
import { prepare } from '../support/prepared.ts';

const TIMES = 10;

describe('kill -9', () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'killed-'));
	let feedId: number;
	beforeAll(async () => {
		prepare(dataDir);
		const database = await openDatabase({ dataDir });
		feedId = (await follow(database.db)).feed.id;
		await database.close();
	});
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	it(`loses no acknowledged post in ${TIMES} rounds, and the counts agree`, async () => {
		let acknowledged = -1;
		for (let round = 0; round < TIMES; round++) {
			// A different moment each time: after 5, 8, 11 ... posts, whatever the writer is doing then.
			acknowledged = await writeUntil(acknowledged + 1, acknowledged + 5 + round * 3);
		}
		const database = await openDatabase({ dataDir });
		const kept = await database.db
			.select({ title: post.title })
			.from(post)
			.where(eq(post.feedId, feedId));
		const counts = await database.db.select().from(tally).where(eq(tally.feedId, feedId));
		await database.close();
		const titles = new Set(kept.map((row) => row.title));
		const lost = Array.from({ length: acknowledged + 1 }, (_, i) => `Title of kept-${i}`).filter(
			(title) => !titles.has(title)
		);
		expect(acknowledged).toBeGreaterThan(TIMES * 5);
		expect(lost).toEqual([]);
		expect(
			counts.filter((row) => row.what === 'posts').reduce((sum, row) => sum + row.count, 0)
		).toBe(kept.length);
	});

	/** Lets a writer run from one number on and kills it once it acknowledged another. */
	function writeUntil(from: number, until: number): Promise<number> {
		return new Promise((resolve, reject) => {
			const writer = spawn(
				process.execPath,
				[
					'--import',
					'tsx',
					join(import.meta.dirname, '../support/writer.ts'),
					dataDir,
					String(feedId),
					String(from)
				],
				{ stdio: ['ignore', 'pipe', 'pipe'] }
			);
			let last = from - 1;
			let said = '';
			writer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
			createInterface({ input: writer.stdout }).on('line', (line) => {
				last = Number(line);
				if (last >= until) writer.kill('SIGKILL');
			});
			writer.once('exit', (code) => (code === null ? resolve(last) : reject(new Error(said))));
		});
	}
});
