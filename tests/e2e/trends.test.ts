/**
 * What a board and the public see: trends with what is held back, the quality of review, and the weekly
 * mail with its end by one click.
 */
import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import { coding, feed, mailing, practitioner, task } from '#lib/server/db/schema.ts';
import * as mailings from '#lib/server/mailing/mailings.ts';
import * as switching from '#lib/server/publication/switching.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import { monthAfter } from '#lib/server/trends/query.ts';
import * as told from '#lib/server/trends/told.ts';
import type { Strength, Who } from '#lib/words.ts';
import { freshUrl } from '../support/database.ts';
import { readable, startMailServer, type MailServer } from '../support/mailserver.ts';
import { addPerson, signIn } from '../support/people.ts';
import { evidence, practise, weekly } from '../support/practice.ts';
import { settle } from '../support/records.ts';
import { says } from '../support/reviewers.ts';
import { kappa } from '../support/weekcheck.ts';
import {
	browserPath,
	check,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';

describe.runIf(browserPath && inject('serverUrl'))('trends, in a browser', () => {
	let database: Database;
	let site: Website;
	let post: MailServer;
	let browser: Browser;
	let page: Page;
	/** The same without JavaScript. */
	let plain: Page;
	/** Nobody's. */
	let stranger: Page;
	let heron: Who & { email: string };
	let wren: Who & { email: string };
	const now = new Date();
	beforeAll(async () => {
		const url = await freshUrl();
		database = await openDatabase({ databaseUrl: url });
		const { db } = database;
		heron = await addPerson(db, 'Heron', 'editor');
		wren = await addPerson(db, 'Wren', 'reviewer');
		const stories: number[] = [];
		// Twelve weeks of the last quarter that is over.
		const newest = new Date(`${monthAfter(told.lastToTell(now), 1)}-01T00:00:00Z`).getTime();
		for (let person = 0; person < 16; person++) {
			const strengths: Strength[] = Array.from({ length: 12 }, (_, i) =>
				(i + person) % 3 === 0 ? 'likely' : 'none'
			);
			const made = await practise(
				db,
				weekly(strengths, new Date(newest - (person + 1) * 3_600_000))
			);
			stories.push(...made.ids.filter((_, i) => (i + person) % 6 === 0));
			await db
				.update(feed)
				.set({ createdAt: new Date(now.getTime() - 30 * 86_400_000) })
				.where(eq(feed.id, made.feed.id));
			if (person < 3)
				await db
					.update(practitioner)
					.set({ profession: 'counsellor' })
					.where(eq(practitioner.id, made.practitioner.id));
		}
		await settle(db, [heron, wren], stories, now);
		post = await startMailServer();
		browser = await startBrowser();
		site = await startWebsite({ DATABASE_URL: url, WORKER: 'off', SMTP_URL: post.url });
		page = await (await browser.newContext()).newPage();
		plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
		stranger = await (await browser.newContext()).newPage();
		for (const one of [page, plain, stranger]) one.setDefaultTimeout(60_000);
		for (const one of [page, plain]) await signIn(one, site.address, heron.email);
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
		await post?.stop();
		await database?.close();
	});

	it('show a ribbon and a table, hold back small groups, and come as files', async () => {
		await page.goto(`${site.address}/trends`);
		await page.getByRole('img', { name: /in 100 posts/ }).waitFor();
		expect(await page.getByText(/that is .* in 100/).count()).toBeGreaterThan(1);
		await check(page, 'trends');
		// By keyboard alone: to the question, to its second answer, to the button.
		await page.getByLabel('Side by side').focus();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.waitForURL(/by=profession/);
		await page.getByRole('heading', { name: 'counsellor', exact: true }).waitFor();
		expect(await page.getByText('That is so with some here.').count()).toBe(1);
		const csv = await page.request.get(`${site.address}/trends/file?format=csv&by=profession`);
		const rows = (await csv.text())
			.split('\r\n')
			.filter((line) => /^(counsellor|not-set),/.test(line));
		expect(rows.length).toBeGreaterThan(4);
		expect(
			rows
				.filter((row) => row.startsWith('counsellor'))
				.every((row) => /held-back|silent/.test(row))
		).toBe(true);
		const png = page.waitForEvent('download');
		await page.getByRole('link', { name: 'Picture (PNG)' }).click();
		expect((await png).suggestedFilename()).toMatch(/^trends-.*\.png$/);
		const svg = await page.request.get(`${site.address}/trends/file?format=svg`);
		expect(await svg.text()).toMatch(/^<svg .*Reader version/s);
		// No page of the site stands behind a file: its faults have a page of their own.
		expect((await page.goto(`${site.address}/trends/file?format=tiff`))!.status()).toBe(400);
		await page.getByRole('heading', { name: /csv, json/ }).waitFor();
		await check(page, 'fault');
	});

	it('keep a query under a name, as a link', async () => {
		await plain.goto(`${site.address}/trends?step=quarter`);
		await plain.getByLabel('Save what is shown now as').fill('By quarter');
		await plain.getByRole('button', { name: 'Save', exact: true }).click();
		await plain.getByRole('link', { name: 'By quarter' }).click();
		await plain.waitForURL(/step=quarter/);
		await plain.getByRole('button', { name: 'Delete “By quarter”' }).click();
		await plain.getByText('None yet.').waitFor();
	});

	it('are public only while publication is on, and tell strangers what two people confirmed', async () => {
		const address = `${site.address}/public/trends`;
		const file = `${address}/file?format=json`;
		expect((await stranger.goto(address))!.status()).toBe(404);
		expect((await stranger.request.get(file)).status()).toBe(404);
		await stranger.goto(`${site.address}/public`);
		expect(await stranger.getByRole('link', { name: /Trends/ }).count()).toBe(0);
		const avocet = await addPerson(database.db, 'Avocet', 'administrator');
		expect(await switching.propose(database.db, avocet)).toBeUndefined();
		expect(await switching.confirm(database.db, heron)).toBeUndefined();
		await page.goto(`${site.address}/publish`);
		await page.getByText('two people have read 64 of 64 marked posts, which is enough').waitFor();
		const reader = () => Promise.resolve({ evidence, version: '2-e2e' });
		expect(await told.step(database.db, reader, new Date())).toBe(1);
		await page.reload();
		await page.getByText(/: told on \d/).waitFor();
		await check(page, 'publish-trends');
		await stranger.goto(`${address}?from=2020-01&to=2020-06`);
		await stranger.getByText('Of these months nothing is told yet.').waitFor();
		await check(stranger, 'public-trends-untold');
		await stranger.goto(`${site.address}/public`);
		await stranger.getByRole('link', { name: /Trends/ }).click();
		await stranger.getByRole('img', { name: /in 100 posts/ }).waitFor();
		expect((await stranger.goto(address))!.headers()['x-robots-tag']).toContain('noindex');
		expect(await stranger.locator('meta[name=robots]').first().getAttribute('content')).toContain(
			'noindex'
		);
		await check(stranger, 'public-trends');
		const { rows, heldBack } = (await (await stranger.request.get(file)).json()) as {
			rows: { state: string; posts: number; confirmed: number; stories_low: number }[];
			heldBack: string;
		};
		const shown = rows.filter((one) => one.state === 'shown');
		expect(shown).toEqual([expect.objectContaining({ posts: 16 * 12, confirmed: 32 })]);
		expect(shown[0]!.stories_low).toBeGreaterThanOrEqual(32);
		expect(heldBack).toContain('1 to 10');
		// Three counsellors are too few, and whatever is left without them would tell of the three.
		await stranger.goto(`${address}?by=profession`);
		await stranger.getByText('Nothing of this may be shown.').waitFor();
		expect(await stranger.content()).not.toMatch(/Fictional|not told.*counsellor/);
		const [nobody, three] = await Promise.all(
			['region=IS', 'profession=counsellor'].map(
				async (query) =>
					((await (await stranger.request.get(`${file}&${query}`)).json()) as { rows: unknown })
						.rows
			)
		);
		expect(three).toEqual(nobody);
		for (const query of ['form=quote', 'by=form', 'step=month', 'sort=stories', 'show=all']) {
			const answer = await stranger.request.get(`${file}&${query}`);
			expect(((await answer.json()) as { rows: unknown }).rows).toEqual(rows);
		}
		expect(await stranger.context().cookies()).toEqual([]);
	});

	it('come with the kappa that the readings give', async () => {
		const read = await database.db
			.select({ taskId: coding.taskId, who: coding.personId, says: coding.narrates })
			.from(coding)
			.orderBy(coding.id);
		const texts = [...new Set(read.map((one) => one.taskId))].map((id) =>
			read.filter((one) => one.taskId === id)
		);
		const apart = kappa(texts.map(([one, other]) => [one!, other!]));
		await page.goto(`${site.address}/review/quality`);
		const cells = page.getByRole('row', { name: /^Tells about a client/ }).getByRole('cell');
		expect(await cells.nth(0).innerText()).toBe(String(texts.length));
		expect(await cells.nth(2).innerText()).toMatch(new RegExp(`^${apart.toFixed(2)} `));
		await check(page, 'review-quality');
		await page.goto(`${site.address}/review/settings`);
		await page.getByLabel('Unmarked in 100').fill('12');
		await page.getByRole('button', { name: 'Save for everybody' }).click();
		await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
		await page.getByText('12 are drawn at random').waitFor();
		await check(page, 'review-settings');
	});

	it('hide from whoever has a post in hand what the machine said of it, wherever it stands', async () => {
		const { db } = database;
		const made = await practise(db, weekly(['likely', 'none'], now));
		const { id, name } = made.practitioner;
		const inHand = `You have a post of ${name} in hand for review`;
		// From the lane of likely posts: which lane a press on the page draws from is left to chance.
		await tasks.fill(db);
		await claims.next(db, heron.id, 'first', { draw: 0.5 });
		await page.goto(`${site.address}/review`);
		await page.locator('.story').waitFor();
		const [held] = await db.select().from(task).where(eq(task.claimedBy, heron.id));
		expect(held!.postId).toBe(made.ids[0]);
		await page.goto(`${site.address}/posts/${held!.postId}`);
		await page.getByText('hidden until you have saved').waitFor();
		await page.goto(`${site.address}/practitioners/${id}`);
		await page.getByText(inHand).waitFor();
		expect(await page.locator(`a[href="/posts/${held!.postId}"]`).count()).toBe(0);
		await page.goto(`${site.address}/practitioners/${id}/evidence`);
		await page.getByText(inHand).waitFor();
		expect(await page.locator(`input[value="${held!.postId}"]`).count()).toBe(0);
		const saved = await codings.save(db, heron.id, held!.id, says('story'));
		expect(saved.isSaved).toBe(true);
		await page.reload();
		expect(await page.locator(`input[value="${held!.postId}"]`).count()).toBe(1);
		await claims.release(db, heron.id);
	});

	it('go out in a weekly mail, which one click of a mail program ends', async () => {
		await page.goto(`${site.address}/settings/digest`);
		await check(page, 'settings-digest');
		await plain.goto(`${site.address}/settings/digest`);
		await plain.getByLabel('On which day').selectOption('Friday');
		await plain.getByRole('button', { name: 'Send me this every week' }).click();
		await plain.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
		const [kept] = await database.db.select().from(mailing);
		expect(kept).toMatchObject({ weekday: 5, address: null });
		await database.db.update(mailing).set({ toldUntil: new Date(now.getTime() - 3_600_000) });
		const later = new Date(kept!.nextAt.getTime() + 60_000);
		await mailings.step(database.db, { smtpUrl: post.url, origin: site.address, now: later });
		expect(post.mails).toHaveLength(1);
		expect(post.mails[0]!.to).toBe(heron.email);
		const mail = readable(post.mails[0]!.data);
		expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
		const stop = /^List-Unsubscribe: <(.*)>\r?$/m.exec(mail)![1]!;
		// Who looks at links before people do ends nothing.
		await stranger.goto(stop);
		await stranger.getByRole('button', { name: 'No more of these mails' }).waitFor();
		await check(stranger, 'digest-stop');
		expect(await database.db.select().from(mailing)).toHaveLength(1);
		// As a mail program does it (RFC 8058): a form without an origin and without a session.
		const send = (address: string) =>
			fetch(address, {
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: 'List-Unsubscribe=One-Click'
			});
		expect((await send(stop)).status).toBe(200);
		expect(await database.db.select().from(mailing)).toEqual([]);
		expect((await send(`${site.address}/settings/digest?/stop`)).status).toBe(403);
	});
});
