import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Db } from '#lib/server/db/index.ts';
import { finding, skip, task } from '#lib/server/db/schema.ts';
import * as journal from '#lib/server/journal.ts';
import * as posts from '#lib/server/posts.ts';
import * as figures from '#lib/server/quality/figures.ts';
import * as audit from '#lib/server/review/audit.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as integrity from '#lib/server/review/integrity.ts';
import * as undo from '#lib/server/review/undo.ts';
import * as reviews from '#lib/server/reviews.ts';
import * as files from '#lib/server/quality/files.ts';
import * as golden from '#lib/server/quality/golden.ts';
import * as quality from '#lib/server/quality/quality.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import type { Answer, Strength, Who } from '#lib/words.ts';
import { fresh, kinds } from '../support/database.ts';
import { addPerson } from '../support/people.ts';
import { practise, weekly } from '../support/practice.ts';
import { says } from '../support/reviewers.ts';

const now = new Date('2026-06-10T12:00:00Z');

describe.each(kinds.filter((one) => one.isThere))('quality on the $kind database', ({ kind }) => {
	let database: Database;
	let db: Db;
	let heron: Who, wren: Who, editor: Who;
	let ids: number[];
	let practitionerId: number;
	beforeAll(async () => {
		database = await fresh(kind);
		db = database.db;
		heron = await addPerson(db, 'Heron', 'reviewer');
		wren = await addPerson(db, 'Wren', 'reviewer');
		editor = await addPerson(db, 'Plover', 'editor');
		const strengths: Strength[] = Array.from({ length: 60 }, (_, i) =>
			i < 14 ? 'likely' : i < 20 ? 'possible' : 'none'
		);
		const made = await practise(db, weekly(strengths));
		ids = made.ids;
		practitionerId = made.practitioner.id;
	});
	afterAll(() => database.close());

	/** What the two say of a post: they differ on every seventh one. */
	const answers = (postId: number): [Answer, Answer] => {
		const i = ids.indexOf(postId);
		const truth: Answer = i % 3 === 0 ? 'story' : 'no-story';
		return [truth, i % 7 === 3 ? (truth === 'story' ? 'no-story' : 'story') : truth];
	};

	it('says that nothing is known before anybody has read', async () => {
		expect(await quality.mayPublish(db)).toMatchObject({ may: false });
		const found = await quality.find(db, 'test');
		expect(found.axes[0]!.agreement.kappa.why).toContain('two people');
		expect(found.versions).toEqual([]);
	});

	it('makes golden items of marked posts that nobody has read, for others to read', async () => {
		const make = (postId: number) =>
			golden.add(db, editor.id, { postId, narrates: 'no-story' }, now);
		expect(await make(ids[0]!)).toEqual({});
		expect((await make(ids[0]!)).issue).toContain('already');
		expect((await make(ids[30]!)).issue).toContain('marked post');
		expect((await make(9_999_999)).issue).toContain('no post');
		const [made] = await db.select().from(task).where(eq(task.postId, ids[0]!));
		expect(made!.goldenAnswer).toEqual({ narrates: 'no-story' });
		const skipped = await db.select().from(skip).where(eq(skip.taskId, made!.id));
		expect(skipped.map((one) => one.personId)).toEqual([editor.id]);
		expect(await make(ids[1]!)).toEqual({});
		const [, second] = (await golden.list(db)).reverse();
		expect(await golden.remove(db, editor.id, second!.taskId, now)).toEqual({});
		expect(await golden.list(db)).toHaveLength(1);
		expect((await journal.verify(db)).brokenAt).toBeNull();
	});

	it('tells kappa as it is worked out elsewhere, from blind readings alone', async () => {
		await tasks.fill(db, { now, random: () => 0.999 });
		const read: [Answer, Answer][] = [];
		for (const [i, round] of (['first', 'second'] as const).entries()) {
			const who = [heron, wren][i]!;
			for (;;) {
				const id = await claims.next(db, who.id, round, { now, draw: 0.5 });
				if (id === undefined) break;
				const [held] = await db.select().from(task).where(eq(task.id, id));
				const saved = await codings.save(db, who.id, id, says(answers(held!.postId)[i]!), now);
				expect(saved.isSaved).toBe(true);
				if (i === 1) read.push(answers(held!.postId));
			}
		}
		// Cohen's kappa by hand, from the table of two by two.
		const count = (one: Answer, other: Answer) =>
			read.filter(([a, b]) => a === one && b === other).length;
		const [yy, yn, ny, nn] = [
			count('story', 'story'),
			count('story', 'no-story'),
			count('no-story', 'story'),
			count('no-story', 'no-story')
		] as const;
		const n = yy + yn + ny + nn;
		const byChance = ((yy + yn) * (yy + ny) + (ny + nn) * (yn + nn)) / n ** 2;
		const kappa = ((yy + nn) / n - byChance) / (1 - byChance);
		const found = await quality.find(db, 'test');
		const first = found.axes[0]!;
		expect(n).toBeGreaterThan(19);
		expect(first.agreement).toMatchObject({ posts: n, same: yy + nn, coders: 2 });
		expect(first.agreement.kappa.value).toBeCloseTo(kappa, 12);
		// Krippendorff's alpha by hand, for two people and two answers.
		const [yes, no] = [2 * yy + yn + ny, 2 * nn + yn + ny];
		const alpha = 1 - ((yes + no - 1) * (yn + ny)) / (yes * no);
		expect(first.agreement.alpha.value).toBeCloseTo(alpha, 12);
		expect(first.agreement.kappa.range!.low).toBeLessThan(kappa);
		expect(found.axes.find((one) => one.axis === 'tone')!.agreement.posts).toBe(yy);
		expect(await quality.mayPublish(db)).toEqual({
			may: false,
			because: expect.stringContaining(`50 posts, and ${n} were`)
		});
	});

	it('tells how often marks are right, without golden items, by version', async () => {
		const found = await quality.find(db, 'test');
		expect(found.versions.map((one) => one.version)).toEqual(['test']);
		const settled = ids
			.slice(0, 14)
			.filter((id, i) => i !== 0 && answers(id)[0] === answers(id)[1]);
		const { likely } = found.versions[0]!;
		expect(likely.read).toBe(settled.length);
		expect(likely.stories).toBe(settled.filter((id) => answers(id)[0] === 'story').length);
		expect(likely.share!.low).toBeLessThan(likely.stories / likely.read);
		expect(found.golden.map(({ read, right }) => ({ read, right }))).toEqual([
			{ read: 1, right: 0 },
			{ read: 1, right: 0 }
		]);
		expect(
			(await golden.remove(db, editor.id, (await golden.list(db))[0]!.taskId, now)).issue
		).toContain('read already');
	});

	it('offers a golden item to every other reviewer, like any first reading, and nothing else changes', async () => {
		const knot = await addPerson(db, 'Knot', 'reviewer');
		const before = await quality.find(db, 'test');
		const [item] = await golden.list(db);
		expect(await claims.count(db, knot.id, now)).toMatchObject({ first: 1 });
		// Who made it and who read it are not offered it.
		expect(await claims.next(db, editor.id, 'first', { now })).toBeUndefined();
		expect(await claims.next(db, heron.id, 'first', { now })).toBeUndefined();
		expect(await claims.next(db, knot.id, 'first', { now })).toBe(item!.taskId);
		const held = await claims.find(db, knot.id, now);
		expect(held).toMatchObject({ taskId: item!.taskId, round: 'first' });
		expect(JSON.stringify(held)).not.toMatch(/golden|extra|done/);
		const hidden = async () => blindness.idsOf(await blindness.listHidden(db, knot));
		expect(await hidden()).toEqual([item!.postId]);
		await claims.release(db, knot.id);
		expect(await hidden()).toEqual([item!.postId]);
		expect(await claims.next(db, knot.id, 'first', { now })).toBe(item!.taskId);
		const told = await db.select().from(finding);
		const saved = await codings.save(db, knot.id, item!.taskId, says('no-story'), now);
		if (!saved.isSaved) throw new Error(saved.issue);
		expect(await claims.next(db, knot.id, 'first', { now })).toBeUndefined();
		const { rows } = await reviews.listMine(db, knot.id);
		expect(rows[0]).toMatchObject({ coding: { round: 'first' }, stage: 'second' });
		const after = await quality.find(db, 'test');
		expect(after.axes[0]!.agreement).toEqual(before.axes[0]!.agreement);
		expect(after.versions).toEqual(before.versions);
		expect(await db.select().from(finding)).toEqual(told);
		expect(after.golden.find((one) => one.personId === knot.id)).toMatchObject({
			read: 1,
			right: 1
		});
		// A reviewer is told from the week after: a count that grows at once would tell which it was.
		const soon = figures.golden(await quality.listCoded(db), now);
		expect(soon.some((one) => one.personId === knot.id)).toBe(false);
		const all = await golden.list(db);
		expect(all[0]).toMatchObject({ readings: 3, right: 1 });
		expect(await undo.undo(db, knot.id, saved.codingId, now)).toEqual({
			isUndone: true,
			isHeld: true
		});
		expect(await db.select().from(finding)).toEqual(told);
		expect(await codings.save(db, knot.id, item!.taskId, says('story'), now)).toMatchObject({
			isSaved: true
		});
		expect((await integrity.verify(db)).broken).toEqual([]);
	});

	it('lets an editor choose how many unmarked posts are read, within bounds', async () => {
		expect(await audit.find(db)).toBe(0.1);
		expect((await audit.save(db, editor.id, 4, now)).issue).toContain('from 5 to 50');
		expect((await audit.save(db, editor.id, 12.5, now)).issue).toContain('whole number');
		expect(await audit.save(db, editor.id, 50, now)).toEqual({});
		expect(await audit.find(db)).toBe(0.5);
		const sampled = async () => (await db.select().from(task).where(eq(task.sampled, true))).length;
		const few = await sampled();
		await tasks.fill(db, { now });
		// As many unmarked as marked ones: twenty.
		expect(few).toBeLessThan(5);
		expect(await sampled()).toBe(20);
		expect(await audit.save(db, editor.id, 10, now)).toEqual({});
		expect((await journal.verify(db)).brokenAt).toBeNull();
	});

	it('hides the mark of a post from whoever has it in hand, or had and has not read it', async () => {
		const other = await addPerson(db, 'Turnstone', 'reviewer');
		expect(await blindness.listHidden(db, undefined)).toEqual([]);
		expect(await blindness.listHidden(db, other)).toEqual([]);
		const id = (await claims.next(db, other.id, 'first', { now, draw: 0 }))!;
		const [held] = await db.select().from(task).where(eq(task.id, id));
		const hidden = [{ postId: held!.postId, practitionerId }];
		expect(await blindness.listHidden(db, other)).toMatchObject(hidden);
		expect(await blindness.listHidden(db, heron)).toEqual([]);
		const news = [practitionerId, practitionerId + 1].map((id) => ({
			practitionerId: id,
			marked: 2
		}));
		expect(blindness.withhold(news, hidden)).toEqual([
			{ ...news[0], marked: 0, isBlind: true },
			{ ...news[1], isBlind: false }
		]);
		await claims.release(db, other.id);
		expect(await blindness.listHidden(db, other)).toMatchObject(hidden);
		const { posts: left } = await posts.list(db, practitionerId, {
			except: [held!.postId],
			limit: 100
		});
		expect(left.some((one) => one.id === held!.postId)).toBe(false);
		expect(left).toHaveLength(59);
		expect(await claims.next(db, other.id, 'first', { now, draw: 0 })).toBe(id);
		expect(await codings.save(db, other.id, id, says('no-story'), now)).toMatchObject({
			isSaved: true
		});
		expect(await blindness.listHidden(db, other)).toEqual([]);
		const next = (await claims.next(db, other.id, 'first', { now, draw: 0 }))!;
		await claims.pass(db, other.id, next, { why: 'other', words: '' }, now);
		expect(await blindness.listHidden(db, other)).toEqual([]);
	});

	it('goes out as figures, and as readings without people or words', async () => {
		const csv = files.csv(files.rows(await quality.find(db, 'test')));
		expect(csv).toMatch(/^what,of,count,value,low,high,remark\r\n/);
		expect(csv).toContain('kappa,Tells about a client');
		const readings = files.readings(await quality.listCoded(db));
		// Two, and the one who read an unmarked post; a further reading of a golden item is not told.
		expect(new Set(readings.map((one) => one.reader))).toEqual(new Set([1, 2, 3]));
		expect(JSON.stringify(readings)).not.toMatch(/Heron|Wren|Made-up|extra/);
	});
});
