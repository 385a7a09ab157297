/** How often a token may ask, counted in this process by the minute. */

export interface Allowance {
	limit: number;
	remaining: number;
	/** Seconds until the count begins anew. */
	reset: number;
	isOver: boolean;
}

export const perMinute = 300;
const MINUTE = 60_000;

/** A counter of its own, so that tests share none. */
export function counter(limit = perMinute) {
	const counts = new Map<number, { since: number; count: number }>();
	return function count(tokenId: number, now: Date): Allowance {
		const at = now.getTime();
		const known = counts.get(tokenId);
		const current = known && at - known.since < MINUTE ? known : { since: at, count: 0 };
		current.count++;
		counts.set(tokenId, current);
		if (counts.size > 10_000)
			for (const [id, one] of counts) if (at - one.since >= MINUTE) counts.delete(id);
		return {
			limit,
			remaining: Math.max(0, limit - current.count),
			reset: Math.ceil((current.since + MINUTE - at) / 1000),
			isOver: current.count > limit
		};
	};
}

export function headersOf({ limit, remaining, reset, isOver }: Allowance): Record<string, string> {
	return {
		'ratelimit-limit': String(limit),
		'ratelimit-remaining': String(remaining),
		'ratelimit-reset': String(reset),
		...(isOver && { 'retry-after': String(reset) })
	};
}
