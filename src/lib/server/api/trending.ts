/** The operation of /api/v1 that tells trends: groups of people, with small cells held back. */
import * as v from 'valibot';
import { forms, platforms, professions } from '#lib/words.ts';
import * as queries from '../trends/query.ts';
import * as snapshot from '../trends/snapshot.ts';
import type { Point } from '../trends/trends.ts';
import { operation, type Operation } from './operation.ts';
import { Problem } from './problem.ts';
import * as schemas from './schemas.ts';

const month = v.pipe(v.string(), v.regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/));

/** A cell that is held back tells nothing but that it is. */
function pointOf({ from, to, state, heldBackMonths, posts, feeds, stories }: Point) {
	const isKnown = state !== 'held-back';
	return {
		from,
		to,
		state,
		heldBackMonths,
		posts: isKnown ? posts : null,
		feeds: isKnown ? feeds : null,
		stories
	};
}

export const trending: Operation[] = [
	operation({
		id: 'findTrend',
		method: 'get',
		path: '/trends',
		summary: 'Client stories over posts read, by month',
		about:
			'Of groups of people, never of one. Where more than one person looks, cells of 1 to 10 people or posts are held back, and others with them where they would give those away: a gap is no zero.',
		scope: 'marks',
		role: 'reader',
		query: v.strictObject({
			from: v.optional(v.pipe(month, v.description('First month, YYYY-MM.'))),
			to: v.optional(v.pipe(month, v.description('Last month; one that is over.'))),
			step: v.optional(v.picklist(queries.steps), 'month'),
			by: v.optional(
				v.pipe(v.picklist(queries.parts), v.description('What to show side by side.'))
			),
			platform: v.optional(v.picklist(platforms)),
			profession: v.optional(v.picklist([...professions, 'not-set'])),
			region: v.optional(
				v.pipe(
					v.string(),
					v.regex(/^([A-Z]{2}|not-set)$/),
					v.description('A country as two letters, or not-set.')
				)
			),
			form: v.optional(v.picklist(forms))
		}),
		answers: { 200: { means: 'The trend.', schema: schemas.Trend } },
		problems: [400],
		async run({ db, config, reader, now }, { query }) {
			const given = Object.entries(query).filter(([, value]) => value !== undefined);
			const asked = queries.read(new URLSearchParams(given as [string, string][]), now);
			if (asked.problems.length > 0) throw new Problem(400, asked.problems[0]!);
			const { evidence, version } = await reader();
			const holdsBack = config.mode === 'group';
			const trends = await snapshot.open(
				db,
				{ evidence, view: holdsBack ? 'group' : 'alone' },
				now
			);
			const { lines } = trends.ask(asked.query);
			return {
				status: 200,
				body: {
					from: asked.query.from,
					to: asked.query.to,
					step: asked.query.step,
					by: asked.query.by ?? null,
					holdsBack,
					readerVersion: version,
					lines: lines.map(({ value, points }) => ({ value, points: points.map(pointOf) }))
				}
			};
		}
	})
];
