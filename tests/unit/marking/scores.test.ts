import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as calibration from '#lib/server/marking/calibration.ts';
import * as linear from '#lib/server/marking/linear.ts';
import * as scores from '#lib/server/marking/scores.ts';

const list = (...pairs: [number, 0 | 1][]) =>
	pairs.map(([score, story]) => ({ score, isStory: story === 1 }));

describe('figures', () => {
	const some = list([0.9, 1], [0.8, 0], [0.7, 1], [0.2, 0]);

	it('are those worked out by hand', () => {
		expect(scores.averagePrecision(some)).toBeCloseTo((1 + 2 / 3) / 2);
		expect(scores.at(some, 0.7)).toMatchObject({ recall: 1, falsePositiveRate: 0.5 });
		expect(scores.at(some, 0.7).precision).toBeCloseTo(2 / 3);
		expect(scores.best(some)).toMatchObject({ threshold: 0.7, f1: 0.8 });
		expect(scores.recallAtFalseRate(some, 0)).toBe(0.5);
		expect(scores.calibrationError(list([0.25, 0], [0.25, 0], [0.25, 0], [0.25, 1]))).toBe(0);
		expect(scores.calibrationError(list([1, 0], [0, 1]))).toBe(1);
		expect(scores.precisionAt(0.03, 0.8, 0.05)).toBeCloseTo(0.024 / (0.024 + 0.0485));
	});

	it('give items of equal score one place', () => {
		expect(scores.averagePrecision(list([0.5, 1], [0.5, 0]))).toBe(0.5);
		expect(scores.averagePrecision(list([0.5, 0], [0.5, 1]))).toBe(0.5);
	});

	it('do not change with the order of the items', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom<0 | 1>(0, 1)), {
					minLength: 1
				}),
				(pairs) => {
					const one = scores.averagePrecision(list(...pairs, [5, 1]));
					const other = scores.averagePrecision(list([5, 1], ...[...pairs].reverse()));
					expect(other).toBeCloseTo(one, 10);
				}
			)
		);
	});

	it('choose the lowest threshold from which precision holds', () => {
		const others = Array.from({ length: 100 }, (_, i) => [i / 200, 0] as [number, 0]);
		const stories = Array.from({ length: 10 }, (_, i) => [0.45 + i / 20, 1] as [number, 1]);
		const threshold = scores.thresholdFor(list(...others, ...stories), 0.1, 0.8);
		const { recall, falsePositiveRate } = scores.at(list(...others, ...stories), threshold);
		expect(scores.precisionAt(0.1, recall, falsePositiveRate)).toBeGreaterThan(0.8);
		expect(recall).toBeGreaterThan(0.5);
	});
});

describe('the logistic regressions', () => {
	it('find the slope that made the data', () => {
		const points = Array.from({ length: 400 }, (_, i) => {
			const x = (i % 20) / 5 - 2;
			const chance = linear.probability(1.5 * x - 0.5);
			return [
				{ x: [x], isStory: true, weight: chance },
				{ x: [x], isStory: false, weight: 1 - chance }
			];
		}).flat();
		const [slope, shift] = calibration.fit(points);
		expect(slope).toBeCloseTo(1.5, 2);
		expect(shift).toBeCloseTo(-0.5, 2);
	});

	it('learn which feature tells', () => {
		const rows = Array.from({ length: 60 }, (_, i) => ({ columns: [i % 2, 2], label: i % 2 }));
		const weights = linear.train(
			{
				offsets: Int32Array.from({ length: 61 }, (_, i) => 2 * i),
				columns: Int32Array.from(rows.flatMap(({ columns }) => columns)),
				labels: Float64Array.from(rows, ({ label }) => label),
				weights: new Float64Array(60).fill(1)
			},
			3,
			() => 0.1
		);
		expect(linear.sum(weights, Int32Array.of(1, 2))).toBeGreaterThan(2);
		expect(linear.sum(weights, Int32Array.of(0, 2))).toBeLessThan(-2);
	});

	it('keep chance and log odds each other’s inverse', () => {
		for (const chance of [0.001, 0.2, 0.5, 0.97])
			expect(linear.probability(linear.logOdds(chance))).toBeCloseTo(chance, 9);
	});
});
