/** The trends of this database, gathered once for everybody who asks within a while. */
import type { Db } from '../db/index.ts';
import * as experience from '../experience.ts';
import type { Evidence } from '../rates.ts';
import { gather } from './gather.ts';
import { lastWhole, rangeTo } from './query.ts';
import { Trends, type BeliefsFor } from './trends.ts';

/** Who looks: one person alone, or a group (small cells are held back). For strangers see told.ts. */
export type View = 'alone' | 'group';

interface Options {
	evidence: Evidence;
	view: View;
}

/** In a group also against comparing one minute with the next; alone, so that an answer shows soon. */
const keepMs: Record<View, number> = { group: 60 * 60_000, alone: 60_000 };

interface Kept {
	at: number;
	evidence: Evidence;
	trends: Promise<Trends>;
}
const kept = new WeakMap<Db, Map<View, Kept>>();

/** The trends as they were at most an hour ago (a minute, for one person alone). */
export function open(db: Db, options: Options, now = new Date()): Promise<Trends> {
	const views = kept.get(db) ?? new Map<View, Kept>();
	kept.set(db, views);
	const { evidence, view } = options;
	const known = views.get(view);
	const age = now.getTime() - (known?.at ?? 0);
	if (known && age >= 0 && age < keepMs[view] && known.evidence === evidence) return known.trends;
	const trends = read(db, options, now);
	views.set(view, { at: now.getTime(), evidence, trends });
	trends.catch(() => views.delete(view));
	return trends;
}

/** Always all months that can be asked for, so that every query finds the same cells held back. */
export async function read(db: Db, { evidence, view }: Options, now: Date): Promise<Trends> {
	const learned = await experience.find(db, evidence);
	const beliefsFor: BeliefsFor = (counts, found) => learned.without(counts, found);
	return new Trends(await gather(db, rangeTo(lastWhole(now))), {
		beliefsFor,
		holdsBack: view === 'group'
	});
}
