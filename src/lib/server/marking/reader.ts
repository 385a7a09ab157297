/** A reader with its models loaded: both stages, or the first alone where the second cannot run. */
import type { Evidence } from '../rates.ts';
import * as axesModel from './axes/model.ts';
import * as combination from './combination.ts';
import { cues } from './cues/index.ts';
import * as encoder from './encoder.ts';
import * as model from './model.ts';

/** Raised whenever the program reads otherwise with the same weights, so that all posts are read again. */
const RULES = 2;

/** What everybody may know of a reader. */
export interface Facts {
	kind: 'linear' | 'linear+encoder';
	/** Changes when anything changes that a mark depends on; posts marked by another are read again. */
	version: string;
	/** How it marked text it was not trained on. */
	evidence: Evidence;
	/** Least probability of each strength. */
	thresholds: { likely: number; possible: number };
	/** Why the second stage does not run, in a sentence; empty where it does. */
	missing: string;
}

/** A reader with its models in this thread's memory. */
export interface Models extends Facts {
	windowPenalty: number;
	first: model.Model;
	axes: axesModel.Model;
	/** The corpus's words, by which English is told from other languages. */
	words: ReadonlySet<string>;
	second?: { encoder: encoder.Encoder; combination: combination.Card };
}

/** Loads the models that come with the project. `isFirstAlone` leaves the second stage out. */
export async function open(options: { isFirstAlone?: boolean } = {}): Promise<Models> {
	const first = model.load();
	const axes = axesModel.load();
	const words = model.loadWords();
	const second = options.isFirstAlone
		? { missing: 'The second stage was left out.' }
		: await openSecond(first);
	if ('missing' in second) {
		const { evidence, thresholds, windowPenalty } = first;
		const version = `1-${fingerprint([RULES, first.sha256, first.calibration, thresholds, axes.sha256, axes.thresholds, cues])}`;
		return {
			kind: 'linear',
			version,
			evidence,
			thresholds,
			windowPenalty,
			first,
			axes,
			words,
			...second
		};
	}
	const { evidence, thresholds, windowPenalty } = second.combination;
	return {
		kind: 'linear+encoder',
		version: `2-${fingerprint([RULES, first.sha256, second.combination, axes.sha256, axes.thresholds, cues])}`,
		evidence,
		thresholds,
		windowPenalty,
		first,
		axes,
		words,
		second,
		missing: ''
	};
}

async function openSecond(
	first: model.Model
): Promise<NonNullable<Models['second']> | { missing: string }> {
	const card = combination.load();
	if (!card) return { missing: `${combination.cardFile} is not there.` };
	const opened = await encoder.open();
	if ('missing' in opened) return opened;
	if (card.encoder !== opened.card.sha256 || card.first !== first.sha256) {
		await encoder.close(opened);
		return {
			missing: `${combination.cardFile} was fitted to other weights: run the train command.`
		};
	}
	return { encoder: opened, combination: card };
}

/** What may be known of a reader elsewhere. */
export function factsOf({ kind, version, evidence, thresholds, missing }: Facts): Facts {
	return { kind, version, evidence, thresholds, missing };
}

/** Frees the second stage's memory. */
export async function close({ second }: Models): Promise<void> {
	if (second) await encoder.close(second.encoder);
}

/** Eight digits of a hash. */
function fingerprint(parts: unknown): string {
	return model.hash(Buffer.from(JSON.stringify(parts))).slice(0, 8);
}
