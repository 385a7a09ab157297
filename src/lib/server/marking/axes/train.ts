/** Trains the axes' model: one small linear reader a label, its threshold chosen on held-out folds. */
import { FOLDS, type Example } from '../examples.ts';
import { CUE_FEATURES, CUE_SLOTS, SIZE } from '../features.ts';
import * as linear from '../linear.ts';
import { round } from '../model.ts';
import * as scores from '../scores.ts';
import { labels, type Axis, type Label } from './labels.ts';
import type { Measured } from './model.ts';

/** A feature must occur in this many items. */
const LEAST_ITEMS = 20;
const RIDGE = { cue: 0.3, word: 2 };
const ITERATIONS = 30;
/**
 * How much recall counts beside precision when a threshold is chosen (the beta of F-beta): readings that
 * speak ill of somebody must be right more often than they must be complete.
 */
const BETA: Record<Axis, number> = {
	exit: 1,
	'other-norm': 0.5,
	'good-practice': 0.7,
	identifier: 1,
	form: 1,
	tone: 1
};

/**
 * A reading that would be right less often than this is not made (of tones one is always the best). What
 * speaks ill of somebody must be right more often than not, among twins that look alike.
 */
const LEAST_PRECISION: Record<Axis, number> = {
	exit: 0.5,
	'other-norm': 0.6,
	'good-practice': 0.3,
	identifier: 0.15,
	form: 0.15,
	tone: 0
};
/** More log odds than any text reaches. */
const NEVER = 99;

export interface Trained {
	kept: Int32Array;
	weights: Float64Array[];
	thresholds: number[];
	measured: Measured[];
}

/** Trains every label. Items by people who give no care are left out, as the product leaves them out. */
export function train(all: Example[], say: (words: string) => void = () => {}): Trained {
	const examples = all.filter(({ item }) => item.author_care !== 'not-care');
	const kept = keep(examples);
	const place = new Int32Array(SIZE).fill(-1);
	kept.forEach((feature, i) => (place[feature] = i));
	const columns = examples.map(({ untold }) =>
		untold.map((one) => place[one]!).filter((one) => one >= 0)
	);
	const cueCount = kept.findIndex((feature) => feature >= CUE_FEATURES);
	const fit = (rows: number[], label: Label) => {
		const offsets = new Int32Array(rows.length + 1);
		rows.forEach((row, i) => (offsets[i + 1] = offsets[i]! + columns[row]!.length));
		const flat = new Int32Array(offsets.at(-1)!);
		rows.forEach((row, i) => flat.set(columns[row]!, offsets[i]));
		return linear.train(
			{
				offsets,
				columns: flat,
				labels: Float64Array.from(rows, (row) => (label.isTrue(examples[row]!.item) ? 1 : 0)),
				weights: new Float64Array(rows.length).fill(1)
			},
			kept.length,
			(column) => (column < cueCount ? RIDGE.cue : RIDGE.word),
			ITERATIONS
		);
	};
	const trained: Trained = { kept, weights: [], thresholds: [], measured: [] };
	labels.forEach((label, number) => {
		say(`Training the other readings: ${number + 1} of ${labels.length}`);
		const rows = examples.flatMap(({ item }, i) =>
			label.ofStories && item.client_narrative === 'no' ? [] : [i]
		);
		const held: scores.Scored[] = [];
		for (let fold = 0; fold < FOLDS; fold++) {
			const weights = fit(
				rows.filter((row) => examples[row]!.fold !== fold),
				label
			);
			for (const row of rows)
				if (examples[row]!.fold === fold)
					held.push({
						score: linear.sum(weights, columns[row]!),
						isStory: label.isTrue(examples[row]!.item)
					});
		}
		const { threshold, hits, read } = scores.bestBeta(
			held,
			BETA[label.axis],
			LEAST_PRECISION[label.axis]
		);
		trained.thresholds.push(Math.min(NEVER, round(threshold)));
		trained.measured.push({
			name: `${label.axis}: ${label.value}`,
			labelled: held.filter(({ isStory }) => isStory).length,
			read,
			both: hits
		});
		trained.weights.push(fit(rows, label));
	});
	return trained;
}

/** Features that occur often enough, cues first; who gives care is none of the axes' business. */
function keep(examples: Example[]): Int32Array {
	const counts = new Int32Array(SIZE);
	for (const { untold } of examples) for (const one of untold) counts[one]!++;
	const kept: number[] = [];
	for (let i = 0; i < SIZE; i++)
		if (counts[i]! >= LEAST_ITEMS && (i >= CUE_FEATURES || i % CUE_SLOTS === 0)) kept.push(i);
	return Int32Array.from(kept);
}
