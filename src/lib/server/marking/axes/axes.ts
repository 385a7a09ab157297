/** The readings beside the probability: exits, identifiers, tone, form, other norms, good practice. Pure. */
import {
	goodPractices,
	type Exit,
	type Form,
	type GoodPractice,
	type Identifier,
	type OtherNorm,
	type Tone
} from '../../../words.ts';
import type { Axes } from '../../db/schema.ts';
import { cues } from '../cues/index.ts';
import type { Found } from '../cues/pattern.ts';
import { labels, practiceOf, type Axis } from './labels.ts';
import * as model from './model.ts';

export type Read = Pick<
	Axes,
	'exits' | 'identifiers' | 'tone' | 'forms' | 'otherNorms' | 'goodPractice'
>;

const learned = new Set(Object.values(practiceOf));

/**
 * Reads every axis. Identifiers, tone and forms are about the story: empty without one.
 * @param windows the features of every window of the post
 * @param story the window that tells most of a client; undefined where none does
 */
export function read(
	axes: model.Model,
	found: Found[],
	windows: Int32Array[],
	story: Int32Array | undefined
): Read {
	const highest = new Float64Array(labels.length).fill(-Infinity);
	for (const columns of windows)
		model.score(axes, columns).forEach((score, i) => (highest[i] = Math.max(highest[i]!, score)));
	const inStory = story && model.score(axes, story);
	const list = (axis: Axis, by: Float64Array | undefined) =>
		labels.flatMap((label, i) => (by && label.axis === axis && by[i]! > 0 ? [label.value] : []));
	return {
		exits: list('exit', highest) as Exit[],
		identifiers: list('identifier', inStory) as Identifier[],
		tone: inStory ? toneOf(inStory) : null,
		forms: list('form', inStory) as Form[],
		otherNorms: normsOf(list('other-norm', highest) as OtherNorm[], found),
		goodPractice: practiceIn(list('good-practice', highest), found)
	};
}

function toneOf(scores: Float64Array): Tone {
	let best: Tone = 'neutral';
	let most = -Infinity;
	labels.forEach(({ axis, value }, i) => {
		if (axis !== 'tone' || scores[i]! <= most) return;
		most = scores[i]!;
		best = value as Tone;
	});
	return best;
}

/** A diagnosis from afar is one of a public figure where a cue says so, else of a stranger. */
function normsOf(norms: OtherNorm[], found: Found[]): OtherNorm[] {
	if (!says(found, 'other-norm').has('public-figure-diagnosis')) return norms;
	return [
		...norms.filter((norm) => norm !== 'stranger-diagnosis'),
		'public-figure-diagnosis' as const
	];
}

/** Learned readings, and cues for the items that the corpus does not label. */
function practiceIn(read: string[], found: Found[]): GoodPractice[] {
	const said = says(found, 'good-practice');
	return goodPractices.filter((one) => (learned.has(one) ? read.includes(one) : said.has(one)));
}

function says(found: Found[], kind: string): Set<string> {
	return new Set(
		found.flatMap((one) => {
			const cue = cues[one.cue]!;
			return cue.kind === kind && cue.says ? [cue.says] : [];
		})
	);
}
