/** Marks the posts that the present reader has not read yet. */
import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, gt, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Mark } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { feed, post, practitioner, readerVersion } from '../db/schema.ts';
import { log } from '../log.ts';
import * as tally from '../tally.ts';
import * as classify from './classify.ts';

/**
 * Reads up to `limit` posts that no reader or an older one has read, and stores what was found.
 * A fault of the reader on one post never loses the post nor stops the others: it is kept as not
 * judged by this version, and the next version reads it again.
 * Human findings are kept elsewhere and never touched.
 * Returns how many posts were marked; fewer than `limit` means none are left.
 */
export async function markPending(
	db: Db,
	reader: classify.Reader,
	options: { limit?: number; now?: () => Date } = {}
): Promise<number> {
	const limit = options.limit ?? 50;
	const pending: Pending[] = [];
	// Apart, since each of the three is a walk along the index of versions, however long the queue.
	for (const isUnread of [
		isNull(post.markVersion),
		lt(post.markVersion, reader.version),
		gt(post.markVersion, reader.version)
	])
		if (pending.length < limit) pending.push(...(await list(db, isUnread, limit - pending.length)));
	if (pending.length === 0) return 0;
	// The reading itself is outside any transaction: the embedded database has one connection.
	const marks = await readEach(
		reader,
		pending.map((row) => ({
			id: String(row.id),
			text: row.text,
			title: row.title,
			author: row.author,
			feed: { title: row.feedTitle, description: row.feedDescription },
			profession: row.profession
		}))
	);
	await save(
		db,
		pending.map((row, i) => ({ id: row.id, contentHash: row.contentHash, mark: marks[i]! })),
		options.now?.() ?? new Date()
	);
	return pending.length;
}

type Pending = Awaited<ReturnType<typeof list>>[number];

function list(db: Db, isUnread: SQL, limit: number) {
	return db
		.select({
			id: post.id,
			contentHash: post.contentHash,
			text: post.text,
			title: post.title,
			author: post.author,
			feedTitle: feed.title,
			feedDescription: feed.description,
			profession: practitioner.profession
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(and(isUnread, isNull(post.droppedAt)))
		.orderBy(asc(post.markVersion), asc(post.id))
		.limit(limit);
}

/** How far the present reader has come: posts it has read, of all whose text is kept. */
export async function progress(db: Db, version: string): Promise<{ read: number; posts: number }> {
	const [row] = await db
		.select({
			posts: count(),
			read: count(sql`case when ${post.markVersion} = ${version} then 1 end`)
		})
		.from(post)
		.where(isNull(post.droppedAt));
	return row!;
}

/** Reads a batch; where that faults, one by one, so that one post cannot hold up the rest. */
async function readEach(reader: classify.Reader, batch: classify.Readable[]): Promise<Mark[]> {
	try {
		return await classify.read(reader, batch);
	} catch {
		const marks: Mark[] = [];
		for (const one of batch) {
			try {
				marks.push(...(await classify.read(reader, [one])));
			} catch (error) {
				const id = randomUUID();
				log.error(
					{ id, post: one.id, message: (error as Error).message },
					'a post could not be read'
				);
				marks.push(classify.notJudged(reader));
			}
		}
		return marks;
	}
}

export interface Marked {
	id: number;
	/** What was read: a post edited meanwhile is left for the next round. */
	contentHash: string;
	mark: Mark;
}

/** Stores marks and moves the counts by what changed, in one transaction. */
export async function save(db: Db, marked: Marked[], now: Date): Promise<void> {
	if (marked.length === 0) return;
	await db.transaction(async (tx) => {
		await tx
			.insert(readerVersion)
			.values(
				[...new Set(marked.map(({ mark }) => mark.version))].map((version) => ({
					version,
					since: now
				}))
			)
			.onConflictDoNothing();
		const rows = await tx
			.select({
				id: post.id,
				feedId: post.feedId,
				shownAt: post.shownAt,
				contentHash: post.contentHash,
				markVersion: post.markVersion,
				strength: post.strength,
				axes: post.axes
			})
			.from(post)
			.where(
				inArray(
					post.id,
					marked.map((row) => row.id)
				)
			)
			.orderBy(asc(post.id))
			.for('update');
		const before = new Map(rows.map((row) => [row.id, row]));
		const changes: tally.Change[] = [];
		for (const { id, contentHash, mark } of marked) {
			const was = before.get(id);
			if (!was || was.contentHash !== contentHash || was.markVersion === mark.version) continue;
			const { lang, probability, strength, version, ...axes } = mark;
			await tx
				.update(post)
				.set({ lang, probability, strength, axes, markVersion: version, markedAt: now })
				.where(eq(post.id, id));
			const month = tally.monthOf(was.shownAt);
			const change = (what: string, by: number) =>
				changes.push({ feedId: was.feedId, month, what, by });
			for (const what of tally.marksOf(was.strength, was.axes)) change(what, -1);
			for (const what of tally.marksOf(strength, mark)) change(what, 1);
		}
		await tally.record(tx, changes);
	});
}
