/** One thing to look at again before a text goes out. Pure. */
import type { Answers } from '../answers.ts';
import type { Kind } from '../letter.ts';

export const rules = [
	'placeholder',
	'template',
	'contradiction',
	'name',
	'accusation',
	'motive',
	'diagnosis',
	'date',
	'place',
	'contact',
	'session',
	'length',
	'missing'
] as const;
export type Rule = (typeof rules)[number];

export interface Finding {
	/** Stable while the words stand: a writer's choice to keep them is remembered by it. */
	key: string;
	rule: Rule;
	/** Blocking stops the export until it is changed or kept on purpose; advisory only says. */
	level: 'blocking' | 'advisory';
	/** UTF-16 offsets into the text; equal where the finding is about the whole. */
	start: number;
	end: number;
	found: string;
	reason: string;
}

/** What a text is checked for. `session` is the script. */
export interface Aim {
	answers: Answers;
	kind: Kind | 'session';
}

/** A finding at a place of the text. */
export function at(
	rule: Rule,
	level: Finding['level'],
	start: number,
	found: string,
	reason: string
): Finding {
	return {
		key: `${rule}:${found.toLowerCase().replace(/\s+/g, ' ')}`,
		rule,
		level,
		start,
		end: start + found.length,
		found,
		reason
	};
}

/** A finding about the text as a whole. */
export function about(rule: Rule, level: Finding['level'], name: string, reason: string): Finding {
	return { key: `${rule}:${name}`, rule, level, start: 0, end: 0, found: '', reason };
}

/** Every match of a pattern as a finding. The pattern carries the g flag. */
export function each(
	text: string,
	pattern: RegExp,
	rule: Rule,
	level: Finding['level'],
	reason: string
): Finding[] {
	return [...text.matchAll(pattern)].map((match) => at(rule, level, match.index, match[0], reason));
}
