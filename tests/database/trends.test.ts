import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import {
	coding,
	feed,
	post,
	practitioner,
	publication,
	readerVersion,
	task
} from '#lib/server/db/schema.ts';
import * as findings from '#lib/server/findings.ts';
import * as events from '#lib/server/publication/events.ts';
import * as switching from '#lib/server/publication/switching.ts';
import * as takedowns from '#lib/server/publication/takedowns.ts';
import * as regrouping from '#lib/server/regrouping.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import * as undo from '#lib/server/review/undo.ts';
import * as changes from '#lib/server/trends/changes.ts';
import { make } from '#lib/server/trends/files.ts';
import { gather } from '#lib/server/trends/gather.ts';
import { gatherPublic, listKnown } from '#lib/server/trends/public.ts';
import { read as readQuery, write } from '#lib/server/trends/query.ts';
import * as saved from '#lib/server/trends/saved.ts';
import * as told from '#lib/server/trends/told.ts';
import * as snapshot from '#lib/server/trends/snapshot.ts';
import { kinds, fresh } from '../support/database.ts';
import { addPerson } from '../support/people.ts';
import { evidence, practise, weekly } from '../support/practice.ts';
import { settle } from '../support/records.ts';
import { says } from '../support/reviewers.ts';

const range = { from: '2026-01-01', to: '2026-06-01' };
const now = new Date('2026-07-10T12:00:00Z');
const query = (text: string) => readQuery(new URLSearchParams(text), now).query;

describe.each(kinds.filter((one) => one.isThere))('trends on the $kind database', ({ kind }) => {
	let database: Database;
	let first: Awaited<ReturnType<typeof practise>>;
	let second: Awaited<ReturnType<typeof practise>>;
	beforeAll(async () => {
		database = await fresh(kind);
		const { db } = database;
		first = await practise(
			db,
			weekly(['likely', 'none', 'none', 'possible', 'none', 'not-judged'])
		);
		second = await practise(db, weekly(['none', 'none', 'likely']));
		await db
			.update(practitioner)
			.set({ profession: 'counsellor', place: 'US-CA' })
			.where(eq(practitioner.id, second.practitioner.id));
		const [axes] = await db
			.select({ axes: post.axes })
			.from(post)
			.where(eq(post.id, first.ids[0]!));
		await db
			.update(post)
			.set({ axes: { ...axes!.axes!, forms: ['quote', 'anecdote'] } })
			.where(eq(post.id, first.ids[0]!));
	});
	afterAll(() => database.close());

	it('are gathered from kept counts, by feed and month', async () => {
		const { feeds, forms } = await gather(database.db, range);
		const of = (feedId: number) => feeds.filter((one) => one.feedId === feedId);
		const sum = (feedId: number, what: 'likely' | 'possible' | 'none') =>
			of(feedId).reduce((total, one) => total + one[what], 0);
		expect(['likely', 'possible', 'none'].map((one) => sum(first.feed.id, one as 'none'))).toEqual([
			1, 1, 3
		]);
		expect(of(second.feed.id)[0]).toMatchObject({
			profession: 'counsellor',
			region: 'US',
			practitionerId: second.practitioner.id
		});
		expect(of(first.feed.id)[0]).toMatchObject({ profession: 'not-set', region: 'not-set' });
		expect(forms.filter((one) => one.feedId === first.feed.id)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ month: '2026-06-01', form: 'quote', count: 1 }),
				expect.objectContaining({ month: '2026-05-01', form: 'any', count: 1 })
			])
		);
	});

	it('take out what its author took down, and what somebody said no to', async () => {
		const { db } = database;
		await db.update(post).set({ removedAt: now }).where(eq(post.id, first.ids[0]!));
		await findings.record(db, second.ids[2]!, { says: 'no-story' });
		const { feeds, found, forms } = await gather(db, range);
		expect(
			feeds.filter((one) => one.feedId === first.feed.id).reduce((all, one) => all + one.likely, 0)
		).toBe(0);
		expect(found).toEqual([
			{
				feedId: second.feed.id,
				month: '2026-05-01',
				strength: 'likely',
				says: 'no-story',
				sampled: false
			}
		]);
		expect(forms.filter((one) => one.form === 'quote')).toEqual([]);
		await db.update(post).set({ removedAt: null }).where(eq(post.id, first.ids[0]!));
		await findings.undo(db, second.ids[2]!);
	});

	it('leave out feeds whose author gives no care', async () => {
		const { db } = database;
		await db.update(feed).set({ careChosen: 'not-care' }).where(eq(feed.id, second.feed.id));
		const { feeds } = await gather(db, range);
		expect(feeds.some((one) => one.feedId === second.feed.id)).toBe(false);
		await db.update(feed).set({ careChosen: null }).where(eq(feed.id, second.feed.id));
	});

	it('come as files that say period, versions and method', async () => {
		const { db } = database;
		await db.insert(readerVersion).values([
			{ version: 'a', since: new Date('2026-01-01') },
			{ version: 'b', since: new Date('2026-04-02') }
		]);
		const asked = query('from=2026-03&by=platform');
		const alone = await snapshot.read(db, { evidence, view: 'alone' }, now);
		const about = {
			version: 'b',
			changes: await changes.list(db, asked.from),
			holdsBack: false,
			madeAt: now
		};
		const csv = String(await make(alone.ask(asked), 'csv', about));
		expect(csv).toContain('# Period: 2026-03 to 2026-06, by month');
		expect(csv).toContain('# Reader: version b');
		expect(csv).toContain('version b since 2026-04-02');
		expect(csv).toMatch(/# Method: .*nine times in ten/);
		expect(csv).toContain('platform,from,to,state');
		expect(csv).toContain('website,2026-05,2026-05,few,0,');
		const svg = String(await make(alone.ask(asked), 'svg', about));
		expect(svg).toContain('reader changed');
		expect(svg.match(/<svg/g)).toHaveLength(1);
		const png = (await make(alone.ask(asked), 'png', about)) as Buffer;
		expect(png.subarray(1, 4).toString()).toBe('PNG');
		expect(png.length).toBeGreaterThan(8000);
		const group = await snapshot.read(db, { evidence, view: 'group' }, now);
		const held = JSON.parse(
			String(await make(group.ask(query('')), 'json', { ...about, holdsBack: true }))
		) as { rows: { state: string; posts: number | null }[] };
		expect(held.rows.some((one) => one.state === 'held-back')).toBe(true);
		expect(held.rows.every((one) => !one.posts)).toBe(true);
	});

	it('count for strangers what two people settled, in the present text, and nobody took back', async () => {
		const { db } = database;
		const readers = [
			await addPerson(db, 'Dunlin', 'reviewer'),
			await addPerson(db, 'Knot', 'reviewer')
		] as const;
		const made = await practise(db, weekly(['likely', 'likely', 'likely', 'possible', 'none']));
		const ids = made.ids.slice(0, 3);
		await settle(db, [...readers], ids, now);
		await findings.record(db, made.ids[4]!, { says: 'story' });
		const of = async () => {
			const all = await gatherPublic(db, range, new Date(Date.now() + 86_400_000));
			const isOwn = (one: { feedId: number }) => one.feedId === made.feed.id;
			return {
				feeds: all.feeds.filter(isOwn).map(({ month, likely, none }) => ({ month, likely, none })),
				stories: all.found.filter((one) => isOwn(one) && one.says === 'story').length,
				others: all.found.filter((one) => isOwn(one) && one.says === 'no-story').length,
				confirmed: all.forms.filter(isOwn).reduce((sum, one) => sum + one.count, 0)
			};
		};
		// What one person alone said of the fifth post is not among them.
		expect(await of()).toMatchObject({ stories: 3, others: 1, confirmed: 3 });
		expect((await of()).feeds.every(({ month }) => /-(01|04)-01$/.test(month))).toBe(true);
		await takedowns.hide(db, { postId: ids[0]! }, now);
		const without = await of();
		expect(without).toMatchObject({ stories: 2, confirmed: 2 });
		expect(without.feeds.reduce((sum, one) => sum + one.likely, 0)).toBe(2);
		const [own] = await db
			.select({ id: coding.id })
			.from(coding)
			.where(and(eq(coding.postId, ids[1]!), eq(coding.personId, readers[1].id)));
		expect(await undo.undo(db, readers[1].id, own!.id, now)).toMatchObject({ isUndone: true });
		expect(await of()).toMatchObject({ stories: 1, confirmed: 1 });
		await db.update(post).set({ contentHash: 'another' }).where(eq(post.id, ids[2]!));
		expect(await of()).toMatchObject({ stories: 0, confirmed: 0 });
		expect(await listKnown(db)).toEqual(new Set());
	});

	it('are told to strangers once a quarter, whatever is read or taken down later', async () => {
		const { db } = database;
		const [avocet, godwit, ruff] = [
			await addPerson(db, 'Avocet', 'administrator'),
			await addPerson(db, 'Godwit', 'editor'),
			await addPerson(db, 'Ruff', 'reviewer')
		];
		// Twelve people with six posts each in the second quarter: enough marked ones to know how far readers agree.
		const made: Awaited<ReturnType<typeof practise>>[] = [];
		for (let i = 0; i < 12; i++)
			made.push(
				await practise(db, weekly(['likely', 'likely', 'likely', 'likely', 'none', 'none']))
			);
		const reader = () => Promise.resolve({ evidence, version: 'test' });
		// They have been followed for long.
		await db.update(feed).set({ createdAt: new Date('2026-01-01') });
		const answer = async () => {
			const { trends } = await told.read(db);
			const asked = { from: '2026-01', to: '2026-06', step: 'quarter' as const };
			return trends.ask(asked).lines[0]!.points;
		};
		const fortnight = new Date('2026-07-20T12:00:00Z');
		const step = (at = fortnight) => told.step(db, reader, at);
		expect(await step()).toBe(0);
		expect(await switching.propose(db, avocet, now)).toBeUndefined();
		expect(await switching.confirm(db, godwit, now)).toBeUndefined();
		// Nothing has been read of it yet.
		expect(await step()).toBe(0);
		expect(await answer()).toMatchObject([{ state: 'held-back' }, { state: 'held-back' }]);
		await settle(
			db,
			[avocet, godwit],
			made.map(({ ids }) => ids[0]!),
			now
		);
		const progress = async () => (await told.listReadings(db, fortnight))[0]!;
		const all = await progress();
		expect(all).toMatchObject({ month: '2026-04-01', toldAt: null });
		expect(all.read).toBeGreaterThanOrEqual(all.needed);
		// Of which nobody could be sure, that was read, too.
		const doubtful = await practise(db, weekly(['possible']));
		await db
			.update(feed)
			.set({ createdAt: new Date('2026-01-01') })
			.where(eq(feed.id, doubtful.feed.id));
		expect(await progress()).toMatchObject({ marked: all.marked + 1, read: all.read });
		await tasks.fill(db, { now });
		const [open] = await db.select().from(task).where(eq(task.postId, doubtful.ids[0]!));
		for (const { id } of [avocet, godwit, ruff]) {
			await db
				.update(task)
				.set({ claimedBy: id, claimedAt: now, leaseUntil: fortnight })
				.where(eq(task.id, open!.id));
			expect(await codings.save(db, id, open!.id, says('unsure'), now)).toMatchObject({
				isSaved: true
			});
		}
		expect(await progress()).toMatchObject({ marked: all.marked + 1, read: all.read + 1 });
		// Who has been followed for a few days only does not count: not all may be here yet.
		await db
			.update(feed)
			.set({ createdAt: new Date('2026-07-12') })
			.where(eq(feed.id, made[3]!.feed.id));
		expect(await progress()).toMatchObject({ marked: all.marked - 3, read: all.read - 3 });
		await db
			.update(feed)
			.set({ createdAt: new Date('2026-01-01') })
			.where(eq(feed.id, made[3]!.feed.id));
		// Ten days after its end some of it may not be here yet.
		expect(await step(now)).toBe(0);
		// A post that the machine has not read yet might be one of the quarter's stories.
		const [waits] = await db
			.update(post)
			.set({ markVersion: null })
			.where(eq(post.id, made[0]!.ids[5]!))
			.returning({ id: post.id });
		expect(await step()).toBe(0);
		await db.update(post).set({ markVersion: 'test' }).where(eq(post.id, waits!.id));
		expect(await step()).toBe(1);
		const once = await answer();
		expect(once).toMatchObject([
			{ state: 'held-back', posts: 0 },
			{ state: 'shown', confirmed: 12 }
		]);
		expect(once[1]!.posts).toBeGreaterThanOrEqual(72);
		await takedowns.hide(db, { postId: made[1]!.ids[0]! }, now);
		await practise(db, weekly(['likely', 'none', 'none']));
		await db.delete(practitioner).where(eq(practitioner.id, made[2]!.practitioner.id));
		expect(await step(new Date(fortnight.getTime() + 86_400_000))).toBe(0);
		expect(await answer()).toEqual(once);
		const [kept] = await told.list(db);
		expect(kept).toMatchObject({ toldAt: fortnight, version: 'test' });
		expect(JSON.stringify(kept!.atoms)).not.toMatch(/feedId|practitionerId|Fictional/);
	});

	it('count for known, beside who has a public record, those joined with them or split off', async () => {
		const { db } = database;
		const [one, other, third] = [
			await practise(db, weekly(['none'])),
			await practise(db, weekly(['none'])),
			await practise(db, weekly(['none']))
		];
		const idOf = ({ practitioner }: typeof one) => practitioner.id;
		const [row] = await db
			.insert(publication)
			.values({ practitionerId: idOf(one), basis: ['own-claim'], createdAt: now })
			.returning();
		expect(await listKnown(db)).toEqual(new Set());
		await db.transaction((tx) =>
			events.record(tx, { what: 'published', publicationId: row!.id }, now)
		);
		const join = (from: typeof one, into: typeof one) =>
			regrouping.join(db, idOf(from), idOf(into), ['own-claim', 'same-name']);
		await join(other, third);
		expect(await listKnown(db)).toEqual(new Set([idOf(one)]));
		await join(third, one);
		expect(await listKnown(db)).toEqual(new Set([one, other, third].map(idOf)));
	});

	it('are kept as named queries, which their owner alone can delete', async () => {
		const { db } = database;
		const [heron, wren] = [
			await addPerson(db, 'Heron', 'reader'),
			await addPerson(db, 'Wren', 'editor')
		];
		const asked = query('by=platform&step=quarter');
		expect(await saved.add(db, { name: '  By  platform ', query: asked }, heron.id)).toEqual({});
		expect((await saved.add(db, { name: 'By platform', query: asked }, wren.id)).issue).toContain(
			'already'
		);
		expect((await saved.add(db, { name: ' ', query: asked }, wren.id)).issue).toContain('name');
		const [one] = await saved.list(db);
		expect(one).toMatchObject({ name: 'By platform', by: 'Heron', query: write(asked) });
		expect(await saved.remove(db, one!.id, wren.id)).toBe(false);
		expect(await saved.remove(db, one!.id, null)).toBe(false);
		expect(await saved.remove(db, one!.id, heron.id)).toBe(true);
		expect(await saved.list(db)).toEqual([]);
	});
});

describe('a query', () => {
	it('has one address, and is read back from it', () => {
		for (const text of [
			'',
			'by=form&platform=substack',
			'step=year&region=GB&from=2024-01&to=2025-12&profession=not-set'
		])
			expect(query(write(query(text)))).toEqual(query(text));
		expect(write(query('to=2026-06'))).toBe('from=2024-07&to=2026-06');
	});

	it('says what it did not understand, and does without', () => {
		const { query, problems } = readQuery(
			new URLSearchParams('platform=fax&from=2026-05&to=2026-02&region=Kent&by=shoe&step=day'),
			now
		);
		expect(problems).toHaveLength(5);
		expect(query).toMatchObject({ from: '2026-02', to: '2026-05', step: 'month' });
		expect(query.platform).toBeUndefined();
		expect(readQuery(new URLSearchParams('to=2026-07'), now).problems).toEqual([
			'A month that is not over yet is not shown.'
		]);
	});
});
