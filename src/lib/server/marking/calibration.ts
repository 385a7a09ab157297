/** Small logistic regressions and thresholds on held-out log odds. Pure. */
import type { Evidence } from '../rates.ts';
import { probability } from './linear.ts';
import * as scores from './scores.ts';

/** One held-out item: what the stages gave it, what it is, how much it counts. */
export interface Point {
	x: number[];
	isStory: boolean;
	weight: number;
}

/** Coefficients of a logistic regression, the shift last (Newton's method, a touch of ridge). */
export function fit(points: Point[]): number[] {
	const size = points[0]!.x.length + 1;
	const beta = new Array<number>(size).fill(0);
	for (let round = 0; round < 40; round++) {
		const gradient = beta.map((value, i) => (i < size - 1 ? 1e-2 * value : 0));
		const curve = beta.map((_, i) => beta.map((_, j) => (i === j ? 1e-2 : 0)));
		for (const { x, isStory, weight } of points) {
			const row = [...x, 1];
			const p = probability(row.reduce((sum, value, i) => sum + value * beta[i]!, 0));
			const error = weight * (p - (isStory ? 1 : 0));
			const bend = weight * p * (1 - p);
			for (let i = 0; i < size; i++) {
				gradient[i]! += error * row[i]!;
				for (let j = 0; j < size; j++) curve[i]![j]! += bend * row[i]! * row[j]!;
			}
		}
		solve(curve, gradient).forEach((step, i) => (beta[i]! -= step));
	}
	return beta;
}

/** Gaussian elimination of a symmetric positive matrix. */
function solve(matrix: number[][], right: number[]): number[] {
	const size = right.length;
	const rows = matrix.map((row, i) => [...row, right[i]!]);
	for (let i = 0; i < size; i++)
		for (let j = i + 1; j < size; j++) {
			const factor = rows[j]![i]! / rows[i]![i]!;
			for (let k = i; k <= size; k++) rows[j]![k]! -= factor * rows[i]![k]!;
		}
	const found = new Array<number>(size).fill(0);
	for (let i = size - 1; i >= 0; i--) {
		let sum = rows[i]![size]!;
		for (let j = i + 1; j < size; j++) sum -= rows[i]![j]! * found[j]!;
		found[i] = sum / rows[i]![i]!;
	}
	return found;
}

/**
 * The share of stories that probabilities are calibrated for. The corpus grows mostly by what readers
 * got wrong, so its own share says nothing; in a feed the share is lower, and the ledger reckons with it.
 */
const SHARE = 0.4;

/** The same points, stories and others weighed so that stories make up the share calibrated for. */
export function shared(points: Point[]): Point[] {
	const sum = (isStory: boolean) =>
		points.reduce((all, one) => all + (one.isStory === isStory ? one.weight : 0), 0);
	const stories = sum(true);
	const others = sum(false);
	const all = stories + others;
	return points.map((one) => ({
		...one,
		weight: one.weight * (one.isStory ? (SHARE * all) / stories : ((1 - SHARE) * all) / others)
	}));
}

/** A held-out item as a feed's post. */
export interface Held {
	score: number;
	isStory: boolean;
	/** Plain daily life, as most of a feed is, rather than a hard case. */
	isPlain: boolean;
}

/** Of a feed's posts that are no story, the share that is plain daily life. */
const PLAIN = 0.8;
/** The share of stories at which precision is asked for. */
const BASE_RATE = 0.03;

/** The least probability of each strength that keeps its precision in a feed with 3 % stories. */
export function thresholds(
	held: Held[],
	precision: { likely: number; possible: number }
): { likely: number; possible: number } {
	const others = held.filter(({ isStory }) => !isStory);
	const plain = others.filter(({ isPlain }) => isPlain).length;
	const weighed = held.map((one) => ({
		...one,
		weight: one.isStory
			? 1
			: one.isPlain
				? PLAIN / Math.max(1, plain)
				: (1 - PLAIN) / Math.max(1, others.length - plain)
	}));
	const possible = scores.thresholdFor(weighed, BASE_RATE, precision.possible);
	return {
		likely: Math.max(possible, scores.thresholdFor(weighed, BASE_RATE, precision.likely)),
		possible
	};
}

/**
 * How held-out items are marked at those thresholds, as counts for the ledger's arithmetic. Hard cases
 * among the others count for less than one each, so that they make up no more than they do in a feed.
 */
export function evidence(
	held: Held[],
	{ likely, possible }: { likely: number; possible: number }
): Evidence {
	const others = held.filter(({ isStory }) => !isStory);
	const plain = others.filter(({ isPlain }) => isPlain).length;
	const hard = others.length - plain;
	const share = plain === 0 ? 1 : Math.min(1, ((1 - PLAIN) / PLAIN) * (plain / Math.max(1, hard)));
	const count = (isStory: boolean, from: number, to: number) =>
		Math.round(
			held.reduce(
				(sum, one) =>
					one.isStory === isStory && one.score >= from && one.score < to
						? sum + (isStory || one.isPlain ? 1 : share)
						: sum,
				0
			)
		);
	const counts = (isStory: boolean) => ({
		likely: count(isStory, likely, Infinity),
		possible: count(isStory, possible, likely),
		none: count(isStory, -Infinity, possible)
	});
	return { stories: counts(true), others: counts(false) };
}
