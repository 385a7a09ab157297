/** What the public page and its files have in common: the query, answered for strangers. */
import { error } from '@sveltejs/kit';
import * as conditions from '#lib/server/publication/conditions.ts';
import * as switching from '#lib/server/publication/switching.ts';
import * as changes from '#lib/server/trends/changes.ts';
import type { About } from '#lib/server/trends/files.ts';
import * as queries from '#lib/server/trends/query.ts';
import * as told from '#lib/server/trends/told.ts';

/** There is nothing here while the group does not publish, or publication pauses. */
export async function ask({ db }: App.Locals, url: URL) {
	const { now, pause } = await conditions.current(db);
	if (pause !== null || !(await switching.find(db, now)).isOn)
		error(404, 'There are no public trends at this address.');
	const { query, problems } = queries.readPublic(url.searchParams, now);
	const { trends, quarters: all } = await told.open(db, now);
	const quarters = all.filter(
		({ month }) => `${query.from}-01` <= month && month <= `${query.to}-01`
	);
	const about: About = {
		version: [...new Set(quarters.map((one) => one.version))].join(', ') || 'none yet',
		changes: await changes.listPublic(db, query.from, quarters),
		holdsBack: true,
		isPublic: true,
		madeAt: now
	};
	return { problems, trend: trends.ask(query), about, quarters };
}
