import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as axesModel from '#lib/server/marking/axes/model.ts';
import { labels } from '#lib/server/marking/axes/labels.ts';
import * as combination from '#lib/server/marking/combination.ts';
import { cues } from '#lib/server/marking/cues/index.ts';
import { page } from '#lib/server/marking/cues/page.ts';
import * as evaluation from '#lib/server/marking/evaluate.ts';
import * as examples from '#lib/server/marking/examples.ts';
import * as features from '#lib/server/marking/features.ts';
import * as model from '#lib/server/marking/model.ts';
import * as reading from '#lib/server/marking/reader.ts';
import * as train from '#lib/server/marking/train.ts';

const some = examples.readCorpus().filter((_, i) => i % 40 === 0);

describe('training', () => {
	it('gives the same bytes each time, and a model that learned', () => {
		const [one, other] = [0, 1].map(() => model.encode(train.fit(examples.of(some), 12)));
		expect(model.hash(other!.bytes)).toBe(model.hash(one!.bytes));
		expect(other!.intercept).toBe(one!.intercept);
		const weights = model.decode(one!.bytes, one!.steps);
		const of = (yes: 'yes' | 'no') => {
			const same = examples.of(some.filter((item) => item.client_narrative === yes));
			const sums = same.map(({ untold }) => untold.reduce((sum, i) => sum + weights[i]!, 0));
			return sums.reduce((sum, value) => sum + value, 0) / sums.length;
		};
		expect(of('yes')).toBeGreaterThan(of('no') + 1);
	});

	it('rounds weights to a byte and back within half a step', () => {
		const trained = new Float64Array(features.SIZE + 1);
		trained.set([1.5, -0.75, 0.01]);
		trained[features.CUE_FEATURES] = -0.3;
		const { bytes, steps } = model.encode(trained);
		const weights = model.decode(bytes, steps);
		for (const i of [0, 1, 2, features.CUE_FEATURES])
			expect(Math.abs(weights[i]! - trained[i]!)).toBeLessThanOrEqual(
				(i < features.CUE_FEATURES ? steps.cue : steps.word) / 2 + 1e-6
			);
	});

	it('keeps the axes’ weights label by label', () => {
		const kept = Int32Array.of(0, 4, features.CUE_FEATURES + 9);
		const trained = labels.map((_, i) => Float64Array.of(i / 10, -1, 0.5, -2));
		const { bytes, ...stored } = axesModel.encode(kept, trained);
		const card = { ...stored, sha256: '', thresholds: labels.map(() => 0), measured: [] };
		const scores = axesModel.score(axesModel.decode(bytes, card), Int32Array.of(0, 1, 4));
		expect(scores[10]).toBeCloseTo(1 - 1 - 2, 1);
		expect(scores[0]).toBeCloseTo(0 - 1 - 2, 1);
	});
});

describe('the stored models', () => {
	it('belong together and to this program', async () => {
		const first = model.load();
		expect(first.weights.length).toBe(features.SIZE);
		expect(axesModel.load().steps.length).toBe(labels.length);
		const both = combination.load()!;
		expect(both.first).toBe(first.sha256);
		const reader = await reading.open();
		expect(reader).toMatchObject({ kind: 'linear+encoder', missing: '' });
		await reading.close(reader);
	});

	it('have thresholds and evidence that make sense', async () => {
		for (const isFirstAlone of [true, false]) {
			const { thresholds, evidence, version } = await reading.open({ isFirstAlone });
			expect(thresholds.possible).toBeLessThanOrEqual(thresholds.likely);
			expect(version).toMatch(/^[12]-[0-9a-f]{8}$/);
			const { stories, others } = evidence;
			const marked = ({ likely, possible, none }: typeof stories) =>
				(likely + possible) / (likely + possible + none);
			expect(marked(stories)).toBeGreaterThan(0.5);
			expect(marked(others)).toBeLessThan(0.1);
		}
	});
});

describe('an evaluation', () => {
	it('reports every figure, and prints it', async () => {
		const reader = await reading.open({ isFirstAlone: true });
		const report = await evaluation.evaluate(reader, some.slice(0, 150), { isRoleTold: true });
		expect(report.items).toBe(150);
		expect(report.care.averagePrecision).toBeGreaterThan(report.keywords.care.averagePrecision);
		expect(report.care.precisionAt.map(({ baseRate }) => baseRate)).toEqual([
			0.01, 0.02, 0.05, 0.1
		]);
		expect(report.care.items).toBeLessThanOrEqual(report.all.items);
		const words = evaluation.inWords(report);
		for (const heading of ['care', 'keyword search', 'first stage alone', 'By kind', 'Composites'])
			expect(words).toContain(heading);
		expect(words).not.toContain('NaN');
	});
});

describe('the cues', () => {
	it('are all on the page about them', () => {
		const written = readFileSync(join(import.meta.dirname, '../../../docs/cues.md'), 'utf8');
		expect(written).toBe(page());
		for (const { id, because } of cues) {
			expect(written).toContain(`\`${id}\``);
			expect(written).toContain(because);
		}
	});

	it('have names of their own and explain themselves in a sentence', () => {
		expect(new Set(cues.map(({ id }) => id)).size).toBe(cues.length);
		for (const { because } of cues) expect(because).toMatch(/^[A-Z].{10,}\.$/u);
	});
});
