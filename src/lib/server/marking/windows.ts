/** Cuts a reading into windows of whole sentences, each short enough to be judged at once. Pure. */
import type { Reading } from './text.ts';

/** Tokens `from` up to, not including, `to`. */
export interface Window {
	from: number;
	to: number;
}

/** Tokens in a window: about what the longer passages of the corpus have. */
export const LONGEST = 220;
/** Tokens that neighbouring windows share, so that a story cut by one is whole in the next. */
export const SHARED = 60;

/** Windows that cover the whole reading; one where it is short, none where it is empty. */
export function cut(reading: Reading, longest = LONGEST, shared = SHARED): Window[] {
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
