/**
 * Sums over whole numbers whose weight lies in a small part of a long stretch: that part is searched for,
 * then summed number by number, or on a lattice of steps where the weight changes so slowly that the
 * numbers between say the same. Pure.
 */

/** Log weights at low, low + step, ... */
export interface Row {
	low: number;
	/** A power of two, so that one step divides another. */
	step: number;
	logs: number[];
	/** ln of the sum over all whole numbers of the stretch. */
	total: number;
}

/** Log weight under the best beyond which nothing matters (1e-10). */
const LIGHT = 23;

/**
 * The row of a log weight with one peak (or a second at an end) between low and high, both included.
 * @param points most points the search looks at in a round, half of what the row may have
 * @param hint where the weight lay for a neighbour; tried first
 */
export function scan(
	low: number,
	high: number,
	points: number,
	log: (k: number) => number,
	hint?: Pick<Row, 'low' | 'step' | 'logs'>
): Row {
	let [from, to] = [low, high];
	let isGuess = false;
	if (hint) {
		const reach = Math.max(4, Math.ceil((hint.logs.length * hint.step) / 8));
		from = Math.min(high, Math.max(low, hint.low - reach));
		to = Math.max(low, Math.min(high, hint.low + (hint.logs.length - 1) * hint.step + reach));
		isGuess = true;
	}
	for (;;) {
		const step = stepFor(to - from + 1, points);
		const logs: number[] = [];
		let best = -Infinity;
		for (let k = from; k <= to; k += step) {
			const one = log(k);
			logs.push(one);
			if (one > best) best = one;
		}
		let first = 0;
		while (logs[first]! <= best - LIGHT) first++;
		let last = logs.length - 1;
		while (logs[last]! <= best - LIGHT) last--;
		if (isGuess) {
			isGuess = false;
			const isCut = (first === 0 && from > low) || (last === logs.length - 1 && to < high);
			if (isCut || (step > 1 && last - first < points / 4)) {
				[from, to] = [low, high];
				continue;
			}
		}
		if (step === 1 || last - first >= points / 4)
			return rowOf(
				{ low: from + first * step, step, logs: logs.slice(first, last + 1) },
				low,
				high
			);
		[from, to] = [
			Math.max(low, from + (first - 1) * step),
			Math.min(high, from + (last + 1) * step)
		];
	}
}

/** Each point stands for the numbers up to half a step around it, so at a bound for fewer. */
function rowOf(row: Omit<Row, 'total'>, low: number, high: number): Row {
	const { step, logs } = row;
	if (step > 1) {
		if (row.low === low) logs[0]! += Math.log((step + 1) / (2 * step));
		const beyond = high - (row.low + (logs.length - 1) * step);
		if (beyond < step / 2) logs[logs.length - 1]! += Math.log((beyond + (step + 1) / 2) / step);
	}
	let best = -Infinity;
	for (const one of logs) if (one > best) best = one;
	let sum = 0;
	for (const one of logs) sum += Math.exp(one - best);
	return { ...row, total: best + Math.log(sum * step) };
}

function stepFor(count: number, points: number): number {
	let step = 1;
	while (count / step > 2 * points) step *= 2;
	return step;
}

/** A function of whole numbers from 0 to `high`, each worked out once. */
export function kept(high: number, value: (k: number) => number): (k: number) => number {
	const known = new Float64Array(high + 1);
	return (k) => {
		const found = known[k]!;
		return found === 0 ? (known[k] = value(k)) : found;
	};
}

/**
 * Probabilities that stand on a lattice of steps, spread over the whole numbers between in straight
 * lines; what would fall outside is folded onto the ends.
 */
export function smooth(mass: Float64Array, step: number): Float64Array {
	const spread = new Float64Array(mass.length);
	const last = mass.length - 1;
	mass.forEach((weight, at) => {
		if (weight === 0) return;
		for (let by = 1 - step; by < step; by++) {
			const to = Math.min(last, Math.max(0, at + by));
			spread[to]! += (weight * (step - Math.abs(by))) / (step * step);
		}
	});
	return spread;
}
