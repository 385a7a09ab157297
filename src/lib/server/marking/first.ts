/** The first stage: a linear reader over cues, words and shapes, window by window. Pure. */
import type { Care } from '../../words.ts';
import { matcher } from './cues/index.ts';
import { match, type Found } from './cues/pattern.ts';
import * as features from './features.ts';
import type { Model } from './model.ts';
import * as text from './text.ts';
import * as windows from './windows.ts';

/** A text read once: its tokens, the cues in it, who writes, and its windows with their log odds. */
export interface Read {
	reading: text.Reading;
	found: Found[];
	author: features.Author;
	windows: Judged[];
}

/** A window with its calibrated log odds. */
export interface Judged extends windows.Window {
	logOdds: number;
	/** The features seen in it. */
	columns: Int32Array;
}

/** What reading needs of a model. */
export type Linear = Pick<Model, 'weights' | 'intercept' | 'calibration'>;

/** Words of a role that may say something: letters only, three or more. */
export function roleWords(role: string): string[] {
	return [...new Set(role.toLowerCase().match(/[a-z]{3,}/g) ?? [])];
}

/** Who writes, as features. `role` is a profession or a few words, null where nobody says. */
export function author(care: Care, role: string | null): features.Author {
	return { care, role: role ? roleWords(role) : [] };
}

/** Reads and judges a text. */
export function read(model: Linear, string: string, by: features.Author): Read {
	const reading = text.read(string);
	const found = match(reading, matcher);
	const judged = windows.of(reading).map((window) => judge(model, reading, found, by, window));
	return { reading, found, author: by, windows: judged };
}

let seen = new Int32Array(4096);

/** Judges one stretch of tokens. */
export function judge(
	model: Linear,
	reading: text.Reading,
	found: Found[],
	by: features.Author,
	window: windows.Window
): Judged {
	let sum = model.intercept;
	let count = 0;
	features.visit(reading, found, by, window.from, window.to, (feature) => {
		sum += model.weights[feature]!;
		if (count === seen.length) {
			const wider = new Int32Array(2 * count);
			wider.set(seen);
			seen = wider;
		}
		seen[count++] = feature;
	});
	const { slope, shift } = model.calibration;
	return { ...window, logOdds: slope * sum + shift, columns: seen.slice(0, count) };
}

/**
 * The log odds of the whole: of its highest window, less what the best of many windows reaches by
 * chance. -Infinity where there is no window.
 */
export function combine(
	judged: Pick<Judged, 'logOdds'>[],
	penalty: number,
	count = judged.length
): number {
	let best = -Infinity;
	for (const { logOdds } of judged) best = Math.max(best, logOdds);
	return best - penalty * Math.log(Math.max(1, count));
}

/** How much each token of a window adds to the log odds; a feature's weight is shared by its tokens. */
export function contributions(
	model: Linear,
	{ reading, found, author }: Pick<Read, 'reading' | 'found' | 'author'>,
	window: windows.Window
): Float64Array {
	const by = new Float64Array(window.to - window.from);
	const { slope } = model.calibration;
	features.visit(reading, found, author, window.from, window.to, (feature, from, to) => {
		if (from < 0) return;
		const share = (slope * model.weights[feature]!) / (to - from);
		for (let i = from; i < to; i++) by[i - window.from]! += share;
	});
	return by;
}
