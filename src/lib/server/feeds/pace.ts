/** Whose pace a feed keeps, and how slow it is. Pure. */
import { parse } from 'tldts';

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
