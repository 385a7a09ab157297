/** The readings beside the probability, from the cues found. Pure. */
import type { Axes } from '../db/schema.ts';
import type { Exit, Form, GoodPractice, Identifier, OtherNorm, Tone } from '../../words.ts';
import { goodPractices } from '../../words.ts';
import { cues } from './cues/index.ts';
import type { Found } from './cues/pattern.ts';

export type CueAxes = Pick<
	Axes,
	'exits' | 'identifiers' | 'tone' | 'forms' | 'otherNorms' | 'goodPractice'
>;

/** What the cues say on each axis. Identifiers, tone and forms are about the story: empty without one. */
export function read(found: Found[], isStory: boolean): CueAxes {
	const said = new Map<string, Set<string>>();
	for (const one of found) {
		const { kind, says } = cues[one.cue]!;
		if (!says) continue;
		const set = said.get(kind);
		if (set) set.add(says);
		else said.set(kind, new Set([says]));
	}
	const list = <T>(kind: string) => [...(said.get(kind) ?? [])].sort() as T[];
	const practice = list<GoodPractice>('good-practice').filter((one) => goodPractices.includes(one));
	return {
		exits: list<Exit>('exit'),
		identifiers: isStory ? list<Identifier>('identifier') : [],
		tone: isStory ? (list<Tone>('tone')[0] ?? 'neutral') : null,
		forms: isStory ? list<Form>('form') : [],
		otherNorms: list<OtherNorm>('other-norm'),
		goodPractice: practice
	};
}
