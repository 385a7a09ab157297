/**
 * What can be worked out from some sums by adding and subtracting them. Pure.
 *
 * A sum is a vector of zeros and ones over the atoms it counts; what follows from several sums is their
 * span. It is kept as rows in reduced form: 1 at a row's own pivot, 0 at the pivots of all others, so
 * that a vector of the span is told by its values at the pivots. Numbers are taken modulo a prime, so
 * that they are exact.
 */

/** The largest prime whose products a double holds exactly. */
const PRIME = 67_108_859;

const times = (a: number, b: number) => (a * b) % PRIME;
export const plus = (a: number, b: number) => (a + b) % PRIME;
export const minus = (a: number, b: number) => (a - b + PRIME) % PRIME;

function inverse(a: number): number {
	let [result, base] = [1, a];
	for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
		if (power % 2 === 1) result = times(result, base);
		base = times(base, base);
	}
	return result;
}

export interface Row {
	pivot: number;
	values: Float64Array;
}

export interface Span {
	width: number;
	rows: readonly Row[];
}

export function empty(width: number): Span {
	return { width, rows: [] };
}

/**
 * The span with one more sum, given by the atoms it counts; the very same span where it follows already.
 * The pivot is the first atom that can be one.
 */
export function add(span: Span, atoms: readonly number[]): Span {
	const values = new Float64Array(span.width);
	for (const at of atoms) values[at] = 1;
	for (const row of span.rows) subtract(values, row.values, values[row.pivot]!);
	const pivot = values.findIndex((value) => value !== 0);
	if (pivot < 0) return span;
	const by = inverse(values[pivot]!);
	for (let i = pivot; i < values.length; i++) values[i] = times(values[i]!, by);
	const rows = span.rows.map((row) => {
		const factor = row.values[pivot]!;
		if (factor === 0) return row;
		const reduced = row.values.slice();
		subtract(reduced, values, factor);
		return { pivot: row.pivot, values: reduced };
	});
	return { width: span.width, rows: [...rows, { pivot, values }] };
}

function subtract(from: Float64Array, values: Float64Array, factor: number): void {
	if (factor === 0) return;
	const minus = PRIME - factor;
	for (let i = 0; i < values.length; i++)
		if (values[i] !== 0) from[i] = (from[i]! + minus * values[i]!) % PRIME;
}
