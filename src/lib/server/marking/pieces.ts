/**
 * Word pieces with their places in the text. The tokenizer gives ids and no offsets, so the text is cut
 * here, only where its own rules cut too, and each word is looked up apart: the ids are the same.
 */
import { Tokenizer } from '@huggingface/tokenizers';

export const START = 101;
export const SEPARATOR = 102;
const UNKNOWN = 100;

/** Ideographs stand alone, as do punctuation marks and symbols of ASCII; the rest holds together. */
const IDEOGRAPH =
	'\\u4e00-\\u9fff\\u3400-\\u4dbf\\u{20000}-\\u{2a6df}\\u{2a700}-\\u{2b73f}\\u{2b740}-\\u{2b81f}\\u{2b820}-\\u{2ceaf}\\uf900-\\ufaff\\u{2f800}-\\u{2fa1f}';
const ALONE = `${IDEOGRAPH}\\p{P}$+<=>^\`|~`;
const SPACE = '\\p{Z}\\t\\n\\v\\f\\r';
const WORD = new RegExp(`[${ALONE}]|[^${ALONE}${SPACE}]+`, 'gu');
/** Longer words are unknown to the tokenizer in any case. */
const LONGEST_WORD = 400;
const CACHED = 20_000;

/** A word of a text, `start` and `end` in UTF-16 units, with the ids of its pieces (one at least). */
export interface Word {
	start: number;
	end: number;
	ids: readonly number[];
}

export interface Pieces {
	tokenizer: Tokenizer;
	known: Map<string, readonly number[]>;
}

/** From the content of tokenizer.json and tokenizer_config.json. */
export function open(tokenizer: object, config: object): Pieces {
	return { tokenizer: new Tokenizer(tokenizer, config), known: new Map() };
}

/** The words of any text, in order. Characters that the reader cannot see, such as controls, have none. */
export function cut(pieces: Pieces, text: string): Word[] {
	const words: Word[] = [];
	for (const match of text.matchAll(WORD)) {
		const ids = idsOf(pieces, match[0]);
		if (ids.length > 0) words.push({ start: match.index, end: match.index + match[0].length, ids });
	}
	return words;
}

function idsOf({ tokenizer, known }: Pieces, word: string): readonly number[] {
	if (word.length > LONGEST_WORD) return [UNKNOWN];
	let ids = known.get(word);
	if (!ids) {
		ids = tokenizer.encode(word.toWellFormed(), { add_special_tokens: false }).ids;
		if (known.size >= CACHED) known.clear();
		known.set(word, ids);
	}
	return ids;
}
