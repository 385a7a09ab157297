/** The reader's own measured accuracy, as the method page and publication rules use it. Pure. */
import { quantiles, type Beta } from './counting/beta.ts';
import type { Evidence } from './rates.ts';

/** A share with its 90 % interval. */
export interface Share {
	value: number;
	low: number;
	high: number;
}

export interface Measured {
	stories: number;
	others: number;
	/** Of true stories, the share that is marked. */
	caught: Share;
	/** Of other posts, the share that is marked all the same. */
	falselyMarked: Share;
	/** Of the marks, the share that is right, where this share of posts are stories. */
	precision: { baseRate: number; likely: Share; any: Share }[];
}

const baseRates = [0.01, 0.02, 0.05, 0.1];
const STEPS = 41;

/** Figures from the evaluation's counts, each with half a count added to both sides (Jeffreys). */
export function measure({ stories, others }: Evidence): Measured {
	const storyCount = stories.likely + stories.possible + stories.none;
	const otherCount = others.likely + others.possible + others.none;
	const betas = {
		caught: beta(stories.likely + stories.possible, storyCount),
		caughtLikely: beta(stories.likely, storyCount),
		falseAny: beta(others.likely + others.possible, otherCount),
		falseLikely: beta(others.likely, otherCount)
	};
	return {
		stories: storyCount,
		others: otherCount,
		caught: share(betas.caught),
		falselyMarked: share(betas.falseAny),
		precision: baseRates.map((baseRate) => ({
			baseRate,
			likely: right(betas.caughtLikely, betas.falseLikely, baseRate),
			any: right(betas.caught, betas.falseAny, baseRate)
		}))
	};
}

/** A share of counts with its 90 % interval, half a count added to both sides (Jeffreys). */
export function shareOf(hits: number, all: number): Share {
	return share(beta(hits, all));
}

function beta(hits: number, all: number): Beta {
	return { a: hits + 0.5, b: all - hits + 0.5 };
}

function share(of: Beta): Share {
	const points = quantiles(of, STEPS);
	return {
		value: of.a / (of.a + of.b),
		low: points[Math.floor(STEPS * 0.05)]!,
		high: points[Math.floor(STEPS * 0.95)]!
	};
}

/** Bayes' rule over both shares' uncertainty, as an even grid of their quantiles. */
function right(caught: Beta, falsely: Beta, baseRate: number): Share {
	const caughtPoints = quantiles(caught, STEPS);
	const values = quantiles(falsely, STEPS)
		.flatMap((f) => caughtPoints.map((t) => (baseRate * t) / (baseRate * t + (1 - baseRate) * f)))
		.sort((a, b) => a - b);
	const t = caught.a / (caught.a + caught.b);
	const f = falsely.a / (falsely.a + falsely.b);
	return {
		value: (baseRate * t) / (baseRate * t + (1 - baseRate) * f),
		low: values[Math.floor(values.length * 0.05)]!,
		high: values[Math.floor(values.length * 0.95)]!
	};
}
