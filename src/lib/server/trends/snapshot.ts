/** The trends of this database, gathered once for everybody who asks within a while. */
import type { Db } from '../db/index.ts';
import * as experience from '../experience.ts';
import type { Evidence } from '../rates.ts';
import { gather } from './gather.ts';
import { lastWhole, monthAfter, mostMonths } from './query.ts';
import { Trends } from './trends.ts';

interface Options {
	evidence: Evidence;
	/** Whether small cells are held back: wherever more than one person looks. */
	holdsBack: boolean;
}

/** In a group also against comparing one minute with the next; alone, so that an answer shows soon. */
const keepMs = { group: 60 * 60_000, alone: 60_000 };

const kept = new WeakMap<Db, { at: number; options: Options; trends: Promise<Trends> }>();

/** The trends as they were at most an hour ago (a minute, where nothing is held back). */
export function open(db: Db, options: Options, now = new Date()): Promise<Trends> {
	const known = kept.get(db);
	const age = now.getTime() - (known?.at ?? 0);
	const most = options.holdsBack ? keepMs.group : keepMs.alone;
	if (
		known &&
		age >= 0 &&
		age < most &&
		known.options.evidence === options.evidence &&
		known.options.holdsBack === options.holdsBack
	)
		return known.trends;
	const trends = read(db, options, now);
	kept.set(db, { at: now.getTime(), options, trends });
	trends.catch(() => kept.delete(db));
	return trends;
}

/** Always all months that can be asked for, so that every query finds the same cells held back. */
export async function read(db: Db, options: Options, now: Date): Promise<Trends> {
	const last = lastWhole(now);
	const gathered = await gather(db, {
		from: `${monthAfter(last, 1 - mostMonths)}-01`,
		to: `${last}-01`
	});
	const learned = await experience.find(db, options.evidence);
	return new Trends(gathered, {
		beliefsFor: (counts, found) => learned.without(counts, found),
		holdsBack: options.holdsBack
	});
}
