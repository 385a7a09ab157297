/**
 * Reasons that are true: each candidate's words are taken out of the text and the rest is judged anew.
 * Only words without which the probability falls (or rises, for those that speak against) are kept.
 */
import * as first from './first.ts';
import * as judging from './judging.ts';
import type { Models } from './reader.ts';
import * as reasons from './reasons.ts';

/** Characters of the text that moved the log odds by `weight`, negative where they speak against. */
export interface Moved {
	cue: string;
	start: number;
	end: number;
	weight: number;
}

/** Less than this moves nothing that anybody would notice. */
const LEAST = 0.05;
/** What is left when nothing is: as sure as can be that it tells of nobody. */
const EMPTY = -8;

interface Trial {
	/** Which text, and which of its candidates (several where only together they move anything). */
	text: number;
	candidates: reasons.Candidate[];
}

/** The reasons of each judged text, in the order of its words. */
export async function explain(
	reader: Models,
	texts: judging.Text[],
	judged: judging.Judged[]
): Promise<Moved[][]> {
	const windows = judged.map((one) => judging.highest(one));
	const candidates = judged.map(({ read }, i) => {
		const window = windows[i];
		if (!window) return [];
		const by = first.contributions(reader.first, read, window);
		return reasons.candidates(read.reading, read.found, window, by, window.tokens);
	});
	const alone = candidates.flatMap((some, text) =>
		some.map((candidate) => ({ text, candidates: [candidate] }))
	);
	const falls = await fallsOf(reader, texts, judged, windows, alone);
	const kept: Moved[][] = texts.map(() => []);
	const keep = ({ text, candidates: some }: Trial, fall: number) => {
		const { reading } = judged[text]!.read;
		for (const { cue, from, to } of some)
			kept[text]!.push({
				cue,
				start: reading.starts[from]!,
				end: reading.ends[to - 1]!,
				weight: fall / some.length
			});
	};
	alone.forEach((trial, i) => {
		if (trial.candidates[0]!.isAgainst ? falls[i]! < -LEAST : falls[i]! > LEAST)
			keep(trial, falls[i]!);
	});
	// Where each is enough without the others, only all together move anything; else a whole sentence may.
	const rest = texts.flatMap((_, text) => {
		if (!windows[text] || kept[text]!.some(({ weight }) => weight > 0)) return [];
		const speaking = candidates[text]!.filter(({ isAgainst }) => !isAgainst);
		const sentences = reasons.sentences(judged[text]!.read.reading, windows[text]!);
		return [speaking, ...sentences.map((one) => [one])]
			.filter(({ length }) => length > 0)
			.map((some) => ({ text, candidates: some }));
	});
	const more = await fallsOf(reader, texts, judged, windows, rest);
	for (const text of new Set(rest.map((trial) => trial.text))) {
		const best = rest
			.map((trial, i) => ({ trial, fall: more[i]! }))
			.filter(({ trial, fall }) => trial.text === text && fall > 0)
			.sort((one, other) => other.fall - one.fall)[0];
		if (best) keep(best.trial, best.fall);
	}
	for (const some of kept) some.sort((a, b) => a.start - b.start || a.end - b.end);
	return kept;
}

/** By how much the log odds of a text's highest window fall when a trial's words are taken out. */
async function fallsOf(
	reader: Models,
	texts: judging.Text[],
	judged: judging.Judged[],
	windows: (judging.Window | undefined)[],
	trials: Trial[]
): Promise<number[]> {
	const without = trials.map(({ text, candidates }) => {
		const { reading } = judged[text]!.read;
		const window = windows[text]!;
		const { text: whole, ...author } = texts[text]!;
		let rest = '';
		let at = reading.starts[window.from]!;
		for (const { from, to } of [...candidates].sort((a, b) => a.from - b.from)) {
			rest += whole.slice(at, Math.max(at, reading.starts[from]!));
			at = Math.max(at, reading.ends[to - 1]!);
		}
		return { ...author, text: rest + whole.slice(at, reading.ends[window.to - 1]) };
	});
	const rejudged = await judging.judge(reader, without, { isThorough: true });
	return trials.map(({ text }, i) => {
		const { logOdds } = rejudged[i]!;
		return windows[text]!.logOdds - (logOdds === -Infinity ? EMPTY : logOdds);
	});
}
