/** What every peer is put to: found from the bare address, read to its first post, unchanged at the second poll. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, eq } from 'drizzle-orm';
import { openDatabase } from '#lib/server/db/index.ts';
import { feed as feedTable, post } from '#lib/server/db/schema.ts';
import * as backfill from '#lib/server/feeds/backfill.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import { poll } from '#lib/server/feeds/poll.ts';
import * as follow from '#lib/server/follow.ts';
import * as sentences from '#lib/sentences.ts';

export const posts = 300;

/** The day that post n (1 is the oldest) was written on. */
export function dayOf(n: number): Date {
	return new Date(Date.now() - (posts - n) * 3 * 86_400_000);
}

export const textOf = (n: number) =>
	`Note ${n}: the river was high again, and I walked the long way round to the practice. Nothing else happened, which was the best of it.`;

export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Follows the bare address and reports. True when all went as it should. */
export async function check(name: string, bare: string): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), 'in-confidence-peer-'));
	const database = await openDatabase({ dataDir: join(folder, 'data') });
	const { db } = database;
	let questions = 0;
	const real = fetch.getter({ allowPrivateAddresses: true });
	const get: fetch.Get = (address, options) => {
		questions++;
		return real(address, options);
	};
	try {
		const followed = await follow.add(db, bare, { get, pollMinutes: 60 });
		if ('reason' in followed) {
			console.log(`${name}: not found. ${followed.reason} Tried ${followed.tried.join(' ')}`);
			return false;
		}
		const { id, url, platform } = followed.feed;
		console.log(`${name}: found ${url} (${platform}) from ${bare} in ${questions} questions`);
		questions = 0;
		while (await backfill.step(db, { get, now: new Date() }));
		const read = (await feeds.find(db, id))!;
		const [{ n } = { n: 0 }] = await db
			.select({ n: count() })
			.from(post)
			.where(eq(post.feedId, id));
		const texts = await db.select({ text: post.text }).from(post).where(eq(post.feedId, id));
		const whole = texts.filter(({ text }) => text.endsWith('which was the best of it.')).length;
		console.log(
			`${name}: ${n} read, ${whole} of the ${posts} posts whole, by "${read.coverage?.method}" in ${questions} questions. ${sentences.coverage(read.coverage)}`
		);
		const again = await poll(db, read, { get, pollMinutes: 60, random: () => 0.5 });
		const [after] = await db.select().from(feedTable).where(eq(feedTable.id, id));
		console.log(
			`${name}: second poll ${again.kind}; next look ${after?.nextCheckAt.toISOString()}`
		);
		// Hugo's feed also lists pages that are no posts: every post must be there, whole and once.
		return whole === posts && again.kind === 'unchanged';
	} finally {
		await database.close();
		await fetch.close();
		await rm(folder, { recursive: true, force: true });
	}
}
