/** Figures of a reader's scores on labelled items. Pure. */

/** A score with its truth; `weight` is how much the item counts (1 where left out). */
export interface Scored {
	score: number;
	isStory: boolean;
	weight?: number;
}

/** Items from the highest score down, with how many of each kind stand at or above each score. */
function ranked(scored: Scored[]) {
	const sorted = [...scored].sort((a, b) => b.score - a.score);
	let hits = 0;
	let falses = 0;
	return sorted.map((one, i) => {
		if (one.isStory) hits++;
		else falses++;
		return { ...one, hits, falses, isLast: sorted[i + 1]?.score !== one.score };
	});
}

/**
 * Average precision: the mean, over the stories, of the precision at each one's rank (area under the
 * step-wise precision-recall curve; items of equal score share the last one's precision).
 */
export function averagePrecision(scored: Scored[]): number {
	const stories = scored.filter(({ isStory }) => isStory).length;
	let sum = 0;
	let before = 0;
	for (const { hits, falses, isLast } of ranked(scored)) {
		if (!isLast) continue;
		sum += ((hits - before) / stories) * (hits / (hits + falses));
		before = hits;
	}
	return stories === 0 ? NaN : sum;
}

export interface AtThreshold {
	threshold: number;
	precision: number;
	recall: number;
	f1: number;
	/** Share of the others that are at or above the threshold. */
	falsePositiveRate: number;
}

/** Precision, recall and F1 of marking everything at or above a threshold. */
export function at(scored: Scored[], threshold: number): AtThreshold {
	let hits = 0;
	let falses = 0;
	let stories = 0;
	for (const { score, isStory } of scored) {
		if (isStory) stories++;
		if (score < threshold) continue;
		if (isStory) hits++;
		else falses++;
	}
	const precision = hits + falses === 0 ? 1 : hits / (hits + falses);
	const recall = stories === 0 ? NaN : hits / stories;
	return {
		threshold,
		precision,
		recall,
		f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall),
		falsePositiveRate: falses / Math.max(1, scored.length - stories)
	};
}

/** The threshold with the highest F1. */
export function best(scored: Scored[]): AtThreshold {
	const stories = scored.filter(({ isStory }) => isStory).length;
	let threshold = Infinity;
	let most = -1;
	for (const { hits, falses, score, isLast } of ranked(scored)) {
		const f1 = (2 * hits) / (stories + hits + falses);
		if (isLast && f1 > most) {
			most = f1;
			threshold = score;
		}
	}
	return at(scored, threshold);
}

/**
 * The threshold with the highest F-beta among those with at least a precision, halfway to the next score
 * below, with what it reads; infinite where none is that precise.
 */
export function bestBeta(
	scored: Scored[],
	beta: number,
	leastPrecision: number
): { threshold: number; hits: number; read: number } {
	const stories = scored.filter(({ isStory }) => isStory).length;
	const rows = ranked(scored).filter(({ isLast }) => isLast);
	let best = { threshold: Infinity, hits: 0, read: 0 };
	let most = 0;
	rows.forEach(({ hits, falses, score }, i) => {
		const f = ((1 + beta ** 2) * hits) / (beta ** 2 * stories + hits + falses);
		if (f <= most || hits < leastPrecision * (hits + falses)) return;
		most = f;
		best = { threshold: (score + (rows[i + 1]?.score ?? score)) / 2, hits, read: hits + falses };
	});
	return best;
}

/** The highest recall at which at most `share` of the others are at or above the threshold. */
export function recallAtFalseRate(scored: Scored[], share: number): number {
	const stories = scored.filter(({ isStory }) => isStory).length;
	const others = scored.length - stories;
	let recall = 0;
	for (const { hits, falses, isLast } of ranked(scored))
		if (isLast && falses <= share * others) recall = Math.max(recall, hits / stories);
	return recall;
}

/** Expected calibration error: mean distance of probability and truth over ten even bins, by count. */
export function calibrationError(scored: Scored[], bins = 10): number {
	const sums = Array.from({ length: bins }, () => ({ count: 0, score: 0, stories: 0 }));
	for (const { score, isStory } of scored) {
		const bin = sums[Math.min(bins - 1, Math.floor(score * bins))]!;
		bin.count++;
		bin.score += score;
		if (isStory) bin.stories++;
	}
	return sums.reduce(
		(error, { score, stories }) => error + Math.abs(score - stories) / Math.max(1, scored.length),
		0
	);
}

/** Bayes' rule: precision where `baseRate` of the posts are stories. */
export function precisionAt(baseRate: number, recall: number, falsePositiveRate: number): number {
	const hits = baseRate * recall;
	return hits === 0 ? NaN : hits / (hits + (1 - baseRate) * falsePositiveRate);
}

/**
 * The lowest threshold from which on precision at a base rate never falls under `least`.
 * Weights say how often each item stands for in a feed.
 */
export function thresholdFor(scored: Scored[], baseRate: number, least: number): number {
	const sum = (isStory: boolean) =>
		scored.reduce((all, one) => all + (one.isStory === isStory ? (one.weight ?? 1) : 0), 0);
	const stories = sum(true);
	const others = sum(false);
	const sorted = [...scored].sort((a, b) => b.score - a.score);
	let hits = 0;
	// One false mark is granted from the start: none seen is not none ever.
	let falses = others / Math.max(1, scored.filter(({ isStory }) => !isStory).length);
	let threshold = 1;
	sorted.forEach(({ score, isStory, weight = 1 }, i) => {
		if (isStory) hits += weight;
		else falses += weight;
		if (sorted[i + 1]?.score === score) return;
		if (precisionAt(baseRate, hits / stories, falses / others) >= least) threshold = score;
	});
	return threshold;
}
