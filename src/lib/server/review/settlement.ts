/**
 * What several people's readings of one text come to. Pure.
 *
 * Two readings that both say yes, or both say no, settle the question. "Not sure" agrees with nothing,
 * not even with another "not sure": that post goes to a third person, as every split does. The third
 * sees both readings, and what the third says holds.
 *
 * Where two agree, their other answers are settled so that doubt speaks for the author: a detail by
 * which somebody could be recognised holds when both saw it, a stated permission when either did; tone
 * and voice hold when both say the same, and otherwise are neutral and not said.
 */
import type { Answer, Exit, Identifier, Tone, Voice } from '#lib/words.ts';
import { exits, identifiers } from '#lib/words.ts';

/** One person's answers on the separate axes. */
export interface Reading {
	narrates: Answer;
	identifiers: Identifier[];
	exits: Exit[];
	tone: Tone | null;
	voice: Voice;
	/** May be shown to the practitioner. */
	reason: string;
}

export type Settled = Reading & {
	how: 'agreed' | 'third';
	/** How many people's readings say what is settled; a public page needs two. */
	supportCount: number;
};

/** Whose turn it is. */
export const stages = ['first', 'second', 'settle', 'done', 'withdrawn'] as const;
export type Stage = (typeof stages)[number];

export type Outcome =
	| { stage: 'first' | 'second' | 'settle'; settled: undefined }
	| { stage: 'done'; settled: Settled };

export function agree(one: Pick<Reading, 'narrates'>, other: Pick<Reading, 'narrates'>): boolean {
	return one.narrates === other.narrates && one.narrates !== 'unsure';
}

/** @param readings those that stand, in the order in which they were made: at most three */
export function outcome(readings: Reading[]): Outcome {
	const [first, second, third] = readings;
	if (!first) return { stage: 'first', settled: undefined };
	if (!second) return { stage: 'second', settled: undefined };
	if (agree(first, second)) return { stage: 'done', settled: merge(first, second) };
	if (!third) return { stage: 'settle', settled: undefined };
	const supportCount = readings.filter(({ narrates }) => narrates === third.narrates).length;
	return { stage: 'done', settled: { ...third, how: 'third', supportCount } };
}

function merge(one: Reading, other: Reading): Settled {
	return {
		narrates: one.narrates,
		identifiers: identifiers.filter(
			(name) => one.identifiers.includes(name) && other.identifiers.includes(name)
		),
		exits: exits.filter((name) => one.exits.includes(name) || other.exits.includes(name)),
		tone: one.tone === other.tone ? one.tone : 'neutral',
		voice: one.voice === other.voice ? one.voice : 'not-said',
		reason: [...new Set([one.reason, other.reason].filter(Boolean))].join('\n'),
		how: 'agreed',
		supportCount: 2
	};
}
