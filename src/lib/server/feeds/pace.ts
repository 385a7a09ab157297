/** Whose pace a feed keeps, and how slow it is. Pure. */
import { parse } from 'tldts';
import type { Outcome } from './fetch.ts';
import { LONGEST_TOO_MANY } from './schedule.ts';

/**
 * The name that shares one pace: the registrable domain (all of a host's blogs together), or the full
 * address for a bridge the operator runs, so that one slow route does not hold up the others.
 */
export function hostOf(address: string, bridges: string[] = []): string {
	if (bridges.some((bridge) => bridge !== '' && address.startsWith(`${bridge}/`))) return address;
	const { hostname } = new URL(address);
	return parse(hostname, { allowPrivateDomains: false }).domain ?? hostname;
}

/** Milliseconds between two requests to a host. None to this computer itself, which only tests ask. */
export function gapMs(host: string): number {
	if (/^(127\.|localhost$|\[?::1)/.test(host)) return 0;
	// About one request a minute is all that Reddit grants to visitors.
	if (host === 'reddit.com') return 60_000;
	return 2000;
}

const MINUTE = 60_000;

/** Until when a whole host is left alone after an answer; undefined where it need not be. */
export function restUntil(outcome: Outcome, now: Date): Date | undefined {
	if (outcome.kind !== 'failed') return undefined;
	const isBusy = outcome.status === 429 || outcome.status === 503;
	if (isBusy && outcome.retryAfterAt) {
		const asked = Math.min(outcome.retryAfterAt.getTime() - now.getTime(), LONGEST_TOO_MANY);
		return new Date(now.getTime() + asked);
	}
	if (outcome.status === 429) return new Date(now.getTime() + 10 * MINUTE);
	if (['timeout', 'refused', 'broken'].includes(outcome.code))
		return new Date(now.getTime() + MINUTE);
	return undefined;
}
