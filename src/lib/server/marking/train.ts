/**
 * Trains the first stage from the corpus and stores it with what its held-out folds showed. The same
 * corpus and program give the same bytes.
 */
import { writeFileSync } from 'node:fs';
import * as axesModel from './axes/model.ts';
import * as axes from './axes/train.ts';
import * as examples from './examples.ts';
import { FOLDS, type Example } from './examples.ts';
import * as features from './features.ts';
import * as linear from './linear.ts';
import * as model from './model.ts';
import * as scores from './scores.ts';

/** A feature must occur in this many items. */
const LEAST_ITEMS = 2;
const RIDGE = { cue: 0.5, word: 2 };
/** An item whose author is known is learned with and without its role, in these shares. */
const TOLD = 0.6;
/** Of a feed's posts that are no story, the share that is plain daily life (`life.jsonl`). */
const PLAIN = 0.8;
/** Of true stories, the share that the first stage may clear away unread. */
const MISSED = 0.01;

/** Trains on examples: weights with the intercept last. */
export function fit(learned: Example[], iterations = 60): Float64Array {
	const counts = new Int32Array(features.SIZE);
	for (const { told, untold } of learned) for (const one of told ?? untold) counts[one]!++;
	const rows: { columns: Int32Array; label: number; weight: number }[] = [];
	for (const { item, told, untold } of learned) {
		const label = item.client_narrative === 'yes' ? 1 : 0;
		const keep = (columns: Int32Array) => columns.filter((one) => counts[one]! >= LEAST_ITEMS);
		if (told) rows.push({ columns: keep(told), label, weight: TOLD });
		rows.push({ columns: keep(untold), label, weight: told ? 1 - TOLD : 1 });
	}
	const offsets = new Int32Array(rows.length + 1);
	rows.forEach(({ columns }, i) => (offsets[i + 1] = offsets[i]! + columns.length));
	const columns = new Int32Array(offsets.at(-1)!);
	rows.forEach((row, i) => columns.set(row.columns, offsets[i]));
	return linear.train(
		{
			offsets,
			columns,
			labels: Float64Array.from(rows, ({ label }) => label),
			weights: Float64Array.from(rows, ({ weight }) => weight)
		},
		features.SIZE,
		(column) => (column < features.CUE_FEATURES ? RIDGE.cue : RIDGE.word),
		iterations
	);
}

/** A score of every example by a model that was trained without its fold. */
export function crossValidate(
	all: Example[],
	say: (words: string) => void = () => {}
): { told: Float64Array; untold: Float64Array } {
	const told = new Float64Array(all.length);
	const untold = new Float64Array(all.length);
	for (let fold = 0; fold < FOLDS; fold++) {
		say(`Training on fold ${fold + 1} of ${FOLDS}`);
		const weights = fit(all.filter((one) => one.fold !== fold));
		all.forEach((one, i) => {
			if (one.fold !== fold) return;
			untold[i] = linear.sum(weights, one.untold);
			told[i] = one.told ? linear.sum(weights, one.told) : untold[i]!;
		});
	}
	return { told, untold };
}

/** Slope and shift that turn held-out sums into calibrated log odds (Platt scaling, Newton's method). */
export function calibrate(
	points: { sum: number; isStory: boolean; weight: number }[]
): model.Card['calibration'] {
	let slope = 1;
	let shift = 0;
	for (let round = 0; round < 30; round++) {
		let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
		for (const { sum, isStory, weight } of points) {
			const p = linear.probability(slope * sum + shift);
			const error = weight * (p - (isStory ? 1 : 0));
			const curve = weight * p * (1 - p);
			g0 += error * sum;
			g1 += error;
			h00 += curve * sum * sum;
			h01 += curve * sum;
			h11 += curve;
		}
		const determinant = h00 * h11 - h01 * h01;
		slope -= (h11 * g0 - h01 * g1) / determinant;
		shift -= (h00 * g1 - h01 * g0) / determinant;
	}
	return { slope: model.round(slope), shift: model.round(shift) };
}

/** What the held-out sums say: calibration, thresholds and evidence. */
export function judge(
	all: Example[],
	held: { told: Float64Array; untold: Float64Array }
): Pick<model.Card, 'calibration' | 'clear' | 'thresholds' | 'evidence'> {
	const calibration = calibrate(
		all.flatMap(({ item, told }, i) => {
			const isStory = item.client_narrative === 'yes';
			const plain = { sum: held.untold[i]!, isStory, weight: told ? 1 - TOLD : 1 };
			return told ? [{ sum: held.told[i]!, isStory, weight: TOLD }, plain] : [plain];
		})
	);
	const scored = all.flatMap(({ item }, i) =>
		item.author_care === 'not-care' || item.exits.includes('composite-stated')
			? []
			: [
					{
						score: linear.probability(calibration.slope * held.told[i]! + calibration.shift),
						isStory: item.client_narrative === 'yes',
						isPlain: item.file === 'life'
					}
				]
	);
	const others = scored.filter(({ isStory }) => !isStory);
	const plainCount = others.filter(({ isPlain }) => isPlain).length;
	const weighed = scored.map((one) => ({
		...one,
		weight: one.isStory
			? 1
			: one.isPlain
				? PLAIN / Math.max(1, plainCount)
				: (1 - PLAIN) / Math.max(1, others.length - plainCount)
	}));
	const stories = scored
		.filter(({ isStory }) => isStory)
		.map(({ score }) => score)
		.sort((a, b) => a - b);
	const thresholds = {
		likely: model.round(scores.thresholdFor(weighed, 0.03, 0.6)),
		possible: model.round(scores.thresholdFor(weighed, 0.03, 0.25))
	};
	const counts = (isStory: boolean) => {
		const same = scored.filter((one) => one.isStory === isStory);
		const likely = same.filter(({ score }) => score >= thresholds.likely).length;
		const marked = same.filter(({ score }) => score >= thresholds.possible).length;
		return { likely, possible: marked - likely, none: same.length - marked };
	};
	return {
		calibration,
		clear: model.round(stories[Math.floor(stories.length * MISSED)] ?? 0),
		thresholds,
		evidence: { stories: counts(true), others: counts(false) }
	};
}

/** Trains, measures on held-out folds, and writes the model's two files. */
export async function train(options: { onProgress?: (words: string) => void } = {}): Promise<{
	file: string;
	version: string;
	sha256: string;
}> {
	const say = options.onProgress ?? (() => {});
	say('Reading the corpus');
	const all = examples.of(examples.readCorpus());
	writeFileSync(model.wordsFile, `${examples.words(all).join('\n')}\n`);
	const judged = judge(all, crossValidate(all, say));
	say('Training on the whole corpus');
	const { bytes, steps, intercept } = model.encode(fit(all));
	const sha256 = model.hash(bytes);
	const card: model.Card = {
		version: sha256.slice(0, 12),
		sha256,
		items: all.length,
		steps,
		intercept,
		...judged,
		windowPenalty: 0
	};
	const { kept, weights, thresholds, measured } = axes.train(all, say);
	const stored = axesModel.encode(kept, weights);
	const axesCard: axesModel.Card = {
		sha256: model.hash(stored.bytes),
		features: stored.features,
		steps: stored.steps,
		intercepts: stored.intercepts,
		thresholds,
		measured
	};
	writeFileSync(axesModel.weightsFile, stored.bytes);
	writeFileSync(axesModel.cardFile, `${JSON.stringify(axesCard, null, '\t')}\n`);
	writeFileSync(model.weightsFile, bytes);
	writeFileSync(model.cardFile, `${JSON.stringify(card, null, '\t')}\n`);
	return { file: model.weightsFile, version: card.version, sha256 };
}
