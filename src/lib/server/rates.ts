/** What is believed before a practitioner's posts are looked at: the population's rate and the reader's errors. Pure. */
import type { Beta } from './counting/beta.ts';
import { posterior, type Beliefs, type Interval, type Strata } from './counting/posterior.ts';

/** How posts of known kind were marked in the reader's own evaluation, stored with its version. */
export interface Evidence {
	stories: { likely: number; possible: number; none: number };
	others: { likely: number; possible: number; none: number };
}

/**
 * The rate of client stories among a practitioner's public posts. Published shares of posts are 0.2 %
 * and 0.7 % on Twitter (unit: posts), and 42 % of health blogs had at least one (unit: blogs;
 * docs/method.md names the studies). This Beta has mean 4 % and puts 90 % of practitioners below
 * 11 %: low for most, and wide enough for a practitioner who tells stories in one post of three.
 */
export const populationRate: Beta = { a: 0.6, b: 14.4 };

/** Posts to judge before a range is given, and the days they must span (guard F3). */
export const leastPosts = 25;
export const leastDays = 182;

/**
 * As how many posts the evaluation counts at most. People write unlike each other, so that what was
 * measured on many thousand posts of others is no surer for one practitioner than a few hundred.
 */
export const mostTrusted = { stories: 200, others: 600 };

/** Beliefs about the reader's errors: the evaluation's counts, half a count added to each side (Jeffreys). */
export function beliefs({ stories, others }: Evidence): Beliefs {
	const s = trust(stories, mostTrusted.stories);
	const o = trust(others, mostTrusted.others);
	const share = (hits: number, misses: number): Beta => ({ a: hits + 0.5, b: misses + 0.5 });
	return {
		rate: populationRate,
		sensitivity: share(s.likely + s.possible, s.none),
		falseMarks: share(o.likely + o.possible, o.none),
		likelyOfStories: share(s.likely, s.possible),
		likelyOfOthers: share(o.likely, o.possible)
	};
}

function trust(counts: Evidence['stories'], most: number): Evidence['stories'] {
	const all = counts.likely + counts.possible + counts.none;
	const by = Math.min(1, most / Math.max(1, all));
	return { likely: counts.likely * by, possible: counts.possible * by, none: counts.none * by };
}

/** Whether enough was read to give a range. */
export function isEnough(read: { posts: number; from: Date | null; to: Date | null }): boolean {
	if (read.posts < leastPosts || !read.from || !read.to) return false;
	return read.to.getTime() - read.from.getTime() >= leastDays * 86_400_000;
}

const memo = new Map<string, Interval>();
const MOST = 20_000;

/**
 * How many posts tell about a client. Kept for as long as the process runs: the same counts come back
 * on every view of a page.
 */
export function stories(strata: Strata, beliefs: Beliefs): Interval {
	const key = JSON.stringify([strata, beliefs]);
	const known = memo.get(key);
	if (known) return known;
	const { low, high, likeliest, level } = posterior(strata, beliefs);
	if (memo.size >= MOST) memo.clear();
	const found = { low, high, likeliest, level };
	memo.set(key, found);
	return found;
}

/** Counts by strength that nobody has read. */
export function unread(counts: { likely: number; possible: number; none: number }): Strata {
	const read = (count: number) => ({ count, reviewed: 0, confirmed: 0 });
	return {
		likely: read(counts.likely),
		possible: read(counts.possible),
		unmarked: { count: counts.none, audited: 0, found: 0, told: 0, toldStories: 0 }
	};
}
