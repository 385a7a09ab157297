/** What must be true after a simulated week, reckoned from the tables and from what the browsers were told. */
import { asc } from 'drizzle-orm';
import type { Db } from '#lib/server/db/index.ts';
import { coding, post, task, undoing } from '#lib/server/db/schema.ts';
import * as journal from '#lib/server/journal.ts';
import * as integrity from '#lib/server/review/integrity.ts';
import * as reviews from '#lib/server/reviews.ts';
import { answers, type Answer } from '#lib/words.ts';
import type { Week } from './week.ts';

/** Words by which a page would give away what the machine or another reader said. */
const tellTales = /probab|strength|likely|possible|golden|sampled|markVersion|"cue"/i;

export async function faultsOf(
	db: Db,
	week: Week,
	posts: number
): Promise<{ faults: string[]; facts: string[] }> {
	const faults: string[] = [];
	const wrongUnless = (isRight: boolean, what: string) => {
		if (!isRight) faults.push(what);
	};
	const tasks = await db.select().from(task);
	wrongUnless(tasks.length === posts, `${tasks.length} texts in the queue instead of ${posts}`);
	const open = tasks.filter(({ stage }) => stage !== 'done').length;
	wrongUnless(open === 0, `${open} texts are not settled`);
	const all = await db.select().from(coding).orderBy(asc(coding.id));
	const undone = new Set((await db.select().from(undoing)).map(({ codingId }) => codingId));
	const standing = all.filter(({ id }) => !undone.has(id));

	const pairs = standing.map((one) => `${one.postId} ${one.personId}`);
	wrongUnless(new Set(pairs).size === pairs.length, 'one person read the same post twice');
	const findings = new Map(
		(await db.select({ id: post.id, says: post.finding }).from(post)).map((row) => [
			row.id,
			row.says
		])
	);
	let splits = 0;
	for (const { id, postId } of tasks) {
		const read = standing.filter(({ taskId }) => taskId === id).map(({ narrates }) => narrates);
		const [first, second, third] = read;
		const isSplit = first !== second || first === 'unsure';
		if (isSplit) splits++;
		wrongUnless(
			read.length === (isSplit ? 3 : 2),
			`post ${postId} was read ${read.length} times: ${read.join(', ')}`
		);
		const wanted = isSplit ? third : first;
		wrongUnless(
			findings.get(postId) === wanted,
			`post ${postId} is found ${findings.get(postId)}, its readers say ${read.join(', ')}`
		);
	}

	// Nothing that a browser was told is saved was lost, and nothing was changed on the way.
	const byId = new Map(all.map((one) => [one.id, one]));
	for (const told of week.acknowledged) {
		const kept = byId.get(told.codingId);
		wrongUnless(kept !== undefined, `reading ${told.codingId} was acknowledged and is lost`);
		wrongUnless(
			kept === undefined || (kept.narrates === told.says && !undone.has(kept.id)),
			`reading ${told.codingId} says ${kept?.narrates}, ${told.reviewer} said ${told.says}`
		);
	}
	for (const told of week.undone)
		wrongUnless(undone.has(told.codingId), `reading ${told.codingId} was taken back and stands`);
	const unacknowledged = standing.length - week.acknowledged.length;
	wrongUnless(
		unacknowledged >= 0 && unacknowledged <= 3,
		`${unacknowledged} readings are kept that no browser heard of`
	);

	for (const page of week.pages) {
		const found = tellTales.exec(page.replace(/<(style|link)[^>]*>/g, ''));
		wrongUnless(!found, `a page tells of "${found?.[0]}" before the reading is saved`);
		if (found) break;
	}
	const chain = await journal.verify(db);
	wrongUnless(chain.brokenAt === null, `the journal is broken at line ${chain.brokenAt}`);
	faults.push(...(await integrity.verify(db)).broken);

	const coded = await reviews.listCodings(db, { limit: posts + 1 });
	// From what the browsers were told to answer, not from what was stored.
	const told = new Map(week.acknowledged.map((one) => [one.codingId, one]));
	const own = ({ id, personId, narrates }: reviews.Coding) => ({
		who: personId,
		says: told.get(id)?.says ?? narrates
	});
	const apart = kappa(coded.map(({ codings }) => [own(codings[0]!), own(codings[1]!)]));
	const [shown] = /^-?[\d.]+/.exec(week.shown.page.replace('−', '-').trim()) ?? [];
	wrongUnless(
		shown === apart.toFixed(2),
		`the page shows a kappa of “${week.shown.page}”, reckoned apart it is ${apart}`
	);
	wrongUnless(
		week.shown.file !== null && Math.abs(week.shown.file - apart) < 1e-9,
		`the file holds a kappa of ${week.shown.file}, reckoned apart it is ${apart}`
	);
	return {
		faults,
		facts: [
			`${standing.length} readings stand, ${undone.size} taken back, ${splits} splits settled`,
			`${tasks.filter(({ sampled }) => sampled).length} texts drawn at random among the unmarked`,
			`${week.failures} pages failed while the website was down; ${unacknowledged} readings kept unheard`,
			`kappa of the blind readings ${apart.toFixed(4)}, reckoned apart; the page shows ${week.shown.page.trim()}`,
			`${chain.lines} lines in the journal, whole`
		]
	};
}

/** Two blind readings of one post: who, and what. */
type Pair = readonly [{ who: string; says: Answer }, { who: string; says: Answer }];

/**
 * Kappa of pairs of readings by more than two people, from first principles: o is the share of pairs
 * that say the same; e is what they would share by chance, were each person to answer as often yes, no
 * and not sure as they do, averaged over the pairs. For two people this is Cohen's kappa (1960).
 */
export function kappa(pairs: Pair[]): number {
	const read = pairs.flat();
	const share = (who: string, says: Answer) => {
		const own = read.filter((one) => one.who === who);
		return own.filter((one) => one.says === says).length / own.length;
	};
	const habits = new Map(
		[...new Set(read.map(({ who }) => who))].map((who) => [
			who,
			answers.map((says) => share(who, says))
		])
	);
	let same = 0;
	let chance = 0;
	for (const [one, other] of pairs) {
		if (one.says === other.says) same++;
		const theirs = habits.get(other.who)!;
		chance += habits.get(one.who)!.reduce((sum, own, i) => sum + own * theirs[i]!, 0);
	}
	const [o, e] = [same / pairs.length, chance / pairs.length];
	return (o - e) / (1 - e);
}
