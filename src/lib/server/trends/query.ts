/** What somebody asks of the trends, as it stands in an address. Pure. */
import { forms, platforms, professions, type Form } from '#lib/words.ts';
import { dimensions, type Dimension, type Place } from './cells.ts';

export const steps = ['month', 'quarter', 'year'] as const;
export type Step = (typeof steps)[number];
export const parts = [...dimensions, 'form'] as const;
export type Part = Dimension | 'form';

export interface Query extends Place {
	/** First and last month, YYYY-MM. */
	from: string;
	to: string;
	form?: Form;
	/** What to show side by side. */
	by?: Part;
	step: Step;
}

/** The months that are shown where nothing else is asked for, and the most that can be. */
export const usualMonths = 24;
export const mostMonths = 120;

/** The last month that is over, YYYY-MM: a month that still runs would always seem quiet. */
export function lastWhole(now: Date): string {
	return monthAfter(now.toISOString().slice(0, 7), -1);
}

/** The month so many months later, YYYY-MM. */
export function monthAfter(month: string, count: number): string {
	const [year, number] = month.split('-').map(Number) as [number, number];
	const at = year * 12 + number - 1 + count;
	return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The first month or day of the quarter of a month or day. */
export function quarterOf(month: string): string {
	const first = Math.floor((Number(month.slice(5, 7)) - 1) / 3) * 3 + 1;
	return `${month.slice(0, 5)}${String(first).padStart(2, '0')}${month.slice(7)}`;
}

/** The last month of the last quarter that is over, YYYY-MM. */
export function lastQuarter(now: Date): string {
	return monthAfter(quarterOf(now.toISOString().slice(0, 7)), -1);
}

/** First days of the first and the last month that can be asked for, in whole quarters. @param last YYYY-MM */
export function rangeTo(last: string): { from: string; to: string } {
	return { from: `${quarterOf(monthAfter(last, 1 - mostMonths))}-01`, to: `${last}-01` };
}

/** Every month from the first to the last. */
export function months({ from, to }: Pick<Query, 'from' | 'to'>): string[] {
	const all: string[] = [];
	for (let month = from; month <= to; month = monthAfter(month, 1)) all.push(month);
	return all;
}

/** Reads an address. What it does not understand it names in a sentence, and does without. */
export function read(
	typed: Pick<URLSearchParams, 'get'>,
	now: Date
): { query: Query; problems: string[] } {
	const problems: string[] = [];
	const one = <T extends string>(name: string, known: readonly T[]): T | undefined => {
		const value = typed.get(name)?.trim();
		if (!value) return undefined;
		const found = known.find((each) => each === value);
		if (!found)
			problems.push(
				`“${value.slice(0, 40)}” is not a ${name} that is known here, so it was left out.`
			);
		return found;
	};
	const last = lastWhole(now);
	const month = (name: string): string | undefined => {
		const value = typed.get(name)?.trim();
		if (!value) return undefined;
		if (/^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(value)) return value;
		problems.push(`“${value.slice(0, 40)}” is no month; write it as ${last}.`);
		return undefined;
	};
	let to = month('to') ?? last;
	if (to > last) {
		problems.push('A month that is not over yet is not shown.');
		to = last;
	}
	let from = month('from') ?? monthAfter(to, 1 - usualMonths);
	if (from > to) {
		problems.push('The first month came after the last one, so they were exchanged.');
		[from, to] = [to, from > last ? last : from];
	}
	const earliest = monthAfter(to, 1 - mostMonths);
	if (from < earliest) {
		problems.push(`At most ${mostMonths} months are shown at once.`);
		from = earliest;
	}
	const region = typed.get('region')?.trim();
	const isRegion = !region || region === 'not-set' || /^[A-Z]{2}$/.test(region);
	if (!isRegion)
		problems.push(`“${region.slice(0, 40)}” is no region; write a country as two capital letters.`);
	const query: Query = {
		from,
		to,
		platform: one('platform', platforms),
		profession: one('profession', [...professions, 'not-set'] as const),
		region: (isRegion && region) || undefined,
		form: one('form', forms),
		by: one('by', parts),
		step: one('step', steps) ?? 'month'
	};
	if (query.by && query[query.by] !== undefined) {
		problems.push(`Only one ${query.by} was chosen, so there is nothing to show side by side.`);
		query.by = undefined;
	}
	return { query, problems };
}

/**
 * What strangers may ask: by quarter or year, whole quarters only, and nothing that the machine alone
 * says of a post.
 */
export function readPublic(
	typed: Pick<URLSearchParams, 'get'>,
	now: Date
): { query: Query; problems: string[] } {
	const last = lastQuarter(now);
	const known = { get: (name: string) => (name === 'form' ? null : typed.get(name)) };
	const { query, problems } = read(known, now);
	if (query.by === 'form') delete query.by;
	if (query.step === 'month') query.step = 'quarter';
	const to = monthAfter(quarterOf(query.to), 2);
	query.to = to > last ? last : to;
	query.from = quarterOf(query.from > query.to ? query.to : query.from);
	return { query, problems };
}

/** The address of a query, without what goes without saying; the same query has one address only. */
export function write(query: Query): string {
	const kept = (['from', 'to', ...parts, 'by'] as const).flatMap((name) =>
		query[name] === undefined ? [] : [[name, query[name]] as [string, string]]
	);
	if (query.step !== 'month') kept.push(['step', query.step]);
	return new URLSearchParams(kept).toString();
}

/** The months of each step, cut off where the query begins and ends. */
export function stepsOf(query: Query): string[][] {
	const name = (month: string) => {
		if (query.step === 'year') return month.slice(0, 4);
		if (query.step === 'month') return month;
		return `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`;
	};
	const steps = new Map<string, string[]>();
	for (const month of months(query)) {
		const key = name(month);
		const step = steps.get(key);
		if (step) step.push(month);
		else steps.set(key, [month]);
	}
	return [...steps.values()];
}
