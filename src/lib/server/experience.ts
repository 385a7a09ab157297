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
	const said = await listSaid(db);
	const useful = said.reduce((sum, one) => sum + one.count, 0);
	if (useful < LEAST) return { without: () => base };
	const marks = await countMarks(db);
	const taught = new Map<string, Beliefs>();
	return {
		without(counts, theirs) {
			const own = theirs
				.filter((one) => one.says !== 'unsure')
				.map((one) => ({ ...one, count: -1 }));
			const minus = (what: string) =>
				counts.reduce((sum, row) => sum + (row.what === what ? row.count : 0), 0);
			const others =
				own.length === 0
					? strataOf(said, marks)
					: strataOf([...said, ...own], {
							likely: marks.likely - minus('likely'),
							possible: marks.possible - minus('possible'),
							none: marks.none - minus('none')
						});
			const key = JSON.stringify(others);
			const known = taught.get(key);
			if (known) return known;
			const { likely, possible, unmarked } = others;
			const left = likely.reviewed + possible.reviewed + unmarked.audited;
			const found = left < LEAST ? base : learn(others, base);
			taught.set(key, found);
			return found;
		}
	};
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

/** All counts are summed for this, so the sum is kept for a while: it moves slowly. */
const KEEP_MS = 5 * 60_000;
const kept = new WeakMap<Db, { at: number; marks: Promise<Marks> }>();

function countMarks(db: Db): Promise<Marks> {
	const known = kept.get(db);
	if (known && Date.now() - known.at < KEEP_MS) return known.marks;
	const marks = sumMarks(db);
	kept.set(db, { at: Date.now(), marks });
	marks.catch(() => kept.delete(db));
	return marks;
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
