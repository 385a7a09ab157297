import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '#lib/server/counting/seeded.ts';
import type { Database, Db } from '#lib/server/db/index.ts';
import { coding, finding, post, task } from '#lib/server/db/schema.ts';
import * as findings from '#lib/server/findings.ts';
import * as health from '#lib/server/health.ts';
import * as posts from '#lib/server/posts.ts';
import * as regrouping from '#lib/server/regrouping.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as conflicts from '#lib/server/review/conflicts.ts';
import * as integrity from '#lib/server/review/integrity.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import * as undo from '#lib/server/review/undo.ts';
import * as reviews from '#lib/server/reviews.ts';
import type { Round } from '#lib/server/db/reviewing.ts';
import type { Answer, Strength } from '#lib/words.ts';
import { fresh, kinds } from '../support/database.ts';
import { item } from '../support/items.ts';
import { addPerson } from '../support/people.ts';
import { mark, practise, weekly } from '../support/practice.ts';
import { says } from '../support/reviewers.ts';

const now = new Date('2026-06-10T09:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const strengths = (likely: number, none: number): Strength[] => [
	...Array<Strength>(likely).fill('likely'),
	...Array<Strength>(none).fill('none')
];

describe.each(kinds)('review on the $kind database', ({ kind, isThere }) => {
	describe.runIf(isThere)('where it is there', () => {
		let database: Database;
		let db: Db;
		let people: string[];
		beforeAll(async () => {
			database = await fresh(kind);
			db = database.db;
			people = [];
			for (const name of ['Avocet', 'Bunting', 'Curlew'])
				people.push((await addPerson(db, name, 'reviewer')).id);
		});
		afterAll(() => database?.close());

		/** A clean queue of one practitioner with so many posts. */
		async function queue(likely: number, none = 0) {
			await db.update(task).set({ stage: 'withdrawn', claimedBy: null });
			await db.update(post).set({ removedAt: now });
			const made = await practise(db, weekly(strengths(likely, none)));
			await tasks.fill(db, { now });
			return made;
		}
		async function read(who: number, round: Round, answer: Answer, at = now) {
			const id = await claims.next(db, people[who]!, round, { now: at, draw: 0.5 });
			if (id === undefined) throw new Error(`Nothing to read for ${who} in ${round}`);
			const saved = await codings.save(db, people[who]!, id, says(answer), at);
			if (!saved.isSaved) throw new Error(saved.issue);
			return { taskId: id, codingId: saved.codingId };
		}
		const taskOf = async (id: number) => (await db.select().from(task).where(eq(task.id, id)))[0]!;
		const findingOf = async (id: number) =>
			(await db.select().from(post).where(eq(post.id, id)))[0]!.finding;

		it('is filled with every marked post, and one unmarked in ten drawn at random', async () => {
			const { ids } = await queue(18, 60);
			const rows = await db.select().from(task).where(eq(task.stage, 'first'));
			expect(
				rows
					.filter((row) => !row.sampled)
					.map((row) => row.postId)
					.sort()
			).toEqual(ids.slice(0, 18).sort());
			const sampled = rows.filter((row) => row.sampled);
			expect(sampled.length).toBe(2);
			for (const row of sampled) expect(ids.slice(18)).toContain(row.postId);
			await tasks.fill(db, { now });
			expect((await reviews.progress(db)).texts).toBe(20);
		});

		it('draws unmarked posts evenly', async () => {
			const { ids } = await queue(0, 8);
			await practise(db, weekly(strengths(8, 0)));
			const drawn = new Map<number, number>();
			// The same numbers each time: true chance would fail one run in a thousand.
			const random = seeded(1);
			for (let round = 0; round < 60; round++) {
				await db.delete(task).where(sql`true`);
				await tasks.fill(db, { now, random });
				const rows = await db.select().from(task).where(eq(task.sampled, true));
				expect(rows.length).toBe(1);
				drawn.set(rows[0]!.postId, (drawn.get(rows[0]!.postId) ?? 0) + 1);
			}
			// Chi-square with 7 degrees of freedom stays under 24.3 in 999 of 1,000 runs.
			const square = ids.reduce(
				(sum, id) => sum + ((drawn.get(id) ?? 0) - 60 / 8) ** 2 / (60 / 8),
				0
			);
			expect(square).toBeLessThan(24.3);
		});

		it('hands out the likeliest first, or the least sure, as the draw has it', async () => {
			const { ids } = await queue(3);
			for (const [i, probability] of [0.6, 0.97, 0.51].entries())
				await db.update(post).set({ probability }).where(eq(post.id, ids[i]!));
			const sure = await claims.next(db, people[0]!, 'first', { now, draw: 0.2 });
			const unsure = await claims.next(db, people[1]!, 'first', { now, draw: 0.9 });
			expect((await taskOf(sure!)).postId).toBe(ids[1]);
			expect((await taskOf(unsure!)).postId).toBe(ids[2]);
		});

		it('never gives one text to two people at once, nor one person two', async () => {
			await queue(12);
			const many = await Promise.all(
				Array.from(
					{ length: 12 },
					async (_, i) => (await addPerson(db, `Dunlin ${i}`, 'reviewer')).id
				)
			);
			const given = await Promise.all(
				many.flatMap((id) => [
					claims.next(db, id, 'first', { now }),
					claims.next(db, id, 'first', { now })
				])
			);
			for (let i = 0; i < given.length; i += 2) expect(given[i]).toBe(given[i + 1]);
			expect(new Set(given).size).toBe(12);
			expect(given).not.toContain(undefined);
			expect(await claims.next(db, people[0]!, 'first', { now })).toBeUndefined();
		});

		it('takes a text back when its time ran out, and then refuses the late reading', async () => {
			await queue(1);
			const first = await claims.next(db, people[0]!, 'first', { now });
			expect(await claims.next(db, people[1]!, 'first', { now: later(29) })).toBeUndefined();
			expect(await claims.next(db, people[1]!, 'first', { now: later(31) })).toBe(first);
			const late = await codings.save(db, people[0]!, first!, says('story'), later(32));
			expect(late).toMatchObject({ isSaved: false, issue: expect.stringMatching(/ran out/) });
			expect(await codings.save(db, people[1]!, first!, says('story'), later(33))).toMatchObject({
				isSaved: true
			});
		});

		it('shows what is in hand without a trace of the machine, and renews its time', async () => {
			await queue(1);
			await claims.next(db, people[0]!, 'first', { now });
			const held = await claims.find(db, people[0]!, later(20));
			expect(held).toMatchObject({ round: 'first', title: 'Title of made-0' });
			expect(JSON.stringify(held)).not.toMatch(/likely|probab|strength|reason|golden|sampled/i);
			expect(await claims.next(db, people[1]!, 'first', { now: later(40) })).toBeUndefined();
		});

		it('ends with two who agree, and the ledger hears of it', async () => {
			const { ids } = await queue(1);
			const one = await read(0, 'first', 'story');
			expect(await claims.next(db, people[0]!, 'second', { now })).toBeUndefined();
			expect(await findingOf(ids[0]!)).toBeNull();
			await read(1, 'second', 'story');
			expect(await findingOf(ids[0]!)).toBe('story');
			expect((await taskOf(one.taskId)).stage).toBe('done');
			const [coded] = await reviews.listCodings(db, { after: one.taskId - 1 });
			expect(coded).toMatchObject({ settled: { how: 'agreed', supportCount: 2 } });
			expect(coded!.codings.map(({ round }) => round)).toEqual(['first', 'second']);
		});

		it('gives a split to a third person, whose word holds', async () => {
			const { ids } = await queue(1);
			await read(0, 'first', 'story');
			await read(1, 'second', 'unsure');
			expect(await findingOf(ids[0]!)).toBeNull();
			expect(await claims.next(db, people[0]!, 'settle', { now })).toBeUndefined();
			expect(await claims.next(db, people[1]!, 'settle', { now })).toBeUndefined();
			await read(2, 'settle', 'no-story');
			expect(await findingOf(ids[0]!)).toBe('no-story');
		});

		it('records a drawn post as part of the audit', async () => {
			const { ids } = await queue(9, 20);
			const id = await claims.next(db, people[0]!, 'first', { now, draw: 0.05 });
			await codings.save(db, people[0]!, id!, says('no-story'), now);
			await read(1, 'second', 'no-story');
			const { postId } = await taskOf(id!);
			expect(ids.slice(9)).toContain(postId);
			const [row] = await db.select().from(post).where(eq(post.id, postId));
			expect(row).toMatchObject({ finding: 'no-story', findingSampled: true });
		});

		it('holds a story as long as what people saw in it weighs', async () => {
			const { ids } = await queue(1);
			for (const [who, round] of [
				[0, 'first'],
				[1, 'second']
			] as const) {
				const id = await claims.next(db, people[who]!, round, { now });
				await codings.save(
					db,
					people[who]!,
					id!,
					says('story', { identifiers: ['age', 'place', who === 0 ? 'picture' : 'family'] }),
					now
				);
			}
			const [row] = await db.select().from(post).where(eq(post.id, ids[0]!));
			expect(row!.findingMonths).toBe(12);
		});

		it('lets a person take back their reading until somebody built on it', async () => {
			const { ids } = await queue(1);
			const one = await read(0, 'first', 'no-story');
			expect(await undo.undo(db, people[1]!, one.codingId, now)).toMatchObject({
				isUndone: false
			});
			expect(await undo.undo(db, people[0]!, one.codingId, now)).toEqual({
				isUndone: true,
				isHeld: true
			});
			const again = await read(0, 'first', 'story');
			expect(again.taskId).toBe(one.taskId);
			const two = await read(1, 'second', 'story');
			expect(await undo.undo(db, people[0]!, again.codingId, now)).toMatchObject({
				issue: expect.stringMatching(/Somebody else has read/)
			});
			expect(await findingOf(ids[0]!)).toBe('story');
			expect(await undo.undo(db, people[1]!, two.codingId, now)).toMatchObject({ isUndone: true });
			expect(await findingOf(ids[0]!)).toBeNull();
			expect(await undo.undo(db, people[1]!, two.codingId, now)).toMatchObject({
				issue: expect.stringMatching(/already/)
			});
			await read(1, 'second', 'no-story');
			expect((await taskOf(one.taskId)).stage).toBe('settle');
			const [coded] = await reviews.listCodings(db, { after: one.taskId - 1 });
			expect(coded).toMatchObject({ settled: null });
			expect(coded!.codings.length).toBe(2);
		});

		it('keeps a reading once its author saw the machine’s, or a third settles it', async () => {
			await queue(2);
			const one = await read(0, 'first', 'story');
			expect((await reviews.listMine(db, people[0]!)).rows[0]!.machine).toBeNull();
			expect(await undo.unveil(db, people[1]!, one.codingId, now)).toBe(false);
			expect(await undo.unveil(db, people[0]!, one.codingId, now)).toBe(true);
			expect((await reviews.listMine(db, people[0]!)).rows[0]).toMatchObject({
				machine: { strength: 'likely' },
				isLast: true,
				isCurrent: true
			});
			expect(await undo.undo(db, people[0]!, one.codingId, now)).toMatchObject({
				issue: expect.stringMatching(/what the machine said/)
			});
			const two = await read(1, 'second', 'no-story');
			await claims.next(db, people[2]!, 'settle', { now });
			expect(await undo.undo(db, people[1]!, two.codingId, now)).toMatchObject({
				issue: expect.stringMatching(/settling/)
			});
			await claims.release(db, people[2]!);
			expect(await undo.undo(db, people[1]!, two.codingId, now)).toMatchObject({ isUndone: true });
		});

		it('never undoes what was decided elsewhere since', async () => {
			const { ids } = await queue(1);
			await read(0, 'first', 'story');
			const two = await read(1, 'second', 'story');
			await findings.record(db, ids[0]!, { says: 'no-story', reason: 'Upon appeal.' }, now);
			expect(await undo.undo(db, people[1]!, two.codingId, now)).toMatchObject({
				isUndone: false
			});
			expect(await findingOf(ids[0]!)).toBe('no-story');
		});

		it('keeps a reading with the text that was read', async () => {
			const { feed, ids } = await queue(2);
			const change = (i: number, text: string) =>
				posts.save(db, feed.id, [item(`made-${i}`, text, { publishedAt: now })], { now });
			const id = (await claims.next(db, people[0]!, 'first', { now, draw: 0.5 }))!;
			const { postId } = await taskOf(id);
			await change(ids.indexOf(postId), 'Another text, by its author.');
			expect(await claims.find(db, people[0]!, now)).toBeUndefined();
			await db.update(task).set({ claimedBy: people[0]! }).where(eq(task.id, id));
			const saved = await codings.save(db, people[0]!, id, says('story'), now);
			expect(saved).toMatchObject({ isSaved: true, isOutdated: true });
			expect((await taskOf(id)).stage).toBe('withdrawn');
			expect(await claims.next(db, people[1]!, 'second', { now })).toBeUndefined();
			await mark(db, feed.id, postId, { strength: 'likely', at: now });
			await tasks.fill(db, { now });
			const texts = await db.select().from(task).where(eq(task.postId, postId));
			expect(texts.map(({ stage }) => stage).sort()).toEqual(['first', 'withdrawn']);
			// Back to the first text: what was read of it counts again.
			await change(ids.indexOf(postId), `Made-up text ${ids.indexOf(postId)}.`);
			await mark(db, feed.id, postId, { strength: 'likely', at: now });
			await tasks.fill(db, { now });
			expect((await taskOf(id)).stage).toBe('second');
		});

		it('withdraws a post that was taken down', async () => {
			const { ids } = await queue(1);
			await db.update(post).set({ removedAt: now }).where(eq(post.id, ids[0]!));
			expect(await claims.next(db, people[0]!, 'first', { now })).toBeUndefined();
			await tasks.fill(db, { now });
			expect((await reviews.progress(db)).texts).toBe(0);
		});

		it('never gives anybody a practitioner whom they know, under whatever name', async () => {
			const { practitioner } = await queue(2);
			const id = (await claims.next(db, people[0]!, 'first', { now }))!;
			await conflicts.add(db, people[0]!, practitioner.id, now);
			expect((await taskOf(id)).claimedBy).toBeNull();
			expect(await claims.next(db, people[0]!, 'first', { now })).toBeUndefined();
			await db.update(task).set({ claimedBy: people[0]! }).where(eq(task.id, id));
			expect(await codings.save(db, people[0]!, id, says('story'), now)).toMatchObject({
				isSaved: false,
				issue: expect.stringMatching(/know this practitioner/)
			});
			const other = await practise(db, weekly(strengths(1, 0)));
			await regrouping.join(db, practitioner.id, other.practitioner.id, ['own-claim']);
			await tasks.fill(db, { now });
			expect(await claims.next(db, people[0]!, 'first', { now })).toBeUndefined();
			expect((await claims.count(db, people[0]!, now)).first).toBe(0);
			expect((await claims.count(db, people[1]!, now)).first).toBe(3);
			expect((await conflicts.list(db, people[0]!)).map(({ id: one }) => one)).toEqual([
				practitioner.id
			]);
			await conflicts.remove(db, people[0]!, practitioner.id);
			expect((await claims.count(db, people[0]!, now)).first).toBe(3);
		});

		it('does not offer again what somebody skipped', async () => {
			await queue(1);
			const id = (await claims.next(db, people[0]!, 'first', { now }))!;
			await claims.pass(db, people[0]!, id, { why: 'too-close', words: '' }, now);
			expect(await claims.next(db, people[0]!, 'first', { now })).toBeUndefined();
			expect(await claims.next(db, people[1]!, 'first', { now })).toBe(id);
		});

		it('saves a reading once, however often it is sent', async () => {
			await queue(1);
			const id = (await claims.next(db, people[0]!, 'first', { now }))!;
			const sent = await Promise.all(
				Array.from({ length: 5 }, () => codings.save(db, people[0]!, id, says('story'), now))
			);
			expect(sent.filter((one) => one.isSaved).length).toBe(1);
			const rows = await db.select().from(coding).where(eq(coding.taskId, id));
			expect(rows.length).toBe(1);
		});

		it('keeps the text of a drawn post while it waits to be read', async () => {
			await queue(9, 12);
			await db.update(post).set({ firstSeenAt: new Date('2024-01-01') });
			await posts.dropOld(db, 365, now);
			const rows = await db
				.select({ droppedAt: post.droppedAt })
				.from(task)
				.innerJoin(post, eq(post.id, task.postId))
				.where(eq(task.stage, 'first'));
			expect(rows.length).toBe(10);
			expect(rows.every(({ droppedAt }) => droppedAt === null)).toBe(true);
		});

		it('is only ever added to, and doctor notices what was changed past the program', async () => {
			await queue(1);
			const { codingId } = await read(0, 'first', 'story');
			const before = await integrity.verify(db);
			expect(before.broken).toEqual([]);
			expect(before.codings).toBeGreaterThan(10);
			const change = { narrates: 'no-story' as const };
			await expect(db.update(coding).set(change).where(eq(coding.id, codingId))).rejects.toThrow();
			await expect(db.delete(coding).where(eq(coding.id, codingId))).rejects.toThrow();
			const past = (statement: string) => db.execute(sql.raw(statement));
			await past('alter table coding disable trigger coding_only_grows');
			await db.update(coding).set(change).where(eq(coding.id, codingId));
			expect((await integrity.verify(db)).broken).toEqual([
				expect.stringMatching(`reading ${codingId} differs from line`)
			]);
			await db.delete(coding).where(eq(coding.id, codingId));
			expect((await integrity.verify(db)).broken).toEqual([
				expect.stringMatching(/the coding of line \d+ is missing/)
			]);
			await past('alter table coding enable trigger coding_only_grows');
			const check = (await health.check(db)).find(({ what }) => what === 'review');
			expect(check).toMatchObject({ ok: false });
		});

		it('forgets readings with their post, and doctor agrees', async () => {
			await db.delete(post).where(sql`true`);
			expect(await integrity.verify(db)).toMatchObject({ codings: 0, broken: [] });
			expect(await db.$count(finding)).toBe(0);
		});
	});
});
