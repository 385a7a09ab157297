/** Which words may have moved the reader, each with the cue that explains it. Pure. */
import { cues } from './cues/index.ts';
import type { Found } from './cues/pattern.ts';
import type { Reading } from './text.ts';
import type { Window } from './windows.ts';

/** A stretch of tokens, the cue that explains it, and whether it speaks against a story. */
export interface Candidate extends Window {
	cue: string;
	isAgainst: boolean;
}

/** A word with the chance, as the second stage sees it, that it belongs to a story. */
export interface Token {
	start: number;
	end: number;
	probability: number;
}

const MOST_FOR = 4;
const MOST_AGAINST = 2;
/** Log odds under which a stretch moves nothing that anybody would notice. */
const LEAST = 0.15;
/** Words this likely to belong to a story are painted; fewer words than `GAP` between them as well. */
const PAINTED = 0.5;
const GAP = 3;

/**
 * Stretches of a window that speak for a story, strongest first, then those that speak against.
 * @param by what each token adds to the first stage's log odds, from the window's first token on
 * @param tokens the second stage's reading of the window's words, where it read them
 */
export function candidates(
	reading: Reading,
	found: Found[],
	window: Window,
	by: Float64Array,
	tokens?: Token[]
): Candidate[] {
	const sums = new Float64Array(by.length + 1);
	for (let i = 0; i < by.length; i++) sums[i + 1] = sums[i]! + by[i]!;
	const weighed = found
		.filter((one) => one.from >= window.from && one.to <= window.to)
		.map(({ cue, from, to }) => ({
			from,
			to,
			cue: cues[cue]!.id,
			kind: cues[cue]!.kind,
			weight: sums[to - window.from]! - sums[from - window.from]!
		}));
	const narrating = weighed
		.filter(({ kind }) => kind === 'narrating')
		.sort((a, b) => b.weight - a.weight);
	const stretches = tokens ? painted(reading, window, tokens) : [];
	const speaking =
		stretches.length > 0
			? stretches.map((one) => ({
					...one,
					cue: narrating.find((cue) => overlap(cue, one))?.cue ?? 'read-in-context'
				}))
			: firstStage(
					narrating.filter(({ weight }) => weight >= LEAST),
					strongest(by, window.from)
				);
	const against = weighed
		.filter(({ kind, weight }) => (kind === 'against' || kind === 'exit') && weight <= -LEAST)
		.sort((a, b) => a.weight - b.weight);
	const plain = (isAgainst: boolean) => (one: Window & { cue: string }) => ({
		from: one.from,
		to: one.to,
		cue: one.cue,
		isAgainst
	});
	return [
		...apart(speaking, MOST_FOR).map(plain(false)),
		...apart(against, MOST_AGAINST).map(plain(true))
	];
}

/** The window's sentences (its first dozen), for a text that no shorter stretch explains. */
export function sentences(reading: Reading, window: Window): Candidate[] {
	const starts = reading.sentences.filter((at) => at > window.from && at < window.to).slice(0, 11);
	return [window.from, ...starts].map((from, i) => ({
		from,
		to: starts[i] ?? window.to,
		cue: 'read-in-context',
		isAgainst: false
	}));
}

type Weighed = Window & { cue: string };

/** The strongest cues, and the strongest stretch where no cue names it. */
function firstStage(
	cuesFor: Weighed[],
	best: (Window & { weight: number }) | undefined
): Weighed[] {
	const chosen = apart(cuesFor, MOST_FOR);
	if (best && best.weight >= LEAST && !chosen.some((one) => overlap(one, best)))
		chosen.push({ ...best, cue: 'read-in-context' });
	return chosen;
}

/** Runs of tokens that the second stage reads as a story, the most certain first. */
function painted(reading: Reading, window: Window, tokens: Token[]): Window[] {
	const highest = tokens.reduce((most, { probability }) => Math.max(most, probability), 0);
	const least = Math.min(PAINTED, highest * 0.8);
	const runs: (Window & { sum: number })[] = [];
	let at = window.from;
	for (const { start, end, probability } of tokens) {
		while (at < window.to && reading.ends[at]! <= start) at++;
		if (probability < least) continue;
		const from = at;
		let to = at;
		while (to < window.to && reading.starts[to]! < end) to++;
		if (to === from) continue;
		const last = runs.at(-1);
		if (last && from - last.to < GAP) {
			last.to = Math.max(last.to, to);
			last.sum += probability;
		} else runs.push({ from, to, sum: probability });
	}
	return runs.sort((a, b) => b.sum - a.sum).map(({ from, to }) => ({ from, to }));
}

function apart<T extends Window>(sorted: T[], most: number): T[] {
	const kept: T[] = [];
	for (const one of sorted) {
		if (kept.length >= most) break;
		if (!kept.some((other) => overlap(one, other))) kept.push(one);
	}
	return kept;
}

function overlap(a: Window, b: Window): boolean {
	return a.from < b.to && b.from < a.to;
}

/** The stretch of tokens with the highest sum (Kadane), of at most forty tokens. */
function strongest(by: Float64Array, offset: number): (Window & { weight: number }) | undefined {
	let best: (Window & { weight: number }) | undefined;
	let sum = 0;
	let start = 0;
	for (let i = 0; i < by.length; i++) {
		if (sum <= 0 || i - start >= 40) {
			sum = 0;
			start = i;
		}
		sum += by[i]!;
		if (!best || sum > best.weight)
			best = { from: offset + start, to: offset + i + 1, weight: sum };
	}
	return best;
}
