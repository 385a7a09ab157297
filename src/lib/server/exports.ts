/**
 * What is kept as rows for other programs: posts, marks, findings, ledgers. Streamed page by page, so that a
 * million posts need no more memory than a thousand.
 */
import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import { goodPractices, otherNorms } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, post, practitioner } from './db/schema.ts';
import * as ledger from './ledger.ts';
import type { Evidence } from './rates.ts';

export const whats = ['posts', 'marks', 'findings', 'ledgers'] as const;
export type What = (typeof whats)[number];
export const formats = ['csv', 'jsonl'] as const;
export type Format = (typeof formats)[number];

/** One row: names of columns to plain values; lists are written with spaces between. */
export type Row = Record<string, string | number | boolean | null | string[]>;

const PAGE = 500;

/** The rows of one kind, in the order they were kept; ledgers by name. */
export function rows(
	db: Db,
	what: What,
	options: { evidence: Evidence; practitionerId?: number }
): AsyncGenerator<Row> {
	if (what === 'ledgers') return ledgerRows(db, options.evidence);
	const rowOf = { posts: postRow, marks: markRow, findings: findingRow }[what];
	return postRows(db, rowOf, { what, practitionerId: options.practitionerId });
}

function pageOf(db: Db, afterId: number, options: { what: What; practitionerId?: number }) {
	return db
		.select({
			post,
			feedUrl: feed.url,
			platform: feed.platform,
			care: feed.care,
			careChosen: feed.careChosen,
			practitioner: practitioner.name,
			profession: practitioner.profession
		})
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(
			and(
				gt(post.id, afterId),
				options.what === 'marks' ? isNotNull(post.strength) : undefined,
				options.what === 'findings' ? inArray(post.finding, ['story', 'no-story']) : undefined,
				options.practitionerId ? eq(practitioner.id, options.practitionerId) : undefined
			)
		)
		.orderBy(asc(post.id))
		.limit(PAGE);
}
type Joined = Awaited<ReturnType<typeof pageOf>>[number];

async function* postRows(
	db: Db,
	rowOf: (joined: Joined) => Row,
	options: { what: What; practitionerId?: number }
): AsyncGenerator<Row> {
	for (let afterId = 0; ;) {
		const page = await pageOf(db, afterId, options);
		for (const joined of page) yield rowOf(joined);
		if (page.length < PAGE) return;
		afterId = page.at(-1)!.post.id;
	}
}

const iso = (date: Date | null) => date?.toISOString() ?? null;

function postRow({ post, feedUrl, practitioner }: Joined): Row {
	return {
		id: post.id,
		practitioner,
		feed: feedUrl,
		url: post.url,
		published_at: iso(post.publishedAt),
		first_seen_at: iso(post.firstSeenAt),
		removed_at: iso(post.removedAt),
		title: post.title,
		author: post.author,
		text: post.text,
		excerpt_only: post.excerptOnly,
		backfilled: post.backfilled,
		content_hash: post.contentHash
	};
}

function markRow({ post, practitioner }: Joined): Row {
	return {
		id: post.id,
		practitioner,
		url: post.url,
		published_at: iso(post.publishedAt),
		lang: post.lang,
		strength: post.strength,
		probability: post.probability,
		voice: post.axes?.voice ?? null,
		exits: post.axes?.exits ?? [],
		identifiers: post.axes?.identifiers ?? [],
		tone: post.axes?.tone ?? null,
		forms: post.axes?.forms ?? [],
		other_norms: post.axes?.otherNorms ?? [],
		good_practice: post.axes?.goodPractice ?? [],
		reader: post.axes?.reader ?? null,
		version: post.markVersion
	};
}

/**
 * What a person said of a post as an item of the corpus, for `evaluate` and, by choice, `train`. Nobody
 * marked the telling words, so it has no spans.
 */
function findingRow({ post, platform, care, careChosen, profession }: Joined): Row {
	const isStory = post.finding === 'story';
	return {
		id: `finding-${post.id}`,
		lang: post.lang ?? 'en',
		kind: platform,
		author_role: profession,
		author_care: careChosen ?? care,
		title: post.title,
		text: post.text,
		client_narrative: isStory ? 'yes' : 'no',
		spans: [],
		about: isStory ? 'own-client' : 'none',
		form: [],
		exits: post.axes?.exits ?? [],
		tone: 'neutral',
		identifiers: [],
		other_norms: [],
		good_practice: []
	};
}

async function* ledgerRows(db: Db, evidence: Evidence): AsyncGenerator<Row> {
	for (let after: { name: string; id: number } | undefined; ;) {
		const page = await ledger.list(db, evidence, { after, limit: PAGE });
		for (const view of page.views) yield ledgerRow(view);
		if (!page.next) return;
		after = page.next;
	}
}

/** One practitioner's ledger in one row. A number of stories never stands without its range. */
export function ledgerRow({ practitioner, ledger }: ledger.View): Row {
	return {
		practitioner: practitioner.name,
		profession: practitioner.profession,
		place: practitioner.place,
		posts: ledger.posts,
		not_judged: ledger.notJudged,
		from: ledger.from,
		to: ledger.to,
		complete: ledger.complete,
		marked_likely: ledger.marked.likely,
		marked_possible: ledger.marked.possible,
		enough: ledger.enough,
		stories_low: ledger.stories?.low ?? null,
		stories_high: ledger.stories?.high ?? null,
		stories_likeliest: ledger.stories?.likeliest ?? null,
		stories_level: ledger.stories?.level ?? null,
		...Object.fromEntries(
			[...goodPractices, ...otherNorms].map((item) => [
				item,
				ledger.goodPractice[item] ?? ledger.otherNorms[item] ?? 0
			])
		)
	};
}

/** Rows as lines of text, each with its line end. CSV has a first line of names. */
export async function* lines(rows: AsyncIterable<Row>, format: Format): AsyncGenerator<string> {
	let isFirst = true;
	for await (const row of rows) {
		if (format === 'jsonl') {
			yield `${JSON.stringify(row)}\n`;
			continue;
		}
		if (isFirst) yield csvLine(Object.keys(row));
		isFirst = false;
		yield csvLine(Object.values(row));
	}
}

/** A line of comma-separated values (RFC 4180). */
export function csvLine(values: Row[string][]): string {
	return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: Row[string]): string {
	const plain = Array.isArray(value) ? value.join(' ') : String(value ?? '');
	// A spreadsheet would run a cell that begins like a formula.
	const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines as the body of an answer, read only as fast as they are taken. */
export function stream(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			const { value, done } = await lines.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		async cancel() {
			await lines.return(undefined);
		}
	});
}
