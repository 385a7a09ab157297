/**
 * Patterns over tokens, written as words apart by spaces:
 * `a|b` either word, `@SET` a set of the vocabulary, `#past` a flag of the token, `:VERB` its part of
 * speech (all four may be mixed with `|`), `x?` may be missing, `!x` must not follow here, `..3` up to
 * three tokens of any kind, `^` the start of a sentence. A pattern never crosses a sentence, unless it
 * begins with `~`.
 */
import { flags, type Reading } from '../text.ts';
import { vocabulary } from './vocabulary.ts';

interface Element {
	words: Set<string>;
	flags: number;
	pos: Set<string> | undefined;
	isOptional: boolean;
	isForbidden: boolean;
	/** Most tokens of a gap; -1 where the element is no gap. */
	gap: number;
}

interface Pattern {
	cue: number;
	elements: Element[];
	isAtStart: boolean;
	isAcross: boolean;
}

/** A cue found: tokens `from` up to, not including, `to`. */
export interface Found {
	cue: number;
	from: number;
	to: number;
}

export interface Matcher {
	byWord: Map<string, Pattern[]>;
	byFlag: { flags: number; pattern: Pattern }[];
	anyFlags: number;
}

/** Turns the patterns of the cues (by their place in the list) into a matcher. Throws on a bad pattern. */
export function compile(patternsByCue: string[][]): Matcher {
	const matcher: Matcher = { byWord: new Map(), byFlag: [], anyFlags: 0 };
	patternsByCue.forEach((patterns, cue) => {
		for (const source of patterns) {
			const pattern = parse(source, cue);
			const first = pattern.elements[0]!;
			for (const word of first.words) {
				const same = matcher.byWord.get(word);
				if (same) same.push(pattern);
				else matcher.byWord.set(word, [pattern]);
			}
			if (first.flags) {
				matcher.byFlag.push({ flags: first.flags, pattern });
				matcher.anyFlags |= first.flags;
			}
		}
	});
	return matcher;
}

function parse(source: string, cue: number): Pattern {
	let parts = source.trim().split(/\s+/);
	const isAcross = parts[0] === '~';
	if (isAcross) parts = parts.slice(1);
	const isAtStart = parts[0] === '^';
	if (isAtStart) parts = parts.slice(1);
	const elements = parts.map((part) => parseElement(part, source));
	const first = elements[0];
	if (!first || first.gap >= 0 || first.isForbidden || first.isOptional || first.pos)
		throw new Error(`Pattern "${source}" must begin with a word, a set or a flag.`);
	return { cue, elements, isAtStart, isAcross };
}

function parseElement(part: string, source: string): Element {
	const gap = /^\.\.(\d+)$/.exec(part);
	const isForbidden = part.length > 1 && part.startsWith('!');
	const isOptional = part.length > 1 && part.endsWith('?');
	const element: Element = {
		words: new Set(),
		flags: 0,
		pos: undefined,
		isOptional,
		isForbidden,
		gap: gap ? Number(gap[1]) : -1
	};
	if (gap) return element;
	const body = part.slice(isForbidden ? 1 : 0, isOptional ? -1 : undefined);
	for (const one of body.split('|')) {
		if (one.length > 1 && one.startsWith('@')) {
			const set = vocabulary[one.slice(1)];
			if (!set) throw new Error(`Pattern "${source}" names an unknown set ${one}.`);
			for (const word of set) element.words.add(word);
		} else if (one.length > 1 && one.startsWith('#') && one.slice(1) in flags) {
			element.flags |= flags[one.slice(1) as keyof typeof flags];
		} else if (one.length > 1 && one.startsWith(':')) {
			(element.pos ??= new Set()).add(one.slice(1));
		} else element.words.add(one);
	}
	return element;
}

/** Every cue found, in the order of the text; findings of one cue never overlap. */
export function match(reading: Reading, matcher: Matcher): Found[] {
	const found: Found[] = [];
	const reached = new Map<number, number>();
	const { words, sentences } = reading;
	let sentence = 0;
	for (let i = 0; i < words.length; i++) {
		while (sentence + 1 < sentences.length && sentences[sentence + 1]! <= i) sentence++;
		const stop = sentences[sentence + 1] ?? words.length;
		const isStart = sentences[sentence] === i;
		const tryOne = (pattern: Pattern) => {
			if (pattern.isAtStart && !isStart) return;
			if ((reached.get(pattern.cue) ?? -1) > i) return;
			const to = walk(pattern.elements, 0, i, reading, pattern.isAcross ? words.length : stop);
			if (to <= i) return;
			reached.set(pattern.cue, to);
			found.push({ cue: pattern.cue, from: i, to });
		};
		const some = matcher.byWord.get(words[i]!);
		if (some) for (const pattern of some) tryOne(pattern);
		if (reading.flags[i]! & matcher.anyFlags)
			for (const one of matcher.byFlag) if (reading.flags[i]! & one.flags) tryOne(one.pattern);
	}
	return found;
}

function isMet(element: Element, reading: Reading, i: number): boolean {
	return (
		element.words.has(reading.words[i]!) ||
		(reading.flags[i]! & element.flags) !== 0 ||
		(element.pos?.has(reading.pos[i]!) ?? false)
	);
}

/** Where the elements from `at` on end when they begin at token `i`; -1 where they do not fit. */
function walk(elements: Element[], at: number, i: number, reading: Reading, stop: number): number {
	if (at === elements.length) return i;
	const element = elements[at]!;
	if (element.gap >= 0) {
		for (let skip = 0; skip <= element.gap && i + skip <= stop; skip++) {
			const to = walk(elements, at + 1, i + skip, reading, stop);
			if (to >= 0) return to;
		}
		return -1;
	}
	if (element.isForbidden) {
		if (i < stop && isMet(element, reading, i)) return -1;
		return walk(elements, at + 1, i, reading, stop);
	}
	if (i < stop && isMet(element, reading, i)) {
		const to = walk(elements, at + 1, i + 1, reading, stop);
		if (to >= 0) return to;
	}
	return element.isOptional ? walk(elements, at + 1, i, reading, stop) : -1;
}
