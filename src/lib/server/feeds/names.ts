/**
 * From a host's name to its addresses. The system's own resolver (getaddrinfo) is asked by Node two
 * names at a time, so that a few names whose servers are silent would hold up everybody's feeds; the name
 * servers themselves are asked as many at once as one likes. What only the system knows (its hosts file,
 * names in the office) it is still asked for, and it answers that at once.
 */
import { lookup, Resolver, type LookupAddress } from 'node:dns';

type Failure = NodeJS.ErrnoException;
export type Answer = (error: Failure | null, addresses: LookupAddress[]) => void;
export type Resolve = (hostname: string, settings: { all: true }, answer: Answer) => void;

/** Until a name server counts as silent; it is asked a second time, with twice that. */
const WAIT_MS = 2500;

/** The server was reached and silent: the system would wait for it once more, and hold up others. */
const isSilence = (error: Failure) => error.code === 'ETIMEOUT';

/**
 * @param options.servers other name servers than the system's, as `address:port` (tests)
 */
export function resolver(options: { servers?: string[]; waitMs?: number } = {}): Resolve {
	const asked = new Resolver({ timeout: options.waitMs ?? WAIT_MS, tries: 2 });
	if (options.servers) asked.setServers(options.servers);
	return (hostname, settings, answer) => {
		const found: Partial<Record<4 | 6, LookupAddress[]>> = {};
		const failures: Failure[] = [];
		const take = (family: 4 | 6) => (error: Failure | null, addresses: string[]) => {
			found[family] = error ? [] : addresses.map((address) => ({ address, family }));
			if (error) failures.push(error);
			if (!found[4] || !found[6]) return;
			const all = [...found[4], ...found[6]];
			if (all.length > 0) return answer(null, all);
			const silence = failures.find(isSilence);
			if (silence) answer(silence, []);
			else lookup(hostname, settings, answer);
		};
		asked.resolve4(hostname, take(4));
		asked.resolve6(hostname, take(6));
	};
}
