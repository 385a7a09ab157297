/** When to look at a feed again. Pure: the clock and the dice are passed in. */

export interface Seen {
	now: Date;
	/** 0 up to 1: spreads feeds out. */
	random: () => number;
	outcome: 'fetched' | 'unchanged' | 'failed' | 'gone' | 'too-many';
	/** Failures in a row, this one included. */
	failureCount: number;
	retryAfterAt?: Date | null;
	hints: { ttlMinutes?: number | null; maxAgeSeconds?: number | null };
	/** When the posts in the document were published, in any order; empty when it was not read anew. */
	publishedAts: Date[];
	lastNewAt?: Date | null;
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
/** A publisher's wish is followed up to this long. */
const LONGEST_HINT = DAY;
const LONGEST_REST = DAY;
const LONGEST_FAILURE = 7 * DAY;
const LONGEST_TOO_MANY = 6 * HOUR;
const JITTER = 0.1;

/**
 * After success: half the usual time between posts, not shorter than `pollMinutes` or what the
 * publisher asks (ttl, Cache-Control), not longer than a day. After failure: 30 minutes, doubled each
 * time, up to seven days (six hours where the site only asked for less), never before Retry-After.
 * No feed is ever given up.
 */
export function next(seen: Seen): Next {
	const isFailure = ['failed', 'gone', 'too-many'].includes(seen.outcome);
	const { wait, why } = isFailure ? afterFailure(seen) : afterSuccess(seen);
	const spread = wait * (1 + JITTER * clamp(seen.random(), 0, 1));
	const at = new Date(seen.now.getTime() + spread);
	const floor = seen.retryAfterAt;
	if (floor && floor > at && floor.getTime() - seen.now.getTime() <= LONGEST_FAILURE)
		return { nextCheckAt: floor, why: 'the site asked us to wait' };
	return { nextCheckAt: at, why };
}

function afterFailure(seen: Seen): { wait: number; why: string } {
	const most = seen.outcome === 'too-many' ? LONGEST_TOO_MANY : LONGEST_FAILURE;
	const wait = Math.min(
		most / (1 + JITTER),
		30 * MINUTE * 2 ** Math.min(20, Math.max(0, seen.failureCount - 1))
	);
	const why =
		seen.outcome === 'too-many'
			? 'the site asked us to come less often'
			: seen.failureCount > 1
				? `it failed ${seen.failureCount} times in a row`
				: 'it failed just now';
	return { wait, why };
}

function afterSuccess(seen: Seen): { wait: number; why: string } {
	const usual = rhythm(seen);
	const asked = Math.min(
		LONGEST_HINT,
		Math.max((seen.hints.ttlMinutes ?? 0) * MINUTE, (seen.hints.maxAgeSeconds ?? 0) * 1000)
	);
	const least = seen.pollMinutes * MINUTE;
	const wait = Math.max(least, asked, Math.min(LONGEST_REST, usual));
	if (wait === asked && asked > least) return { wait, why: 'the site asks for this pause' };
	return { wait, why: wait > least ? 'it posts seldom' : 'the usual pause' };
}

/** Half the middle gap between the newest posts; a feed long silent is asked less often. */
function rhythm(seen: Seen): number {
	const times = seen.publishedAts
		.map((date) => date.getTime())
		.sort((a, b) => b - a)
		.slice(0, 20);
	const newest = times[0] ?? seen.lastNewAt?.getTime();
	const silent = newest === undefined ? DAY : Math.max(0, seen.now.getTime() - newest);
	const gaps = times
		.slice(1)
		.map((time, i) => times[i]! - time)
		.sort((a, b) => a - b);
	const middle = gaps[Math.floor(gaps.length / 2)];
	return Math.max((middle ?? silent) / 2, silent / 8);
}

function clamp(value: number, low: number, high: number): number {
	return Math.min(high, Math.max(low, value));
}
