/** Phone lines by country, for a reader who is not safe. Each with its source, as everything here. Pure. */
import type { Danger } from '../answers.ts';
import { inUnion } from '../places.ts';
import { fact, type Fact } from './facts.ts';
import records from './lines.json' with { type: 'json' };

export type Need = 'emergency' | 'distress' | 'child' | 'sexual';

export interface Line {
	country: string;
	need: Need;
	name: string;
	/** As it is read out; dialled without its spaces. */
	number: string;
	hours: string;
	sources: string[];
	unverified: string[];
	readOn: string | null;
}

export const lines: readonly Line[] = records.map((record) => ({
	country: record.country,
	need: record.for as Need,
	name: record.name,
	number: record.number,
	hours: record.hours,
	sources: record.sources,
	unverified: record.unverified,
	readOn: record.read_on
}));

/** The lines of a country; those of the Union where it has none of its own. Empty for places we know none for. */
export function listFor(country: string): Line[] {
	const own = lines.filter((line) => line.country === country);
	if (own.length > 0) return own;
	return inUnion(country) ? lines.filter((line) => line.country === 'EU') : [];
}

/** What each danger asks for, the most urgent first. */
export const needsOf: Record<Danger, readonly Need[]> = {
	danger: ['emergency', 'distress'],
	'self-harm': ['emergency', 'distress'],
	child: ['emergency', 'child'],
	sexual: ['emergency', 'sexual', 'distress']
};

/** Lines for the dangers that were named, each once, in the order of their urgency. */
export function listForDangers(country: string, dangers: readonly Danger[]): Line[] {
	const needs = dangers.flatMap((danger) => needsOf[danger]);
	const order: readonly Need[] = ['emergency', 'child', 'sexual', 'distress'];
	return listFor(country)
		.filter((line) => needs.includes(line.need))
		.sort((a, b) => order.indexOf(a.need) - order.indexOf(b.need));
}

/** The number with where it was read, as a fact. `today` is YYYY-MM-DD. */
export function factOf(line: Line, today: string): Fact {
	return fact(
		`${line.number}, ${line.hours}`,
		{ sources: line.sources, readOn: line.readOn, isUnverified: line.unverified.length > 0 },
		today
	);
}
