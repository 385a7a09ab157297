/**
 * From a host's name to its addresses. The system's own resolver (getaddrinfo) is asked by Node two
 * names at a time, so that a few names whose servers are silent would hold up everybody's feeds; the name
 * servers themselves are asked as many at once as one likes. Of a name that they do not know the system is
 * asked, which may (from its hosts file, or in an office), and answers that at once.
 */
import { lookup, Resolver, type LookupAddress } from 'node:dns';

type Failure = NodeJS.ErrnoException;
export type Answer = (error: Failure | null, addresses: LookupAddress[]) => void;
export type Resolve = (hostname: string, settings: { all: true }, answer: Answer) => void;

/** Until a name server counts as silent; it is asked a second time, with twice that. */
const WAIT_MS = 2500;

/** Which name servers there are changes with the network, and is read when a resolver is made. */
const KEEP_MS = 60_000;

/**
 * No name server answered, or it waited for another that did not: the system would wait once more, and
 * hold up others.
 */
const isSilence = (error: Failure) => error.code === 'ETIMEOUT' || error.code === 'ESERVFAIL';

/**
 * @param options.servers other name servers than the system's, as `address:port` (tests)
 */
export function resolver(options: { servers?: string[]; waitMs?: number } = {}): Resolve {
	let made: { at: number; resolver: Resolver } | undefined;
	const renewed = () => {
		const now = performance.now();
		if (made && now - made.at < KEEP_MS) return made.resolver;
		const resolver = new Resolver({ timeout: options.waitMs ?? WAIT_MS, tries: 2 });
		if (options.servers) resolver.setServers(options.servers);
		made = { at: now, resolver };
		return resolver;
	};
	return (hostname, settings, answer) => {
		const asked = renewed();
		const found: Partial<Record<4 | 6, LookupAddress[]>> = {};
		const failures: Failure[] = [];
		const take = (family: 4 | 6) => (error: Failure | null, addresses: string[]) => {
			found[family] = error ? [] : addresses.map((address) => ({ address, family }));
			if (error) failures.push(error);
			if (!found[4] || !found[6]) return;
			const all = [...found[4], ...found[6]];
			if (all.length > 0) return answer(null, all);
			const silence = failures.find(isSilence);
			if (silence) {
				made = undefined;
				answer(silence, []);
			} else lookup(hostname, settings, answer);
		};
		asked.resolve4(hostname, take(4));
		asked.resolve6(hostname, take(6));
	};
}
