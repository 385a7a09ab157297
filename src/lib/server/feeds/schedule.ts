/** When to look at a feed again. Pure: the clock and the dice are passed in. */

export interface Seen {
	now: Date;
	/** 0 up to 1: spreads feeds out. */
	random: () => number;
	outcome: 'fetched' | 'unchanged' | 'failed' | 'gone' | 'too-many';
	/** Failures in a row, this one included. */
	failureCount: number;
	retryAfterAt?: Date | null;
	hints: {
		ttlMinutes?: number | null;
		maxAgeSeconds?: number | null;
		/** The middle gap between posts, from `rhythmOf`. */
		rhythmMinutes?: number | null;
	};
	/** When the newest post was published. */
	newestAt?: Date | null;
	/** The shortest usual time between two looks. */
	pollMinutes: number;
}

export interface Next {
	nextCheckAt: Date;
	/** Why then, in a few words for the page. */
	why: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A publisher's wish is followed up to this long, and a quiet feed is looked at this often. */
const LONGEST_REST = DAY;
/** Also the longest that a Retry-After is believed. */
export const LONGEST_FAILURE = 7 * DAY;
export const LONGEST_TOO_MANY = 6 * HOUR;
const JITTER = 0.1;

/**
 * After success: half the usual time between posts, not shorter than `pollMinutes` or what the
 * publisher asks (ttl, Cache-Control), not longer than a day. After failure: 30 minutes, doubled each
 * time, up to seven days (six hours where the site only asked for less). Never before Retry-After, of
 * which seven days are believed. No feed is ever given up.
 */
export function next(seen: Seen): Next {
	const isFailure = ['failed', 'gone', 'too-many'].includes(seen.outcome);
	const { wait, most, why } = isFailure ? afterFailure(seen) : afterSuccess(seen);
	const spread = Math.min(most, wait * (1 + JITTER * clamp(seen.random(), 0, 1)));
	const asked = seen.retryAfterAt
		? Math.min(seen.retryAfterAt.getTime() - seen.now.getTime(), LONGEST_FAILURE)
		: 0;
	if (asked > spread)
		return {
			nextCheckAt: new Date(seen.now.getTime() + asked),
			why: 'the site asked us to wait'
		};
	return { nextCheckAt: new Date(seen.now.getTime() + spread), why };
}

interface Wait {
	wait: number;
	most: number;
	why: string;
}

function afterFailure(seen: Seen): Wait {
	const isBusy = seen.outcome === 'too-many';
	const why = isBusy
		? 'the site asked us to come less often'
		: seen.failureCount > 1
			? `it failed ${seen.failureCount} times in a row`
			: 'it failed just now';
	return {
		wait: 30 * MINUTE * 2 ** clamp(seen.failureCount - 1, 0, 20),
		most: isBusy ? LONGEST_TOO_MANY : LONGEST_FAILURE,
		why
	};
}

function afterSuccess(seen: Seen): Wait {
	const asked = Math.min(
		LONGEST_REST,
		Math.max((seen.hints.ttlMinutes ?? 0) * MINUTE, (seen.hints.maxAgeSeconds ?? 0) * 1000)
	);
	const least = seen.pollMinutes * MINUTE;
	const wait = Math.max(least, asked, Math.min(LONGEST_REST, usual(seen)));
	const most = Math.max(least, LONGEST_REST);
	if (wait === asked && asked > least) return { wait, most, why: 'the site asks for this pause' };
	return { wait, most, why: wait > least ? 'it posts seldom' : 'the usual pause' };
}

/** Half the usual gap between posts; a feed long silent is asked less often, whatever it once did. */
function usual(seen: Seen): number {
	const silent = seen.newestAt
		? Math.max(0, seen.now.getTime() - seen.newestAt.getTime())
		: LONGEST_REST;
	const gap = seen.hints.rhythmMinutes ? seen.hints.rhythmMinutes * MINUTE : silent;
	return Math.max(gap / 2, silent / 8);
}

/** The middle gap in minutes between the newest 20 posts; null where fewer than two have a date. */
export function rhythmOf(publishedAts: Date[]): number | null {
	const times = publishedAts
		.map((date) => date.getTime())
		.sort((a, b) => b - a)
		.slice(0, 20);
	const gaps = times
		.slice(1)
		.map((time, i) => times[i]! - time)
		.sort((a, b) => a - b);
	const middle = gaps[Math.floor(gaps.length / 2)];
	return middle === undefined ? null : Math.round(middle / MINUTE);
}

function clamp(value: number, low: number, high: number): number {
	return Math.min(high, Math.max(low, value));
}
