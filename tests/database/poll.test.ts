import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed as feedTable, post } from '#lib/server/db/schema.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import type { Outcome } from '#lib/server/feeds/fetch.ts';
import { poll } from '#lib/server/feeds/poll.ts';
import { fresh, kinds } from '../support/database.ts';
import { document } from '../support/blog.ts';
import { follow } from '../support/items.ts';

const now = new Date('2026-11-20T10:00:00Z');

/** An answer as the network gives it. */
function answer(
	body: string | Uint8Array,
	over: Partial<Extract<Outcome, { kind: 'fetched' }>> = {}
): Outcome {
	const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
	return {
		kind: 'fetched',
		status: 200,
		url: 'http://127.0.0.1/feed.xml',
		redirects: [],
		headers: {},
		etag: '"one"',
		lastModified: null,
		maxAgeSeconds: null,
		fetchedAt: now,
		body: bytes,
		bodyHash: String(bytes.length),
		contentType: 'application/rss+xml',
		...over
	};
}

const unchanged: Outcome = {
	kind: 'unchanged',
	status: 304,
	url: 'http://127.0.0.1/feed.xml',
	redirects: [],
	headers: {},
	etag: null,
	lastModified: null,
	maxAgeSeconds: null,
	fetchedAt: now
};

describe.each(kinds)('a poll on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	beforeAll(async () => {
		if (isThere) database = await fresh(kind);
	});
	afterAll(() => database?.close());
	const look = async (id: number, outcome: Outcome, at = now) => {
		const row = (await feeds.find(database.db, id))!;
		const asked: unknown[] = [];
		const polled = await poll(database.db, row, {
			get: async (address, options) => {
				asked.push([address, options?.etag]);
				return outcome;
			},
			pollMinutes: 60,
			now: () => at,
			random: () => 0.5
		});
		return { polled, asked, feed: (await feeds.find(database.db, id))! };
	};

	it.runIf(isThere)(
		'keeps posts and validators, and asks conditionally the next time',
		async () => {
			const { feed } = await follow(database.db);
			const first = await look(feed.id, answer(document(30, 'http://127.0.0.1')));
			expect(first.polled).toEqual({ kind: 'fetched', newCount: 30, changedCount: 0 });
			expect(first.feed).toMatchObject({
				title: 'Notes by Dr Marrow Finch',
				etag: '"one"',
				failure: null,
				leaseUntil: null
			});
			const second = await look(feed.id, unchanged);
			expect(second.asked).toEqual([[feed.url, '"one"']]);
			expect(second.polled).toEqual({ kind: 'unchanged' });
			expect(second.feed.etag).toBe('"one"');
			expect(second.feed.nextCheckAt > now).toBe(true);
		}
	);

	it.runIf(isThere)('takes the same body for unchanged, whatever the site says', async () => {
		const { feed } = await follow(database.db);
		await look(feed.id, answer(document(5, 'http://127.0.0.1'), { etag: null }));
		expect(
			(await look(feed.id, answer(document(5, 'http://127.0.0.1'), { etag: null }))).polled
		).toEqual({ kind: 'unchanged' });
	});

	it.runIf(isThere)(
		'stores a failure as words, loses nothing, and forgets it after a success',
		async () => {
			const { feed } = await follow(database.db);
			await look(feed.id, answer(document(5, 'http://127.0.0.1')));
			const failed = await look(feed.id, {
				kind: 'failed',
				code: 'timeout',
				reason: 'The site took too long.',
				retryAfterAt: null
			});
			expect(failed.feed).toMatchObject({
				failureCount: 1,
				failure: 'The site took too long.',
				failureCode: 'timeout'
			});
			const page = await look(
				feed.id,
				answer('<!doctype html><title>Moved</title>', { etag: null })
			);
			expect(page.feed).toMatchObject({
				failureCount: 2,
				failure: 'This is a web page, not a feed.'
			});
			const kept = await database.db.select().from(post).where(eq(post.feedId, feed.id));
			expect(kept.length).toBe(5);
			expect((await look(feed.id, answer(document(6, 'http://127.0.0.1')))).feed.failureCount).toBe(
				0
			);
		}
	);

	it.runIf(isThere)('follows a permanent redirect for good only after seven days', async () => {
		const { feed } = await follow(database.db);
		const to = `${feed.url}-new`;
		const moved = answer(document(3, 'http://127.0.0.1'), {
			url: to,
			redirects: [{ from: feed.url, to, permanent: true }]
		});
		expect((await look(feed.id, moved)).feed).toMatchObject({ url: feed.url, movedTo: to });
		const later = new Date(now.getTime() + 8 * 86_400_000);
		expect((await look(feed.id, moved, later)).feed).toMatchObject({ url: to, movedTo: null });
	});

	it.runIf(isThere)('never takes over an address that another feed has', async () => {
		const { feed: one } = await follow(database.db);
		const { feed: two } = await follow(database.db);
		await database.db
			.update(feedTable)
			.set({ movedTo: two.url, movedSeenAt: new Date('2026-01-01') })
			.where(eq(feedTable.id, one.id));
		const moved = answer(document(3, 'http://127.0.0.1'), {
			url: two.url,
			redirects: [{ from: one.url, to: two.url, permanent: true }]
		});
		expect((await look(one.id, moved)).feed.url).toBe(one.url);
	});

	it.runIf(isThere)('reads a file of another format through the same way', async () => {
		const { feed } = await follow(database.db);
		const bytes = await readFile('src/lib/server/samples/feeds/tired-desk.json');
		const { polled } = await look(feed.id, answer(bytes, { contentType: 'application/feed+json' }));
		expect(polled).toEqual({ kind: 'fetched', newCount: 54, changedCount: 0 });
	});
});
