/**
 * What in a text could point to a client: found in a practitioner's reply, so that it can be reworded,
 * and masked in an excerpt that others than its reader see (guards F7, F12). Pure.
 */
import { empty } from '#lib/concern/answers.ts';
import { contacts, dates, whereabouts } from '#lib/concern/checks/details.ts';
import type { Aim, Finding } from '#lib/concern/checks/finding.ts';
import { names } from '#lib/concern/checks/names.ts';
import { health } from '#lib/concern/checks/words.ts';
import { identifiers } from '../marking/cues/identifiers.ts';
import { compile, match } from '../marking/cues/pattern.ts';
import { flags, read, type Reading } from '../marking/text.ts';

export const kinds = [
	'name',
	'age',
	'place',
	'date',
	'contact',
	'health',
	'work',
	'family',
	'event',
	'words'
] as const;
export type Kind = (typeof kinds)[number];

/** A stretch of the text, in UTF-16 units. `isFirm`: names, numbers and the like; else worth another look. */
export interface Detail {
	kind: Kind;
	start: number;
	end: number;
	found: string;
	isFirm: boolean;
}

const cues = identifiers.filter(({ says }) => says !== 'gender' && says !== 'picture');
const matcher = compile(cues.map((cue) => cue.patterns));
const kindOf: Record<string, Kind> = {
	'name-or-pseudonym': 'name',
	age: 'age',
	occupation: 'work',
	place: 'place',
	'time-frame': 'date',
	family: 'family',
	health: 'health',
	'rare-event': 'event',
	quote: 'words'
};

/**
 * Every detail, in the order of the text; they may overlap.
 * @param own names that may stand there: the practitioner's own and those of the feeds
 */
export function find(text: string, own = ''): Detail[] {
	const reading = read(text);
	const known = new Set(wordsOf(own));
	const isOwn = ({ kind, found }: Detail) =>
		(kind === 'name' || kind === 'place') && wordsOf(found).every((word) => known.has(word));
	return [...checked(text, own), ...tokens(reading), ...cued(reading)]
		.filter((one) => !isOwn(one))
		.sort((a, b) => a.start - b.start || a.end - b.end);
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}’'-]+/gu) ?? [];

/** A number of years without the word: "is 34", ", 34,". */
const bareAge =
	/(?<=\b(?:is|was|turned|just|only|nearly|almost) |, )\d{1,2}(?= ?[,.;)]| and\b| with\b| when\b|$)/g;

/** What the concern's own check finds, and ages told as bare numbers. */
function checked(text: string, own: string): Detail[] {
	const answers = empty();
	const aim: Aim = {
		answers: { ...answers, person: { ...answers.person, name: own } },
		kind: 'body'
	};
	const as = (kind: Kind, findings: Finding[]): Detail[] =>
		findings.map(({ start, end, found }) => ({ kind, start, end, found, isFirm: true }));
	const isAge = ({ found }: Finding) => /\b(?:age|year|born|I(?:’m| am)\b)/i.test(found);
	const dated = dates(text, aim);
	const ages = [...text.matchAll(bareAge)].map(({ index, 0: found }): Detail => ({
		kind: 'age',
		start: index,
		end: index + found.length,
		found,
		isFirm: true
	}));
	return [
		...ages,
		...as('name', names(text, aim)),
		...as('age', dated.filter(isAge)),
		...as(
			'date',
			dated.filter((one) => !isAge(one))
		),
		...as('place', whereabouts(text, aim)),
		...as('contact', contacts(text, aim)),
		...as('health', health(text, aim))
	];
}

/**
 * Single tokens that say it by their shape: a name, an age such as 34F, a clock, a handle, an address.
 * A capital at the start of a sentence is often no name.
 */
function tokens(reading: Reading): Detail[] {
	const { words, starts, ends, flags: marks, text } = reading;
	const opening = new Set(reading.sentences);
	return words.flatMap((_, i) => {
		const mark = marks[i]!;
		const kind: Kind | undefined =
			mark & flags.age
				? 'age'
				: mark & flags.clock
					? 'date'
					: mark & (flags.address | flags.handle)
						? 'contact'
						: mark & flags.name
							? 'name'
							: undefined;
		if (!kind) return [];
		const [start, end] = [starts[i]!, ends[i]!];
		const isFirm = kind !== 'name' || !opening.has(i);
		return [{ kind, start, end, found: text.slice(start, end), isFirm }];
	});
}

/** What the reader's own cues notice. Of a name or a place only the name itself is taken. */
function cued(reading: Reading): Detail[] {
	const { starts, ends, flags: marks, pos, text } = reading;
	const isName = (i: number) => (marks[i]! & flags.name) !== 0;
	const isTagged = (i: number) => pos[i] === 'PROPN';
	return match(reading, matcher).flatMap(({ cue, from, to }): Detail[] => {
		const kind = kindOf[cues[cue]!.says!]!;
		const at = Array.from({ length: to - from }, (_, i) => from + i);
		if (kind === 'name' || kind === 'place') {
			const named = at.some(isName) ? at.filter(isName) : at.filter(isTagged);
			if (named.length > 0 || kind === 'name')
				return named.map((i) => ({
					kind,
					start: starts[i]!,
					end: ends[i]!,
					found: text.slice(starts[i], ends[i]),
					isFirm: true
				}));
		}
		const [start, end] = [starts[from]!, ends[to - 1]!];
		const isNumbered = at.some((i) => marks[i]! & (flags.number | flags.age));
		return [
			{ kind, start, end, found: text.slice(start, end), isFirm: kind === 'age' && isNumbered }
		];
	});
}
