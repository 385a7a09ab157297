/**
 * A stretch of text as sparse features: cues, words, shapes (word classes and parts of speech) and
 * who writes. All are yes or no; a feature is a number below `SIZE`.
 */
import type { Care } from '../../words.ts';
import { cues } from './cues/index.ts';
import type { Found } from './cues/pattern.ts';
import { vocabulary } from './cues/vocabulary.ts';
import { flags, type Reading } from './text.ts';

/** Features of cues come first, one for each answer to "does the author give care"; then hashed ones. */
const HASHED = 1 << 18;
export const CUE_SLOTS = 4;
export const CUE_FEATURES = cues.length * CUE_SLOTS;
export const SIZE = CUE_FEATURES + HASHED;

export interface Author {
	care: Care;
	/** Words of what the author says of their work. */
	role: string[];
}

/** Called once for each different feature, with the tokens it was first seen at (none: -1, -1). */
export type Visit = (feature: number, from: number, to: number) => void;

const careSlot: Record<Care, number> = { care: 1, 'not-care': 2, unknown: 3 };

const keptSets = [
	'CLIENT',
	'CLIENTS',
	'PERSON',
	'PERSONS',
	'SHE',
	'HER',
	'HERS',
	'SAID',
	'SESSION',
	'NOW',
	'DAY',
	'OFTEN',
	'KIN',
	'MEDIA',
	'BOOK',
	'THERAPIST',
	'PEER',
	'IMAGINE',
	'MAY'
];
const shapeOfWord = new Map<string, string>();
for (const name of keptSets)
	for (const word of vocabulary[name]!) if (!shapeOfWord.has(word)) shapeOfWord.set(word, name);
for (const word of [
	'i',
	'me',
	'my',
	'we',
	'our',
	'us',
	'you',
	'your',
	'a',
	'an',
	'the',
	'this',
	'that',
	'one',
	'who',
	'with',
	'when',
	'if',
	'not',
	'never',
	'and',
	'in',
	'to',
	'was',
	'is',
	'had',
	'have',
	'just',
	'"',
	'.',
	',',
	'?',
	':'
])
	if (!shapeOfWord.has(word)) shapeOfWord.set(word, word);

// FNV-1a over the UTF-16 units of a word; words repeat, so their hashes are kept for one text.
function hashWord(word: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
	return hash;
}

function mix(a: number, b: number): number {
	let hash = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
	hash ^= hash >>> 15;
	return Math.imul(hash, 0xc2b2ae35);
}

function slot(hash: number): number {
	return CUE_FEATURES + ((hash ^ (hash >>> 16)) & (HASHED - 1));
}

const shapeHashes = new Map(
	[...new Set(shapeOfWord.values())].map((shape) => [shape, hashWord(`=${shape}`)])
);
const posHashes = new Map<string, number>();

function shapeHash(reading: Reading, i: number): number {
	const mark = reading.flags[i]!;
	const known = shapeOfWord.get(reading.words[i]!);
	if (known) return shapeHashes.get(known)!;
	const pos =
		reading.pos[i]! + (mark & flags.past ? '+past' : '') + (mark & flags.name ? '+name' : '');
	let hash = posHashes.get(pos);
	if (hash === undefined) posHashes.set(pos, (hash = hashWord(`:${pos}`)));
	return hash;
}

const seen = new Uint32Array(SIZE);
let stamp = 0;

/**
 * Visits the features of tokens `from` up to `to`. `found` are the cues of the whole reading.
 * Not re-entrant: `visit` must not call it.
 */
export function visit(
	reading: Reading,
	found: Found[],
	author: Author,
	from: number,
	to: number,
	visitOne: Visit
): void {
	if (++stamp === 0xffffffff) {
		seen.fill(0);
		stamp = 1;
	}
	const see = (feature: number, first: number, last: number) => {
		if (seen[feature] === stamp) return;
		seen[feature] = stamp;
		visitOne(feature, first, last);
	};
	const care = careSlot[author.care];
	for (let i = firstFrom(found, from); i < found.length && found[i]!.from < to; i++) {
		const one = found[i]!;
		if (one.to > to) continue;
		see(one.cue * CUE_SLOTS, one.from, one.to);
		see(one.cue * CUE_SLOTS + care, one.from, one.to);
	}
	visitWords(reading, from, to, see);
	see(slot(hashWord(`care ${author.care}`)), -1, -1);
	for (const word of author.role) see(slot(hashWord(`role ${word}`)), -1, -1);
}

/** Place of the first finding that begins at token `from` or later; findings stand in the text's order. */
function firstFrom(found: Found[], from: number): number {
	let low = 0;
	let high = found.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (found[middle]!.from < from) low = middle + 1;
		else high = middle;
	}
	return low;
}

function visitWords(reading: Reading, from: number, to: number, see: Visit): void {
	let word1 = 0;
	let word2 = 0;
	let shape1 = 0;
	let shape2 = 0;
	let shape3 = 0;
	for (let i = from; i < to; i++) {
		const word = hashWord(reading.words[i]!);
		const shape = shapeHash(reading, i);
		see(slot(word), i, i + 1);
		if (i > from) see(slot(mix(word1, word)), i - 1, i + 1);
		if (i > from + 1) {
			see(slot(mix(mix(word2, word1), word)), i - 2, i + 1);
			see(slot(mix(mix(shape2, shape1), shape)), i - 2, i + 1);
		}
		if (i > from + 2) see(slot(mix(mix(mix(shape3, shape2), shape1), shape)), i - 3, i + 1);
		word2 = word1;
		word1 = word;
		shape3 = shape2;
		shape2 = shape1;
		shape1 = shape;
	}
}
