/**
 * How far people who read the same posts without seeing each other's answers agree. Pure.
 *
 * Cohen's kappa (J. Cohen, A coefficient of agreement for nominal scales, 1960) is (o − e) / (1 − e):
 * o is the share of pairs of readings that say the same, e the share that would by chance, if both
 * people answered as often yes, no and so on as they do. Here two posts are seldom read by the same
 * two people, so o and e are sums over all pairs of readings of one post, each with the habits of the
 * two people who made it. For two people this is Cohen's kappa, for any number who all read every post
 * A. J. Conger's (Integration and generalization of kappas for multiple raters, 1980).
 *
 * Krippendorff's alpha for nominal data (K. Krippendorff, Computing Krippendorff's alpha-reliability,
 * 2011) is 1 − D_o / D_e from the matrix of coincidences. It takes any number of people and missing
 * readings, and asks for chance from what was answered over all, whoever answered.
 *
 * The ranges are percentiles of a bootstrap over posts, seeded, so that the same readings give the
 * same range.
 */
import { seeded } from './counting/seeded.ts';

/** One person's answer about one post. */
export interface Reading {
	coder: string;
	value: string;
}

/** The readings of one post; those of posts read by one person alone count nowhere. */
export type Unit = Reading[];

/** A figure with its 90 % range, or in words why there is none. */
export type Figure =
	| { value: number; range: { low: number; high: number } | null; why?: undefined }
	| { value: null; range: null; why: string };

export interface Agreement {
	/** Posts with two readings or more. */
	posts: number;
	/** Pairs of readings of one post, and how many of them say the same. */
	pairs: number;
	same: number;
	/** How many people made these readings. */
	coders: number;
	/** How often each answer was given in these readings, the most frequent first. */
	answers: { value: string; count: number }[];
	kappa: Figure;
	alpha: Figure;
}

const LEVEL = 0.9;
/** A range is given when at least this share of the resamples has a value at all. */
const DEFINED = 0.9;
/** Fewer posts than this give a figure without a range: resampling them says nothing. */
export const leastForRange = 10;

const reasons = {
	single: 'No post has been read by two people yet.',
	same: 'All readings gave the same answer. Agreement by chance would look just like that, so it cannot be told apart.'
};

/**
 * Agreement over some posts.
 * @param options.resamples how many bootstrap samples the ranges come from
 */
export function measure(
	units: Unit[],
	options: { resamples?: number; seed?: number } = {}
): Agreement {
	const table = index(units);
	const whole = table.rows.map(() => 1);
	const kappa = kappaOf(table, whole);
	const alpha = alphaOf(table, whole);
	const ranges = bootstrap(table, options.resamples ?? 1000, options.seed ?? 1);
	const { pairs, same } = pairsOf(table.rows);
	return {
		posts: table.rows.length,
		pairs,
		same,
		coders: table.coders,
		answers: table.values
			.map((value, i) => ({
				value,
				count: table.rows.flat().filter((one) => one.value === i).length
			}))
			.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
		kappa: figure(kappa, ranges.kappa, table),
		alpha: figure(alpha, ranges.alpha, table)
	};
}

/** Cohen's kappa of two people's answers to the same questions; null where chance alone explains all. */
export function cohen(one: string[], other: string[]): number | null {
	return kappa(
		one.map((value, i) => [
			{ coder: 'one', value },
			{ coder: 'other', value: other[i]! }
		])
	);
}

/** Kappa over posts that any people have read; null where all say the same or nothing was read twice. */
export function kappa(units: Unit[]): number | null {
	const table = index(units);
	return kappaOf(
		table,
		table.rows.map(() => 1)
	);
}

/** Krippendorff's alpha for nominal answers; null where all say the same or nothing was read twice. */
export function alpha(units: Unit[]): number | null {
	const table = index(units);
	return alphaOf(
		table,
		table.rows.map(() => 1)
	);
}

/** Units as numbers, those with one reading left out. */
interface Table {
	coders: number;
	values: string[];
	rows: { coder: number; value: number }[][];
}

function index(units: Unit[]): Table {
	const coders = new Map<string, number>();
	const values = new Map<string, number>();
	const number = (known: Map<string, number>, name: string) => {
		const found = known.get(name);
		if (found !== undefined) return found;
		known.set(name, known.size);
		return known.size - 1;
	};
	const rows = units
		.filter((unit) => unit.length > 1)
		.map((unit) =>
			unit.map(({ coder, value }) => ({
				coder: number(coders, coder),
				value: number(values, value)
			}))
		);
	return { coders: coders.size, values: [...values.keys()], rows };
}

function pairsOf(rows: Table['rows']) {
	let pairs = 0;
	let same = 0;
	for (const row of rows)
		for (let i = 1; i < row.length; i++)
			for (let j = 0; j < i; j++) {
				pairs++;
				if (row[i]!.value === row[j]!.value) same++;
			}
	return { pairs, same };
}

/** @param times how often each row counts */
function kappaOf({ coders, values, rows }: Table, times: number[]): number | null {
	const width = values.length;
	const said = new Float64Array(coders * width);
	const together = new Float64Array(coders * coders);
	const total = new Float64Array(coders);
	let pairs = 0;
	let same = 0;
	rows.forEach((row, at) => {
		const count = times[at]!;
		if (count === 0) return;
		for (let i = 0; i < row.length; i++) {
			const one = row[i]!;
			said[one.coder * width + one.value]! += count;
			total[one.coder]! += count;
			for (let j = 0; j < i; j++) {
				together[one.coder * coders + row[j]!.coder]! += count;
				pairs += count;
				if (one.value === row[j]!.value) same += count;
			}
		}
	});
	let byChance = 0;
	for (let i = 0; i < coders; i++)
		for (let j = 0; j < coders; j++) {
			const count = together[i * coders + j]!;
			if (count === 0) continue;
			let share = 0;
			for (let v = 0; v < width; v++) share += said[i * width + v]! * said[j * width + v]!;
			byChance += (count * share) / (total[i]! * total[j]!);
		}
	return ratio(same - byChance, pairs - byChance);
}

function alphaOf({ values, rows }: Table, times: number[]): number | null {
	const of = new Float64Array(values.length);
	const inRow = new Float64Array(values.length);
	let all = 0;
	let observed = 0;
	rows.forEach((row, at) => {
		const count = times[at]!;
		if (count === 0) return;
		let same = 0;
		for (const { value } of row) {
			same += 2 * inRow[value]!++;
			of[value]! += count;
		}
		for (const { value } of row) inRow[value] = 0;
		all += count * row.length;
		// Ordered pairs of this post that differ, each weighed by 1 / (readings − 1).
		observed += (count * (row.length * (row.length - 1) - same)) / (row.length - 1);
	});
	let expected = all * all;
	for (const count of of) expected -= count * count;
	if (all < 2 || expected <= 0) return null;
	return 1 - ((all - 1) * observed) / expected;
}

/** Null where there is nothing left to agree about beyond chance. */
function ratio(above: number, below: number): number | null {
	return below < 1e-9 ? null : above / below;
}

interface Ranges {
	kappa: { low: number; high: number } | null;
	alpha: { low: number; high: number } | null;
}

function bootstrap(table: Table, resamples: number, seed: number): Ranges {
	const { rows } = table;
	if (rows.length < leastForRange) return { kappa: null, alpha: null };
	const random = seeded(seed);
	const found = { kappa: [] as number[], alpha: [] as number[] };
	const times = new Array<number>(rows.length);
	for (let i = 0; i < resamples; i++) {
		times.fill(0);
		for (let j = 0; j < rows.length; j++) times[Math.floor(random() * rows.length)]!++;
		const one = { kappa: kappaOf(table, times), alpha: alphaOf(table, times) };
		if (one.kappa !== null) found.kappa.push(one.kappa);
		if (one.alpha !== null) found.alpha.push(one.alpha);
	}
	const range = (values: number[]) => {
		if (values.length < resamples * DEFINED || values.length === 0) return null;
		values.sort((a, b) => a - b);
		const at = (share: number) =>
			values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
		return { low: at((1 - LEVEL) / 2), high: at((1 + LEVEL) / 2) };
	};
	return { kappa: range(found.kappa), alpha: range(found.alpha) };
}

function figure(
	value: number | null,
	range: { low: number; high: number } | null,
	table: Table
): Figure {
	if (value !== null) return { value, range };
	return { value: null, range: null, why: table.rows.length === 0 ? reasons.single : reasons.same };
}
