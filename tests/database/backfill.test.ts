import { count, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Db } from '#lib/server/db/index.ts';
import { feed as feedTable, host, post } from '#lib/server/db/schema.ts';
import * as backfill from '#lib/server/feeds/backfill.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as follow from '#lib/server/follow.ts';
import { fresh, kinds } from '../support/database.ts';
import { startInternet, type Internet } from '../support/internet.ts';
import { mastodon } from '../support/sites/fediverse.ts';
import { medium } from '../support/sites/blogs.ts';
import { wordpress } from '../support/sites/wordpress.ts';
import { writings } from '../support/writings.ts';

const fern = { host: 'social.example', user: 'fern', writings: writings(300) };
/** The moment of following: hosts may be asked from then on. */
let start = new Date();
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

describe.each(kinds.filter(({ isThere }) => isThere))('backfill on $kind', ({ kind }) => {
	let database: Database;
	let db: Db;
	let internet: Internet;
	beforeEach(async () => {
		database = await fresh(kind);
		({ db } = database);
	});
	afterEach(async () => {
		await internet.stop();
		await database.close();
	});

	async function begin(source: string) {
		const added = await follow.add(db, source, { get: internet.get, pollMinutes: 60 });
		if ('reason' in added) throw new Error(added.reason);
		start = new Date();
		return added.feed.id;
	}
	const state = async (id: number) => (await feeds.find(db, id))!;
	const countOf = async (id: number) =>
		(await db.select({ n: count() }).from(post).where(eq(post.feedId, id)))[0]!.n;
	/** One answer each time the host's turn has come, until nothing is left; how many it took. */
	async function finish(from: number, limit = 400): Promise<number> {
		for (let i = 0; i < limit; i++)
			if (!(await backfill.step(db, { get: internet.get, now: later(from + i * 10) }))) return i;
		throw new Error('Reading back does not end');
	}

	it('reads all, one answer a turn, and marks what it read as older', async () => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const id = await begin('@fern@social.example');
		expect(await state(id)).toMatchObject({ coverage: null });
		const before = internet.asked.length;
		expect(await finish(10)).toBe(10);
		expect(internet.asked.length - before).toBe(10);
		expect(await countOf(id)).toBe(300);
		const older = await db.select({ n: count() }).from(post).where(eq(post.backfilled, true));
		expect(older[0]!.n).toBe(280);
		const { coverage, oldestPostAt, leaseUntil } = await state(id);
		expect(coverage).toEqual({
			oldestAt: fern.writings.at(-1)!.at.toISOString(),
			complete: true,
			method: 'mastodon',
			cursor: null,
			note: null
		});
		expect(oldestPostAt).toEqual(fern.writings.at(-1)!.at);
		expect(leaseUntil).toBeNull();
		expect(await finish(5000)).toBe(0);
	});

	it('keeps the pace of the host, and gives one worker of two the turn', async () => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const id = await begin('@fern@social.example');
		const turn = (seconds: number) => backfill.step(db, { get: internet.get, now: later(seconds) });
		const before = internet.asked.length;
		const both = await Promise.all([turn(10), turn(10)]);
		expect(both.filter(Boolean)).toHaveLength(1);
		expect(await turn(10.5)).toBe(false);
		expect(internet.asked.length - before).toBe(1);
		expect(await turn(13)).toBe(true);
		expect((await state(id)).coverage?.cursor).toMatch(/^mastodon/);
	});

	it('goes on after a crash in the middle of a turn', async () => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const id = await begin('@fern@social.example');
		for (let i = 0; i < 4; i++)
			await backfill.step(db, { get: internet.get, now: later(10 + i * 10) });
		const { coverage } = await state(id);
		// A worker that dies holds the lease and leaves the place as it was.
		await db
			.update(feedTable)
			.set({ leaseUntil: later(200) })
			.where(eq(feedTable.id, id));
		expect(await backfill.step(db, { get: internet.get, now: later(100) })).toBe(false);
		expect((await state(id)).coverage).toEqual(coverage);
		await finish(300);
		expect(await countOf(id)).toBe(300);
		expect((await state(id)).coverage).toMatchObject({ complete: true, cursor: null });
	});

	it('comes back later where the site fails, and not before it may', async () => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const id = await begin('@fern@social.example');
		await backfill.step(db, { get: internet.get, now: later(10) });
		await backfill.step(db, { get: internet.get, now: later(20) });
		const { coverage } = await state(id);
		internet.serve('social.example', () => ({ status: 429, headers: { 'retry-after': '7200' } }));
		await backfill.step(db, { get: internet.get, now: later(30) });
		const broken = await state(id);
		expect(broken.coverage).toMatchObject({
			cursor: coverage!.cursor,
			complete: false,
			failures: 1,
			note: expect.stringContaining('less often')
		});
		expect(new Date(broken.coverage!.retryAt!).getTime()).toBeGreaterThan(later(7100).getTime());
		// The whole host is left alone, not this feed only.
		const [row] = await db.select().from(host).where(eq(host.name, broken.host));
		expect(row!.notBefore.getTime()).toBeGreaterThan(later(7100).getTime());
		internet.serve('social.example', mastodon(fern));
		expect(await backfill.step(db, { get: internet.get, now: later(3600) })).toBe(false);
		await finish(7300);
		expect(await countOf(id)).toBe(300);
		expect((await state(id)).coverage).toEqual({
			...coverage,
			oldestAt: fern.writings.at(-1)!.at.toISOString(),
			complete: true,
			cursor: null
		});
	});

	it('gives up in the end where a site keeps failing, and says so', async () => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const id = await begin('@fern@social.example');
		await backfill.step(db, { get: internet.get, now: later(10) });
		await backfill.step(db, { get: internet.get, now: later(20) });
		internet.serve('social.example', () => ({ status: 503 }));
		let tries = 0;
		for (let day = 1; day < 40; day++)
			if (await backfill.step(db, { get: internet.get, now: later(day * 100_000) })) tries++;
		expect(tries).toBe(8);
		expect((await state(id)).coverage).toMatchObject({
			cursor: null,
			complete: false,
			note: expect.stringContaining('Reading back broke off')
		});
		expect(await countOf(id)).toBe(40);
	});

	it('stops at 500 posts and at three years, and says which', async () => {
		const many = writings(800, 1);
		internet = await startInternet({
			'fern.example': wordpress({ host: 'fern.example', writings: many }),
			'slow.example': wordpress({ host: 'slow.example', writings: writings(300, 7) })
		});
		const [busy, slow] = [await begin('fern.example'), await begin('slow.example')];
		await finish(10);
		expect(await countOf(busy)).toBe(500);
		expect((await state(busy)).coverage).toMatchObject({
			complete: false,
			cursor: null,
			note: 'Reading back stops at 500 posts.'
		});
		expect(await countOf(slow)).toBe(200);
		expect((await state(slow)).coverage).toMatchObject({
			complete: false,
			note: 'Reading back stops at three years.'
		});
	});

	it('says what a platform keeps to itself', async () => {
		internet = await startInternet({ 'medium.com': medium('@fern', writings(50)) });
		const id = await begin('medium:fern');
		await finish(10);
		expect((await state(id)).coverage).toMatchObject({
			complete: false,
			method: 'feed',
			note: expect.stringContaining('newest ten posts')
		});
	});

	it('knows an account again under another address', async () => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const id = await begin('@fern@social.example');
		const again = await follow.add(db, 'https://social.example/users/fern', {
			get: internet.get,
			pollMinutes: 60
		});
		expect(again).toMatchObject({ isNew: false, feed: { id } });
	});
});
