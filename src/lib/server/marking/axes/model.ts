/** The axes' model as it is stored: a few thousand features, one byte for each label. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIZE } from '../features.ts';
import { folder, hash, round } from '../model.ts';
import { labels } from './labels.ts';

/** How a label was read in folds that the model was not trained on. */
export interface Measured {
	name: string;
	/** Items labelled so; read so; and both. */
	labelled: number;
	read: number;
	both: number;
}

export interface Card {
	sha256: string;
	/** Features kept, each with a byte for every label. */
	features: number;
	/** For each label: log odds of one step of a stored weight, of none, and the least to be read so. */
	steps: number[];
	intercepts: number[];
	thresholds: number[];
	measured: Measured[];
}

export interface Model extends Card {
	/** For each feature the place of its weights, or -1. */
	rows: Int32Array;
	weights: Float32Array;
}

export const weightsFile = join(folder, 'axes.bin');
export const cardFile = join(folder, 'axes.json');

/**
 * Stores trained weights: four bytes a kept feature's number, then its bytes.
 * @param kept numbers of the kept features, rising
 * @param trained one array a label over the kept features, the intercept last
 */
export function encode(
	kept: Int32Array,
	trained: Float64Array[]
): Pick<Card, 'steps' | 'intercepts' | 'features'> & { bytes: Uint8Array } {
	const steps = trained.map((weights) =>
		round(
			weights.subarray(0, kept.length).reduce((most, w) => Math.max(most, Math.abs(w)), 1e-3) / 126
		)
	);
	const bytes = new Uint8Array(kept.length * (4 + trained.length));
	const view = new DataView(bytes.buffer);
	kept.forEach((feature, i) => {
		view.setUint32(i * 4, feature, true);
		trained.forEach((weights, label) =>
			view.setInt8(
				kept.length * 4 + i * trained.length + label,
				Math.round(weights[i]! / steps[label]!)
			)
		);
	});
	return {
		bytes,
		steps,
		features: kept.length,
		intercepts: trained.map((weights) => round(weights[kept.length]!))
	};
}

/** The model that stored bytes stand for. */
export function decode(bytes: Uint8Array, card: Card): Model {
	const count = card.steps.length;
	if (count !== labels.length || bytes.length !== card.features * (4 + count))
		throw new Error('The axes’ model does not fit this program: run the train command.');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const rows = new Int32Array(SIZE).fill(-1);
	const weights = new Float32Array(card.features * count);
	for (let i = 0; i < card.features; i++) {
		rows[view.getUint32(i * 4, true)] = i;
		for (let label = 0; label < count; label++)
			weights[i * count + label] =
				view.getInt8(card.features * 4 + i * count + label) * card.steps[label]!;
	}
	return { ...card, rows, weights };
}

/** Reads the model that comes with the project. Throws where it is missing or damaged. */
export function load(): Model {
	const card = JSON.parse(readFileSync(cardFile, 'utf8')) as Card;
	const bytes = readFileSync(weightsFile);
	if (hash(bytes) !== card.sha256)
		throw new Error(`${weightsFile} is not the file that its card describes.`);
	return decode(bytes, card);
}

/** How each label was read in items that the model was not trained on. */
export function measured(): Measured[] {
	return (JSON.parse(readFileSync(cardFile, 'utf8')) as Card).measured;
}

/** Log odds of every label above its threshold's, for the features of a stretch of text. */
export function score(model: Model, columns: Int32Array): Float64Array {
	const count = model.steps.length;
	const sums = Float64Array.from(model.intercepts, (one, label) => one - model.thresholds[label]!);
	for (const column of columns) {
		const row = model.rows[column]!;
		if (row < 0) continue;
		for (let label = 0; label < count; label++) sums[label]! += model.weights[row * count + label]!;
	}
	return sums;
}
