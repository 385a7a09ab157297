/** Long posts put together from held-out passages: how the windows of a text must be combined. Pure. */
import type { Example } from './examples.ts';
import { SIZE } from './features.ts';
import * as first from './first.ts';
import type { Card } from './model.ts';
import * as scores from './scores.ts';

const COUNT = 240;
const PARTS = [2, 4, 8, 16];

/**
 * What to subtract, times the logarithm of the number of windows, so that long posts are not marked for
 * being long: of the steps from 0 to 2 the one that ranks long and short posts best together.
 * @param weights a model trained without fold 0, whose passages the posts are made of
 */
export function penalty(
	all: Example[],
	weights: Float64Array,
	calibration: Card['calibration']
): number {
	const held = all.filter(({ fold, item }) => fold === 0 && item.author_care !== 'not-care');
	const stories = held.filter(({ item }) => item.client_narrative === 'yes');
	const others = held.filter(({ item }) => item.client_narrative === 'no');
	if (stories.length === 0 || others.length === 0) return 0;
	const model: first.Linear = {
		weights: Float32Array.from(weights.subarray(0, SIZE)),
		intercept: weights[SIZE]!,
		calibration
	};
	const by = first.author('unknown', null);
	const posts = [
		...held.map(({ item }) => ({ text: item.text, isStory: item.client_narrative === 'yes' })),
		...Array.from({ length: COUNT }, (_, i) => {
			const isStory = i % 8 >= 4;
			const parts = Array.from(
				{ length: PARTS[i % 4]! },
				(_, j) => others[(i * 131 + j * 29) % others.length]!.item.text
			);
			if (isStory) parts[i % parts.length] = stories[(i * 37) % stories.length]!.item.text;
			return { text: parts.join('\n\n'), isStory };
		})
	].map(({ text, isStory }) => ({ isStory, windows: first.read(model, text, by).windows }));
	const steps = Array.from({ length: 21 }, (_, i) => i / 10);
	const ranked = steps.map((step) =>
		scores.averagePrecision(
			posts.map(({ windows, isStory }) => ({ isStory, score: first.combine(windows, step) }))
		)
	);
	return steps[ranked.indexOf(Math.max(...ranked))]!;
}
