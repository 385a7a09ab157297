/** What a reviewer has in hand: nothing that tells of marks tells of its mark, in whatever form. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '#lib/server/api/answer.ts';
import * as tokens from '#lib/server/api/tokens.ts';
import { read as readConfig } from '#lib/server/config.ts';
import type { Database, Db } from '#lib/server/db/index.ts';
import { feed, mailing, post, task } from '#lib/server/db/schema.ts';
import * as digests from '#lib/server/digests.ts';
import * as note from '#lib/server/exporting/note.ts';
import * as pseudonyms from '#lib/server/exporting/pseudonyms.ts';
import * as exports from '#lib/server/exports.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as findings from '#lib/server/findings.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as looked from '#lib/server/look/looked.ts';
import * as mailings from '#lib/server/mailing/mailings.ts';
import * as posts from '#lib/server/posts.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import * as watches from '#lib/server/watches.ts';
import type { Mark, Strength, Who } from '#lib/words.ts';
import { enter, worlds, type World } from '../support/blind.ts';
import { fresh, kinds } from '../support/database.ts';
import { item } from '../support/items.ts';
import { readable, startMailServer, type MailServer } from '../support/mailserver.ts';
import { addPerson } from '../support/people.ts';
import { evidence, practise, weekly } from '../support/practice.ts';
import { testSecret } from '../support/website.ts';

/** A Monday, a week after the posts were read. */
const now = new Date('2026-06-15T12:00:00Z');
const readAt = new Date('2026-06-10T12:00:00Z');
const origin = 'https://here.example';

describe.each(kinds.filter((one) => one.isThere))('in hand, on the $kind database', ({ kind }) => {
	let database: Database;
	let db: Db;
	let server: MailServer;
	let blind: Who, other: Who;
	let person: { id: number; name: string };
	let held: number;
	let twin: number;
	let ids: number[];
	beforeAll(async () => {
		database = await fresh(kind);
		db = database.db;
		server = await startMailServer();
		blind = await addPerson(db, 'Heron', 'reviewer');
		other = await addPerson(db, 'Wren', 'reviewer');
		const strengths: Strength[] = Array.from({ length: 30 }, (_, i) =>
			i < 12 ? 'likely' : 'none'
		);
		const made = await practise(db, weekly(strengths));
		[person, ids] = [made.practitioner, made.ids];
		await practise(db, weekly(strengths));
		await db.update(feed).set({ createdAt: new Date('2026-01-01T00:00:00Z'), care: 'care' });
		await db.update(post).set({ firstSeenAt: readAt });
		await tasks.fill(db, { now });
		const id = (await claims.next(db, blind.id, 'first', { now, draw: 0.2 }))!;
		const [row] = await db.select().from(task).where(eq(task.id, id));
		held = row!.postId;
		// The same words at another address of the same practitioner, read back.
		const second = await feeds.add(db, person.id, {
			platform: 'mastodon',
			platformId: null,
			handle: null,
			feedUrl: 'http://127.0.0.1/elsewhere.xml',
			siteUrl: null,
			title: 'Elsewhere'
		});
		const [words] = await db.select().from(post).where(eq(post.id, held));
		await posts.save(
			db,
			second.feed.id,
			[item('twin', words!.text, { title: words!.title, publishedAt: words!.publishedAt })],
			{ now: readAt, backfilled: true }
		);
		twin = (await posts.listKeys(db, second.feed.id))[0]!.id;
	});
	afterAll(async () => {
		await server?.stop();
		await database?.close();
	});

	/** What is told in either world. */
	async function inBoth<T>(told: () => Promise<T>): Promise<{ marked: T; unmarked: T }> {
		const in_ = async (world: World) => {
			for (const id of [held, twin]) await enter(db, world, id, now);
			return told();
		};
		return { marked: await in_('marked'), unmarked: await in_('unmarked') };
	}

	/** Asserts that one person is told the same in both worlds, and somebody else is not. */
	async function expectBlind<T>(told: (who: Who) => Promise<T>): Promise<T> {
		const [theirs, others] = [await inBoth(() => told(blind)), await inBoth(() => told(other))];
		expect(theirs.marked).toEqual(theirs.unmarked);
		expect(others.marked).not.toEqual(others.unmarked);
		return theirs.marked;
	}

	const exceptOf = async (who: Who) => blindness.idsOf(await blindness.listHidden(db, who));

	it('hides the same words elsewhere with them, and nobody else’s', async () => {
		expect(ids).toContain(held);
		expect(await exceptOf(blind)).toEqual([held, twin].sort((a, b) => a - b));
		expect(await exceptOf(other)).toEqual([]);
		const hidden = await blindness.listHidden(db, blind);
		expect(blindness.idsOf(hidden, person.id + 1)).toEqual([]);
		expect(blindness.namesOf(hidden, [person, { id: person.id + 1, name: 'Else' }])).toEqual([
			person.name
		]);
	});

	it('tells ledgers as if the post were not kept', async () => {
		const tell = async (who: Who) => {
			const except = await exceptOf(who);
			const view = await ledger.find(db, person.id, evidence, { now, except });
			const { views } = await ledger.list(db, evidence, { now, except });
			return { whole: view!.ledger, short: views.map((one) => one.ledger) };
		};
		const { whole, short } = await expectBlind(tell);
		expect(whole).toMatchObject({ posts: 29, pending: 0, marked: { likely: 11, possible: 0 } });
		expect(whole.goodPractice).toEqual({});
		expect(short.map((one) => one.marked.likely).sort()).toEqual([11, 12]);
		const all = await ledger.find(db, person.id, evidence, { now });
		expect(all!.ledger.posts).toBe(31);
	});

	it('passes it over in an audit, and leaves its finding out', async () => {
		const audited = async (except: number[]) => {
			const found = new Set<number>();
			for (let next; (next = await findings.nextToAudit(db, person.id, [...except, ...found]));)
				found.add(next);
			return found;
		};
		await enter(db, 'unmarked', held, now);
		expect((await audited([])).has(held)).toBe(true);
		expect((await audited(await exceptOf(blind))).has(held)).toBe(false);
	});

	it('leaves its rows out of exports, but for the post itself, and says so', async () => {
		const naming = await pseudonyms.naming(db, true);
		const rowsOf = async (who: Who, what: exports.What) => {
			const rows = [];
			const options = { naming, evidence: async () => evidence, except: await exceptOf(who) };
			for await (const row of exports.rows(db, what, options)) rows.push(row);
			return rows;
		};
		await findings.record(db, held, { says: 'story' });
		const found = await rowsOf(other, 'findings');
		expect(found.map(({ id }) => id)).toContain(`finding-${held}`);
		expect(await rowsOf(blind, 'findings')).toEqual(
			found.filter(({ id }) => id !== `finding-${held}`)
		);
		await findings.undo(db, held);
		expect(await expectBlind((who) => rowsOf(who, 'marks'))).toHaveLength(59);
		expect(await expectBlind((who) => rowsOf(who, 'ledgers'))).toHaveLength(2);
		expect(await rowsOf(blind, 'posts')).toHaveLength(61);
		const facts = {
			isNamed: false,
			programVersion: '1',
			readerVersion: 'test',
			evidence,
			madeAt: now,
			hiddenCount: 2
		};
		expect(note.method({ what: 'marks', ...facts })).toContain('Left out: any marks of 2 posts');
		expect(note.method({ what: 'ledgers', ...facts })).toContain('Left out: 2 posts in every');
		for (const of of [
			{ ...facts, what: 'posts' as const },
			{ ...facts, what: 'marks' as const, hiddenCount: 0 }
		])
			expect(note.method(of)).not.toContain('Left out');
	});

	it('leaves it out of the API, page by page', async () => {
		const config = readConfig({ SECRET: testSecret, DATABASE_URL: 'postgres://made-up.example/x' });
		const given = new Map<Who, string>();
		for (const who of [blind, other]) {
			const wanted = { name: 'test', scopes: ['read', 'marks'] as const, days: 7 } as const;
			const made = await tokens.add(db, { ...wanted, scopes: [...wanted.scopes] }, who, now);
			if ('issue' in made) throw new Error(made.issue);
			given.set(who, made.token);
		}
		const get = async (who: Who, path: string) => {
			const headers = { authorization: `Bearer ${given.get(who)}` };
			const response = await answer(
				new Request(`${origin}/api/v1/${path}`, { headers }),
				path.split('?')[0]!,
				{
					db,
					config,
					get: () => Promise.reject(new Error('Nothing is fetched here')),
					reader: async () => ({ evidence, version: 'test' }),
					now: () => now
				}
			);
			expect(response.status).toBe(200);
			return (await response.json()) as { items: { id: number }[]; next: string | null };
		};
		const all = async (who: Who, what: string, limit: number) => {
			const pages = [];
			for (let next: string | null = ''; next !== null;) {
				const cursor: string = next === '' ? '' : `&cursor=${next}`;
				const page = await get(who, `${what}?limit=${limit}${cursor}`);
				pages.push(page.items);
				next = page.next;
			}
			return pages;
		};
		for (const limit of [7, 59, 200]) {
			const pages = await all(blind, 'marks', limit);
			expect(pages.map((page) => page.length)).toEqual(
				Array.from({ length: Math.ceil(59 / limit) }, (_, i) => Math.min(limit, 59 - i * limit))
			);
			const found = pages.flat().map(({ id }) => id);
			expect(new Set(found).size).toBe(59);
			expect(found).not.toContain(held);
		}
		expect((await all(other, 'marks', 200)).flat().map(({ id }) => id)).toContain(held);
		await expectBlind((who) => get(who, 'marks?limit=200'));
		await expectBlind((who) => get(who, `practitioners/${person.id}/ledger`));
		await expectBlind((who) => get(who, 'ledgers'));
		await findings.record(db, held, { says: 'story' });
		expect((await get(other, 'findings')).items.map(({ id }) => id)).toEqual([held]);
		expect(await get(blind, 'findings')).toEqual({ items: [], next: null });
		await findings.undo(db, held);
	});

	it('leaves marks of that practitioner out of the Atom feed of its owner', async () => {
		const atom = async (who: Who) =>
			digests.atom(
				db,
				origin,
				{
					token: 'same',
					who: (await watches.find(db, await watches.secret(db, who), 'group'))!.who
				},
				now
			);
		const xml = await expectBlind(atom);
		expect(xml).toContain('60 new posts, 12 marked, those of 1 practitioner not told');
		expect(xml).toContain(
			`${person.name}: 30 new posts read. How many are marked is not told while you have a post of theirs in hand for review.`
		);
	});

	it('leaves them out of the weekly mail, its subject and its many marks', async () => {
		const choice = { ...mailings.usual, leastMarked: 40 };
		const mail = async (who: Who) => {
			await db.delete(mailing);
			await mailings.save(db, who.id, choice, new Date('2026-06-09T12:00:00Z'));
			server.mails.length = 0;
			await mailings.step(db, { smtpUrl: server.url, origin, now });
			const data = readable(server.mails[0]!.data);
			return {
				subject: /^Subject: (.*)$/m.exec(data)![1],
				lines: data.split('\r\n').filter((line) => line.startsWith('- '))
			};
		};
		const { subject, lines } = await expectBlind(mail);
		expect(subject).toBe(
			'In Confidence: 60 new posts, 12 marked, those of 1 practitioner not told'
		);
		expect(lines).toContain(
			`- Not told of ${person.name}, while you have a post of theirs in hand for review: see their page once you have saved.`
		);
		expect(lines.filter((line) => line.includes('of the last four weeks'))).toHaveLength(1);
	});

	it('leaves it out of a look at the same feed, known by its words or its address', async () => {
		const [kept] = await db.select().from(post).where(eq(post.id, held));
		const look = (mark: Mark, over: Partial<ReturnType<typeof item>>) => {
			const same = item('held', kept!.text, { title: kept!.title, url: kept!.url, ...over });
			const items = [same, item('elsewhere')];
			const found = items.map((one) => ({
				key: one.guid!,
				item: one,
				shownAt: readAt,
				backfilled: false,
				mark: one === same ? mark : worlds.unmarked
			}));
			const coverage = {
				oldestAt: null,
				complete: true,
				method: 'feed',
				cursor: null,
				note: null
			} as const;
			const ledger = looked.sum(found, coverage, { evidence });
			return { posts: found, coverage, ledger } as unknown as looked.Looked;
		};
		const hidden = await blindness.listHidden(db, blind);
		for (const over of [{}, { text: 'Other words.' }, { url: 'https://elsewhere.example/' }]) {
			const [one, two] = [worlds.marked, worlds.unmarked].map((mark) =>
				looked.without(look(mark, over), hidden, { evidence })
			);
			expect(one).toEqual(two);
			expect(one).toMatchObject({ isBlind: true, ledger: { posts: 1 } });
			expect(one!.posts.map(({ key }) => key)).toEqual(['elsewhere']);
		}
		const whole = look(worlds.marked, { text: 'Other words.', url: 'https://elsewhere.example/' });
		expect(looked.without(whole, hidden, { evidence })).toEqual({ ...whole, isBlind: false });
	});
});
