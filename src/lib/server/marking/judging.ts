/** Texts through both stages: the first reads every window, the second those that it does not clear. */
import * as combination from './combination.ts';
import * as encoder from './encoder.ts';
import type { Author } from './features.ts';
import * as first from './first.ts';
import { probability } from './linear.ts';
import type { Models } from './reader.ts';
import type { Token } from './reasons.ts';

/** A text and who writes: as features for the first stage, in words (or null) for the second. */
export interface Text {
	text: string;
	by: Author;
	author: string | null;
}

export interface Window extends first.Judged {
	/** Words with their chances, where the second stage read the window; offsets in the whole text. */
	tokens?: Token[];
}

export interface Judged {
	read: first.Read;
	windows: Window[];
	/** Log odds of the whole that the text tells about a client; -Infinity where there is no word. */
	logOdds: number;
}

/** Tokens of one text that the second stage reads at most, in the windows that the first stage puts highest. */
const MOST_TOKENS = 3000;

/**
 * Judges texts, in the same order. `isThorough` sends every text to the second stage, also what the
 * first would clear.
 */
export async function judge(
	reader: Models,
	texts: Text[],
	{ isThorough = false } = {}
): Promise<Judged[]> {
	const read = texts.map(({ text, by }) => first.read(reader.first, text, by));
	const judged: Judged[] = read.map((one) => ({
		read: one,
		windows: one.windows.map((window) => ({ ...window })),
		logOdds: first.combine(one.windows, reader.windowPenalty)
	}));
	const { second } = reader;
	if (!second) return judged;
	const asked = judged.flatMap((one, i) =>
		doubtful(one, isThorough ? 0 : reader.first.clear).map((window) => ({ i, window }))
	);
	const judgements = await encoder.read(
		second.encoder,
		asked.map(({ i, window }) => ({
			text: wordsOf(texts[i]!.text, read[i]!, window),
			author: texts[i]!.author
		}))
	);
	for (const [at, { i, window }] of asked.entries()) {
		const judgement = judgements[at]!;
		const shift = read[i]!.reading.starts[window.from]!;
		window.logOdds = combination.combine(second.combination, window.logOdds, judgement.logOdds);
		window.tokens = judgement.tokens.map((token) => ({
			...token,
			start: token.start + shift,
			end: token.end + shift
		}));
	}
	for (const one of judged) {
		const readTwice = one.windows.filter(({ tokens }) => tokens);
		if (readTwice.length > 0)
			one.logOdds = first.combine(readTwice, reader.windowPenalty, one.windows.length);
	}
	return judged;
}

/** The windows that the first stage does not clear, the highest first. */
function doubtful({ windows }: Judged, clear: number): Window[] {
	let tokens = 0;
	return windows
		.filter(({ logOdds }) => probability(logOdds) >= clear)
		.sort((a, b) => b.logOdds - a.logOdds)
		.filter(({ from, to }) => (tokens += to - from) <= MOST_TOKENS);
}

/** The characters of a window. */
export function wordsOf(text: string, { reading }: first.Read, window: first.Judged): string {
	return text.slice(reading.starts[window.from], reading.ends[window.to - 1]);
}

/** The window that tells most of a client. */
export function highest({ windows }: Judged): Window | undefined {
	const seen = windows.some(({ tokens }) => tokens)
		? windows.filter(({ tokens }) => tokens)
		: windows;
	return seen.reduce<Window | undefined>(
		(high, one) => (!high || one.logOdds > high.logOdds ? one : high),
		undefined
	);
}
