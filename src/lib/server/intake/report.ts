/** An import's rows as a table: what was found of each, what would be done, what was done. */
import { found, outcomeNames, plan, type IntakeRowFacts } from '#lib/intake.ts';
import type { Db } from '../db/index.ts';
import { csvLine } from '../exports.ts';
import * as intakes from './intakes.ts';

export type Shown = Awaited<ReturnType<typeof intakes.listRows>>['rows'][number];

/** What sentences about a row are made from. */
export function factsOf({ row, otherName }: Shown, hasList: boolean): IntakeRowFacts {
	const { state, outcome, isFeed, isChosen, reason, otherLine } = row;
	return { state, outcome, isFeed, isChosen, reason, otherLine, otherName, hasList };
}

/** One row for programs (`follow FILE --json`) and for the table. */
export function toJson(shown: Shown, hasList: boolean) {
	const { row } = shown;
	const facts = factsOf(shown, hasList);
	return {
		line: row.line,
		source: row.source,
		name: row.name,
		state: row.state,
		found: found(facts),
		feedUrl: row.candidate?.feedUrl ?? null,
		title: row.candidate?.title ?? null,
		plan: row.outcome ? null : plan(facts),
		outcome: row.outcome
	};
}

/** The lines of a CSV file with every row of an import, read page by page. */
export async function* csv(db: Db, { id, listId }: intakes.Intake): AsyncGenerator<string> {
	yield csvLine(['line', 'source', 'name', 'state', 'found', 'feed', 'title', 'plan', 'outcome']);
	for (let afterId: number | undefined; ;) {
		const page = await intakes.listRows(db, id, { afterId, limit: 500 });
		for (const shown of page.rows) {
			const { outcome, ...values } = toJson(shown, listId !== null);
			yield csvLine([...Object.values(values), outcome ? outcomeNames[outcome] : null]);
		}
		if (page.nextId === undefined) return;
		afterId = page.nextId;
	}
}
