import { fail, redirect } from '@sveltejs/kit';
import { perHundred } from '#lib/server/trends/table.ts';
import * as queries from '#lib/server/trends/query.ts';
import * as saved from '#lib/server/trends/saved.ts';
import * as words from '#lib/server/trends/words.ts';
import * as trendchart from '#lib/trendchart.ts';
import { ask } from './asked.ts';

export async function load({ locals, url }) {
	const { query, problems, trend, about } = await ask(locals, url);
	const lines = words.chartLines(trend);
	const named = (part: queries.Part) =>
		trend.choices[part].map((value) => ({ value, name: words.valueName(part, value) }));
	return {
		query,
		problems,
		address: queries.write(query),
		filters: words.filters(query),
		holdsBack: about.holdsBack,
		version: about.version,
		changes: about.changes,
		panels: trendchart.panels(lines, about.changes),
		tables: trend.lines
			.map(({ value, points }) => ({
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
		},
		saved: (await saved.list(locals.db)).map(({ personId, ...one }) => ({
			...one,
			isMine: personId === (locals.who?.id ?? null)
		}))
	};
}

export const actions = {
	save: async ({ locals, request, url }) => {
		const name = String((await request.formData()).get('name') ?? '');
		const { query } = queries.read(url.searchParams, new Date());
		const { issue } = await saved.add(locals.db, { name, query }, locals.who?.id ?? null);
		if (issue) return fail(400, { issue, name });
		redirect(303, `/trends?${queries.write(query)}#saved`);
	},
	remove: async ({ locals, request, url }) => {
		const id = Number((await request.formData()).get('id'));
		if (!(await saved.remove(locals.db, id, locals.who?.id ?? null)))
			return fail(404, { issue: 'There is no such query of yours.', name: '' });
		const { query } = queries.read(url.searchParams, new Date());
		redirect(303, `/trends?${queries.write(query)}#saved`);
	}
};
