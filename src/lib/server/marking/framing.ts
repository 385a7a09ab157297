/** Passages as the encoder reads them: in stretches that fit, each framed with the author. Pure. */
import * as pieces from './pieces.ts';

/** Words `from` up to, not including, `to` of a passage, framed with the author's segment. */
export interface Stretch {
	from: number;
	to: number;
	/** How many of `ids`, before the last, are the text's own. */
	pieces: number;
	ids: number[];
}

/** The most word pieces of the author's segment. */
const LONGEST_AUTHOR = 40;
/** Pieces that neighbouring stretches of an overlong passage share. */
const SHARED = 60;

/** "author: hospice social worker", or "author not said", as in training. */
export function authorIds(known: pieces.Pieces, author: string | null): number[] {
	const said = author?.trim() ? `author: ${author}` : 'author not said';
	return pieces
		.cut(known, said)
		.flatMap(({ ids }) => ids)
		.slice(0, LONGEST_AUTHOR);
}

/** Stretches of at most `longest` pieces that cover all words; one, empty, where there is no word. */
export function stretches(
	words: readonly pieces.Word[],
	longest: number
): Pick<Stretch, 'from' | 'to' | 'pieces'>[] {
	const found: Pick<Stretch, 'from' | 'to' | 'pieces'>[] = [];
	let from = 0;
	for (;;) {
		let to = from;
		let count = 0;
		while (to < words.length && (to === from || count + words[to]!.ids.length <= longest))
			count += Math.min(longest, words[to++]!.ids.length);
		found.push({ from, to, pieces: count });
		if (to >= words.length) return found;
		let back = to;
		let shared = 0;
		while (back - 1 > from && shared + words[back - 1]!.ids.length <= SHARED)
			shared += words[--back]!.ids.length;
		from = back;
	}
}

/** Start, author, separator, text, separator. */
export function frame(
	author: readonly number[],
	words: readonly pieces.Word[],
	{ from, to, pieces: count }: Pick<Stretch, 'from' | 'to' | 'pieces'>
): number[] {
	const own = words.slice(from, to).flatMap(({ ids }) => ids);
	return [pieces.START, ...author, pieces.SEPARATOR, ...own.slice(0, count), pieces.SEPARATOR];
}
