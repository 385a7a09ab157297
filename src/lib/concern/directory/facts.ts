/** A fact that is shown with where it comes from. Pure. */
import * as days from '../days.ts';

/** One statement about a body, a phone line or a rule, with how far it can be trusted. */
export interface Fact {
	text: string;
	/** Pages that were read for it; empty where it is from memory. */
	sources: string[];
	/** Day the pages were read, YYYY-MM-DD; null where none was. */
	readOn: string | null;
	/** Why to check before relying on it; null where it is confirmed and fresh. */
	check: 'not confirmed' | 'read on a copy' | 'older than six months' | null;
}

/** Days after which even a confirmed fact asks to be checked again. */
export const freshDays = 183;

/**
 * Builds a fact. `own` are the hosts a body calls its own: pages elsewhere are copies.
 * `today` is YYYY-MM-DD.
 */
export function fact(
	text: string,
	from: { sources: string[]; readOn: string | null; isUnverified: boolean; own?: string | null },
	today: string
): Fact {
	const base = { text, sources: from.sources, readOn: from.readOn };
	if (from.isUnverified || from.sources.length === 0 || !from.readOn)
		return { ...base, sources: from.isUnverified ? [] : from.sources, check: 'not confirmed' };
	if (days.between(from.readOn, today) > freshDays)
		return { ...base, check: 'older than six months' };
	if (from.own && !from.sources.some((source) => isSameSite(source, from.own!)))
		return { ...base, check: 'read on a copy' };
	return { ...base, check: null };
}

/** The sentence that stands beside a fact. */
export function provenance({ check, readOn, sources }: Fact): string {
	const read = readOn && sources.length > 0 ? `Read on ${days.long(readOn)}.` : '';
	if (check === 'not confirmed') return 'We could not confirm this. Check before you send.';
	if (check === 'read on a copy')
		return `${read} We read it on another site, not the body’s own. Check before you send.`;
	if (check === 'older than six months')
		return `${read} That is a while ago. Check before you send.`;
	return read;
}

/** Whether two addresses lie on one site: the last two labels agree, or three under a two-part ending. */
export function isSameSite(one: string, other: string): boolean {
	const [a, b] = [site(one), site(other)];
	return a !== null && a === b;
}

function site(address: string): string | null {
	if (!URL.canParse(address)) return null;
	const labels = new URL(address).hostname.replace(/\.$/, '').split('.');
	const isTwoPart =
		/^(com|co|org|net|gov|govt|edu|ac|qc|on|bc|ab|sa|nsw|qld|vic|wa|nt|tas|act)$/.test(
			labels.at(-2) ?? ''
		) && (labels.at(-1)?.length ?? 0) === 2;
	return labels.slice(isTwoPart ? -3 : -2).join('.');
}
