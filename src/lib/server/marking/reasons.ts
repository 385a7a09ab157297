/** Which words moved the reader, and the cue that explains each. Pure. */
import { cues } from './cues/index.ts';
import type { Found } from './cues/pattern.ts';
import type { Window } from './windows.ts';

/** A stretch of tokens that moved the log odds by `weight`. */
export interface Moved extends Window {
	cue: string;
	weight: number;
}

const MOST_FOR = 4;
const MOST_AGAINST = 3;
/** Less than this moves nothing that a reader would notice. */
const LEAST = 0.15;

/**
 * The cues of a window whose words moved the log odds most, for and against; where no cue explains
 * the strongest stretch, the learned cue `read-in-context` names it.
 * @param by what each token adds to the log odds, from the window's first token on
 */
export function choose(found: Found[], window: Window, by: Float64Array): Moved[] {
	const sums = new Float64Array(by.length + 1);
	for (let i = 0; i < by.length; i++) sums[i + 1] = sums[i]! + by[i]!;
	const moved = (from: number, to: number) => sums[to - window.from]! - sums[from - window.from]!;
	const inside = found.filter((one) => one.from >= window.from && one.to <= window.to);
	const weighed = inside.map((one) => ({
		from: one.from,
		to: one.to,
		cue: cues[one.cue]!.id,
		kind: cues[one.cue]!.kind,
		weight: moved(one.from, one.to)
	}));
	const speaking = weighed
		.filter(({ kind, weight }) => kind === 'narrating' && weight >= LEAST)
		.sort((a, b) => b.weight - a.weight);
	const against = weighed
		.filter(({ kind, weight }) => (kind === 'against' || kind === 'exit') && weight <= -LEAST)
		.sort((a, b) => a.weight - b.weight);
	const chosen = apart(speaking, MOST_FOR);
	const best = strongest(by, window.from);
	if (best && best.weight >= LEAST && !chosen.some((one) => overlap(one, best)))
		chosen.push({ ...best, cue: 'read-in-context' });
	return [...chosen, ...apart(against, MOST_AGAINST)]
		.map(({ from, to, cue, weight }) => ({ from, to, cue, weight }))
		.sort((a, b) => a.from - b.from || a.to - b.to);
}

function apart<T extends Window>(sorted: T[], most: number): (T | Moved)[] {
	const kept: T[] = [];
	for (const one of sorted) {
		if (kept.length >= most) break;
		if (!kept.some((other) => overlap(one, other))) kept.push(one);
	}
	return kept;
}

export function overlap(a: Window, b: Window): boolean {
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
