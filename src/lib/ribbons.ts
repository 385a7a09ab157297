/** The ribbons of a trend's picture, and the numbers they are drawn by. Part of trendchart.ts. Pure. */
import type { ChartPoint, Shape } from './trendchart.ts';

/** So many in a hundred posts. */
export const share = (point: ChartPoint, count: number) => (100 * count) / Math.max(1, point.posts);

/** To a tenth: a finer place cannot be seen. */
export const round = (value: number) => Math.round(value * 10) / 10;

/** One ribbon for each run of steps that follow each other; a gap is never bridged. */
export function ribbons(
	points: ChartPoint[],
	x: (i: number) => number,
	y: (value: number) => number,
	step: number
): Shape[] {
	const runs: number[][] = [];
	points.forEach((point, i) => {
		if (!point.stories) return;
		if (i > 0 && points[i - 1]!.stories) runs.at(-1)!.push(i);
		else runs.push([i]);
	});
	const middle = (i: number) => x(i) + step / 2;
	return runs.flatMap((run): Shape[] => {
		const at = (i: number, which: 'low' | 'high' | 'likeliest') =>
			y(share(points[i]!, points[i]!.stories![which]));
		// A single step is drawn as wide as it is, so that it can be seen.
		const edge = (i: number): [number, number][] =>
			run.length === 1
				? [
						[x(i) + step * 0.15, i],
						[x(i) + step * 0.85, i]
					]
				: [[middle(i), i]];
		const ends = run.flatMap(edge);
		const outline = [
			...ends.map(([across, i]) => `${round(across)},${round(at(i, 'high'))}`),
			...ends.reverse().map(([across, i]) => `${round(across)},${round(at(i, 'low'))}`)
		];
		return [
			{ name: 'polygon', at: { points: outline.join(' '), 'fill-opacity': 0.9 }, fill: 'soft' },
			...run.slice(1).map((i): Shape => ({
				name: 'line',
				at: {
					x1: round(middle(i - 1)),
					y1: round(at(i - 1, 'likeliest')),
					x2: round(middle(i)),
					y2: round(at(i, 'likeliest')),
					'stroke-width': 2
				},
				stroke: 'accent'
			})),
			...run.map((i): Shape => ({
				name: 'circle',
				at: { cx: round(middle(i)), cy: round(at(i, 'likeliest')), r: Math.min(3.5, step / 3) },
				fill: 'accent'
			}))
		];
	});
}
