import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { post } from '#lib/server/db/schema.ts';
import * as findings from '#lib/server/findings.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as posts from '#lib/server/posts.ts';
import type { Strength } from '#lib/words.ts';
import { fresh, kinds } from '../support/database.ts';
import { item } from '../support/items.ts';
import { evidence, mark, practise, weekly } from '../support/practice.ts';

const strengths = (likely: number, possible: number, none: number): Strength[] => [
	...Array<Strength>(likely).fill('likely'),
	...Array<Strength>(possible).fill('possible'),
	...Array<Strength>(none).fill('none')
];
const now = new Date('2026-06-10T00:00:00Z');

describe.each(kinds)('findings on the $kind database', ({ kind, isThere }) => {
	describe.runIf(isThere)('where it is there', () => {
		let database: Database;
		beforeAll(async () => {
			database = await fresh(kind);
		});
		afterAll(() => database?.close());
		const ledgerOf = async (id: number) =>
			(await ledger.find(database.db, id, evidence, { now }))!.ledger;

		it('move the range at once, and back again when undone', async () => {
			const { db } = database;
			const { practitioner, ids } = await practise(db, weekly(strengths(4, 3, 60)));
			const before = await ledgerOf(practitioner.id);
			expect(before.judged).toBe(67);
			expect(before.stories!.low).toBeLessThan(before.stories!.high);
			for (const id of ids.slice(0, 4)) await findings.record(db, id, { says: 'story' }, now);
			const yes = await ledgerOf(practitioner.id);
			expect(yes.stories!.low).toBeGreaterThanOrEqual(4);
			expect(yes.people.confirmed).toBe(4);
			await findings.record(db, ids[0]!, { says: 'no-story', reason: 'A friend, it says.' }, now);
			expect((await ledgerOf(practitioner.id)).people).toMatchObject({ confirmed: 3, denied: 1 });
			await findings.undo(db, ids[0]!, now);
			expect((await ledgerOf(practitioner.id)).stories).toEqual(yes.stories);
			for (const id of ids.slice(0, 4)) await findings.undo(db, id, now);
			expect((await ledgerOf(practitioner.id)).stories).toEqual(before.stories);
			expect((await findings.list(db, ids[0]!)).map((one) => one.says)).toEqual([
				'story',
				'no-story',
				'undone',
				'undone'
			]);
		});

		it('count an audit of unmarked posts, drawn in an order that knows nothing of their text', async () => {
			const { db } = database;
			const { practitioner } = await practise(db, weekly(strengths(1, 1, 50)));
			const before = await ledgerOf(practitioner.id);
			const drawn: number[] = [];
			for (let i = 0; i < 30; i++) {
				const next = (await findings.nextToAudit(db, practitioner.id))!;
				drawn.push(next);
				await findings.record(db, next, { says: 'no-story', sampled: true }, now);
			}
			expect(new Set(drawn).size).toBe(30);
			const after = await ledgerOf(practitioner.id);
			expect(after.people.audited).toBe(30);
			expect(after.stories!.high).toBeLessThanOrEqual(before.stories!.high);
			const rows = await db.select().from(post).where(eq(post.id, drawn[0]!));
			expect(rows[0]).toMatchObject({ finding: 'no-story', findingSampled: true });
		});

		it('never take a marked post for part of the audit', async () => {
			const { db } = database;
			const { ids } = await practise(db, weekly(strengths(1, 0, 30)));
			await findings.record(db, ids[0]!, { says: 'story', sampled: true }, now);
			const [row] = await db.select().from(post).where(eq(post.id, ids[0]!));
			expect(row!.findingSampled).toBe(false);
		});

		it('no longer hold when the author changes the text; a harmless text is counted as remedied', async () => {
			const { db } = database;
			const made = weekly(strengths(3, 0, 60));
			const { practitioner, feed, ids } = await practise(db, made);
			await findings.record(db, ids[0]!, { says: 'story' }, now);
			await posts.save(
				db,
				feed.id,
				[item('made-0', 'A text with nobody in it.', { publishedAt: made[0]!.at })],
				{ now }
			);
			await mark(db, feed.id, ids[0]!, { strength: 'none', at: made[0]!.at });
			const [row] = await db.select().from(post).where(eq(post.id, ids[0]!));
			expect(row!.finding).toBeNull();
			const after = await ledgerOf(practitioner.id);
			expect(after).toMatchObject({ remedied: 1, marked: { likely: 2, possible: 0 }, judged: 63 });
			expect(after.people.confirmed).toBe(0);
			expect((await findings.list(db, ids[0]!)).length).toBe(1);
			expect((await posts.listRevisions(db, ids[0]!))[0]).toMatchObject({
				strength: 'likely',
				finding: 'story'
			});
		});

		it('leave the count with a post that was taken down', async () => {
			const { db } = database;
			const { practitioner, ids } = await practise(db, weekly(strengths(3, 1, 60)));
			await findings.record(db, ids[0]!, { says: 'story' }, now);
			await db.update(post).set({ removedAt: now }).where(eq(post.id, ids[0]!));
			const after = await ledgerOf(practitioner.id);
			expect(after).toMatchObject({ remedied: 1, marked: { likely: 2, possible: 1 }, judged: 63 });
		});

		it('run out by weight, unless a later one repeats them', async () => {
			const { db } = database;
			const made = weekly(strengths(2, 0, 60));
			made[0] = { ...made[0]!, at: new Date('2025-01-01T00:00:00Z') };
			made[1] = {
				strength: 'likely',
				at: new Date('2025-02-01T00:00:00Z'),
				identifiers: ['name-or-pseudonym']
			};
			const { practitioner, ids } = await practise(db, made);
			await findings.record(db, ids[0]!, { says: 'story' }, now);
			const one = await ledgerOf(practitioner.id);
			expect(one).toMatchObject({ expired: 1, judged: 61 });
			expect(one.stories!.low).toBe(0);
			await findings.record(db, ids[1]!, { says: 'story' }, now);
			const two = await ledgerOf(practitioner.id);
			// Six months after the later one have passed too; its own 24 have not.
			expect(two).toMatchObject({ expired: 1, judged: 61 });
			expect(two.stories!.low).toBeGreaterThanOrEqual(1);
		});

		it('teach about the reader, but never twice', async () => {
			const { db } = database;
			const quiet = await practise(db, weekly(strengths(6, 6, 200)));
			const before = await ledgerOf(quiet.practitioner.id);
			const wrong = await practise(db, weekly(strengths(40, 20, 200)));
			for (const id of wrong.ids.slice(0, 60))
				await findings.record(db, id, { says: 'no-story' }, now);
			const after = await ledgerOf(quiet.practitioner.id);
			expect(after.stories!.high).toBeLessThan(before.stories!.high);
		});
	});
});
