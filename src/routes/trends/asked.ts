/** What the page and the files of the trends have in common: the query, answered. */
import { reader } from '#lib/server/reading.ts';
import * as changes from '#lib/server/trends/changes.ts';
import type { About } from '#lib/server/trends/files.ts';
import * as queries from '#lib/server/trends/query.ts';
import * as snapshot from '#lib/server/trends/snapshot.ts';

export async function ask({ db, config }: App.Locals, url: URL) {
	const now = new Date();
	const { evidence, version } = await reader();
	const { query, problems } = queries.read(url.searchParams, now);
	const holdsBack = config.mode === 'group';
	const trends = await snapshot.open(db, { evidence, view: holdsBack ? 'group' : 'alone' }, now);
	const about: About = {
		version,
		changes: await changes.list(db, query.from),
		holdsBack,
		madeAt: now
	};
	return { query, problems, trend: trends.ask(query), about };
}
