/** Beta distributions: what is believed of a share, such as how many stories the reader catches. Pure. */

export interface Beta {
	a: number;
	b: number;
}

export function mean({ a, b }: Beta): number {
	return a / (a + b);
}

/** The Beta after `hits` of `all` more were seen. */
export function update({ a, b }: Beta, hits: number, all: number): Beta {
	return { a: a + hits, b: b + all - hits };
}

/** The Beta with this mean and variance; `least` keeps both sides above zero. */
export function ofMoments(mean: number, variance: number, least = 0.5): Beta {
	const weight = Math.max((mean * (1 - mean)) / variance - 1, 2 * least);
	return { a: Math.max(least, mean * weight), b: Math.max(least, (1 - mean) * weight) };
}

/** Middle and spread of the log odds, by Laplace: where a grid over this share has to lie. */
export function logOddsRange({ a, b }: Beta, spreads: number): { low: number; high: number } {
	const middle = Math.log(a / b);
	const spread = Math.sqrt(1 / a + 1 / b) * spreads;
	return { low: middle - spread, high: middle + spread };
}

/**
 * Log density of the Beta at x, without its constant. In log odds (`jacobian` true) it is
 * a ln x + b ln(1 − x), since d x / d logit x = x (1 − x).
 */
export function logDensity({ a, b }: Beta, x: number, jacobian = false): number {
	const less = jacobian ? 0 : 1;
	return (a - less) * Math.log(x) + (b - less) * Math.log1p(-x);
}

/** Middles of `count` equal slices of a Beta's probability, found by adding up its density. */
export function quantiles(beta: Beta, count: number): number[] {
	const steps = 4000;
	const density = new Float64Array(steps);
	// Even steps in log odds follow a Beta whose mass lies close to 0 or 1.
	const { low, high } = logOddsRange(beta, 12);
	const width = (high - low) / steps;
	const at = (i: number) => 1 / (1 + Math.exp(-(low + (i + 0.5) * width)));
	let best = -Infinity;
	for (let i = 0; i < steps; i++) {
		density[i] = logDensity(beta, at(i), true);
		best = Math.max(best, density[i]!);
	}
	let sum = 0;
	for (let i = 0; i < steps; i++) sum += density[i] = Math.exp(density[i]! - best);
	const found: number[] = [];
	let seen = 0;
	for (let i = 0; i < steps && found.length < count; i++) {
		seen += density[i]! / sum;
		while (found.length < count && seen >= (found.length + 0.5) / count) found.push(at(i));
	}
	return found;
}
