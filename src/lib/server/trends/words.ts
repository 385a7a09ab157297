/** Trends in words: names of values, what a query asks for, what is drawn in. Pure. */
import type { ChartLine } from '#lib/trendchart.ts';
import * as format from '#lib/format.ts';
import { platforms, professions } from '#lib/words.ts';
import type { Part, Query } from './query.ts';
import type { Trend } from './trends.ts';

const regionNames = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'code' });

const partNames: Record<Part, string> = {
	platform: 'platform',
	profession: 'profession',
	region: 'region',
	form: 'form'
};

/** A value as it is read on the page. */
export function valueName(part: Part, value: string): string {
	if (value === 'not-set') return 'not set';
	if (part === 'platform') {
		const known = platforms.find((one) => one === value);
		return known ? format.platform(known) : value;
	}
	if (part === 'profession') {
		const known = professions.find((one) => one === value);
		return known ? format.profession(known) : value;
	}
	if (part === 'region') return /^[A-Z]{2}$/.test(value) ? (regionNames.of(value) ?? value) : value;
	return value.replaceAll('-', ' ');
}

/** Which posts are counted: "platform Substack, region United Kingdom". */
export function filters(query: Query): string {
	const chosen = (['platform', 'profession', 'region', 'form'] as const).flatMap((part) =>
		query[part] === undefined ? [] : [`${partNames[part]} ${valueName(part, query[part])}`]
	);
	return chosen.length === 0 ? 'all that were read and judged' : chosen.join(', ');
}

/** The lines of a trend by their names, in the order of the alphabet: it says nothing of anybody. */
export function chartLines({ query, lines }: Trend): ChartLine[] {
	return lines
		.map(({ value, points }) => ({
			name: value === null ? `Posts: ${filters(query)}` : valueName(query.by!, value),
			points
		}))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
