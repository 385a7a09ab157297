/**
 * A new version of the reader on a database full of posts: how fast the running site reads them all anew,
 * and how long people wait for its pages meanwhile.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#lib/server/db/index.ts';
import * as many from '#lib/server/db/many.ts';
import { post } from '#lib/server/db/schema.ts';
import * as parse from '#lib/server/feeds/parse.ts';
import { document } from '../support/blog.ts';
import { follow } from '../support/items.ts';
import { startWebsite } from '../support/website.ts';

export interface RemarkFigures {
	posts: number;
	/** Posts read anew while we watched, a second. */
	postsPerSecond: number;
	/** Milliseconds for the dashboard and the practitioner's page: half took no longer, 95 of 100 did not. */
	medianMs: number;
	p95Ms: number;
	/** Memory of the site's process, both models and the database included. */
	memoryMb: number;
}

/** Runs the built site in solo mode on `count` posts marked by an older version, for `watchMs`. */
export async function measure(count: number, watchMs: number): Promise<RemarkFigures> {
	const folder = mkdtempSync(join(tmpdir(), 'in-confidence-remark-'));
	const dataDir = join(folder, 'data');
	try {
		const practitionerId = await fill(dataDir, count);
		const site = await startWebsite({}, dataDir);
		const times: number[] = [];
		let memoryMb = 0;
		const startedAt = performance.now();
		while (performance.now() - startedAt < watchMs) {
			for (const path of ['/', `/practitioners/${practitionerId}`]) {
				const askedAt = performance.now();
				await (await fetch(`${site.address}${path}`)).text();
				times.push(performance.now() - askedAt);
			}
			memoryMb = Math.max(memoryMb, residentMb(site.process.pid!));
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
		const seconds = (performance.now() - startedAt) / 1000;
		await site.stop();
		times.sort((a, b) => a - b);
		return {
			posts: count,
			postsPerSecond: Math.round((await countRead(dataDir)) / seconds),
			medianMs: Math.round(times[Math.floor(times.length / 2)]!),
			p95Ms: Math.round(times[Math.floor(times.length * 0.95)]!),
			memoryMb
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Posts as a feed has them, marked by a version that is no more. */
async function fill(dataDir: string, count: number): Promise<number> {
	const database = await openDatabase({ dataDir });
	try {
		const { practitioner, feed } = await follow(database.db);
		const parsed = await parse.feed(document(1000, 'http://127.0.0.1'));
		if ('error' in parsed) throw new Error(parsed.error);
		const from = Date.UTC(2016, 0, 1);
		const rows = Array.from({ length: count }, (_, i) => ({
			feedId: feed.id,
			key: String(i),
			title: parsed.items[i % 1000]!.title,
			text: `${parsed.items[i % 1000]!.text} ${i}`,
			contentHash: String(i),
			shownAt: new Date(from + i * 3_000_000),
			excerptOnly: false,
			markVersion: 'older',
			strength: 'none' as const
		}));
		await many.insert(database.db, post, rows, { id: post.id });
		return practitioner.id;
	} finally {
		await database.close();
	}
}

async function countRead(dataDir: string): Promise<number> {
	const database = await openDatabase({ dataDir });
	try {
		const rows = await database.db.select({ version: post.markVersion }).from(post);
		return rows.filter(({ version }) => version !== 'older').length;
	} finally {
		await database.close();
	}
}

/** Resident memory in megabytes, where the system tells it (Linux); else nought. */
function residentMb(pid: number): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
	} catch {
		return 0;
	}
}
