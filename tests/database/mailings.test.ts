import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Db } from '#lib/server/db/index.ts';
import { feed, mailing, person, post, practitioner } from '#lib/server/db/schema.ts';
import * as health from '#lib/server/health.ts';
import * as invitations from '#lib/server/accounts/invitations.ts';
import * as journal from '#lib/server/journal.ts';
import * as invitationMail from '#lib/server/mailing/invitation.ts';
import * as mailings from '#lib/server/mailing/mailings.ts';
import { compare } from '#lib/server/mailing/telling.ts';
import * as posts from '#lib/server/posts.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';
import { readable, startMailServer, type MailServer } from '../support/mailserver.ts';
import { addPerson } from '../support/people.ts';

/** Days of November 2026; the 2nd is a Monday. */
const day = (n: number, hour = 12) => new Date(Date.UTC(2026, 10, n, hour));
const origin = 'https://here.example';

describe.each(kinds.filter((one) => one.isThere))(
	'weekly mails on the $kind database',
	({ kind }) => {
		let database: Database;
		let db: Db;
		let server: MailServer;
		let feedId: number;
		beforeAll(async () => {
			database = await fresh(kind);
			db = database.db;
			server = await startMailServer();
			const followed = await follow(db);
			feedId = followed.feed.id;
			await db
				.update(feed)
				.set({ createdAt: day(1), care: 'care' })
				.where(eq(feed.id, feedId));
			await db
				.update(practitioner)
				.set({ name: 'Ada <Quill> & Søn' })
				.where(eq(practitioner.id, followed.practitioner.id));
			await posts.save(db, feedId, [item('a'), item('b')], { now: day(4) });
			await db.update(post).set({ strength: 'likely' }).where(eq(post.title, 'Title of a'));
		});
		afterAll(async () => {
			await server.stop();
			await database.close();
		});
		beforeEach(async () => {
			server.mails.length = 0;
			server.refuse = '';
			await db.delete(mailing);
		});

		const run = async (now: Date, smtpUrl = server.url) => {
			while (await mailings.step(db, { smtpUrl, origin, now }));
		};
		const choice = { ...mailings.usual, address: 'me@home.example' };

		it('go out once a week, in one mail, with nobody in the subject', async () => {
			expect(await mailings.save(db, null, choice, day(3))).toEqual({});
			await run(day(8));
			expect(server.mails).toEqual([]);
			await run(day(9, 7));
			await run(day(9, 8));
			await run(day(12));
			expect(server.mails).toHaveLength(1);
			const [sent] = server.mails;
			expect(sent).toMatchObject({ to: 'me@home.example', from: 'digest@group.example' });
			const data = readable(sent!.data);
			expect(/^Subject: (.*)$/m.exec(data)![1]).toBe('In Confidence: 2 new posts, 1 marked');
			expect(data).toContain('Ada <Quill> & Søn: 2 new posts read, 1 marked');
			expect(data).toContain('Ada &#60;Quill&#62; &#38; Søn');
			expect(data).not.toContain('Text of');
			const [row] = await db.select().from(mailing);
			// The token is drawn, and might hold anything.
			expect(data.replaceAll(row!.token, '')).not.toMatch(/<img|utm_|<script/i);
			expect(data).toContain(`List-Unsubscribe: <${origin}/digest/stop/${row!.token}>`);
			expect(data).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
			expect(row).toMatchObject({ failure: null, lastSentAt: day(9, 7), nextAt: day(16, 6) });
		});

		it('stay away where there is nothing to tell, and say so', async () => {
			await mailings.save(db, null, choice, day(5));
			await run(day(9, 7));
			expect(server.mails).toEqual([]);
			const kept = await mailings.find(db, null);
			expect(kept).toMatchObject({ wasQuiet: true, lastSentAt: null, nextAt: day(16, 6) });
		});

		it('are tried again later and later when the server does not take them, as one mail', async () => {
			await mailings.save(db, null, choice, day(3));
			server.refuse = '550 no such person';
			await run(day(9, 7));
			const failed = await mailings.find(db, null);
			expect(failed!.failure).toBe(
				'The mail server does not take mail for this address (its answer: 550).'
			);
			expect(failed!.nextAt.getTime() - day(9, 7).getTime()).toBe(15 * 60_000);
			const mails = (await health.check(db)).find((one) => one.what === 'mails');
			expect(mails).toEqual({
				what: 'mails',
				ok: false,
				found: '1 asked for, 1 not sent at the last try'
			});
			await run(new Date(day(9, 7).getTime() + 14 * 60_000));
			expect((await mailings.find(db, null))!.tryCount).toBe(1);
			server.refuse = '';
			await run(day(9, 8));
			expect(server.mails).toHaveLength(1);
			expect(readable(server.mails[0]!.data)).toContain('2 new posts read');
			expect((await health.check(db)).find((one) => one.what === 'mails')!.ok).toBe(true);
		});

		it('are given up for the week after many tries, and told of in the next one', async () => {
			await mailings.save(db, null, choice, day(3));
			let now = day(9, 7);
			for (let i = 0; i < 8; i++) {
				await run(now, 'smtp://127.0.0.1:1/');
				now = (await mailings.find(db, null))!.nextAt;
			}
			const kept = await mailings.find(db, null);
			expect(kept).toMatchObject({ tryCount: 0, toldUntil: day(3) });
			expect(kept!.failure).toBe('The mail server could not be reached.');
			expect(kept!.nextAt.getUTCDay()).toBe(1);
			await run(kept!.nextAt);
			expect(server.mails).toHaveLength(1);
		});

		it('go to people of a group where they sign in, not to those who are suspended', async () => {
			const [heron, wren] = [
				await addPerson(db, 'Heron', 'reader'),
				await addPerson(db, 'Wren', 'editor')
			];
			for (const one of [heron, wren])
				expect(await mailings.save(db, one.id, { ...choice, address: null }, day(3))).toEqual({});
			await db
				.update(person)
				.set({ suspendedAt: day(4) })
				.where(eq(person.id, wren.id));
			await run(day(9, 7));
			expect(server.mails.map((one) => one.to)).toEqual([heron.email]);
		});

		it('are never sent twice by two workers', async () => {
			await mailings.save(db, null, choice, day(3));
			await Promise.all([run(day(9, 7)), run(day(9, 7)), run(day(9, 7))]);
			expect(server.mails).toHaveLength(1);
		});

		it('end by their own link, and by their owner alone', async () => {
			const heron = await addPerson(db, 'Heron Two', 'reader');
			await mailings.save(db, heron.id, { ...choice, address: null }, day(3));
			await mailings.stop(db, null);
			const kept = await mailings.find(db, heron.id);
			expect(await mailings.stopBy(db, 'guessed')).toBe(false);
			expect(await mailings.isToken(db, kept!.token)).toBe(true);
			expect(await mailings.stopBy(db, kept!.token)).toBe(true);
			expect(await mailings.stopBy(db, kept!.token)).toBe(false);
			expect(await mailings.find(db, heron.id)).toBeUndefined();
		});

		it('bring a link to one person, to somebody of the group where they sign in', async () => {
			const boss = await addPerson(db, 'Boss', 'administrator');
			const owl = await addPerson(db, 'Owl', 'reader');
			const made = { by: boss.id, role: 'reviewer', note: '', days: 7 } as const;
			const fresh = await invitations.add(db, made, day(3));
			const back = await invitations.add(db, { ...made, personId: owl.id }, day(3));
			const send = (token: string, address = '', now = day(4), smtpUrl = server.url) =>
				invitationMail.send(db, { token, address, by: boss.id }, { smtpUrl, origin, now });
			for (const [refused, words] of [
				[await send(fresh.token, 'a@b.example, c@d.example'), 'of one person'],
				[await send(fresh.token, 'new@home.example', day(11)), 'no longer works'],
				[await send('guessed', 'new@home.example'), 'no longer works'],
				[await send(fresh.token, 'new@home.example', day(4), ''), 'SMTP_URL'],
				[await send(fresh.token, 'new@home.example', day(4), 'smtp://127.0.0.1:1/'), 'reached']
			] as const)
				expect('problem' in refused && refused.problem).toContain(words);
			expect(server.mails).toEqual([]);
			expect(await send(fresh.token, ' new@home.example ')).toEqual({ isSent: true });
			expect(await send(back.token, 'elsewhere@evil.example')).toEqual({ isSent: true });
			expect(server.mails.map((one) => one.to)).toEqual(['new@home.example', owl.email]);
			const [first, second] = server.mails.map((one) => readable(one.data));
			expect(first).toContain(`\r\n${origin}/welcome/${fresh.token}\r\n`);
			expect(first).toContain('to join as reviewer');
			expect(first).toContain('until 10 November 2026');
			expect(first).not.toContain('List-Unsubscribe');
			expect(second).toContain(`${origin}/welcome/${back.token}`);
			expect(second).toContain('Subject: In Confidence: a new password');
			const lines = JSON.stringify(await journal.list(db, { from: 0 }));
			expect(lines.match(/invitation-mailed/g)).toHaveLength(2);
			expect(lines).not.toContain('@');
		});

		it('take only choices that make sense', async () => {
			const issue = async (over: Partial<mailings.Choice>) =>
				(await mailings.save(db, null, { ...choice, ...over }, day(3))).issue;
			expect(await issue({ address: 'nobody' })).toContain('e-mail address');
			expect(await issue({ address: 'a@b.example, c@d.example' })).toContain('e-mail address');
			expect(await issue({ weekday: 7 })).toContain('day');
			expect(await issue({ parts: [] })).toContain('at least one');
			expect(await issue({ leastPosts: 2 })).toContain('5 to 1,000');
			expect(await issue({ leastMarked: Number.NaN })).toContain('1 to 100');
			expect(await mailings.find(db, null)).toBeUndefined();
		});
	}
);

describe('many marks', () => {
	const news = (practitionerId: number, posts: number, marked: number, isBlind = false) => ({
		practitionerId,
		name: `Dr Fictional ${practitionerId}`,
		posts,
		marked,
		isBlind
	});
	const limits = { leastPosts: 10, leastMarked: 30 };

	it('are told once when they begin, and once when they end; silence is neither', () => {
		const before = [news(1, 20, 0), news(2, 20, 8), news(3, 20, 8), news(4, 20, 8), news(5, 4, 4)];
		const after = [news(1, 20, 6), news(2, 20, 2), news(3, 20, 7), news(4, 3, 0), news(5, 5, 5)];
		expect(compare(before, after, limits)).toEqual({
			told: [
				{ name: 'Dr Fictional 1', posts: 20, marked: 6, isBack: false },
				{ name: 'Dr Fictional 2', posts: 20, marked: 2, isBack: true }
			],
			untold: []
		});
		expect(compare(after, after, limits)).toEqual({ told: [], untold: [] });
	});

	it('are not told of whoever is hidden from the reader, whatever their marks', () => {
		const before = [news(1, 20, 8), news(2, 20, 0), news(3, 20, 0)];
		const after = [news(1, 20, 0, true), news(2, 20, 9), news(3, 5, 0, true)];
		expect(compare(before, after, limits)).toEqual({
			told: [{ name: 'Dr Fictional 2', posts: 20, marked: 9, isBack: false }],
			untold: ['Dr Fictional 1']
		});
	});
});

describe('the next day', () => {
	it('is the chosen one, always ahead, never more than a week', () => {
		for (let n = 1; n < 20; n++)
			for (let weekday = 0; weekday < 7; weekday++)
				for (const hour of [0, 5, 6, 23]) {
					const next = mailings.nextDay(day(n, hour), weekday);
					expect(next.getUTCDay()).toBe(weekday);
					expect(next.getUTCHours()).toBe(6);
					const ahead = next.getTime() - day(n, hour).getTime();
					expect(ahead).toBeGreaterThan(0);
					expect(ahead).toBeLessThanOrEqual(7 * 86_400_000);
				}
	});

	it('comes after waits that double up to twelve hours', () => {
		expect([1, 2, 3, 7, 8].map((tries) => mailings.retryAfter(tries) / 60_000)).toEqual([
			15, 30, 60, 720, 720
		]);
	});
});
