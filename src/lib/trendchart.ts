/**
 * A trend as a picture: shapes with places and tones, drawn by a page (components/TrendChart.svelte) or
 * written into a file (trendfile.ts). Pure.
 *
 * Each line has a panel of its own on one scale: a ribbon from the least to the most in a hundred posts,
 * the likeliest number on it, and below it how many posts were read. Silence is hatched, so that nobody
 * takes it for improvement (F20); what is held back is an empty frame; changes of the reader or of the
 * norms are dashed lines.
 */
import * as format from './format.ts';
import { ribbons, round, share } from './ribbons.ts';

export interface ChartPoint {
	from: string;
	to: string;
	state: 'shown' | 'few' | 'held-back' | 'silent';
	posts: number;
	stories: { low: number; high: number; likeliest: number } | null;
}

export interface ChartLine {
	name: string;
	points: ChartPoint[];
}

/** The numbers behind a panel, as a table shows them. */
export interface Numbers {
	/** Of what is shown side by side; null where everything is together. */
	name: string | null;
	rows: (ChartPoint & {
		heldBackMonths: number;
		feeds: number;
		/** Two people agree that so many tell about a client; null but for strangers. */
		confirmed: number | null;
		/** So many in a hundred posts. */
		low: number | null;
		high: number | null;
	})[];
}

export interface Change {
	/** The day, ISO. */
	at: string;
	what: string;
}

export type ChartTone = 'ink' | 'muted' | 'rule' | 'accent' | 'soft' | 'warn';

export interface Shape {
	name: 'rect' | 'line' | 'polygon' | 'circle' | 'text';
	at: Record<string, string | number>;
	fill?: ChartTone;
	stroke?: ChartTone;
	text?: string;
}

export interface Panel {
	title: string;
	/** What a screen reader says of it. */
	label: string;
	width: number;
	height: number;
	shapes: Shape[];
}

/** Of every panel. */
export const width = 720;
export const height = 196;
const left = 46;
const right = 12;
const top = 14;
const base = 134;
const barTop = 146;
const barBase = 170;

/** A panel for each line, all on one scale. */
export function panels(lines: ChartLine[], changes: Change[]): Panel[] {
	const all = lines.flatMap((line) => line.points);
	const most = ceiling(Math.max(0, ...all.map((one) => share(one, one.stories?.high ?? 0))));
	return lines.map((line) => {
		const step = (width - left - right) / Math.max(1, line.points.length);
		const x = (i: number) => left + i * step;
		const y = (value: number) => base - (value / most) * (base - top);
		return {
			title: line.name,
			label: labelOf(line, most),
			width,
			height,
			shapes: [
				...(line.points.some((one) => one.stories) ? scale(y, most) : []),
				...line.points.flatMap((point, i) => absence(point, x(i), step)),
				...ribbons(line.points, x, y, step),
				...bars(line.points, x, step),
				...times(line.points, x, step),
				...marks(line.points, changes, x)
			]
		};
	});
}

/** The end of the scale: a round number a little above the highest. */
function ceiling(value: number): number {
	for (const round of [1, 2, 5, 10, 20, 30, 50, 100]) if (value <= round) return round;
	return 100;
}

function labelOf(line: ChartLine, most: number): string {
	const first = line.points[0];
	const last = line.points.at(-1);
	if (!first || !last) return `${line.name}: nothing`;
	const count = (state: ChartPoint['state']) =>
		line.points.filter((point) => point.state === state).length;
	return [
		`${line.name}: from ${format.month(first.from)} to ${format.month(last.to)}, on a scale to ${most} in 100 posts`,
		`${count('shown')} of ${line.points.length} steps shown`,
		count('held-back') > 0 && `${count('held-back')} not shown`,
		count('silent') > 0 && `${count('silent')} without posts`
	]
		.filter(Boolean)
		.join('; ');
}

function scale(y: (value: number) => number, most: number): Shape[] {
	return [0, most / 2, most].flatMap((value): Shape[] => [
		{
			name: 'line',
			at: { x1: left, x2: width - right, y1: y(value), y2: y(value) },
			stroke: 'rule'
		},
		{
			name: 'text',
			at: { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' },
			fill: 'muted',
			text: String(value)
		}
	]);
}

/** Silence as a hatched stretch, what is held back as an empty frame. */
function absence(point: ChartPoint, x: number, step: number): Shape[] {
	if (point.state === 'held-back')
		return [
			{
				name: 'rect',
				at: {
					x: x + 1,
					y: base - 26,
					width: Math.max(1, step - 2),
					height: 26,
					'stroke-dasharray': '2 2'
				},
				stroke: 'muted'
			}
		];
	if (point.state !== 'silent') return [];
	const lines: Shape[] = [];
	for (let at = x; at < x + step - 2; at += 5)
		lines.push({
			name: 'line',
			at: { x1: at, x2: Math.min(at + 8, x + step), y1: base, y2: base - 26 },
			stroke: 'muted'
		});
	return lines;
}

/** How many posts were read, as bars under the ribbon. */
function bars(points: ChartPoint[], x: (i: number) => number, step: number): Shape[] {
	const most = Math.max(0, ...points.map((one) => one.posts));
	if (most === 0) return [];
	return [
		{
			name: 'text',
			at: { x: left - 6, y: barTop + 10, 'text-anchor': 'end' },
			fill: 'muted',
			text: format.number(most)
		},
		...points.flatMap((point, i): Shape[] => {
			if (point.posts === 0) return [];
			const tall = Math.max(1.5, (point.posts / most) * (barBase - barTop));
			return [
				{
					name: 'rect',
					at: {
						x: round(x(i) + 0.5),
						y: round(barBase - tall),
						width: round(Math.max(1, step - 1)),
						height: round(tall)
					},
					fill: 'rule'
				}
			];
		})
	];
}

function times(points: ChartPoint[], x: (i: number) => number, step: number): Shape[] {
	let last = -Infinity;
	return points.flatMap((point, i): Shape[] => {
		const isYear = point.from.endsWith('-01') || i === 0;
		if (!isYear || (i - last) * step < 56) return [];
		last = i;
		const text = point.from.endsWith('-01') ? point.from.slice(0, 4) : point.from;
		return [
			{
				name: 'line',
				at: { x1: x(i), x2: x(i), y1: barBase, y2: barBase + 5 },
				stroke: 'muted'
			},
			{ name: 'text', at: { x: x(i), y: barBase + 20 }, fill: 'muted', text }
		];
	});
}

function marks(points: ChartPoint[], changes: Change[], x: (i: number) => number): Shape[] {
	return changes.flatMap((change): Shape[] => {
		const month = change.at.slice(0, 7);
		const i = points.findIndex((one) => one.from <= month && month <= one.to);
		if (i < 0) return [];
		const isFar = i > points.length * 0.7;
		return [
			{
				name: 'line',
				at: { x1: x(i), x2: x(i), y1: top - 8, y2: barBase, 'stroke-dasharray': '4 3' },
				stroke: 'warn'
			},
			{
				name: 'text',
				at: { x: x(i) + (isFar ? -4 : 4), y: top, 'text-anchor': isFar ? 'end' : 'start' },
				fill: 'warn',
				text: change.what
			}
		];
	});
}
