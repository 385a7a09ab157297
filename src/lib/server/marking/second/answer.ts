/**
 * What comes back from a second reader, read with distrust: chatter around the answer is passed over,
 * a quote counts only where the post has it, and words are kept as short plain text. Pure.
 */
import * as v from 'valibot';
import { answers, type Answer } from '#lib/words.ts';
import type { Passage } from './question.ts';

/** What it makes of a post. */
export interface Opinion {
	says: Answer;
	/** Null where it gave no reason, or one that judges a person. */
	because: string | null;
	/** UTF-16 offsets into the post's whole text. */
	quote: { start: number; end: number } | null;
}

export const longestReason = 300;
const LONGEST_QUOTE = 400;
const MOST_CHARACTERS = 20_000;
const MOST_OBJECTS = 50;

/** Words about a person that stand nowhere in this program, whoever says them. */
const judging =
	/\b(breach|violat|unethical|immoral|guilt(y|less)|illegal|unlawful|unprofessional|misconduct|malpractice|(no|without) consent)/i;

const words = v.optional(v.fallback(v.nullable(v.string()), null), null);
const Said = v.object({
	reading: v.pipe(
		v.string(),
		v.transform((said) =>
			said
				.trim()
				.toLowerCase()
				.replace(/[\s_]+/g, '-')
		),
		v.picklist(answers)
	),
	because: words,
	quote: words
});

/** The opinion in an answer; undefined where there is none. A model's last word counts. */
export function parse(content: string, read: Passage): Opinion | undefined {
	for (const object of objects(content.slice(-MOST_CHARACTERS))) {
		const said = v.safeParse(Said, object);
		if (!said.success) continue;
		const { reading, because, quote } = said.output;
		const found = quote === null ? null : place(read.text, quote);
		return {
			says: reading,
			because: plain(because ?? ''),
			quote: found && { start: read.start + found.start, end: read.start + found.end }
		};
	}
	return undefined;
}

/** Every JSON object in a text, the last one first. */
function* objects(content: string): Generator<unknown> {
	const starts = [...content.matchAll(/\{/g)].map(({ index }) => index);
	for (const start of starts.slice(-MOST_OBJECTS).reverse()) {
		const end = endOf(content, start);
		if (end === undefined) continue;
		try {
			yield JSON.parse(content.slice(start, end));
		} catch {
			// Braces in prose.
		}
	}
}

/** Where the object that begins here ends, its strings passed over. */
function endOf(content: string, start: number): number | undefined {
	let depth = 0;
	let isString = false;
	for (let i = start; i < content.length; i++) {
		const letter = content[i];
		if (isString) {
			if (letter === '\\') i++;
			else if (letter === '"') isString = false;
		} else if (letter === '"') isString = true;
		else if (letter === '{') depth++;
		else if (letter === '}' && --depth === 0) return i + 1;
	}
	return undefined;
}

/** One line of plain text: no control characters, none that turn the writing around, not too long. */
function plain(said: string): string | null {
	const line = said
		.toWellFormed()
		.replace(/\s+/g, ' ')
		.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
		.trim();
	if (line === '' || judging.test(line)) return null;
	if (line.length <= longestReason) return line;
	const cut = line.slice(0, longestReason - 2).replace(/[\ud800-\udbff]$/, '');
	return `${cut.trimEnd()} …`;
}

/** Where a text has these words; letters' case, quotation marks, dashes and gaps may differ. */
function place(text: string, quote: string): { start: number; end: number } | null {
	const wanted = quote.replace(/^[\s"'“”‘’«».…]+|[\s"'“”‘’«».…]+$/g, '');
	if (wanted.length < 3 || wanted.length > LONGEST_QUOTE) return null;
	const exact = text.indexOf(wanted);
	if (exact >= 0) return { start: exact, end: exact + wanted.length };
	const pattern = wanted
		.split(/\s+/)
		.map((word) =>
			word
				.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
				.replace(/['‘’]/g, "['‘’]")
				.replace(/["“”]/g, '["“”]')
				.replace(/[-–—]/g, '[-–—]')
		)
		.join('\\s+');
	const found = new RegExp(pattern, 'i').exec(text);
	return found && { start: found.index, end: found.index + found[0].length };
}
