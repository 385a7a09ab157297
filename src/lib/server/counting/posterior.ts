/**
 * How many of the posts read tell about a client: the posterior of K, in closed form. Pure, no sampling.
 *
 * The model. A post is a story with the practitioner's own rate θ. The reader marks a story with
 * probability t (sensitivity), another post with probability f; of marked stories it marks a share λs
 * as likely rather than possible, of other marked posts a share λo. All five have Beta priors: θ from
 * the population, the others from the reader's measured evaluation.
 *
 * If every post's kind were known, all five would integrate out into Beta functions. Some are known
 * (a person read them); the rest are summed over. With S_L, S_P, S_U the stories among the likely, the
 * possible and the unmarked posts, O the other posts, S_M = S_L + S_P and K = S_M + S_U, the weight is
 *
 *   ways to choose the unread ones × B(λs + S_L, S_P) × B(λo + O_L, O_P)
 *     × B(t + S_M, S_U) × B(f + O_M, O_U) × B(θ + K, N − K),
 *
 * where B(x + a, b) is the Beta function after a and b more were seen. The logarithm of that is a sum of
 * functions of S_L, S_P, S_M, S_U and K alone, so that two short sums give every P(K).
 *
 * What people say of marked posts counts as a sample within its strength, so that opening the likely
 * ones first misleads nobody. Posts offered at random among the unmarked are an audit. An unmarked post
 * that somebody came upon otherwise is known itself, but says nothing about the others.
 */
import { ofMoments, type Beta } from './beta.ts';
import { logChoose, logGamma } from './gamma.ts';
import { kept, scan, smooth, type Row } from './lattice.ts';

/** Posts of one strength: how many, how many a person read, how many of those are stories. */
export interface Read {
	count: number;
	reviewed: number;
	confirmed: number;
}

export interface Strata {
	likely: Read;
	possible: Read;
	unmarked: {
		count: number;
		/** Drawn at random and read; of those, stories. */
		audited: number;
		found: number;
		/** Read otherwise; of those, stories. */
		told: number;
		toldStories: number;
	};
}

/** What is believed before the practitioner's posts are looked at. */
export interface Beliefs {
	/** Share of posts that are stories. */
	rate: Beta;
	/** Share of stories that are marked. */
	sensitivity: Beta;
	/** Share of other posts that are marked. */
	falseMarks: Beta;
	/** Of marked stories, of other marked posts: the share marked likely. */
	likelyOfStories: Beta;
	likelyOfOthers: Beta;
}

export interface Interval {
	low: number;
	high: number;
	likeliest: number;
	level: number;
}

export interface Posterior extends Interval {
	mean: number;
	/** Probabilities of offset, offset + 1, ... */
	mass: Float64Array;
	offset: number;
}

/**
 * The posterior of K with its interval.
 * @param level share of the probability inside [low, high]: the shortest such range
 */
export function posterior(strata: Strata, beliefs: Beliefs, level = 0.9): Posterior {
	const joint = join(strata, beliefs);
	const raw = new Float64Array(joint.high - joint.low + 1);
	let mean = 0;
	joint.each((marked, unmarked, weight) => {
		const k = marked + unmarked;
		mean += weight * k;
		raw[k - joint.low]! += weight;
	});
	const mass = joint.step === 1 ? raw : smooth(raw, joint.step);
	return { ...interval(mass, joint.low, level), mean, mass, offset: joint.low };
}

/** Stories among the marked and the unmarked posts, with the probability of each pair. */
interface Joint {
	/** The least K with weight, and the step its numbers come in. */
	low: number;
	high: number;
	step: number;
	each(visit: (marked: number, unmarked: number, weight: number) => void): void;
}

/** Points along the stories among the marks, and along those among the unmarked posts. */
const POINTS = { marked: 80, split: 32, unmarked: 64 };

function join({ likely, possible, unmarked }: Strata, beliefs: Beliefs): Joint {
	const { rate, sensitivity: t, falseMarks: f } = beliefs;
	const marks = likely.count + possible.count;
	const total = marks + unmarked.count;
	const left = unmarked.count - unmarked.audited;
	const ofUnmarked = kept(
		unmarked.count,
		(k) =>
			logChoose(left, k - unmarked.found) + logGamma(t.b + k) + logGamma(f.b + unmarked.count - k)
	);
	const ofBoth = kept(
		total,
		(k) =>
			logGamma(rate.a + k) +
			logGamma(rate.b + total - k) -
			logGamma(t.a + t.b + k) -
			logGamma(f.a + f.b + total - k)
	);
	let last: Row | undefined;
	const rowOf = (marked: number) =>
		(last = scan(
			unmarked.found + unmarked.toldStories,
			unmarked.found + left - (unmarked.told - unmarked.toldStories),
			POINTS.unmarked,
			(k) => ofUnmarked(k) + ofBoth(marked + k),
			last
		));
	const ofMarked = markedWeights({ likely, possible }, beliefs);
	const rows = new Map<number, Row>();
	const column = scan(
		likely.confirmed + possible.confirmed,
		marks - (likely.reviewed - likely.confirmed) - (possible.reviewed - possible.confirmed),
		POINTS.marked,
		(marked) => {
			const row = rowOf(marked);
			rows.set(marked, row);
			return ofMarked(marked) + row.total;
		}
	);
	const shown = column.logs.map((one, i) => {
		const marked = column.low + i * column.step;
		const row = rows.get(marked)!;
		const log = one - row.total + Math.log(column.step * row.step) - column.total;
		return { marked, row, log };
	});
	return {
		low: Math.min(...shown.map(({ marked, row }) => marked + row.low)),
		high: Math.max(
			...shown.map(({ marked, row }) => marked + row.low + (row.logs.length - 1) * row.step)
		),
		step: Math.max(column.step, ...shown.map(({ row }) => row.step)),
		each(visit) {
			for (const { marked, row, log } of shown)
				row.logs.forEach((one, j) => {
					const weight = Math.exp(one + log);
					if (weight > 0) visit(marked, row.low + j * row.step, weight);
				});
		}
	};
}

/** Log weight of S_M stories among the marks, summed over how they fall on likely and possible. */
function markedWeights(
	{ likely, possible }: { likely: Read; possible: Read },
	{ sensitivity: t, falseMarks: f, likelyOfStories: s, likelyOfOthers: o }: Beliefs
): (marked: number) => number {
	const marks = likely.count + possible.count;
	const left = {
		likely: likely.count - likely.reviewed,
		possible: possible.count - possible.reviewed
	};
	const ofLikely = kept(
		likely.count,
		(k) =>
			logChoose(left.likely, k - likely.confirmed) +
			logGamma(s.a + k) +
			logGamma(o.a + likely.count - k)
	);
	const ofPossible = kept(
		possible.count,
		(k) =>
			logChoose(left.possible, k - possible.confirmed) +
			logGamma(s.b + k) +
			logGamma(o.b + possible.count - k)
	);
	let last: Row | undefined;
	return kept(
		marks,
		(marked) =>
			(last = scan(
				Math.max(likely.confirmed, marked - possible.confirmed - left.possible),
				Math.min(likely.confirmed + left.likely, marked - possible.confirmed),
				POINTS.split,
				(k) => ofLikely(k) + ofPossible(marked - k),
				last
			)).total +
			logGamma(t.a + marked) +
			logGamma(f.a + marks - marked) -
			logGamma(s.a + s.b + marked) -
			logGamma(o.a + o.b + marks - marked)
	);
}

/** The shortest run of numbers that holds at least `level` of the probability. */
function interval(mass: Float64Array, offset: number, level: number): Interval {
	let [from, to] = [0, mass.length - 1];
	let held = 0;
	let most = 0;
	// A hair less than the level, since the probabilities sum to 1 only as far as numbers go.
	const wanted = level - 1e-9;
	for (let start = 0, end = -1; start < mass.length; start++) {
		while (held < wanted && end < mass.length - 1) held += mass[++end]!;
		if (held < wanted) break;
		if (end - start < to - from || (end - start === to - from && held > most))
			[from, to, most] = [start, end, held];
		held -= mass[start]!;
	}
	let likeliest = from;
	for (let i = from; i <= to; i++) if (mass[i]! > mass[likeliest]!) likeliest = i;
	return { low: offset + from, high: offset + to, likeliest: offset + likeliest, level };
}

/**
 * What other practitioners' reviews and audits teach about the reader, as beliefs for the next one.
 * The rate stays what it was: each practitioner has their own.
 */
export function learn(others: Strata, beliefs: Beliefs): Beliefs {
	const marks = others.likely.count + others.possible.count;
	const { sensitivity: t, falseMarks: f } = beliefs;
	const caught = new Moments();
	const falsely = new Moments();
	join(others, beliefs).each((marked, unmarked, weight) => {
		caught.add({ a: t.a + marked, b: t.b + unmarked }, weight);
		falsely.add({ a: f.a + marks - marked, b: f.b + others.unmarked.count - unmarked }, weight);
	});
	const { likely, possible } = others;
	const no = (one: Read) => one.reviewed - one.confirmed;
	return {
		rate: beliefs.rate,
		sensitivity: caught.toBeta(),
		falseMarks: falsely.toBeta(),
		likelyOfStories: share(beliefs.likelyOfStories, likely, possible, (one) => one.confirmed),
		likelyOfOthers: share(beliefs.likelyOfOthers, likely, possible, no)
	};
}

/**
 * The share marked likely after reviews: each strength's share of stories carried over to all its
 * marks, counted with the weight of what was truly read.
 */
function share(before: Beta, likely: Read, possible: Read, of: (one: Read) => number): Beta {
	const seen = of(likely) + of(possible);
	if (seen === 0 || likely.reviewed === 0 || possible.reviewed === 0) return before;
	const strong = (likely.count * of(likely)) / likely.reviewed;
	const weak = (possible.count * of(possible)) / possible.reviewed;
	const hits = (seen * strong) / (strong + weak);
	return { a: before.a + hits, b: before.b + seen - hits };
}

class Moments {
	#mean = 0;
	#square = 0;

	add({ a, b }: Beta, weight: number): void {
		const mean = a / (a + b);
		this.#mean += weight * mean;
		this.#square += weight * (mean * mean + (mean * (1 - mean)) / (a + b + 1));
	}

	toBeta(): Beta {
		return ofMoments(this.#mean, Math.max(1e-12, this.#square - this.#mean ** 2));
	}
}
