/**
 * What was read of a practitioner, what was found, and how sure we are. Built from kept counts
 * (`find`) or from posts just read and not kept (`summarise` over `talliesOf`): the same arithmetic.
 */
import { goodPractices, otherNorms, type Mark, type Reason, type Strength } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import type { Coverage } from './db/schema.ts';
import * as care from './feeds/care.ts';
import * as practitioners from './practitioners.ts';
import * as rates from './rates.ts';
import type { Evidence } from './rates.ts';
import * as tally from './tally.ts';

/** The counts of one month. */
export interface Month {
	month: string;
	posts: number;
	likely: number;
	possible: number;
	notJudged: number;
}

export interface Ledger {
	/** Posts read and counted. */
	posts: number;
	/** Of those: in a language the reader was not measured on, or nothing to read. */
	notJudged: number;
	/** Of those: read by nobody yet. */
	pending: number;
	excerpts: number;
	/** First and last day of what was read, ISO dates, or null when nothing was. */
	from: string | null;
	to: string | null;
	/** Whether the whole public history was reached. */
	complete: boolean;
	marked: { likely: number; possible: number };
	/** How many of the judged posts tell about a client; null under the minimum sample. */
	stories: { low: number; high: number; likeliest: number; level: number } | null;
	enough: boolean;
	goodPractice: Record<string, number>;
	otherNorms: Record<string, number>;
	months: Month[];
}

/** Counts without feed: what a ledger is summed from. */
export type Counted = Pick<tally.Tally, 'month' | 'what' | 'count'>;

/**
 * Sums counts to a ledger.
 * @param evidence what the reader's evaluation found, stored with its version
 */
export function summarise(
	counts: Counted[],
	facts: { from: Date | null; to: Date | null; complete: boolean },
	evidence: Evidence
): Ledger {
	const total = (what: string) =>
		counts.reduce((sum, row) => sum + (row.what === what ? row.count : 0), 0);
	const posts = total('posts');
	const notJudged = total('not-judged');
	const marked = { likely: total('likely'), possible: total('possible') };
	const none = total('none');
	const judged = marked.likely + marked.possible + none;
	const enough = rates.isEnough({ posts: judged, from: facts.from, to: facts.to });
	return {
		posts,
		notJudged,
		pending: Math.max(0, posts - judged - notJudged),
		excerpts: total('excerpt'),
		from: isoDay(facts.from),
		to: isoDay(facts.to),
		complete: facts.complete,
		marked,
		stories: enough
			? rates.stories(rates.unread({ ...marked, none }), rates.beliefs(evidence))
			: null,
		enough,
		goodPractice: countsOf(counts, goodPractices),
		otherNorms: countsOf(counts, otherNorms),
		months: monthsOf(counts)
	};
}

function isoDay(date: Date | null): string | null {
	return date ? date.toISOString().slice(0, 10) : null;
}

function countsOf(counts: Counted[], names: readonly string[]): Record<string, number> {
	const sums: Record<string, number> = {};
	for (const { what, count } of counts)
		if (names.includes(what) && count > 0) sums[what] = (sums[what] ?? 0) + count;
	return Object.fromEntries(names.flatMap((name) => (sums[name] ? [[name, sums[name]]] : [])));
}

function monthsOf(counts: Counted[]): Month[] {
	const byMonth = new Map<string, Month>();
	const fields: Record<string, keyof Omit<Month, 'month'>> = {
		posts: 'posts',
		likely: 'likely',
		possible: 'possible',
		'not-judged': 'notJudged'
	};
	for (const { month, what, count } of counts) {
		const field = fields[what];
		if (!field) continue;
		const row = byMonth.get(month) ?? { month, posts: 0, likely: 0, possible: 0, notJudged: 0 };
		row[field] += count;
		byMonth.set(month, row);
	}
	return [...byMonth.values()]
		.filter((row) => row.posts > 0)
		.sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** The counts of posts that were read but are not kept. */
export function talliesOf(
	read: {
		shownAt: Date;
		excerptOnly: boolean;
		mark: Pick<Mark, 'strength' | 'goodPractice' | 'otherNorms'>;
	}[]
): Counted[] {
	return read.flatMap(({ shownAt, excerptOnly, mark }) => {
		const whats: string[] = [
			'posts',
			mark.strength satisfies Strength,
			...mark.goodPractice,
			...mark.otherNorms
		];
		if (excerptOnly) whats.push('excerpt');
		return whats.map((what) => ({ month: tally.monthOf(shownAt), what, count: 1 }));
	});
}

/** Whether every one of the feeds was read back to its first post. */
export function isComplete(coverages: (Coverage | null)[]): boolean {
	return coverages.length > 0 && coverages.every((coverage) => coverage?.complete === true);
}

/** A practitioner with feeds and ledger. Feeds whose author does not give care are not counted. */
export interface View {
	practitioner: practitioners.Practitioner;
	feeds: practitioners.Feed[];
	ledger: Ledger;
}

export async function find(
	db: Db,
	practitionerId: number,
	evidence: Evidence
): Promise<View | undefined> {
	const found = await practitioners.find(db, practitionerId);
	if (!found) return undefined;
	const counts = await tally.list(db, [practitionerId]);
	return viewOf(found, counts, evidence);
}

/** Ledgers of one page of practitioners, by name. */
export async function list(
	db: Db,
	evidence: Evidence,
	options: Parameters<typeof practitioners.list>[1] = {}
): Promise<{ views: View[]; next?: { name: string; id: number } }> {
	const page = await practitioners.list(db, options);
	const counts = await tally.list(
		db,
		page.rows.map((row) => row.practitioner.id)
	);
	const byPractitioner = new Map<number, tally.Tally[]>();
	for (const row of counts) {
		const rows = byPractitioner.get(row.practitionerId);
		if (rows) rows.push(row);
		else byPractitioner.set(row.practitionerId, [row]);
	}
	return {
		views: page.rows.map((row) =>
			viewOf(row, byPractitioner.get(row.practitioner.id) ?? [], evidence)
		),
		next: page.next
	};
}

function viewOf(
	row: { practitioner: practitioners.Practitioner; feeds: practitioners.Feed[] },
	counts: tally.Tally[],
	evidence: Evidence
): View {
	const counting = row.feeds.filter((feed) => care.holds(feed) !== 'not-care');
	const ids = new Set(counting.map((feed) => feed.id));
	const dates = (pick: (feed: practitioners.Feed) => Date | null) =>
		counting.flatMap((feed) => pick(feed)?.getTime() ?? []);
	const oldest = dates((feed) => feed.oldestPostAt);
	const newest = dates((feed) => feed.newestPostAt);
	const ledger = summarise(
		counts.filter((count) => ids.has(count.feedId)),
		{
			from: oldest.length ? new Date(Math.min(...oldest)) : null,
			to: newest.length ? new Date(Math.max(...newest)) : null,
			complete: isComplete(counting.map((feed) => feed.coverage))
		},
		evidence
	);
	return { ...row, ledger };
}

/** The fields that `look --json` and `ledger --json` share. */
export function toJson(ledger: Ledger) {
	const { posts, notJudged, from, to, complete, marked, stories, enough, goodPractice } = ledger;
	return { posts, notJudged, from, to, complete, marked, stories, enough, goodPractice };
}

/** One marked post in `look --json` and `ledger --json`. */
export function itemOf(item: {
	id: string | number | null;
	url: string | null;
	publishedAt: Date | null;
	strength: Strength | null;
	probability: number | null;
	reasons: Reason[];
}) {
	return {
		id: item.id,
		url: item.url,
		publishedAt: item.publishedAt?.toISOString() ?? null,
		strength: item.strength,
		probability: item.probability,
		reasons: item.reasons
			.filter((reason) => reason.part !== 'title')
			.map(({ cue, start, end }) => ({ cue, start, end }))
	};
}
