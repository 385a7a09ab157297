/** All cues in one list, and how a stored reason is explained. */
import type { ExplainedReason, Reason } from '../../../words.ts';
import { against } from './against.ts';
import type { Cue } from './cue.ts';
import { exits } from './exits.ts';
import { identifiers } from './identifiers.ts';
import { manner } from './manner.ts';
import { narrating } from './narrating.ts';
import { norms } from './norms.ts';
import { practice } from './practice.ts';
import { compile } from './pattern.ts';

/** Cues that are no pattern: what the second stage reads, and single telling words. */
const learned: Cue[] = [
	{
		id: 'read-in-context',
		kind: 'narrating',
		patterns: [],
		because: 'Read in their context, these words tell about one particular person.'
	}
];

export const cues: Cue[] = [
	...narrating,
	...against,
	...exits,
	...identifiers,
	...norms,
	...practice,
	...manner,
	...learned
];

export const matcher = compile(cues.map((cue) => cue.patterns));

const byId = new Map(cues.map((cue) => [cue.id, cue]));

/** The cue of that name, if there (still) is one. */
export function find(id: string): Cue | undefined {
	return byId.get(id);
}

/** Adds to each reason the sentence that explains its cue. */
export function explain(reasons: Reason[]): ExplainedReason[] {
	return reasons.map((reason) => ({
		...reason,
		because:
			byId.get(reason.cue)?.because ?? 'An earlier version of the reader noticed these words.'
	}));
}
