/**
 * How often one address may try something on this website, counted in memory. Addresses are kept as
 * hashes with a key of this process, for an hour, and are written nowhere.
 */
import { createHmac, randomBytes } from 'node:crypto';

const HOUR_MS = 3_600_000;
const MOST_KEPT = 50_000;

export interface Tries {
	/** Counts one try; false once there were too many within the hour. */
	take(address: string, now?: Date): boolean;
}

export function counter(most: number): Tries {
	const key = randomBytes(16);
	const kept = new Map<string, { since: number; count: number }>();
	return {
		take(address, now = new Date()) {
			const who = createHmac('sha256', key).update(address).digest('base64');
			const before = kept.get(who);
			const isFresh = before && now.getTime() - before.since < HOUR_MS;
			const one = isFresh ? before : { since: now.getTime(), count: 0 };
			one.count++;
			kept.delete(who);
			kept.set(who, one);
			// The oldest go first, so that memory stays bounded whoever comes.
			if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
			return one.count <= most;
		}
	};
}
