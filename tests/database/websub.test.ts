import { createHmac } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { announcement, feed as feedTable, practitioner } from '#lib/server/db/schema.ts';
import type { GetOptions, Outcome } from '#lib/server/feeds/fetch.ts';
import * as websub from '#lib/server/feeds/websub.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow } from '../support/items.ts';

const now = new Date('2026-06-01T10:00:00Z');
const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const origin = 'https://confidence.group.org';
const hub = 'https://hub.example/';
const topic = 'https://quiet.example/feed';

describe.each(kinds)('a hub, on the $kind database,', ({ kind, isThere }) => {
	let database: Database;
	let form: Record<string, string> | undefined;
	let outcome: Outcome;
	const refused: Outcome = { kind: 'failed', code: 'http', reason: 'No.', retryAfterAt: null };
	const get = async (address: string, options: GetOptions = {}): Promise<Outcome> => {
		expect(address).toBe(hub);
		form = options.form;
		return outcome;
	};
	const step = (at = now, site = origin) =>
		websub.step(database.db, { get, origin: site, now: at });
	const kept = async () => (await database.db.select().from(announcement))[0]!;
	const asks = (over: Record<string, string> = {}) =>
		new URLSearchParams({
			'hub.mode': 'subscribe',
			'hub.topic': topic,
			'hub.challenge': 'echo me',
			'hub.lease_seconds': '864000',
			...over
		});

	beforeAll(async () => {
		if (isThere) database = await fresh(kind);
	});
	beforeEach(async () => {
		if (!isThere) return;
		await database.db.delete(practitioner);
		form = undefined;
		outcome = {
			kind: 'unchanged',
			status: 202,
			url: hub,
			redirects: [],
			headers: {},
			etag: null,
			lastModified: null,
			maxAgeSeconds: null,
			fetchedAt: now
		};
		const { feed } = await follow(database.db, topic);
		await database.db
			.update(feedTable)
			.set({ hub, topic, lastCheckedAt: now, nextCheckAt: after(20) })
			.where(eq(feedTable.id, feed.id));
	});
	afterAll(() => database?.close());

	it.runIf(isThere)('is asked only where it can reach us', async () => {
		for (const site of ['', 'http://confidence.group.org', 'https://localhost', 'https://x.local'])
			expect(await step(now, site)).toBe(false);
		expect(form).toBeUndefined();
		expect(await step()).toBe(true);
		expect(form).toMatchObject({ 'hub.mode': 'subscribe', 'hub.topic': topic });
		expect(form!['hub.callback']).toMatch(/^https:\/\/confidence\.group\.org\/websub\/[\w-]{32}$/);
		expect(form!['hub.secret']!.length).toBeGreaterThan(40);
		expect(await step()).toBe(false);
	});

	it.runIf(isThere)('is believed when it asks back about what we asked for', async () => {
		await step();
		const { token } = await kept();
		expect(await websub.confirm(database.db, token, asks(), now)).toBe('echo me');
		expect(await kept()).toMatchObject({ leaseUntil: after(240), nextAskAt: after(120) });
		expect(await websub.confirm(database.db, 'other', asks(), now)).toBeUndefined();
		const others: Record<string, string>[] = [
			{ 'hub.topic': 'https://other.example/' },
			{ 'hub.mode': 'unsubscribe' }
		];
		for (const wrong of others)
			expect(await websub.confirm(database.db, token, asks(wrong), now)).toBeUndefined();
	});

	it.runIf(isThere)('is asked again at half the lease, with the same secret', async () => {
		await step();
		const { token, secret } = await kept();
		await websub.confirm(database.db, token, asks({ 'hub.lease_seconds': '999999999' }), now);
		expect((await kept()).leaseUntil).toEqual(after(14 * 24));
		expect(await step(after(7 * 24 - 1))).toBe(false);
		expect(await step(after(7 * 24))).toBe(true);
		expect(form).toMatchObject({ 'hub.secret': secret });
	});

	it.runIf(isThere)('that fails is asked less and less', async () => {
		outcome = refused;
		await step();
		expect(await kept()).toMatchObject({ failure: 'No.', failureCount: 1, nextAskAt: after(2) });
		await step(after(2));
		expect(await kept()).toMatchObject({ failureCount: 2, nextAskAt: after(6) });
	});

	it.runIf(isThere)('makes a feed due by a signed announcement only', async () => {
		await step();
		const { token, secret } = await kept();
		const body = Buffer.from('<feed/>');
		const signed = (method: string, key = secret) =>
			`${method}=${createHmac(method, key).update(body).digest('hex')}`;
		const due = async () => (await database.db.select().from(feedTable))[0]!.nextCheckAt;
		for (const wrong of [
			null,
			'sha256=00',
			signed('sha256', 'guess'),
			'md5=00',
			signed('sha256').slice(0, -2)
		])
			expect(await websub.announce(database.db, token, body, wrong, after(1))).toBe(true);
		expect(await due()).toEqual(after(20));
		expect(await websub.announce(database.db, 'other', body, signed('sha256'), now)).toBe(false);
		expect(await websub.announce(database.db, token, body, signed('sha1'), now)).toBe(true);
		expect(await due()).toEqual(after(1 / 12));
		expect(await websub.announce(database.db, token, body, signed('sha512'), after(1))).toBe(true);
		expect((await due()) <= after(1)).toBe(true);
	});
});
