/** Looks through the words of a reply for anything that could point to a client (guard F7). Pure. */
import * as format from '#lib/format.ts';
import { find, type Detail } from './details.ts';

export const mostCharacters = 600;

export interface Screened {
	/** Must be reworded before the reply is kept. */
	firm: Detail[];
	/** Worth another look; the reply may be sent as it is. */
	look: Detail[];
}

/**
 * What was found, once a place.
 * @param own names that may stand there: the practitioner's own and those of the feeds
 */
export function screen(words: string, own: string): Screened {
	const found = find(words, own);
	const firm = apart(found.filter((one) => one.isFirm));
	const look = apart(found.filter((one) => !one.isFirm)).filter(
		(one) => !firm.some((other) => one.start < other.end && other.start < one.end)
	);
	return { firm, look };
}

/**
 * What must be reworded in words that others will see, in one sentence; undefined where nothing must.
 * Without `own` they name nobody at all, the practitioner included.
 */
export function refusal(words: string, own = ''): string | undefined {
	const { firm } = screen(words, own);
	if (firm.length === 0) return undefined;
	return `These words may point to somebody. Please say it without: ${format.list(firm.map(({ found }) => `“${found}”`))}.`;
}

/** Without those that lie within, or overlap, one before. */
function apart(details: Detail[]): Detail[] {
	const kept: Detail[] = [];
	for (const one of details) {
		const last = kept.at(-1);
		if (!last || one.start >= last.end) kept.push(one);
		else if (one.start === last.start && one.end > last.end) kept[kept.length - 1] = one;
	}
	return kept;
}
