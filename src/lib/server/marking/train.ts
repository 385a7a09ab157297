/**
 * Trains the first stage and the axes from the corpus, fits both stages together, and stores them with
 * what held-out items showed. The same corpus, encoder and program give the same bytes.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config.ts';
import * as axesModel from './axes/model.ts';
import * as axes from './axes/train.ts';
import type { Item } from './corpus.ts';
import * as calibration from './calibration.ts';
import { page } from './cues/page.ts';
import * as combination from './combination.ts';
import * as examples from './examples.ts';
import { FOLDS, TOLD, type Example } from './examples.ts';
import * as features from './features.ts';
import * as heldout from './heldout.ts';
import * as linear from './linear.ts';
import * as long from './long.ts';
import * as model from './model.ts';

/** Where labelled items beside the corpus are counted. */
const ALSO = 'also';
/** A feature must occur in this many items. */
const LEAST_ITEMS = 2;
const RIDGE = { cue: 0.5, word: 2 };
/** Of true stories, the share that the first stage may clear away unread. */
const MISSED = 0.01;
/**
 * Files of the corpus that are as plain as feeds are. `ordinary` is plain in its topics, but written with a
 * twin for every trap: as a sample of feeds it would tell of thirty times the false marks that our own
 * stream of fresh posts shows (docs/method.md).
 */
const PLAIN_FILES = ['life', 'feeds'];
/** Precision asked of each strength where 3 % of the posts are stories (at that share even a few false marks weigh). */
const PRECISION = {
	first: { likely: 0.6, possible: 0.25 },
	both: { likely: 0.6, possible: 0.5 }
};

/**
 * Log odds off for every factor e in the number of windows. Measured on posts of 300 to 3,000 words put
 * together from posts that neither stage was trained on: at this, a long one is marked once or twice in a
 * hundred for being long (`npm run bench -- long`, docs/method.md has the table).
 */
const WINDOW_PENALTY = 0.3;

/** A value for every example with its author's role told, and without. */
export interface Held {
	told: Float64Array;
	untold: Float64Array;
}

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

/** The sum of every example by a model that was trained without its fold, and the first fold's model. */
export function crossValidate(
	all: Example[],
	say: (words: string) => void = () => {}
): Held & { firstFold: Float64Array } {
	const told = new Float64Array(all.length);
	const untold = new Float64Array(all.length);
	let firstFold = new Float64Array(0);
	for (let fold = 0; fold < FOLDS; fold++) {
		say(`Training without fold ${fold + 1} of ${FOLDS}`);
		const weights = fit(all.filter((one) => one.fold !== fold));
		if (fold === 0) firstFold = Float64Array.from(weights);
		all.forEach((one, i) => {
			if (one.fold !== fold) return;
			untold[i] = linear.sum(weights, one.untold);
			told[i] = one.told ? linear.sum(weights, one.told) : untold[i]!;
		});
	}
	return { told, untold, firstFold };
}

/** Held-out log odds as points of a calibration: each item told and untold, in the shares of training. */
function points(all: Example[], stages: Held[], rows: number[]): calibration.Point[] {
	return rows.flatMap((i) => {
		const { item, told } = all[i]!;
		const isStory = item.client_narrative === 'yes';
		const x = (kind: 'told' | 'untold') => stages.map((stage) => stage[kind][i]!);
		const plain = { x: x('untold'), isStory, weight: told ? 1 - TOLD : 1 };
		return told ? [{ x: x('told'), isStory, weight: TOLD }, plain] : [plain];
	});
}

/** Held-out items as posts of feeds by people who give care; composites stated as such are kept apart. */
function posts(all: Example[], scores: Float64Array, rows: number[]): calibration.Held[] {
	return rows.flatMap((i) => {
		const { item } = all[i]!;
		if (item.author_care === 'not-care' || item.exits.includes('composite-stated')) return [];
		return [
			{
				score: linear.probability(scores[i]!),
				isStory: item.client_narrative === 'yes',
				isPlain: PLAIN_FILES.includes(item.file)
			}
		];
	});
}

function scaled(held: Held, slope: number, shift: number): Held {
	const scale = (sums: Float64Array) => sums.map((sum) => slope * sum + shift);
	return { told: scale(held.told), untold: scale(held.untold) };
}

/** The second stage's log odds of the items it was not trained on, as the recipe left them; none: NaN. */
function readLeftOut(all: Example[]): Held | undefined {
	const file = join(model.folder, 'left-out.jsonl');
	if (!existsSync(file)) return undefined;
	const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
	const byId = new Map(
		lines.map((line) => {
			const read = JSON.parse(line) as { id: string; told: number; untold: number };
			return [read.id, read];
		})
	);
	const of = (kind: 'told' | 'untold') =>
		Float64Array.from(all, ({ item }) => byId.get(item.id)?.[kind] ?? NaN);
	return { told: of('told'), untold: of('untold') };
}

/** Fits both stages together, if the second one's held-out readings are there. */
function fitBoth(
	all: Example[],
	first: Held,
	firstSha: string
): { card: combination.Card; scores: Float64Array } | undefined {
	const second = readLeftOut(all);
	const encoderFile = join(model.folder, 'encoder.json');
	if (!second || !existsSync(encoderFile)) return undefined;
	const encoder = JSON.parse(readFileSync(encoderFile, 'utf8'));
	const rows = all.flatMap((_, i) => (Number.isNaN(second.told[i]!) ? [] : [i]));
	const [one, two, shift] = calibration
		.fit(calibration.shared(points(all, [first, second], rows)))
		.map(model.round);
	const weights = { first: one!, encoder: two!, shift: shift! };
	const scores = first.told.map((value, i) => one! * value + two! * second.told[i]! + shift!);
	const held = posts(all, scores, rows);
	const thresholds = rounded(calibration.thresholds(held, PRECISION.both));
	const card = {
		encoder: encoder.sha256,
		first: firstSha,
		weights,
		windowPenalty: WINDOW_PENALTY,
		thresholds,
		items: rows.length,
		evidence: calibration.evidence(held, thresholds)
	};
	return { card, scores };
}

function rounded({ likely, possible }: { likely: number; possible: number }) {
	return { likely: model.round(likely), possible: model.round(possible) };
}

/** The first stage's card, all but what its weights say. */
function judge(all: Example[], held: ReturnType<typeof crossValidate>) {
	const rows = all.map((_, i) => i);
	const [slope, shift] = calibration
		.fit(calibration.shared(points(all, [held], rows)))
		.map(model.round);
	const first = scaled(held, slope!, shift!);
	const care = posts(all, first.told, rows);
	const stories = care
		.filter(({ isStory }) => isStory)
		.map(({ score }) => score)
		.sort((a, b) => a - b);
	const thresholds = rounded(calibration.thresholds(care, PRECISION.first));
	return {
		first,
		card: {
			calibration: { slope: slope!, shift: shift! },
			clear: model.round(stories[Math.floor(stories.length * MISSED)] ?? 0),
			thresholds,
			evidence: calibration.evidence(care, thresholds),
			windowPenalty: long.penalty(all, held.firstFold, { slope: slope!, shift: shift! })
		}
	};
}

/**
 * Trains, measures on held-out items, and writes the models beside the weights. `also` are labelled items
 * beside the corpus, such as exported findings.
 */
export async function train(
	options: { onProgress?: (words: string) => void; also?: Item[] } = {}
): Promise<{
	file: string;
	version: string;
	sha256: string;
	/** How the first stage, and both together, read items that they were not trained on. */
	first: heldout.Figures;
	both: heldout.Figures | undefined;
}> {
	const say = options.onProgress ?? (() => {});
	say('Reading the corpus');
	const also = (options.also ?? []).filter(({ lang }) => lang === 'en');
	const all = examples.of([
		...examples.readCorpus(),
		...also.map((item) => ({ ...item, file: ALSO }))
	]);
	const { first, card } = judge(all, crossValidate(all, say));
	say('Training on the whole corpus');
	const { bytes, steps, intercept } = model.encode(fit(all));
	const sha256 = model.hash(bytes);
	const version = sha256.slice(0, 12);
	const both = fitBoth(all, first, sha256);
	const { kept, weights, thresholds, measured } = axes.train(
		// Findings say nothing about the other readings.
		all.filter(({ item }) => item.file !== ALSO),
		say
	);
	const { bytes: axesBytes, ...stored } = axesModel.encode(kept, weights);
	const axesCard = { sha256: model.hash(axesBytes), ...stored, thresholds, measured };
	writeFileSync(model.wordsFile, `${examples.words(all).join('\n')}\n`);
	writeFileSync(join(projectRoot, 'docs/cues.md'), page());
	writeFileSync(axesModel.weightsFile, axesBytes);
	write(axesModel.cardFile, axesCard satisfies axesModel.Card);
	writeFileSync(model.weightsFile, bytes);
	write(model.cardFile, {
		version,
		sha256,
		items: all.length,
		steps,
		intercept,
		...card
	} satisfies model.Card);
	if (both) write(combination.cardFile, both.card);
	else rmSync(combination.cardFile, { force: true });
	return {
		file: model.weightsFile,
		version,
		sha256,
		first: heldout.figures(all, first.told, card.thresholds),
		both: both && heldout.figures(all, both.scores, both.card.thresholds)
	};
}

function write(file: string, card: object): void {
	writeFileSync(file, `${JSON.stringify(card, null, '\t')}\n`);
}
