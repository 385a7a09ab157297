/**
 * What may be asked for: public addresses over http and https, nothing else. Checked on every hop,
 * because a resolver hook alone never sees a host that is written as a number.
 */
import { lookup, type LookupAddress } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { resolver, type Resolve } from './names.ts';

export interface GuardOptions {
	/** Lifts the rules on addresses and ports (ALLOW_PRIVATE_ADDRESSES); never those on schemes. */
	allowPrivateAddresses?: boolean;
	/** Another resolver of names (tests of names that change their address). */
	resolve?: Resolve;
}

const ofNames = resolver();

/** Says in a sentence why an address may not be asked for, or undefined when it may. */
export function check(url: URL, options: GuardOptions = {}): string | undefined {
	if (url.protocol !== 'http:' && url.protocol !== 'https:')
		return `${url.protocol.slice(0, -1)} addresses are not read, only http and https.`;
	if (url.username || url.password)
		return 'An address with a name and password in it is not read: only what is public.';
	if (options.allowPrivateAddresses) return undefined;
	const host = url.hostname.replace(/^\[|\]$/g, '');
	// The URL parser has already turned decimal, octal and hexadecimal forms into dotted ones.
	if (ipaddr.isValid(host) && !isPublic(host))
		return `${url.hostname} is an address in a private network, not a public site.`;
	if (/(^|\.)(localhost|local|internal|home\.arpa|lan)\.?$/i.test(host))
		return `${url.hostname} is a name in a private network, not a public site.`;
	if (url.port !== '' && url.port !== '80' && url.port !== '443')
		return `Port ${url.port} is not read; public sites answer on 80 and 443.`;
	return undefined;
}

/** Whether an IP address is one that anybody on the internet can reach, embedded ones unwrapped. */
export function isPublic(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const parsed = ipaddr.process(address);
	if (parsed.range() !== 'unicast') return false;
	if (parsed.kind() === 'ipv4') return true;
	// 2002::/16 and 64:ff9b::/96 are ranges of their own already; refuse what else hides an IPv4 address.
	const bytes = parsed.toByteArray();
	const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0);
	return !isCompatible;
}

/**
 * A resolver for the connection itself: refuses the host when any of its addresses is not public,
 * so that a name cannot answer with a private address at the second question.
 */
export function guardedLookup(options: GuardOptions) {
	// In a network of one's own the system knows the names.
	const resolve = options.resolve ?? (options.allowPrivateAddresses ? lookup : ofNames);
	return (
		hostname: string,
		settings: { all?: boolean },
		callback: (
			error: NodeJS.ErrnoException | null,
			address: string | LookupAddress[],
			family?: number
		) => void
	): void => {
		resolve(hostname, { ...settings, all: true }, (error, addresses) => {
			if (error) return callback(error, '');
			const wrong = options.allowPrivateAddresses
				? undefined
				: addresses.find(({ address }) => !isPublic(address));
			if (wrong || addresses.length === 0) {
				const refusal: NodeJS.ErrnoException = new Error(
					`${hostname} leads into a private network.`
				);
				refusal.code = 'EGUARD';
				return callback(refusal, '');
			}
			if (settings.all) callback(null, addresses);
			else callback(null, addresses[0]!.address, addresses[0]!.family);
		});
	};
}
