/** A trend as a screen shows it: pictures, the same in numbers, and what else could be asked for. Pure. */
import * as trendchart from '#lib/trendchart.ts';
import type { Noted } from './changes.ts';
import { write, type Part } from './query.ts';
import { perHundred } from './table.ts';
import type { Trend } from './trends.ts';
import * as words from './words.ts';

/** One table a line, in the order of the panels. */
export function pageOf(trend: Trend, changes: Noted[]) {
	const { query, lines, choices } = trend;
	const named = (part: Part) =>
		choices[part].map((value) => ({ value, name: words.valueName(part, value) }));
	return {
		query,
		address: write(query),
		filters: words.filters(query),
		changes,
		panels: trendchart.panels(words.chartLines(trend), changes),
		tables: lines
			.map(({ value, points }): trendchart.Numbers => ({
				name: value === null ? null : words.valueName(query.by!, value),
				rows: points.map((point) => ({
					...point,
					low: perHundred(point, point.stories?.low),
					high: perHundred(point, point.stories?.high)
				}))
			}))
			.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'en')),
		choices: {
			platform: named('platform'),
			profession: named('profession'),
			region: named('region'),
			form: named('form')
		}
	};
}
