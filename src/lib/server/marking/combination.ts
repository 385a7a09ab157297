/**
 * How both stages' log odds become one, and what the reader as a whole is measured at. Fitted by the
 * train command on items that neither stage was trained on; stored in weights/reader.json.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../rates.ts';
import { folder } from './model.ts';

export interface Card {
	/** SHA-256 of the encoder's and of the first stage's weights that this was fitted to. */
	encoder: string;
	first: string;
	/** Log odds = first × first stage's + encoder × encoder's + shift. */
	weights: { first: number; encoder: number; shift: number };
	/** Subtracted, times the logarithm of the number of windows, where a long text is read in several. */
	windowPenalty: number;
	/** Least probability of each strength. */
	thresholds: { likely: number; possible: number };
	/** Items it was fitted on. */
	items: number;
	evidence: Evidence;
}

export const cardFile = join(folder, 'reader.json');

/** The card that comes with the project, if there is one. */
export function load(): Card | undefined {
	return existsSync(cardFile) ? (JSON.parse(readFileSync(cardFile, 'utf8')) as Card) : undefined;
}

/** The log odds of one window read by both stages. */
export function combine({ weights }: Card, first: number, encoder: number): number {
	return weights.first * first + weights.encoder * encoder + weights.shift;
}
