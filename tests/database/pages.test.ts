import { createServer, type Server } from 'node:http';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import {
	feed as feedTable,
	post,
	practitioner,
	publication,
	publicationItem
} from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as pages from '#lib/server/feeds/pages.ts';
import * as robots from '#lib/server/feeds/robots.ts';
import * as volume from '#lib/server/feeds/volume.ts';
import * as posts from '#lib/server/posts.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';

const DAY = 86_400_000;
const seen = new Date('2026-06-01T10:00:00Z');
const after = (days: number) => new Date(seen.getTime() + days * DAY);
const words = Array.from(
	{ length: 12 },
	(_, i) => `Sentence number ${i} about the river and the long walk home after the last hour.`
);

describe.each(kinds)('the pages of posts, on the $kind database,', ({ kind, isThere }) => {
	let database: Database;
	let server: Server;
	let site: string;
	let status = 200;
	let rules = '';
	let page = '';
	const asked: string[] = [];
	let get: fetch.Get;
	beforeAll(async () => {
		get = fetch.getter({ allowPrivateAddresses: true });
		server = createServer((request, response) => {
			asked.push(request.url!);
			if (request.url === '/robots.txt') return response.end(rules);
			return response.writeHead(status, { 'content-type': 'text/html' }).end(page);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		site = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
		if (isThere) database = await fresh(kind);
	});
	beforeEach(async () => {
		robots.forget();
		asked.length = 0;
		[status, rules, page] = [200, '', '<!doctype html><p>Here.'];
		if (isThere) await database.db.delete(practitioner);
	});
	afterAll(async () => {
		await fetch.close();
		server.closeAllConnections();
		server.close();
		await database?.close();
	});
	const keep = async (over: Parameters<typeof item>[2] = {}, text = 'A story.') => {
		const { feed } = await follow(database.db, `${site}/feed.xml`);
		await posts.save(database.db, feed.id, [item('a', text, { url: `${site}/a`, ...over })], {
			now: seen
		});
		await database.db.update(post).set({ strength: 'likely', markVersion: 'v1' });
		return feed;
	};
	const only = async () => (await database.db.select().from(post))[0]!;
	const check = (days: number) => pages.checkOne(database.db, { get, now: after(days) });

	it.runIf(isThere)('are asked after a week whether a marked post is still there', async () => {
		await keep();
		expect(await check(6)).toBe(false);
		expect(asked).toEqual([]);
		expect(await check(8)).toBe(true);
		expect(await only()).toMatchObject({ checkedAt: after(8), removedAt: null });
		expect(await check(9)).toBe(false);
		status = 410;
		expect(await check(16)).toBe(true);
		expect((await only()).removedAt).toEqual(after(16));
		status = 200;
		expect(await check(24)).toBe(true);
		expect((await only()).removedAt).toBe(null);
	});

	it.runIf(isThere)(
		'are asked within a day where a record holds them, also while their feed is paused',
		async () => {
			const { practitionerId } = await keep();
			const { db } = database;
			const { id, contentHash } = await only();
			const [record] = await db
				.insert(publication)
				.values({ practitionerId, basis: ['own-claim'], createdAt: after(0) })
				.returning();
			await db
				.insert(publicationItem)
				.values({ publicationId: record!.id, postId: id, contentHash, excerpt: '', reason: '' });
			await db.update(feedTable).set({ pausedAt: after(0) });
			expect(await check(0.7)).toBe(false);
			expect(await check(1)).toBe(true);
			status = 404;
			expect(await check(1.5)).toBe(false);
			expect(await check(1.9)).toBe(true);
			expect((await only()).removedAt).toEqual(after(1.9));
		}
	);

	it.runIf(isThere)('say nothing while the site fails, or asks programs to stay away', async () => {
		await keep();
		status = 503;
		await check(8);
		expect((await only()).removedAt).toBe(null);
		status = 404;
		rules = 'User-agent: *\nDisallow: /';
		robots.forget();
		await check(16);
		expect((await only()).removedAt).toBe(null);
		expect(asked.at(-1)).toBe('/robots.txt');
	});

	it.runIf(isThere)('are not asked about posts that are not marked', async () => {
		await keep();
		await database.db.update(post).set({ strength: 'none' });
		expect(await check(30)).toBe(false);
	});

	const long = `<!doctype html><html><head><title>A</title></head><body><nav>Home Menu Subscribe</nav><article><h1>A</h1>${words.map((one) => `<p>${one}</p>`).join('')}</article><footer>Copyright</footer></body></html>`;
	const excerpt = { excerptOnly: true };
	const read = () => pages.readOne(database.db, { get, now: seen });

	it.runIf(isThere)('complete an excerpt where that is asked for', async () => {
		const feed = await keep(excerpt, `${words[0]} […]`);
		page = long;
		expect(await read()).toBe(false);
		await feeds.saveArticles(database.db, feed.id, true);
		expect(await read()).toBe(true);
		const row = await only();
		expect(row).toMatchObject({ excerptOnly: false, markVersion: null, articleAt: seen });
		expect(row.text).toContain(words[11]);
		expect(row.text).not.toMatch(/Subscribe|Copyright/);
		// The feed goes on showing the beginning only.
		const again = await posts.save(database.db, feed.id, [
			item('a', `${words[0]} […]`, { url: `${site}/a`, ...excerpt })
		]);
		expect(again.changedCount).toBe(0);
		expect((await only()).text).toContain(words[11]);
		expect(await read()).toBe(false);
	});

	it.runIf(isThere)('complete nothing from another page, and are tried once', async () => {
		const feed = await keep(excerpt, `${words[0]} […]`);
		await feeds.saveArticles(database.db, feed.id, true);
		page = `<!doctype html><body><article>${'<p>We value your privacy. Accept all cookies to go on to this website now.</p>'.repeat(9)}</article>`;
		expect(await read()).toBe(true);
		expect(await only()).toMatchObject({ excerptOnly: true, articleAt: seen });
		expect(await read()).toBe(false);
	});

	it.runIf(isThere)('have a feed’s silence noticed, and its return', async () => {
		const { feed } = await follow(database.db, `${site}/often.xml`);
		const often = Array.from({ length: 150 }, (_, i) =>
			item(`p${i}`, `Post ${i}`, { publishedAt: after(-2 * i) })
		);
		await posts.save(database.db, feed.id, often, { now: seen });
		const state = async () => {
			const [row] = await database.db.select().from(feedTable).where(eq(feedTable.id, feed.id));
			return [row!.volume, row!.volumeSince];
		};
		await volume.step(database.db, seen);
		expect(await state()).toEqual(['usual', null]);
		await volume.step(database.db, after(40));
		expect(await state()).toEqual(['low', after(40)]);
		const more = Array.from({ length: 14 }, (_, i) =>
			item(`q${i}`, `More ${i}`, { publishedAt: after(41 + 2 * i) })
		);
		await posts.save(database.db, feed.id, more, { now: after(70) });
		await volume.step(database.db, after(70));
		expect(await state()).toEqual(['usual', after(70)]);
	});
});
