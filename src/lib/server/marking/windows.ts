/** Cuts a reading into windows of whole sentences, each short enough to be judged at once. Pure. */
import type { Reading } from './text.ts';

/** Tokens `from` up to, not including, `to`. */
export interface Window {
	from: number;
	to: number;
}

/** Two sizes in tokens, and how many neighbours share, so that a story cut by one window is whole in the next. */
export interface Size {
	longest: number;
	shared: number;
}

/** About what the longer passages of the corpus have. A shorter text is one window. */
export const PASSAGE: Size = { longest: 220, shared: 60 };
/**
 * Longer texts are read in these as well: in a passage's length a story of two lines is lost among all that
 * stands around it, in so few words a long one loses what makes it a story (docs/method.md).
 */
export const LINES: Size = { longest: 80, shared: 25 };

/** The windows that a reading is judged by; one where it is short, none where it is empty. */
export function of(reading: Reading): Window[] {
	const passages = cut(reading, PASSAGE);
	return passages.length > 1 ? [...passages, ...cut(reading, LINES)] : passages;
}

/** Windows of one size that cover the whole reading, in its order. */
export function cut(reading: Reading, { longest, shared }: Size): Window[] {
	const count = reading.words.length;
	if (count === 0) return [];
	const ends = [...reading.sentences.slice(1), count];
	const windows: Window[] = [];
	let from = 0;
	let next = 0;
	while (from < count) {
		while (next < ends.length && ends[next]! - from <= longest) next++;
		const fitting = next > 0 && ends[next - 1]! > from ? ends[next - 1]! : undefined;
		const reached = windows.at(-1)?.to ?? 0;
		if (fitting !== undefined && fitting <= reached) {
			// The next sentence does not fit beside what would be shared.
			from = reached;
			continue;
		}
		const to = fitting ?? Math.min(count, from + longest);
		windows.push({ from, to });
		if (to >= count) break;
		let back = next - 1;
		while (back > 0 && ends[back - 1]! >= to - shared && ends[back - 1]! > from) back--;
		const start = back >= 0 ? ends[back]! : to;
		from = start > from && start < to ? start : Math.max(from + 1, to - (fitting ? 0 : shared));
	}
	return windows;
}
