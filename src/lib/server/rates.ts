/** What is known before a practitioner's posts are looked at: the population's rate and the reader's errors. */
import type { Beta, Interval } from './posterior.ts';
import { posterior } from './posterior.ts';

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

/** Sensitivity of a mark, from the evaluation's counts with half a count added to each side (Jeffreys). */
export function sensitivity({ stories }: Evidence): Beta {
	return { a: stories.likely + stories.possible + 0.5, b: stories.none + 0.5 };
}

/** Chance of a mark on a post that tells of no client, likewise. */
export function falseMarks({ others }: Evidence): Beta {
	return { a: others.likely + others.possible + 0.5, b: others.none + 0.5 };
}

/** Whether enough was read to give a range. */
export function isEnough(read: { posts: number; from: Date | null; to: Date | null }): boolean {
	if (read.posts < leastPosts || !read.from || !read.to) return false;
	return read.to.getTime() - read.from.getTime() >= leastDays * 86_400_000;
}

/** How many posts tell about a client, from the counts by strength and what people said of them. */
export function stories(
	counts: { likely: number; possible: number; none: number },
	evidence: Evidence,
	reviews: { reviewed: number; confirmed: number; audited: number; found: number } = {
		reviewed: 0,
		confirmed: 0,
		audited: 0,
		found: 0
	}
): Interval {
	const { low, high, likeliest, level } = posterior(
		{
			marked: {
				count: counts.likely + counts.possible,
				reviewed: reviews.reviewed,
				confirmed: reviews.confirmed
			},
			unmarked: { count: counts.none, audited: reviews.audited, found: reviews.found }
		},
		{ rate: populationRate, sensitivity: sensitivity(evidence), falseMarks: falseMarks(evidence) }
	);
	return { low, high, likeliest, level };
}
