import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Db } from '#lib/server/db/index.ts';
import { post, publicationEvent, publicationItem, reply } from '#lib/server/db/schema.ts';
import * as findings from '#lib/server/findings.ts';
import * as journal from '#lib/server/journal.ts';
import * as posts from '#lib/server/posts.ts';
import * as decisions from '#lib/server/publication/decisions.ts';
import * as events from '#lib/server/publication/events.ts';
import * as pages from '#lib/server/publication/public.ts';
import * as publications from '#lib/server/publication/publications.ts';
import * as replies from '#lib/server/publication/replies.ts';
import { addDays } from '#lib/server/publication/steps.ts';
import { sweep } from '#lib/server/publication/sweep.ts';
import * as switching from '#lib/server/publication/switching.ts';
import * as takedowns from '#lib/server/publication/takedowns.ts';
import * as transparency from '#lib/server/publication/transparency.ts';
import * as conflicts from '#lib/server/review/conflicts.ts';
import type { ReplyKind, Who } from '#lib/words.ts';
import { fresh, kinds } from '../support/database.ts';
import { item } from '../support/items.ts';
import { addPerson } from '../support/people.ts';
import { evidence, mark } from '../support/practice.ts';
import { practiseEnough, settle } from '../support/records.ts';

const now = new Date('2026-06-10T00:00:00Z');
const on = (days: number, pause: string | null = null) => ({
	evidence,
	pause,
	now: addDays(now, days)
});

describe.each(kinds)('publications on the $kind database', ({ kind, isThere }) => {
	describe.runIf(isThere)('where it is there', () => {
		let database: Database;
		let db: Db;
		let admin: Who, editor: Who, reader: Who, other: Who, plain: Who;
		let made = 0;
		beforeAll(async () => {
			database = await fresh(kind);
			db = database.db;
			admin = await addPerson(db, 'Avocet', 'administrator');
			editor = await addPerson(db, 'Bunting', 'editor');
			reader = await addPerson(db, 'Curlew', 'editor');
			other = await addPerson(db, 'Dunlin', 'reviewer');
			plain = await addPerson(db, 'Egret', 'reader');
			expect(await switching.propose(db, admin, now)).toBeUndefined();
			expect(await switching.confirm(db, editor, now)).toBeUndefined();
		});
		afterAll(() => database?.close());
		let person: number;
		let feedId: number;
		let ids: number[];
		beforeEach(async () => {
			made++;
			const followed = await practiseEnough(db, 3, addDays(now, -7), [
				`My client Marta, 34, told me a story ${made}.`
			]);
			person = followed.practitioner.id;
			feedId = followed.feed.id;
			ids = followed.ids.slice(0, 3);
			await settle(db, [reader, other], ids.slice(0, 2), now);
		});

		const draftOf = async (
			who = editor,
			over: Partial<Parameters<typeof decisions.draft>[2]> = {}
		) => {
			const answer = await decisions.draft(
				db,
				who,
				{
					practitionerId: person,
					basis: ['own-claim'],
					items: ids.slice(0, 2).map((postId) => ({ postId, withExcerpt: true })),
					...over
				},
				on(0)
			);
			if ('issue' in answer) throw new Error(answer.issue);
			return answer.id;
		};
		const whole = async (id: number, days: number, pause: string | null = null) =>
			(await publications.find(db, id, on(days, pause)))!;
		const page = (days: number, pause: string | null = null) =>
			pages.find(db, person, on(days, pause));
		const shown = async (days: number) => (await page(days))?.items.map((one) => one.postId) ?? [];
		/** A record noticed on day 0 and public on day 28. */
		const published = async () => {
			const id = await draftOf();
			expect(await decisions.notice(db, editor, id, on(0))).toBeUndefined();
			expect(await decisions.publish(db, reader, id, on(28))).toBeUndefined();
			return id;
		};
		const answerOf = (kind: ReplyKind, more: Partial<replies.Answered> = {}): replies.Answered => ({
			postId: ids[0]!,
			kind,
			words: '',
			isAppeal: false,
			...more
		});

		it('offer only posts that two people settled, each with its masked words', async () => {
			const candidates = await decisions.listCandidates(db, person, on(0));
			expect(candidates.map((one) => one.postId).sort()).toEqual(ids.slice(0, 2).sort());
			const first = candidates.find((one) => one.postId === ids[0])!;
			expect(first.excerpt).not.toMatch(/Marta|34/);
			expect(first.excerpt).toContain('told me a story');
			expect(first.reason).toBe('One person is told about.');
		});

		it('are not drafted of what one person says alone, without a sign of who it is, or twice', async () => {
			await findings.record(db, ids[2]!, { says: 'story' }, now);
			const one = (items: number[], basis: 'own-claim' | 'same-name' = 'own-claim', who = editor) =>
				decisions.draft(
					db,
					who,
					{
						practitionerId: person,
						basis: [basis],
						items: items.map((postId) => ({ postId, withExcerpt: false }))
					},
					on(0)
				);
			expect(await one([ids[2]!])).toMatchObject({ issue: expect.stringMatching(/two reviewers/) });
			expect(await one([])).toMatchObject({ issue: expect.stringMatching(/at least one/) });
			expect(await one([ids[0]!], 'same-name')).toMatchObject({
				issue: expect.stringMatching(/two signs/)
			});
			expect(await one([ids[0]!], 'own-claim', other)).toMatchObject({
				issue: expect.stringMatching(/editor/)
			});
			await draftOf();
			expect(await one([ids[0]!])).toMatchObject({
				issue: expect.stringMatching(/no other record/)
			});
		});

		it('live a whole life: draft, notice, reply, appeal, answer, public, put right', async () => {
			const id = await draftOf();
			expect((await whole(id, 0)).standing.stage).toBe('draft');
			expect(await decisions.publish(db, reader, id, on(40))).toMatch(/missing/);
			expect(await decisions.notice(db, editor, id, on(0))).toBeUndefined();
			const token = (await whole(id, 0)).publication.token!;
			expect(token).toMatch(/^[\w-]{32}$/);
			expect((await publications.findByToken(db, token))!.id).toBe(id);
			await replies.open(db, id, on(2).now);
			await replies.open(db, id, on(3).now);
			expect((await whole(id, 3)).standing.openedAt).toEqual(on(2).now);
			expect(
				await replies.receive(
					db,
					id,
					answerOf('disagree', { words: 'It is a scene from a film.', isAppeal: true }),
					on(5)
				)
			).toBeUndefined();
			expect(await decisions.publish(db, reader, id, on(30))).toMatch(/missing/);
			const open = await whole(id, 30);
			expect(open.standing.lacking).toEqual(['appeal', 'words', 'decision']);
			expect(open.standing.appeals).toMatchObject([{ isLate: true }]);
			const [given] = open.replies;
			const said = {
				outcome: 'stands' as const,
				words: 'I read it anew, and one person is told about.'
			};
			expect(await replies.answer(db, reader, given!.id, said, on(30))).toMatch(/somebody else/);
			expect(await replies.answer(db, plain, given!.id, said, on(30))).toMatch(/reviewer/);
			expect(await replies.answer(db, editor, given!.id, said, on(30))).toBeUndefined();
			expect(await replies.answer(db, editor, given!.id, said, on(30))).toMatch(/already/);
			expect((await whole(id, 30)).standing.lacking).toEqual(['words', 'decision']);
			expect(
				await replies.look(db, editor, given!.id, { passes: true, why: '' }, on(30))
			).toBeUndefined();
			expect(await page(30)).toBeUndefined();
			expect(await decisions.publish(db, editor, id, on(30))).toMatch(/second person/);
			expect(await decisions.publish(db, other, id, on(30))).toMatch(/editor/);
			expect(await decisions.publish(db, reader, id, on(30))).toBeUndefined();
			const there = (await page(30))!;
			expect(there.status).toBe('disputed');
			expect(there.items.map((one) => one.postId).sort()).toEqual(ids.slice(0, 2).sort());
			expect(there.items.find((one) => one.postId === ids[0])).toMatchObject({
				readerCount: 2,
				reply: {
					kind: 'disagree',
					words: 'It is a scene from a film.',
					appeal: 'stands',
					answer: said.words
				}
			});
			expect(JSON.stringify(there)).not.toMatch(/Marta|One person is told about\."/);
			await db
				.update(post)
				.set({ removedAt: on(35).now })
				.where(eq(post.id, ids[0]!));
			expect(await shown(35)).toEqual([ids[1]]);
			expect(await sweep(db, async () => evidence, on(35).now)).toBe(1);
			expect(await sweep(db, async () => evidence, on(35).now)).toBe(0);
			await db.update(post).set({ removedAt: null }).where(eq(post.id, ids[0]!));
			expect(await shown(36)).toEqual([ids[1]]);
			expect((await pages.listCorrections(db, { practitionerId: person }))[0]).toMatchObject({
				what: 'remedied'
			});
			await db
				.update(post)
				.set({ removedAt: on(36).now })
				.where(eq(post.id, ids[1]!));
			expect((await whole(id, 36)).standing.stage).toBe('remedied');
			expect(await page(36)).toBeUndefined();
			expect(await journal.verify(db)).toMatchObject({ brokenAt: null });
		});

		it('are gone at once where their ground is', async () => {
			const id = await published();
			expect((await shown(28)).length).toBe(2);
			expect(await page(28, 'Agreement is low.')).toBeUndefined();
			await findings.record(db, ids[0]!, { says: 'unsure' }, on(29).now);
			expect(await shown(29)).toEqual([ids[1]]);
			await findings.undo(db, ids[0]!, on(29).now);
			expect((await shown(29)).length).toBe(2);
			await posts.save(
				db,
				feedId,
				[item('made-0', 'Another text.', { publishedAt: addDays(now, -7) })],
				{
					now: on(30).now
				}
			);
			expect(await shown(30)).toEqual([ids[1]]);
			expect((await whole(id, 30)).items.find((one) => one.postId === ids[0])!.state).toBe(
				'changed'
			);
			await mark(db, feedId, ids[0]!, { strength: 'none', at: addDays(now, -7) });
			expect((await whole(id, 30)).items.find((one) => one.postId === ids[0])!.state).toBe(
				'remedied'
			);
			expect(await decisions.withdraw(db, editor, id, '', on(31))).toMatch(/why/);
			expect(await decisions.withdraw(db, editor, id, 'We misread it.', on(31))).toBeUndefined();
			expect(await page(31)).toBeUndefined();
			expect((await pages.listCorrections(db, { practitionerId: person }))[0]).toMatchObject({
				what: 'withdrawn',
				words: 'We misread it.'
			});
		});

		it('expire by the weight of what was told', async () => {
			const id = await published();
			expect((await whole(id, 30)).items[0]!.expiresAt!.getTime()).toBeGreaterThan(
				addDays(now, 170).getTime()
			);
			expect((await shown(160)).length).toBe(2);
			expect(await page(190)).toBeUndefined();
			expect((await whole(id, 190)).standing.stage).toBe('expired');
		});

		it('let an overturned finding fall in the ledger too', async () => {
			const id = await published();
			await replies.receive(db, id, answerOf('not-a-client', { isAppeal: true }), on(30));
			expect(await shown(30)).toEqual([ids[1]]);
			const [given] = (await whole(id, 30)).replies;
			expect(
				await replies.answer(
					db,
					admin,
					given!.id,
					{ outcome: 'overturned', words: 'It speaks of a friend, and of no client.' },
					on(31)
				)
			).toBeUndefined();
			expect(await shown(31)).toEqual([ids[1]]);
			expect((await page(31))!.status).toBe('corrected');
			const [row] = await db.select().from(post).where(eq(post.id, ids[0]!));
			expect(row!.finding).toBe('no-story');
			expect(await pages.listCorrections(db, { practitionerId: person })).toMatchObject([
				{ what: 'overturned', words: 'It speaks of a friend, and of no client.' }
			]);
			await replies.receive(db, id, answerOf('not-a-client', { isAppeal: true }), on(32));
			expect((await whole(id, 32)).standing.appeals).toEqual([]);
		});

		it('are held back whole where it may be the wrong person, and no post is judged by that', async () => {
			const id = await published();
			await replies.receive(db, id, answerOf('wrong-person'), on(30));
			expect(await page(30)).toBeUndefined();
			const [given] = (await whole(id, 30)).replies;
			expect(given!.postId).toBeNull();
			const words = 'The two feeds belong to two people of one name.';
			expect(
				await replies.answer(db, reader, given!.id, { outcome: 'overturned', words }, on(31))
			).toMatch(/somebody else/);
			await replies.answer(db, admin, given!.id, { outcome: 'overturned', words }, on(31));
			expect((await whole(id, 31)).standing.stage).toBe('corrected');
			const [row] = await db.select().from(post).where(eq(post.id, ids[0]!));
			expect(row!.finding).toBe('story');
		});

		it('keep no reply that tells of a client, is too long, or is about somebody else’s post', async () => {
			const id = await draftOf();
			const send = (kind: ReplyKind, more: Partial<replies.Answered>) =>
				replies.receive(db, id, answerOf(kind, more), on(1));
			expect(await send('disagree', { words: 'Anything.' })).toMatch(/no such record/);
			await decisions.notice(db, editor, id, on(0));
			expect(await send('disagree', { words: 'Leo agreed to it.' })).toMatch(/“Leo”/);
			expect(await send('disagree', { words: 'a '.repeat(301) })).toMatch(/600 characters/);
			expect(await send('disagree', {})).toMatch(/few words/);
			expect(await send('consent-given', { postId: ids[2]! })).toMatch(/not part/);
			expect((await whole(id, 1)).replies).toEqual([]);
			expect(await send('consent-given', {})).toBeUndefined();
			expect(await send('removed-or-edited', {})).toBeUndefined();
			const [row] = await db.select().from(post).where(eq(post.id, ids[0]!));
			expect(row!.checkedAt).toEqual(new Date(0));
			for (let i = 2; i < replies.mostReplies; i++) await send('consent-given', {});
			expect(await send('consent-given', {})).toMatch(/No more/);
		});

		it('show words only once somebody has looked at them', async () => {
			const id = await published();
			await replies.receive(db, id, answerOf('consent-given', { words: 'In writing.' }), on(29));
			const replyOf = async () =>
				(await page(29))!.items.find((one) => one.postId === ids[0])!.reply;
			expect(await replyOf()).toMatchObject({ kind: 'consent-given', words: '' });
			const [given] = (await whole(id, 29)).replies;
			expect(await replies.look(db, other, given!.id, { passes: true, why: '' }, on(29))).toMatch(
				/editor/
			);
			expect(
				await replies.look(db, editor, given!.id, { passes: false, why: ' ' }, on(29))
			).toMatch(/otherwise/);
			await replies.look(db, editor, given!.id, { passes: true, why: '' }, on(29));
			expect(await replyOf()).toMatchObject({ words: 'In writing.' });
		});

		it('hide a copy at once for whoever asks, by number or by address, and bring it back once', async () => {
			const id = await published();
			await takedowns.hide(db, { postId: ids[0]! }, on(29).now);
			await takedowns.hide(db, { postId: ids[0]! }, on(29).now);
			expect(await shown(29)).toEqual([ids[1]]);
			const [row] = await db.select().from(post).where(eq(post.id, ids[1]!));
			await takedowns.hide(db, { url: `${row!.url}#top` }, on(29).now);
			expect(await page(29)).toBeUndefined();
			await takedowns.hide(db, { url: 'https://nowhere.example/' }, on(29).now);
			const why = 'The post is about the writer alone.';
			expect(await takedowns.restore(db, other, ids[0]!, why, on(30).now)).toMatch(/editor/);
			expect(await takedowns.restore(db, editor, ids[0]!, 'No.', on(30).now)).toMatch(/sentence/);
			expect(await takedowns.restore(db, editor, ids[0]!, why, on(30).now)).toBeUndefined();
			expect(await shown(30)).toEqual([ids[0]]);
			await takedowns.hide(db, { postId: ids[0]! }, on(31).now);
			expect(await takedowns.restore(db, editor, ids[0]!, why, on(32).now)).toMatch(/twice/);
			expect(await takedowns.forget(db, editor, ids[1]!, on(32).now)).toBeUndefined();
			const [gone] = await db.select().from(post).where(eq(post.id, ids[1]!));
			expect(gone).toMatchObject({ text: '', title: null });
			expect((await whole(id, 32)).items.map((one) => one.state)).toEqual([
				'taken-down',
				'taken-down'
			]);
			const excerpts = await db
				.select()
				.from(publicationItem)
				.where(eq(publicationItem.postId, ids[1]!));
			expect(excerpts.map((one) => one.excerpt)).toEqual(['']);
			const listed = (await takedowns.list(db)).filter((one) => one.practitionerId === person);
			expect(listed).toMatchObject([
				{ postId: ids[0], state: 'down', isFinal: true },
				{ postId: ids[1], state: 'forgotten' }
			]);
		});

		it('leave nobody to decide who knows the practitioner', async () => {
			const id = await draftOf();
			await conflicts.add(db, reader.id, person, now);
			expect(await decisions.notice(db, reader, id, on(0))).toMatch(/somebody else/);
			await conflicts.remove(db, reader.id, person);
			expect(await decisions.notice(db, reader, id, on(0))).toBeUndefined();
		});

		it('give a new link when asked, and end the one before', async () => {
			const id = await draftOf();
			await decisions.notice(db, editor, id, on(0));
			const before = (await whole(id, 0)).publication.token!;
			await replies.ask(db, id, on(95).now);
			await replies.ask(db, id, on(96).now);
			expect((await whole(id, 96)).events.filter((one) => one.what === 'asked').length).toBe(1);
			expect(await decisions.renew(db, editor, id, on(97))).toBeUndefined();
			expect(await publications.findByToken(db, before)).toBeUndefined();
			expect((await whole(id, 97)).standing.linkEndsAt).toEqual(on(187).now);
		});

		it('are switched off by one person, and on again by two only', async () => {
			await published();
			expect(await switching.switchOff(db, reader, 'We think again.', on(29).now)).toBeUndefined();
			expect(await page(30)).toBeUndefined();
			expect(await switching.propose(db, editor, on(30).now)).toMatch(/administrator/);
			expect(await switching.propose(db, admin, on(30).now)).toBeUndefined();
			expect(await switching.confirm(db, admin, on(30).now)).toMatch(/second person/);
			expect(await switching.confirm(db, other, on(30).now)).toMatch(/editor/);
			expect(await switching.confirm(db, editor, on(30).now)).toBeUndefined();
			expect((await shown(30)).length).toBe(2);
		});

		it('are listed by name', async () => {
			await published();
			const all = await pages.list(db, on(30));
			expect(all.some((one) => one.id === person)).toBe(true);
			expect(all.map((one) => one.name)).toEqual(all.map((one) => one.name).sort());
		});

		it('keep what happened from being changed, and count it', async () => {
			const id = await draftOf();
			await decisions.notice(db, editor, id, on(0));
			await replies.receive(db, id, answerOf('consent-given'), on(1));
			await expect(
				db
					.update(publicationEvent)
					.set({ words: 'x' })
					.where(sql`true`)
			).rejects.toThrow();
			await expect(db.delete(publicationEvent).where(sql`true`)).rejects.toThrow();
			await expect(
				db
					.update(reply)
					.set({ words: 'x' })
					.where(sql`true`)
			).rejects.toThrow();
			const counts = await transparency.count(db);
			expect(counts.noticed).toBeGreaterThan(0);
			expect(counts.kinds['consent-given']).toBeGreaterThan(0);
			const lines = await journal.list(db, { from: 1, limit: 100_000 });
			expect(lines.filter((one) => one.what.startsWith('publication ')).length).toBe(
				(await db.select().from(publicationEvent)).length
			);
			expect(JSON.stringify(lines)).not.toMatch(/Marta|In writing|friend/);
			expect(await events.verify(db)).toEqual({
				events: (await db.select().from(publicationEvent)).length,
				brokenId: null
			});
			// As if somebody had got round the triggers.
			await db.execute(sql`alter table publication_event disable trigger all`);
			const [any] = await db.select().from(publicationEvent).limit(1);
			await db
				.update(publicationEvent)
				.set({ words: 'Changed.' })
				.where(eq(publicationEvent.id, any!.id));
			expect((await events.verify(db)).brokenId).toBe(any!.id);
		});
	});
});
