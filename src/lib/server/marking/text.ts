/**
 * Text as the reader sees it: tokens with exact UTF-16 offsets, sentences and parts of speech.
 * The tokens are cut here, not by the tagger: its own tokens cannot be traced back to offsets in
 * arbitrary Unicode, and on odd input they depend on what was read before.
 */
import { tag } from './tagger.ts';

/** What a token is, beside its word. Several may hold. */
export const flags = {
	clock: 1,
	number: 2,
	age: 4,
	name: 8,
	past: 16,
	emoji: 32,
	address: 64,
	handle: 128,
	hashtag: 256,
	capital: 512,
	quote: 1024,
	upper: 2048
} as const;

/** Tokens of a text in parallel arrays; `sentences` holds the first token of each sentence. */
export interface Reading {
	text: string;
	words: string[];
	starts: number[];
	ends: number[];
	pos: string[];
	flags: number[];
	sentences: number[];
}

const TOKEN =
	/(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_]+|\d[\d.,:]*\p{L}*|[\p{L}\p{M}\p{N}_]+(?:['’ʼ][\p{L}\p{M}]+)*|\p{Extended_Pictographic}(?:\p{M}|\u200d|\ufe0f|\p{Emoji_Modifier})*|[^\s]/gu;

/** Short forms that people who give care type, and what they stand for. */
const shortForms = new Map(
	Object.entries({
		ct: 'client',
		cts: 'clients',
		cl: 'client',
		clt: 'client',
		pt: 'patient',
		pts: 'patients',
		sesh: 'session',
		tx: 'treatment',
		dx: 'diagnosis',
		appt: 'appointment',
		cancelled: 'canceled',
		cancelling: 'canceling',
		counsellor: 'counselor',
		counselling: 'counseling',
		counsellors: 'counselors'
	})
);

const irregularPast = new Set(
	`was were had did said told went came left got gave took made saw knew thought felt brought bought
	wore wrote sat stood ran began broke drew drove ate fell forgot found fought held heard hid kept led lent
	let lost meant met paid put quit read rang rose sang sent showed shook shut slept slid spoke spent
	stole stuck swore taught threw understood woke won wept chose caught built cut hit hurt laid lay
	bit blew flew froze grew hung sought shot sold struck swam tore`.split(/\s+/)
);

const notNames = new Set(
	`monday tuesday wednesday thursday friday saturday sunday january february march april may june july
	august september october november december i english british american irish christmas easter zoom
	netflix instagram facebook twitter tiktok god emdr cbt dbt adhd ocd ptsd nhs lcsw lmft lpc phd`.split(
		/\s+/
	)
);

const abbreviations = new Set([
	'mr',
	'mrs',
	'ms',
	'dr',
	'st',
	'vs',
	'prof',
	'eg',
	'ie',
	'etc',
	'no'
]);

/** Longest word kept for comparing; a longer run of letters is no word of any language. */
const MAX_WORD = 32;

/** Cuts a text into tokens and tags them. Any string; offsets are UTF-16 units of `text`. */
export function read(text: string): Reading {
	const words: string[] = [];
	const starts: number[] = [];
	const ends: number[] = [];
	const marks: number[] = [];
	const plain: string[] = [];
	const sentences: number[] = [];
	let isStart = true;
	let end = 0;
	for (const match of text.matchAll(TOKEN)) {
		const raw = match[0];
		const start = match.index;
		if (!isStart && hasNewline(text, end, start)) isStart = true;
		if (isStart) {
			if (!isCloser(raw) || words.length === 0) {
				sentences.push(words.length);
				isStart = false;
			}
		}
		end = start + raw.length;
		const [word, mark, surface] = normalise(raw);
		if (
			(raw === '.' && !(abbreviations.has(words.at(-1) ?? '') || isInitial(plain.at(-1)))) ||
			raw === '!' ||
			raw === '?' ||
			raw === '…'
		)
			isStart = true;
		words.push(word);
		starts.push(start);
		ends.push(end);
		marks.push(mark);
		plain.push(surface);
	}
	const pos = tag(plain);
	for (let i = 0; i < words.length; i++) {
		const word = words[i]!;
		const kind = pos[i]!;
		if (irregularPast.has(word) || (word.length > 4 && word.endsWith('ed') && kind !== 'NOUN'))
			marks[i]! |= flags.past;
		if (
			marks[i]! & flags.capital &&
			kind === 'PROPN' &&
			!(marks[i]! & flags.upper) &&
			!notNames.has(word)
		)
			marks[i]! |= flags.name;
	}
	return { text, words, starts, ends, pos, flags: marks, sentences };
}

function hasNewline(text: string, from: number, to: number): boolean {
	for (let i = from; i < to; i++) if (text.charCodeAt(i) === 10) return true;
	return false;
}

function isCloser(raw: string): boolean {
	return (
		raw === '"' ||
		raw === '”' ||
		raw === "'" ||
		raw === '’' ||
		raw === ')' ||
		raw === '.' ||
		raw === '!' ||
		raw === '?'
	);
}

function isInitial(surface: string | undefined): boolean {
	return surface?.length === 1 && /[A-Z]/.test(surface);
}

/** The word to compare by, its flags, and what the tagger is shown. */
function normalise(raw: string): [string, number, string] {
	const first = raw.charCodeAt(0);
	if (first >= 48 && first <= 57) return ofNumber(raw.slice(0, MAX_WORD));
	if (raw.length > 3 && (raw.startsWith('http') || raw.startsWith('www.')) && /[:.]/.test(raw))
		return ['<address>', flags.address, 'website'];
	if (first === 64 && raw.length > 1) return ['<handle>', flags.handle, 'Anna'];
	if (first === 35 && raw.length > 1)
		return [raw.slice(0, MAX_WORD).toLowerCase(), flags.hashtag, 'website'];
	if (!/[\p{L}\p{N}]/u.test(raw)) return ofSign(raw);
	let word = raw.slice(0, MAX_WORD).toLowerCase();
	let mark = 0;
	const head = raw.slice(0, 2);
	if (head[0] !== head[0]!.toLowerCase()) {
		mark |= flags.capital;
		if (raw.length > 1 && raw === raw.toUpperCase()) mark |= flags.upper;
	}
	if (word.includes('’') || word.includes('ʼ')) word = word.replace(/[’ʼ]/g, "'");
	const apostrophe = word.lastIndexOf("'");
	if (apostrophe > 0 && !word.endsWith("n't") && word !== "o'clock")
		word = word.slice(0, apostrophe);
	// CT and PT in capitals are mostly a state, a scan or another trade.
	if (!(mark & flags.upper)) word = shortForms.get(word) ?? word;
	const surface = /^[a-z]+$/i.test(word)
		? mark & flags.capital
			? word[0]!.toUpperCase() + word.slice(1)
			: word
		: 'thing';
	return [word, mark, surface];
}

function ofNumber(raw: string): [string, number, string] {
	if (/^\d{1,2}(?:[:.]\d\d)?(?:am|pm|ish)$/i.test(raw) || /^\d{1,2}:\d\d$/.test(raw))
		return ['<clock>', flags.clock, '7'];
	if (/^\d{1,2}(?:yo|f|m|y|nb)$/i.test(raw)) return ['<age>', flags.age, '7'];
	if (/^\d[\d.,:]*$/.test(raw)) {
		const value = Number(raw.replace(/[.,:]+$/, ''));
		const isYear = raw.length === 4 && value >= 1900 && value < 2100;
		return [isYear ? '<year>' : value === 1 ? '1' : '<number>', flags.number, '7'];
	}
	return ['<number>', flags.number, '7'];
}

function ofSign(raw: string): [string, number, string] {
	if (raw === '“' || raw === '”' || raw === '"' || raw === '«' || raw === '»')
		return ['"', flags.quote, '"'];
	if (raw === '‘' || raw === '’' || raw === "'") return ["'", 0, '"'];
	if (raw === '.' || raw === ',' || raw === '!' || raw === '?' || raw === ':' || raw === ';')
		return [raw, 0, raw];
	if (raw.charCodeAt(0) > 0x2190) return [raw.slice(0, 2), flags.emoji, '.'];
	return [raw === '–' || raw === '—' ? '-' : raw, 0, ','];
}
