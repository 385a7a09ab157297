/**
 * What is kept as rows for other programs: posts, marks, findings, ledgers. Streamed page by page, so that a
 * million posts need no more memory than a thousand.
 */
import { and, asc, eq, gt, inArray, isNotNull, notInArray, sql } from 'drizzle-orm';
import type { ExportFormat } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, listed, post, practitioner } from './db/schema.ts';
import type { JoinedPost, Row, Value, What } from './exporting/column.ts';
import * as columns from './exporting/columns.ts';
import type { Naming } from './exporting/pseudonyms.ts';
import * as ledger from './ledger.ts';
import type { Evidence } from './rates.ts';

export type { Row, Value, What } from './exporting/column.ts';
export type Format = ExportFormat;

export interface Options {
	/** What the reader's evaluation found; asked for by ledgers only. */
	evidence(): Promise<Evidence>;
	naming: Naming;
	practitionerId?: number;
	/** Only those of this list. */
	listId?: number;
	/**
	 * Numbers of posts whose marks and findings are left out, also of ledgers, for somebody who is to read
	 * them in review first; the posts themselves are told.
	 */
	except?: number[];
}

const PAGE = 200;

/** The rows of one kind, in the order they were kept; ledgers by name. */
export function rows(db: Db, what: What, options: Options): AsyncGenerator<Row> {
	return what === 'ledgers' ? ledgerRows(db, options) : postRows(db, what, options);
}

/** What is never told without names is not even read without them. */
function selected({ isNamed }: Naming) {
	return {
		post: {
			id: post.id,
			feedId: post.feedId,
			url: isNamed ? post.url : sql<null>`null`,
			title: isNamed ? post.title : sql<null>`null`,
			author: isNamed ? post.author : sql<null>`null`,
			text: isNamed ? post.text : sql<string>`''`,
			contentHash: isNamed ? post.contentHash : sql<string>`''`,
			publishedAt: post.publishedAt,
			firstSeenAt: post.firstSeenAt,
			removedAt: post.removedAt,
			excerptOnly: post.excerptOnly,
			backfilled: post.backfilled,
			lang: post.lang,
			strength: post.strength,
			probability: post.probability,
			markVersion: post.markVersion,
			finding: post.finding,
			axes: post.axes
		},
		feedUrl: feed.url,
		platform: feed.platform,
		care: feed.care,
		careChosen: feed.careChosen,
		practitionerId: practitioner.id,
		practitioner: practitioner.name,
		profession: practitioner.profession,
		place: practitioner.place
	};
}

/** One page of posts after a number, with feed and practitioner; words only where names are told. */
export function page(
	db: Db,
	what: Exclude<What, 'ledgers'>,
	options: Omit<Options, 'evidence'> & { afterId: number; limit: number }
): Promise<JoinedPost[]> {
	const { practitionerId, listId, except = [], naming, afterId, limit } = options;
	return db
		.select(selected(naming))
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(
			and(
				gt(post.id, afterId),
				what !== 'posts' && except.length > 0 ? notInArray(post.id, except) : undefined,
				what === 'marks' ? isNotNull(post.strength) : undefined,
				what === 'findings' ? inArray(post.finding, ['story', 'no-story']) : undefined,
				practitionerId === undefined ? undefined : eq(practitioner.id, practitionerId),
				listId === undefined
					? undefined
					: inArray(
							practitioner.id,
							db.select({ id: listed.practitionerId }).from(listed).where(eq(listed.listId, listId))
						)
			)
		)
		.orderBy(asc(post.id))
		.limit(limit);
}

async function* postRows(
	db: Db,
	what: Exclude<What, 'ledgers'>,
	options: Options
): AsyncGenerator<Row> {
	const rowOf = columns.postRow(what, options.naming);
	for (let afterId = 0; ;) {
		const found = await page(db, what, { ...options, afterId, limit: PAGE });
		for (const joined of found) yield rowOf(joined);
		if (found.length < PAGE) return;
		afterId = found.at(-1)!.post.id;
	}
}

async function* ledgerRows(db: Db, options: Options): AsyncGenerator<Row> {
	const rowOf = columns.ledgerRow(options.naming);
	const evidence = await options.evidence();
	for (let after: { name: string; id: number } | undefined; ;) {
		const { views, next } = await ledger.list(db, evidence, {
			after,
			limit: PAGE,
			listId: options.listId,
			except: options.except
		});
		for (const view of views) yield rowOf(view);
		if (!next) return;
		after = next;
	}
}

/** An export as lines of text, each with its line end. CSV has a first line of names, also without rows. */
export async function* lines(
	db: Db,
	what: What,
	format: Format,
	options: Options
): AsyncGenerator<string> {
	if (format === 'csv')
		yield csvLine(columns.dictionary(what, options.naming.isNamed).map(({ name }) => name));
	for await (const row of rows(db, what, options))
		yield format === 'csv' ? csvLine(Object.values(row)) : `${JSON.stringify(row)}\n`;
}

/** A line of comma-separated values (RFC 4180). */
export function csvLine(values: Value[]): string {
	return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: Value): string {
	const plain = Array.isArray(value) ? value.join(' ') : String(value ?? '');
	// A spreadsheet would run a cell that begins like a formula.
	const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const CHUNK = 64 * 1024;

/** Text in larger pieces: one piece a line would cost more than the line. */
export async function* chunks(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
	const encoder = new TextEncoder();
	let waiting = '';
	for await (const line of lines) {
		waiting += line;
		if (waiting.length < CHUNK) continue;
		yield encoder.encode(waiting);
		waiting = '';
	}
	if (waiting !== '') yield encoder.encode(waiting);
}

/** Pieces as the body of an answer, made only as fast as they are taken. */
export function body(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
	return new ReadableStream(
		{
			async pull(controller) {
				const { value, done } = await pieces.next();
				if (done) controller.close();
				else controller.enqueue(value);
			},
			async cancel() {
				await pieces.return(undefined);
			}
		},
		{ highWaterMark: 1 }
	);
}

/** Lines as the body of an answer. */
export function stream(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
	return body(chunks(lines));
}
