/** Logistic regression over sparse yes-or-no features: training, storing, predicting. */

/** Rows of features, each row's in `columns[offsets[row] .. offsets[row + 1])`. */
export interface Rows {
	offsets: Int32Array;
	columns: Int32Array;
	labels: Float64Array;
	/** How much each row counts. */
	weights: Float64Array;
}

export interface Penalty {
	/** Ridge penalty of each column. */
	of(column: number): number;
}

/** The chance that belongs to log odds. */
export function probability(logOdds: number): number {
	return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}

/** Log odds of a chance, kept within ±16. */
export function logOdds(chance: number): number {
	const safe = Math.min(1 - 1e-7, Math.max(1e-7, chance));
	return Math.log(safe / (1 - safe));
}

/** The log odds of a row: its columns' weights and the intercept. */
export function sum(weights: Float64Array, columns: Int32Array): number {
	let total = weights.at(-1)!;
	for (const column of columns) total += weights[column]!;
	return total;
}

/**
 * Weights (the last is the intercept) that minimise the weighted log loss plus the ridge penalty, by
 * limited-memory BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.4) with a
 * backtracking search. Sums run in row order, so the same rows give the same bits.
 */
export function train(
	rows: Rows,
	size: number,
	penalty: (column: number) => number,
	iterations = 60
): Float64Array {
	const ridge = new Float64Array(size + 1);
	for (let i = 0; i < size; i++) ridge[i] = penalty(i);
	const memory: { step: Float64Array; change: Float64Array; rho: number }[] = [];
	let weights: Float64Array = new Float64Array(size + 1);
	let { loss, gradient } = evaluate(rows, weights, ridge);
	for (let round = 0; round < iterations; round++) {
		const direction = descend(gradient, memory);
		const slope = dot(direction, gradient);
		if (slope > -1e-9) break;
		let length = memory.length === 0 ? 1 / Math.sqrt(dot(gradient, gradient)) : 1;
		let next = added(weights, direction, length);
		let result = evaluate(rows, next, ridge);
		for (let tries = 0; result.loss > loss + 1e-4 * length * slope && tries < 20; tries++) {
			length /= 2;
			next = added(weights, direction, length);
			result = evaluate(rows, next, ridge);
		}
		const step = added(next, weights, -1);
		const change = added(result.gradient, gradient, -1);
		const curvature = dot(step, change);
		if (curvature > 1e-12) {
			memory.push({ step, change, rho: 1 / curvature });
			if (memory.length > 8) memory.shift();
		}
		const gain = loss - result.loss;
		weights = next;
		({ loss, gradient } = result);
		if (gain < 1e-7 * Math.abs(loss)) break;
	}
	return weights;
}

function evaluate(rows: Rows, weights: Float64Array, ridge: Float64Array) {
	const size = weights.length - 1;
	const gradient = new Float64Array(size + 1);
	let loss = 0;
	for (let row = 0; row < rows.labels.length; row++) {
		const from = rows.offsets[row]!;
		const to = rows.offsets[row + 1]!;
		let score = weights[size]!;
		for (let at = from; at < to; at++) score += weights[rows.columns[at]!]!;
		const label = rows.labels[row]!;
		const weight = rows.weights[row]!;
		const margin = label > 0.5 ? score : -score;
		loss +=
			weight *
			(margin > 0 ? Math.log1p(Math.exp(-margin)) : -margin + Math.log1p(Math.exp(margin)));
		const error = weight * (probability(score) - label);
		for (let at = from; at < to; at++) gradient[rows.columns[at]!]! += error;
		gradient[size]! += error;
	}
	for (let i = 0; i < size; i++) {
		const weight = weights[i]!;
		if (weight === 0) continue;
		loss += 0.5 * ridge[i]! * weight * weight;
		gradient[i]! += ridge[i]! * weight;
	}
	return { loss, gradient };
}

function descend(
	gradient: Float64Array,
	memory: { step: Float64Array; change: Float64Array; rho: number }[]
): Float64Array {
	const direction = Float64Array.from(gradient, (value) => -value);
	const alphas: number[] = [];
	for (let i = memory.length - 1; i >= 0; i--) {
		const { step, change, rho } = memory[i]!;
		const alpha = rho * dot(step, direction);
		alphas[i] = alpha;
		addTo(direction, change, -alpha);
	}
	const last = memory.at(-1);
	if (last) {
		const scale = 1 / (last.rho * dot(last.change, last.change));
		for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
	}
	for (let i = 0; i < memory.length; i++) {
		const { step, change, rho } = memory[i]!;
		addTo(direction, step, alphas[i]! - rho * dot(change, direction));
	}
	return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
	return sum;
}

function addTo(a: Float64Array, b: Float64Array, times: number): void {
	for (let i = 0; i < a.length; i++) a[i]! += times * b[i]!;
}

function added(a: Float64Array, b: Float64Array, times: number): Float64Array {
	const sum = new Float64Array(a.length);
	for (let i = 0; i < a.length; i++) sum[i] = a[i]! + times * b[i]!;
	return sum;
}
