/**
 * What people's findings on all practitioners teach about the reader. Each practitioner's own findings
 * are left out of what the others teach, so that nothing counts twice.
 */
import { and, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Answer, Strength } from '#lib/words.ts';
import { learn, type Beliefs, type Strata } from './counting/posterior.ts';
import type { Db } from './db/index.ts';
import { post, tally } from './db/schema.ts';
import { beliefs, type Evidence } from './rates.ts';

interface Said {
	strength: Strength | null;
	says: Answer;
	sampled: boolean;
	count: number;
}

export interface Experience {
	/** The beliefs for a practitioner with these counts and findings of their own. */
	without(
		counts: { what: string; count: number }[],
		found: { strength: Strength | null; says: Answer; sampled: boolean }[]
	): Beliefs;
}

/** Findings to have before they teach anything: a handful says little, and moves every page. */
const LEAST = 20;

export async function find(db: Db, evidence: Evidence): Promise<Experience> {
	const base = beliefs(evidence);
	const said = await countSaid(db);
	const useful = said.reduce((sum, one) => sum + one.count, 0);
	if (useful < LEAST) return { without: () => base };
	const marks = await countMarks(db);
	return {
		without(counts, theirs) {
			const own = theirs
				.filter((one) => one.says !== 'unsure')
				.map((one) => ({ ...one, count: -1 }));
			if (own.length === 0) return taught(strataOf(said, marks), base);
			const ofOwn = (what: string) =>
				counts.reduce((sum, row) => sum + (row.what === what ? row.count : 0), 0);
			const minus: Marks = {
				likely: ofOwn('likely'),
				possible: ofOwn('possible'),
				none: ofOwn('none')
			};
			return taught(strataOf([...said, ...own], without(marks, minus)), base);
		}
	};
}

/** The marks of the others. Of a large group one practitioner's are too few to matter. */
function without(all: Marks, own: Marks): Marks {
	const total = (marks: Marks) => marks.likely + marks.possible + marks.none;
	if (total(own) * 100 < total(all)) return all;
	return {
		likely: all.likely - own.likely,
		possible: all.possible - own.possible,
		none: all.none - own.none
	};
}

/** What was learnt from the same counts before: they come back on every view of a page. */
const learnt = new Map<string, Beliefs>();
const MOST_LEARNT = 5000;

function taught(others: Strata, base: Beliefs): Beliefs {
	const key = JSON.stringify([others, base]);
	const known = learnt.get(key);
	if (known) return known;
	const { likely, possible, unmarked } = others;
	const left = likely.reviewed + possible.reviewed + unmarked.audited;
	const found = left < LEAST ? base : learn(others, base);
	if (learnt.size >= MOST_LEARNT) learnt.clear();
	learnt.set(key, found);
	return found;
}

async function listSaid(db: Db): Promise<Said[]> {
	const rows = await db
		.select({
			strength: post.strength,
			says: post.finding,
			sampled: post.findingSampled,
			count: sql<number>`count(*)::int`
		})
		.from(post)
		.where(and(isNotNull(post.finding), inArray(post.finding, ['story', 'no-story'])))
		.groupBy(post.strength, post.finding, post.findingSampled);
	return rows.map((row) => ({ ...row, says: row.says! }));
}

type Marks = Record<'likely' | 'possible' | 'none', number>;

/** How many posts here have each strength. All counts are summed for this, so the sum is kept for a while: it moves slowly. */
export const countMarks = keeping(sumMarks, () => 5 * 60_000);

/** Where people have said a lot, one answer more or less changes nothing that is shown. */
const MANY = 1000;
const countSaid = keeping(listSaid, (said) =>
	said.reduce((sum, one) => sum + one.count, 0) > MANY ? 60_000 : 0
);

/**
 * What `make` gives, kept for some milliseconds. What is older is given once more while it is made
 * anew, so that nobody waits; what is not kept at all is made for each.
 */
function keeping<T>(
	make: (db: Db) => Promise<T>,
	msOf: (made: T) => number
): (db: Db) => Promise<T> {
	const kept = new WeakMap<Db, { made: T; until: number }>();
	const renew = async (db: Db) => {
		const made = await make(db);
		const ms = msOf(made);
		if (ms > 0) kept.set(db, { made, until: Date.now() + ms });
		else kept.delete(db);
		return made;
	};
	return async (db) => {
		const known = kept.get(db);
		if (!known) return renew(db);
		if (known.until < Date.now()) {
			known.until = Infinity;
			renew(db).catch(() => kept.delete(db));
		}
		return known.made;
	};
}

async function sumMarks(db: Db): Promise<Marks> {
	const rows = await db
		.select({ what: tally.what, count: sql<number>`sum(${tally.count})::int` })
		.from(tally)
		.where(inArray(tally.what, ['likely', 'possible', 'none']))
		.groupBy(tally.what);
	const of = (what: string) => rows.find((row) => row.what === what)?.count ?? 0;
	return { likely: of('likely'), possible: of('possible'), none: of('none') };
}

function strataOf(said: Said[], marks: Marks): Strata {
	const sum = (isMeant: (one: Said) => boolean) =>
		Math.max(
			0,
			said.reduce((all, one) => all + (isMeant(one) ? one.count : 0), 0)
		);
	const read = (strength: 'likely' | 'possible') => {
		const reviewed = sum((one) => one.strength === strength);
		return {
			count: Math.max(marks[strength], reviewed),
			reviewed,
			confirmed: sum((one) => one.strength === strength && one.says === 'story')
		};
	};
	const audited = sum((one) => one.strength === 'none' && one.sampled);
	return {
		likely: read('likely'),
		possible: read('possible'),
		unmarked: {
			count: Math.max(marks.none, audited),
			audited,
			found: sum((one) => one.strength === 'none' && one.sampled && one.says === 'story'),
			told: 0,
			toldStories: 0
		}
	};
}
