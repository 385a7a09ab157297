/**
 * How many of the posts read tell about a client: the posterior of K. Pure and exact: sums over a
 * grid, no sampling.
 *
 * The model. A post is a story with the practitioner's own rate θ ~ Beta (the population's prior).
 * The reader marks a story with probability t (sensitivity) and another post with probability f, both
 * Beta, from counts of its evaluation. Of N judged posts m are marked, which speaks for
 * θ t + (1 − θ) f. Given the three, an unseen marked post is a story with probability
 * π₁ = θ t / (θ t + (1 − θ) f), an unseen unmarked one with π₀ = θ (1 − t) / (θ (1 − t) + (1 − θ)(1 − f)).
 * K = stories confirmed by a person + Binomial(marked left, π₁) + Binomial(unmarked left, π₀).
 * Reviews count as a sample of the marked, audits as a random sample of the unmarked.
 */

/** A Beta distribution. */
export interface Beta {
	a: number;
	b: number;
}

export interface Strata {
	/** Posts marked; of those read by a person; of those found to be stories. */
	marked: { count: number; reviewed: number; confirmed: number };
	/** Posts not marked; of those drawn at random and read by a person; of those found to be stories. */
	unmarked: { count: number; audited: number; found: number };
}

export interface Interval {
	low: number;
	high: number;
	likeliest: number;
	level: number;
}

export interface Posterior extends Interval {
	mean: number;
	/** Probability of K = offset + index. */
	mass: Float64Array;
	offset: number;
}

interface Node {
	weight: number;
	marked: number;
	unmarked: number;
}

const RATES = 56;
const QUANTILES = 9;

/**
 * The posterior of K with its central interval.
 * @param level share of the probability inside [low, high]
 */
export function posterior(
	strata: Strata,
	given: { rate: Beta; sensitivity: Beta; falseMarks: Beta },
	level = 0.9
): Posterior {
	const { marked, unmarked } = strata;
	const nodes = weigh(strata, given);
	const left = {
		marked: marked.count - marked.reviewed,
		unmarked: unmarked.count - unmarked.audited
	};
	const known = marked.confirmed + unmarked.found;
	const mass = new Float64Array(left.marked + left.unmarked + 1);
	for (const node of nodes) spread(node, left, mass);
	return summarise(mass, known, level);
}

/** The grid's points with their posterior weights, those too light to matter left out. */
function weigh(
	{ marked, unmarked }: Strata,
	given: { rate: Beta; sensitivity: Beta; falseMarks: Beta }
): Node[] {
	const total = marked.count + unmarked.count;
	const rates = rateGrid(given.rate, marked.count, total);
	const sensitivities = quantiles(given.sensitivity, QUANTILES);
	const falses = quantiles(given.falseMarks, QUANTILES);
	const points: (Node & { log: number })[] = [];
	let best = -Infinity;
	for (const { rate, log } of rates)
		for (const t of sensitivities)
			for (const f of falses) {
				const p = rate * t + (1 - rate) * f;
				const pi1 = (rate * t) / p;
				const pi0 = (rate * (1 - t)) / (1 - p);
				const here =
					log +
					times(marked.count, Math.log(p)) +
					times(unmarked.count, Math.log1p(-p)) +
					times(marked.confirmed, Math.log(pi1)) +
					times(marked.reviewed - marked.confirmed, Math.log1p(-pi1)) +
					times(unmarked.found, Math.log(pi0)) +
					times(unmarked.audited - unmarked.found, Math.log1p(-pi0));
				best = Math.max(best, here);
				points.push({ log: here, weight: 0, marked: pi1, unmarked: pi0 });
			}
	const heavy = points.filter((point) => point.log > best - 16);
	const sum = heavy.reduce((all, point) => all + Math.exp(point.log - best), 0);
	return heavy.map(({ log, marked, unmarked }) => ({
		weight: Math.exp(log - best) / sum,
		marked,
		unmarked
	}));
}

/** 0 × −∞ is 0 here: nothing was seen, so nothing is ruled out. */
function times(count: number, log: number): number {
	return count === 0 ? 0 : count * log;
}

/**
 * Rates to sum over, dense where the count of marks puts them: even steps in log odds, each with the
 * prior's density there (the Jacobian of the log odds is θ(1 − θ)).
 */
function rateGrid(prior: Beta, marked: number, total: number): { rate: number; log: number }[] {
	const most = Math.min(0.999, (marked + 3 * Math.sqrt(marked + 1) + 3) / Math.max(total, 8));
	const low = Math.log(1e-6);
	const high = Math.max(Math.log(most / (1 - most)), low + 4);
	return Array.from({ length: RATES }, (_, i) => {
		const odds = Math.exp(low + ((high - low) * (i + 0.5)) / RATES);
		const rate = odds / (1 + odds);
		return { rate, log: prior.a * Math.log(rate) + prior.b * Math.log1p(-rate) };
	});
}

/** Middles of `count` equal slices of a Beta's probability, found by adding up its density. */
export function quantiles(beta: Beta, count: number): number[] {
	const steps = 4000;
	const density = new Float64Array(steps);
	// Even steps in log odds follow a Beta whose mass lies close to 0 or 1.
	const mean = beta.a / (beta.a + beta.b);
	const spreadOf = Math.sqrt(1 / beta.a + 1 / beta.b);
	const middle = Math.log(mean / (1 - mean));
	const low = middle - 12 * spreadOf;
	const width = (24 * spreadOf) / steps;
	let best = -Infinity;
	for (let i = 0; i < steps; i++) {
		const odds = Math.exp(low + (i + 0.5) * width);
		const x = odds / (1 + odds);
		density[i] = beta.a * Math.log(x) - beta.b * Math.log1p(odds);
		best = Math.max(best, density[i]!);
	}
	let sum = 0;
	for (let i = 0; i < steps; i++) sum += density[i] = Math.exp(density[i]! - best);
	const found: number[] = [];
	let seen = 0;
	for (let i = 0; i < steps && found.length < count; i++) {
		seen += density[i]! / sum;
		while (found.length < count && seen >= (found.length + 0.5) / count) {
			const odds = Math.exp(low + (i + 0.5) * width);
			found.push(odds / (1 + odds));
		}
	}
	return found;
}

/** Adds one grid point's distribution of the stories left to the whole. */
function spread(node: Node, left: { marked: number; unmarked: number }, into: Float64Array): void {
	const one = binomial(left.marked, node.marked);
	const two = binomial(left.unmarked, node.unmarked);
	for (let i = 0; i < one.mass.length; i++) {
		const weight = node.weight * one.mass[i]!;
		if (weight < 1e-12) continue;
		const at = one.offset + two.offset + i;
		for (let j = 0; j < two.mass.length; j++) into[at + j]! += weight * two.mass[j]!;
	}
}

/**
 * The Binomial's probabilities where they matter (eight standard deviations either side), by its
 * recursion from the mode outwards; long ones in steps wide enough to stay quick.
 */
export function binomial(n: number, p: number): { offset: number; mass: Float64Array } {
	if (n === 0 || p <= 0) return { offset: 0, mass: Float64Array.of(1) };
	if (p >= 1) return { offset: n, mass: Float64Array.of(1) };
	const mode = Math.min(n, Math.floor((n + 1) * p));
	const reach = Math.ceil(6 * Math.sqrt(n * p * (1 - p)) + 12);
	const offset = Math.max(0, mode - reach);
	const end = Math.min(n, mode + reach);
	const mass = new Float64Array(end - offset + 1);
	const odds = p / (1 - p);
	mass[mode - offset] = 1;
	let sum = 1;
	for (let k = mode + 1; k <= end; k++) {
		const value = (mass[k - 1 - offset]! * (n - k + 1) * odds) / k;
		sum += mass[k - offset] = value;
	}
	for (let k = mode - 1; k >= offset; k--) {
		const value = (mass[k + 1 - offset]! * (k + 1)) / ((n - k) * odds);
		sum += mass[k - offset] = value;
	}
	for (let i = 0; i < mass.length; i++) mass[i]! /= sum;
	return { offset, mass };
}

function summarise(mass: Float64Array, offset: number, level: number): Posterior {
	const tail = (1 - level) / 2;
	let sum = 0;
	let mean = 0;
	let likeliest = 0;
	let low = -1;
	let high = -1;
	for (let k = 0; k < mass.length; k++) {
		sum += mass[k]!;
		mean += k * mass[k]!;
		if (mass[k]! > mass[likeliest]!) likeliest = k;
		if (low < 0 && sum > tail) low = k;
		if (high < 0 && sum >= 1 - tail) high = k;
	}
	if (high < 0) high = mass.length - 1;
	return {
		low: offset + Math.max(0, low),
		high: offset + high,
		likeliest: offset + Math.min(high, Math.max(low, likeliest)),
		mean: offset + mean,
		level,
		mass,
		offset
	};
}
