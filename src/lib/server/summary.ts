/** From counts and findings to a ledger: what was read, what was found, how sure that is. Pure. */
import { goodPractices, otherNorms, type Mark, type Platform, type Strength } from '#lib/words.ts';
import type { Beliefs, Interval, Read, Strata } from './counting/posterior.ts';
import { expired } from './expiry.ts';
import type { Found, Remedied } from './findings.ts';
import * as rates from './rates.ts';
import * as tally from './tally.ts';

/** The counts of one month. */
export interface Month {
	month: string;
	posts: number;
	likely: number;
	possible: number;
	notJudged: number;
}

/** One part of a ledger: a year, or a platform. */
export interface Part {
	name: string;
	posts: number;
	judged: number;
	marked: number;
	/** Null where there are too few posts for a range. */
	stories: Interval | null;
}

export interface Ledger {
	/** Posts read and counted. */
	posts: number;
	/** Of those: in a language the reader was not measured on, or nothing to read. */
	notJudged: number;
	/** Of those: read by nobody yet. */
	pending: number;
	excerpts: number;
	/** Posts that the range speaks of. */
	judged: number;
	/** First and last day of what was read, ISO dates, or null when nothing was. */
	from: string | null;
	to: string | null;
	/** Whether the whole public history was reached. */
	complete: boolean;
	marked: { likely: number; possible: number };
	/** How many of the judged posts tell about a client; null under the minimum sample. */
	stories: Interval | null;
	enough: boolean;
	/** What people said of single posts. */
	people: { confirmed: number; denied: number; unsure: number; audited: number };
	/** Taken down or changed by their author; confirmed too long ago to count. */
	remedied: number;
	expired: number;
	/** Nothing is counted, since every feed is by somebody who does not give care. */
	isApart: boolean;
	goodPractice: Record<string, number>;
	otherNorms: Record<string, number>;
	months: Month[];
	years: Part[];
	platforms: Part[];
}

/** Counts without feed: what a ledger is summed from. */
export interface Counted {
	month: string;
	what: string;
	count: number;
	platform?: Platform;
}

/** Findings with the place they are counted in. */
export type FoundHere = Pick<
	Found,
	'says' | 'sampled' | 'months' | 'strength' | 'at' | 'isRemoved'
> & {
	platform?: Platform;
};
export type RemediedHere = Pick<Remedied, 'how' | 'strength' | 'at'> & { platform?: Platform };

export interface Facts {
	from: Date | null;
	to: Date | null;
	complete: boolean;
	found?: FoundHere[];
	remedied?: RemediedHere[];
	isApart?: boolean;
	/** Years and platforms are left out, as in a long list. */
	isShort?: boolean;
}

/** Sums counts and findings to a ledger. */
export function summarise(
	counts: Counted[],
	facts: Facts,
	beliefs: Beliefs,
	now = new Date()
): Ledger {
	const found = facts.found ?? [];
	const remedied = facts.remedied ?? [];
	const whole = partOf(counts, found, remedied, beliefs, now);
	const total = (what: string) => totalOf(counts, what);
	const enough = rates.isEnough({ posts: whole.judged, from: facts.from, to: facts.to });
	const parts = (name: PartName) =>
		facts.isShort ? [] : partsOf(counts, found, remedied, name, beliefs, now);
	const said = (answer: Found['says']) => found.filter((one) => one.says === answer).length;
	return {
		posts: total('posts'),
		notJudged: total('not-judged'),
		pending: Math.max(
			0,
			total('posts') - total('not-judged') - total('likely') - total('possible') - total('none')
		),
		excerpts: total('excerpt'),
		judged: whole.judged,
		from: isoDay(facts.from),
		to: isoDay(facts.to),
		complete: facts.complete,
		marked: {
			likely: whole.strata.likely.count,
			possible: whole.strata.possible.count
		},
		stories: enough ? whole.interval() : null,
		enough,
		people: {
			confirmed: said('story'),
			denied: said('no-story'),
			unsure: said('unsure'),
			audited: found.filter((one) => one.sampled).length
		},
		remedied: remedied.length,
		expired: whole.expired,
		isApart: facts.isApart ?? false,
		goodPractice: countsOf(counts, goodPractices),
		otherNorms: countsOf(counts, otherNorms),
		months: monthsOf(counts),
		years: parts({
			ofCount: (row) => row.month.slice(0, 4),
			ofDate: (row) => row.at.toISOString().slice(0, 4)
		}),
		platforms: parts({ ofCount: (row) => row.platform, ofDate: (row) => row.platform })
	};
}

/** Which part a count or a finding belongs to. */
interface PartName {
	ofCount: (row: Counted) => string | undefined;
	ofDate: (row: FoundHere | RemediedHere) => string | undefined;
}

function partsOf(
	counts: Counted[],
	found: FoundHere[],
	remedied: RemediedHere[],
	name: PartName,
	beliefs: Beliefs,
	now: Date
): Part[] {
	const names = [...new Set(counts.flatMap((row) => name.ofCount(row) ?? []))].sort();
	if (names.length < 2) return [];
	return names.flatMap((one) => {
		const own = counts.filter((row) => name.ofCount(row) === one);
		const posts = totalOf(own, 'posts');
		if (posts === 0) return [];
		const part = partOf(
			own,
			found.filter((row) => name.ofDate(row) === one),
			remedied.filter((row) => name.ofDate(row) === one),
			beliefs,
			now
		);
		return {
			name: one,
			posts,
			judged: part.judged,
			marked: part.strata.likely.count + part.strata.possible.count,
			stories: part.judged >= rates.leastPosts ? part.interval() : null
		};
	});
}

/**
 * The strata of some posts. A post its author took down leaves them; a confirmed story whose months have
 * run out still tells how well the reader reads, but leaves K and the number of posts.
 */
function partOf(
	counts: Counted[],
	found: FoundHere[],
	remedied: RemediedHere[],
	beliefs: Beliefs,
	now: Date
) {
	const gone = (strength: Strength) =>
		remedied.filter((one) => one.how === 'removed' && one.strength === strength).length;
	const here = found.filter((one) => !(one.isRemoved && leaves(one)));
	const read = (strength: 'likely' | 'possible'): Read => {
		const own = here.filter((one) => one.strength === strength && one.says !== 'unsure');
		return {
			count: Math.max(0, totalOf(counts, strength) - gone(strength)),
			reviewed: own.length,
			confirmed: own.filter((one) => one.says === 'story').length
		};
	};
	const unmarked = here.filter((one) => one.strength === 'none' && one.says !== 'unsure');
	const count = (sampled: boolean, says?: Found['says']) =>
		unmarked.filter((one) => one.sampled === sampled && (!says || one.says === says)).length;
	const strata: Strata = {
		likely: read('likely'),
		possible: read('possible'),
		unmarked: {
			count: Math.max(0, totalOf(counts, 'none') - gone('none')),
			audited: count(true),
			found: count(true, 'story'),
			told: count(false),
			toldStories: count(false, 'story')
		}
	};
	const confirmed = here.filter((one) => one.says === 'story' && one.strength !== 'not-judged');
	const old = expired(
		confirmed.map(({ at, months }) => ({ at, months: months ?? 24 })),
		now
	).length;
	const judged = strata.likely.count + strata.possible.count + strata.unmarked.count - old;
	return {
		strata,
		judged,
		expired: old,
		interval(): Interval {
			const { low, high, likeliest, level } = rates.stories(strata, beliefs);
			return { low: low - old, high: high - old, likeliest: likeliest - old, level };
		}
	};
}

/** Whether a removed post leaves the counts: the condition of `findings.listRemedied`. */
function leaves(one: FoundHere): boolean {
	return one.strength === 'likely' || one.strength === 'possible' || one.says === 'story';
}

function totalOf(counts: Counted[], what: string): number {
	return counts.reduce((sum, row) => sum + (row.what === what ? row.count : 0), 0);
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
