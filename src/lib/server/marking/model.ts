/** The first stage's model as it is stored: one byte a feature beside a card in JSON. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config.ts';
import type { Evidence } from '../rates.ts';
import { CUE_FEATURES, SIZE } from './features.ts';

/** What is known of a model beside its weights; all figures come from folds it was not trained on. */
export interface Card {
	/** First twelve digits of the SHA-256 of the weights. */
	version: string;
	sha256: string;
	/** Labelled items it was trained on. */
	items: number;
	/** Log odds that one step of a stored weight stands for: features of cues, and of words. */
	steps: { cue: number; word: number };
	intercept: number;
	/** Turns the sum of weights into calibrated log odds: slope × sum + shift. */
	calibration: { slope: number; shift: number };
	/** Subtracted, times the logarithm of the number of windows, where a long text is read in several. */
	windowPenalty: number;
	/** Under this probability a post is plainly no story and the second stage is not asked. */
	clear: number;
	/** Least probability of each strength when this stage judges alone. */
	thresholds: { likely: number; possible: number };
	evidence: Evidence;
}

export interface Model extends Card {
	weights: Float32Array;
}

/** Where the project keeps its weights. */
export const folder = join(projectRoot, 'src/lib/server/marking/weights');
export const weightsFile = join(folder, 'linear.bin');
export const cardFile = join(folder, 'linear.json');

/** Rounds trained weights (the last is the intercept) to a byte each. */
export function encode(trained: Float64Array): {
	bytes: Uint8Array;
	steps: Card['steps'];
	intercept: number;
} {
	const steps = {
		cue: stepOf(trained.subarray(0, CUE_FEATURES)),
		word: stepOf(trained.subarray(CUE_FEATURES, SIZE))
	};
	const bytes = new Uint8Array(SIZE);
	for (let i = 0; i < SIZE; i++)
		bytes[i] = Math.round(trained[i]! / (i < CUE_FEATURES ? steps.cue : steps.word)) & 255;
	return { bytes, steps, intercept: round(trained[SIZE]!) };
}

/** The weights that stored bytes stand for, in log odds. */
export function decode(bytes: Uint8Array, steps: Card['steps']): Float32Array {
	if (bytes.length !== SIZE)
		throw new Error(
			`The model has ${bytes.length} weights where this program needs ${SIZE}: run the train command.`
		);
	const weights = new Float32Array(SIZE);
	for (let i = 0; i < SIZE; i++)
		weights[i] = ((bytes[i]! << 24) >> 24) * (i < CUE_FEATURES ? steps.cue : steps.word);
	return weights;
}

/** Reads the model that comes with the project. Throws where it is missing or damaged. */
export function load(): Model {
	if (!existsSync(weightsFile) || !existsSync(cardFile))
		throw new Error(`${weightsFile} is missing: run the train command.`);
	const card = JSON.parse(readFileSync(cardFile, 'utf8')) as Card;
	const bytes = readFileSync(weightsFile);
	if (hash(bytes) !== card.sha256)
		throw new Error(`${weightsFile} is not the file that its card describes.`);
	return { ...card, weights: decode(bytes, card.steps) };
}

/** The corpus's words, one a line, by which English is told from other languages. */
export const wordsFile = join(folder, 'words.txt');

/** Reads the words that come with the project. */
export function loadWords(): Set<string> {
	return new Set(readFileSync(wordsFile, 'utf8').trimEnd().split('\n'));
}

export function hash(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** Six digits: more would differ between machines for nothing. */
export function round(value: number): number {
	return Number(value.toPrecision(6));
}

function stepOf(weights: Float64Array): number {
	let most = 1e-3;
	for (const weight of weights) most = Math.max(most, Math.abs(weight));
	return round(most / 126);
}
