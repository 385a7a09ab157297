import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { asc, eq, sql } from 'drizzle-orm';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import * as opened from '#lib/concern/bundle.ts';
import * as captures from '#lib/server/captures.ts';
import type { Database } from '#lib/server/db/index.ts';
import { capture, journal as journalTable, post } from '#lib/server/db/schema.ts';
import * as evidence from '#lib/server/evidence/bundle.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as robots from '#lib/server/feeds/robots.ts';
import * as journal from '#lib/server/journal.ts';
import * as posts from '#lib/server/posts.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';
import { startPages, story, type Pages } from '../support/pages.ts';

const get = fetch.getter({ allowPrivateAddresses: true });
const now = new Date('2026-11-27T08:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe.each(kinds)('evidence on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	let pages: Pages;
	beforeAll(async () => {
		if (!isThere) return;
		database = await fresh(kind);
		pages = await startPages();
		robots.forget();
	});
	afterAll(async () => {
		await pages?.stop();
		await database?.close();
	});

	/** Posts at these paths, marked as the machine would. */
	async function marked(...paths: string[]) {
		const { feed, practitioner } = await follow(database.db);
		await posts.save(
			database.db,
			feed.id,
			paths.map((path) => item(path, `Text of ${path}`, { url: `${pages.address}${path}` }))
		);
		await database.db.update(post).set({ strength: 'likely' }).where(eq(post.feedId, feed.id));
		const rows = await database.db
			.select()
			.from(post)
			.where(eq(post.feedId, feed.id))
			.orderBy(asc(post.id));
		return { practitioner, feed, ids: rows.map((row) => row.id) };
	}

	async function captureAll(at = now) {
		while ((await captures.step(database.db, { get, now: () => at, limit: 4 })) > 0);
	}

	it.runIf(isThere)(
		'captures each marked post once, with what it was sent, and no cookie asked for',
		async () => {
			const { ids } = await marked('/posts/1', '/moved');
			await captureAll();
			await captureAll(later(200));
			const [one, two] = await captures.list(database.db, ids);
			expect(new TextDecoder().decode(captures.bodyOf(one!))).toBe(`${story}<!-- /posts/1 -->`);
			expect(one).toMatchObject({
				status: 200,
				bodySha256: sha256(captures.bodyOf(one!)!),
				failure: null
			});
			expect(two!.finalUrl).toBe(`${pages.address}/posts/moved`);
			expect(pages.asked.filter((path) => path === '/posts/1')).toHaveLength(1);
		}
	);

	it.runIf(isThere)(
		'leaves alone what is not marked, made up, gone, or closed to programs',
		async () => {
			const plain = await marked('/posts/plain');
			await database.db
				.update(post)
				.set({ strength: 'none' })
				.where(eq(post.feedId, plain.feed.id));
			const closed = await marked('/closed/1', '/missing', '/huge');
			await captureAll();
			expect(await captures.list(database.db, plain.ids)).toEqual([]);
			expect(pages.asked).not.toContain('/closed/1');
			const found = await captures.list(database.db, closed.ids);
			expect(found.map((one) => [one.body, one.failure !== null])).toEqual([
				[null, true],
				[null, true],
				[null, true]
			]);
			expect(found[0]!.nextTryAt).toBeNull();
			expect(found[1]!.nextTryAt).toBeNull();
		}
	);

	it.runIf(isThere)('tries again later where a site is down, and not before', async () => {
		const { ids } = await marked('/shaky');
		await captureAll();
		await captureAll(later(0.5));
		expect((await captures.list(database.db, ids))[0]!.fetchedAt).toBeNull();
		await captureAll(later(2));
		expect((await captures.list(database.db, ids))[0]!.fetchedAt).not.toBeNull();
	});

	it.runIf(isThere)(
		'keeps a journal that only grows, also when several write at once',
		async () => {
			const before = await journal.verify(database.db);
			await Promise.all(
				Array.from({ length: 8 }, (_, i) => journal.record(database.db, 'test', { i }))
			);
			expect(await journal.verify(database.db)).toEqual({
				lines: before.lines + 8,
				brokenAt: null
			});
			const [line] = await database.db.select().from(journalTable).limit(1);
			await expect(
				database.db.update(journalTable).set({ what: 'else' }).where(eq(journalTable.id, line!.id))
			).rejects.toThrow();
			await expect(
				database.db.delete(journalTable).where(eq(journalTable.id, line!.id))
			).rejects.toThrow();
			expect((await journal.verify(database.db)).brokenAt).toBeNull();
		}
	);

	it.runIf(isThere)('finds the first line that was changed from outside', async () => {
		const line = await journal.record(database.db, 'test', { told: 'once' });
		await journal.record(database.db, 'test', { told: 'after' });
		await database.db.execute(sql`alter table journal disable trigger journal_only_grows`);
		await database.db
			.update(journalTable)
			.set({ what: 'else' })
			.where(eq(journalTable.id, line.id));
		expect((await journal.verify(database.db)).brokenAt).toBe(line.id);
		await database.db
			.update(journalTable)
			.set({ what: 'test' })
			.where(eq(journalTable.id, line.id));
		await database.db.execute(sql`alter table journal enable trigger journal_only_grows`);
		expect((await journal.verify(database.db)).brokenAt).toBeNull();
	});

	it.runIf(isThere)(
		'packs text, earlier texts, page and journal so that standard tools can check them',
		async () => {
			const { feed, ids } = await marked('/posts/2', '/posts/3', '/missing');
			await captureAll(later(3));
			await posts.save(database.db, feed.id, [
				item('/posts/2', 'Changed text.', { url: `${pages.address}/posts/2` })
			]);
			const zip = (await evidence.bundle(database.db, ids, now))!;
			const folder = unpack(zip);
			const files = unzipSync(zip);
			const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as {
				posts: {
					textFile: string;
					textSha256: string;
					revisions: { file: string }[];
					page: { recordId: string; bodySha256: string; journal: Record<string, string> } | null;
					noPageBecause: string | null;
				}[];
				journalHead: string;
			};
			expect(new TextDecoder().decode(files['posts/1/text.txt'])).toBe('Changed text.');
			expect(new TextDecoder().decode(files['posts/1/revision-1.txt'])).toContain(
				'Text of /posts/2'
			);
			expect(manifest.posts.map((one) => one.page !== null)).toEqual([true, true, false]);
			expect(manifest.posts[2]!.noPageBecause).toContain('404');

			// The commands that README.txt gives.
			expect(
				execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], {
					cwd: folder,
					encoding: 'utf8'
				})
			).toBe('');
			const loop = /while read[^]*?done < journal\.txt/.exec(
				readFileSync(join(folder, 'README.txt'), 'utf8')
			)![0];
			expect(execFileSync('bash', ['-c', loop], { cwd: folder, encoding: 'utf8' })).toBe('');
			const line = manifest.posts[0]!.page!.journal;
			expect(
				execFileSync(
					'bash',
					[
						'-c',
						`printf '%s\\n%s\\n%s' "$1" "$2" "$3" | sha256sum`,
						'_',
						line.at!,
						line.what!,
						line.subject!
					],
					{ encoding: 'utf8' }
				)
			).toContain(line.content!);
			expect(JSON.parse(line.subject!)).toMatchObject({
				bodySha256: manifest.posts[0]!.page!.bodySha256
			});

			// A changed file is noticed, by the tool and by the concern's page.
			writeFileSync(join(folder, 'posts/2/text.txt'), 'Something else.');
			expect(spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder }).status).toBe(
				1
			);
			const open = await opened.open(zip);
			expect(open.kind === 'opened' && open.posts[0]).toMatchObject({
				address: `${pages.address}/posts/2`,
				text: 'Changed text.',
				sha256: sha256('Changed text.'),
				publishedAt: '2026-03-05'
			});
			const changed = zipSync({ ...files, 'posts/1/text.txt': new TextEncoder().encode('x') });
			expect((await opened.open(changed)).kind).toBe('changed');
			expect((await opened.open(new Uint8Array([1, 2]))).kind).toBe('not-a-bundle');
			rmSync(folder, { recursive: true });
		}
	);

	it.runIf(isThere)('writes a WARC that holds the page as it came', async () => {
		const { ids } = await marked('/posts/4', '/posts/5');
		await captureAll(later(4));
		const zip = unzipSync((await evidence.bundle(database.db, ids, now))!);
		const warc = zip['pages.warc.gz']!;
		const seen = [];
		for await (const record of new WARCParser([warc] as never)) {
			const body = await record.readFully(true);
			seen.push({
				type: record.warcType,
				url: record.warcTargetURI,
				date: record.warcDate,
				body: new TextDecoder().decode(body),
				cookie: record.httpHeaders?.headers.get('set-cookie') ?? null,
				odd: record.httpHeaders?.headers.get('x-odd') ?? null
			});
		}
		expect(seen.map((one) => one.type)).toEqual(['warcinfo', 'response', 'response']);
		expect(seen[1]).toMatchObject({
			url: `${pages.address}/posts/4`,
			body: `${story}<!-- /posts/4 -->`,
			cookie: null,
			odd: 'one'
		});
		checkByHand(warc);
	});

	it.runIf(isThere)('makes no bundle of nothing', async () => {
		expect(await evidence.bundle(database.db, [])).toBeUndefined();
		expect(await evidence.bundle(database.db, [999_999_999])).toBeUndefined();
	});

	it.runIf(isThere)(
		'takes the capture away with its post, and the page of a post that is no story after a while',
		async () => {
			const { feed, ids } = await marked('/posts/6');
			await captureAll(later(5));
			await database.db.update(post).set({ strength: 'none' }).where(eq(post.feedId, feed.id));
			// `fetchedAt` is the clock of the fetch itself.
			const inAYear = new Date(Date.now() + 366 * 86_400_000);
			expect(await captures.dropUnmarked(database.db, 365)).toBe(0);
			expect(await captures.dropUnmarked(database.db, 365, inAYear)).toBe(1);
			expect(await captures.list(database.db, ids)).toEqual([]);
			const other = await marked('/posts/7');
			await captureAll(later(6));
			await database.db.delete(post).where(eq(post.feedId, other.feed.id));
			expect(
				await database.db.select().from(capture).where(eq(capture.postId, other.ids[0]!))
			).toEqual([]);
			expect((await journal.verify(database.db)).brokenAt).toBeNull();
		}
	);
});

function unpack(zip: Uint8Array): string {
	const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
	for (const [path, bytes] of Object.entries(unzipSync(zip))) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), bytes);
	}
	return folder;
}

/** A second reading of the file by the letter of ISO 28500, sharing no code with the writer. */
function checkByHand(warc: Uint8Array): void {
	const text = gunzipSync(warc).toString('latin1');
	let at = 0;
	let records = 0;
	while (at < text.length) {
		const headEnd = text.indexOf('\r\n\r\n', at);
		const head = text.slice(at, headEnd).split('\r\n');
		expect(head[0]).toBe('WARC/1.1');
		const fields = new Map(
			head.slice(1).map((line) => {
				const colon = line.indexOf(':');
				return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
			})
		);
		for (const name of ['warc-record-id', 'warc-date', 'warc-type', 'content-length'])
			expect(fields.has(name), name).toBe(true);
		expect(fields.get('warc-record-id')).toMatch(/^<urn:uuid:[0-9a-f-]{36}>$/);
		expect(fields.get('warc-date')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
		const length = Number(fields.get('content-length'));
		const block = Buffer.from(text.slice(headEnd + 4, headEnd + 4 + length), 'latin1');
		expect(block.length).toBe(length);
		expect(text.slice(headEnd + 4 + length, headEnd + 8 + length)).toBe('\r\n\r\n');
		const digest = /^sha-?256:([0-9a-f]{64})$/.exec(fields.get('warc-block-digest') ?? '');
		if (digest) expect(sha256(block)).toBe(digest[1]);
		if (fields.get('warc-type') === 'response') {
			expect(digest).not.toBeNull();
			const split = block.indexOf('\r\n\r\n');
			const payload = /^sha-?256:([0-9a-f]{64})$/.exec(fields.get('warc-payload-digest')!);
			expect(sha256(block.subarray(split + 4))).toBe(payload![1]);
		}
		at = headEnd + 8 + length;
		records++;
	}
	expect(records).toBe(3);
}

/** Python's warcio, where it is installed, checks every digest. The package of that name is the writer. */
const warcio = (process.env.PATH ?? '')
	.split(':')
	.filter((folder) => !folder.includes('node_modules'))
	.map((folder) => join(folder, 'warcio'))
	.find(existsSync);

describe.runIf(warcio)('beside the warcio tool', () => {
	it('is a file without fault', async () => {
		const database = await fresh('embedded');
		const pages = await startPages();
		robots.forget();
		const { feed } = await follow(database.db);
		await posts.save(database.db, feed.id, [
			item('w', 'Text', { url: `${pages.address}/posts/w` })
		]);
		await database.db.update(post).set({ strength: 'possible' });
		await captures.step(database.db, { get });
		const [row] = await database.db.select().from(post);
		const folder = unpack((await evidence.bundle(database.db, [row!.id]))!);
		const { status, stdout, stderr } = spawnSync(
			warcio!,
			['check', '-v', join(folder, 'pages.warc.gz')],
			{ encoding: 'utf8' }
		);
		expect(status, stdout + stderr).toBe(0);
		rmSync(folder, { recursive: true });
		await pages.stop();
		await database.close();
	});
});
