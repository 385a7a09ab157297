/**
 * The life of one record, with three people of a group, the practitioner without an account or
 * JavaScript, and strangers: draft, notice, reply, appeal, answer, public, put right.
 */
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import { post } from '#lib/server/db/schema.ts';
import { sweep } from '#lib/server/publication/sweep.ts';
import { freshUrl } from '../support/database.ts';
import { addPerson, signIn } from '../support/people.ts';
import { evidence } from '../support/practice.ts';
import { practiseEnough, settle } from '../support/records.ts';
import {
	arrive,
	browserPath,
	check,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';

const clock = join(import.meta.dirname, '../support/clock.js');

describe.runIf(browserPath && inject('serverUrl'))(
	'a record, in a browser',
	{ timeout: 400_000 },
	() => {
		let url: string;
		let database: Database;
		let site: Website;
		let browser: Browser;
		let person: { id: number; name: string };
		let other: number;
		let ids: number[];
		let emails: Record<'avocet' | 'bunting' | 'curlew', string>;
		let contexts: BrowserContext[] = [];

		/** The site as it is so many days from now. */
		async function visit(days: number) {
			for (const context of contexts) await context.close();
			contexts = [];
			await site?.stop();
			site = await startWebsite({
				DATABASE_URL: url,
				WORKER: 'off',
				CONTACT: 'group@quiet.example',
				NODE_OPTIONS: `--import ${clock}`,
				TEST_CLOCK_DAYS: String(days)
			});
		}
		async function pageOf(who?: keyof typeof emails, javaScriptEnabled = true): Promise<Page> {
			const context = await browser.newContext({ javaScriptEnabled });
			contexts.push(context);
			const page = await context.newPage();
			page.setDefaultTimeout(60_000);
			if (who) await signIn(page, site.address, emails[who]);
			return page;
		}

		beforeAll(async () => {
			url = await freshUrl();
			database = await openDatabase({ databaseUrl: url });
			const { db } = database;
			const people = {
				avocet: await addPerson(db, 'Avocet', 'administrator'),
				bunting: await addPerson(db, 'Bunting', 'editor'),
				curlew: await addPerson(db, 'Curlew', 'editor')
			};
			emails = {
				avocet: people.avocet.email,
				bunting: people.bunting.email,
				curlew: people.curlew.email
			};
			const now = new Date();
			const made = await practiseEnough(db, 4, now, [
				'My client Marta, 34, cried for the first time. I drove home to Norwich in tears.',
				'My client told me on Tuesday that his brother had left.'
			]);
			person = made.practitioner;
			ids = made.ids.slice(0, 4);
			// Enough read twice, and alike, for publication not to pause.
			const many = await practiseEnough(db, 50, now);
			const stories = [...ids.slice(0, 3), ...many.ids.slice(0, 20)];
			await settle(db, [people.bunting, people.curlew], stories, now);
			other = (await practiseEnough(db, 5, now)).practitioner.id;
			browser = await startBrowser();
			await visit(0);
		});
		afterAll(async () => {
			await browser?.close();
			await site?.stop();
			await database?.close();
		});

		let link: string;

		it('begins with a switch that takes two people, a draft, and a notice to print', async () => {
			const avocet = await pageOf('avocet');
			await avocet.goto(`${site.address}/publish`);
			await avocet.getByRole('heading', { name: 'Publishing is switched off' }).waitFor();
			await check(avocet, 'publish-off');
			await avocet.getByRole('button', { name: 'Propose to switch publishing on' }).click();
			await arrive(avocet.getByText('Avocet has proposed to switch it on'));
			expect(await avocet.getByRole('button', { name: /I agree/ }).count()).toBe(0);
			const bunting = await pageOf('bunting');
			await bunting.goto(`${site.address}/publish`);
			await bunting.getByRole('button', { name: /I agree/ }).click();
			await bunting.getByRole('heading', { name: 'Publishing is switched on' }).waitFor();

			await avocet.goto(`${site.address}/publish`);
			await avocet.getByLabel('Name of the practitioner').fill(person.name);
			await avocet.getByRole('button', { name: 'Find' }).click();
			await avocet.getByRole('link', { name: /see what could be public/ }).click();
			await avocet.getByRole('heading', { name: '3 posts to choose from' }).waitFor();
			await check(avocet, 'publish-draft');
			await avocet.getByLabel('the practitioner says so, in public or to you').check();
			const boxes = avocet.locator('input[name=post]');
			await boxes.nth(0).check();
			await boxes.nth(1).check();
			await avocet.getByText('What would be shown of it').first().click();
			const excerpt = await avocet.locator('blockquote').first().textContent();
			expect(excerpt).toContain('My client');
			expect(excerpt).not.toMatch(/Marta|34|Norwich/);
			await avocet.locator('input[name=excerpt]').nth(0).check();
			await avocet.locator('input[name=excerpt]').nth(1).check();
			await avocet.getByRole('button', { name: 'Start the record' }).click();
			await avocet.getByText('Draft.').waitFor();
			expect(await avocet.locator('.letter').textContent()).toContain(`Dear ${person.name}`);
			await check(avocet, 'publish-record-draft');
			await avocet.getByRole('button', { name: 'The notice goes out today' }).click();
			await arrive(avocet.getByText('28 more days'));
			await avocet.getByText('The notice, to print or copy').click();
			const letter = await avocet.locator('.letter p').allTextContents();
			link = /\/record\/[\w-]+/.exec(letter.join('\n'))![0];
		});

		it('is seen first by the practitioner, who needs no account and no JavaScript', async () => {
			const page = await pageOf(undefined, false);
			const answer = await page.goto(site.address + link);
			expect(answer!.headers()['x-robots-tag']).toContain('noindex');
			expect(answer!.headers()['cache-control']).toContain('no-store');
			expect(await page.title()).not.toContain(person.name);
			await page.getByRole('heading', { name: `What we hold about ${person.name}` }).waitFor();
			expect(await page.getByText(/Of 60 posts/).count()).toBe(1);
			await page.getByText('Answer about this post').first().click();
			const form = page.locator('article form').first();
			await form.getByLabel('I disagree for another reason').check();
			await form.getByLabel(/In your words/).fill('Leo agreed to it. He is 34.');
			await form.getByLabel(/I appeal/).check();
			await form.getByRole('button', { name: 'Send the reply' }).click();
			await arrive(page.getByText('Please say it without what is marked'));
			expect(await page.getByText('“Leo” looks like a name.').count()).toBe(1);
			const again = page.locator('article form').first();
			expect(await again.getByLabel(/In your words/).inputValue()).toBe(
				'Leo agreed to it. He is 34.'
			);
			expect(await again.getByLabel(/I appeal/).isChecked()).toBe(true);
			await check(await withScripts(page), 'record-reword');
			await again.getByLabel(/In your words/).fill('This is a scene from a film I like.');
			await again.getByRole('button', { name: 'Send the reply' }).click();
			await arrive(page.getByText('Your reply is kept.'));
			expect(await page.getByText('Your words are seen by others once').count()).toBe(1);
			expect(await page.context().cookies()).toEqual([]);
		});

		/** axe needs scripts: the same page in a browser that has them. */
		async function withScripts(of: Page): Promise<Page> {
			const page = await pageOf();
			await page.goto(of.url().replace(/\?.*$/, ''));
			return page;
		}

		it('lets an appeal be heard by somebody else only, and words be looked at', async () => {
			const curlew = await pageOf('curlew');
			await curlew.goto(`${site.address}/replies`);
			await curlew.getByText('14 days left').waitFor();
			expect(await curlew.getByText('somebody else must hear the appeal').count()).toBe(1);
			expect(await curlew.getByRole('button', { name: 'Answer the appeal' }).count()).toBe(0);
			const avocet = await pageOf('avocet');
			await avocet.goto(`${site.address}/replies`);
			await check(avocet, 'replies');
			await avocet.getByLabel('Yes: the reading stands').check();
			await avocet
				.getByLabel(/Your answer, in words/)
				.fill('I read it anew. It tells about one person who came to a session.');
			await avocet.getByRole('button', { name: 'Answer the appeal' }).click();
			await avocet.getByText('No appeal waits.').waitFor();
			await avocet.getByRole('button', { name: /show them/ }).click();
			await avocet.getByText('No words wait.').waitFor();
		});

		it('is public after 28 days and a second person’s decision, not before', async () => {
			const stranger = await pageOf();
			expect(
				(await stranger.goto(`${site.address}/public/practitioners/${person.id}`))!.status()
			).toBe(404);
			await visit(29);
			const avocet = await pageOf('avocet');
			await avocet.goto(`${site.address}/publish/1`);
			await avocet.getByText('a second person must decide').waitFor();
			const bunting = await pageOf('bunting');
			await bunting.goto(`${site.address}/publish/1`);
			await check(bunting, 'publish-record-ready');
			await bunting.getByRole('button', { name: 'I decide that this is public' }).click();
			await bunting.getByRole('link', { name: 'The public page' }).waitFor();
			await bunting.goto(`${site.address}/publish`);
			await check(bunting, 'publish-list');
		});

		it('shows strangers what two people read, the reply beside it, and nothing else', async () => {
			const page = await pageOf();
			await page.goto(`${site.address}/public`);
			await check(page, 'public');
			await page.getByRole('link', { name: person.name }).click();
			await arrive(page.getByRole('heading', { level: 1, name: person.name }));
			expect(await page.title()).toBe('A public record · In Confidence');
			expect(await page.locator('meta[property^="og:"], meta[name^="twitter:"]').count()).toBe(0);
			expect(await page.getByText(/between|none or up to/).count()).toBeGreaterThan(0);
			expect(await page.getByText('This is a scene from a film I like.').count()).toBe(1);
			expect(await page.getByText('I read it anew.').count()).toBe(1);
			expect(await page.getByText(/This leaves the page on/).count()).toBe(2);
			const text = await page.content();
			expect(text).not.toMatch(/Marta|Norwich|Avocet|Bunting|Curlew/);
			expect(await page.context().cookies()).toEqual([]);
			await check(page, 'public-practitioner');
			await page.goto(`${site.address}/practitioners/${person.id}`);
			expect(new URL(page.url()).pathname).toBe('/signin');
		});

		it('answers the same whatever is asked, and 404 for what only the machine marked', async () => {
			const page = await pageOf();
			const main = async (path: string) => {
				const answer = await page.goto(`${site.address}${path}`);
				return { status: answer!.status(), text: await page.locator('main').textContent() };
			};
			const queries = [
				'',
				'?sort=found',
				'?order=desc&by=stories',
				'?show=all',
				'?who=editor',
				'?page=2'
			];
			const plain = await main('/public');
			const record = await main(`/public/practitioners/${person.id}`);
			for (const query of queries) {
				expect(await main(`/public${query}`)).toEqual(plain);
				expect(await main(`/public/practitioners/${person.id}${query}`)).toEqual(record);
				expect((await main(`/public/practitioners/${other}${query}`)).status).toBe(404);
				const data = await page.request.get(
					`${site.address}/public/practitioners/${other}/__data.json${query}`
				);
				expect(await data.text()).not.toContain('Fictional');
			}
			expect(record.status).toBe(200);
			for (const path of ['0', '-1', 'x', '1e3', '99999999999'])
				expect((await main(`/public/practitioners/${path}`)).status).toBe(404);
		});

		it('leaves the page where its author put it right, and where somebody asks', async () => {
			const { db } = database;
			const reply = await pageOf();
			await reply.goto(site.address + link);
			await check(reply, 'record-public');
			await db.update(post).set({ removedAt: new Date() }).where(eq(post.id, ids[0]!));
			const page = await pageOf(undefined, false);
			await page.goto(`${site.address}/public/practitioners/${person.id}`);
			await page.getByRole('heading', { name: '1 post', exact: true }).waitFor();
			await page.getByRole('link', { name: 'This is about me' }).first().click();
			await page.getByRole('button', { name: 'Take your copy down' }).click();
			await page.getByText('it is gone now').waitFor();
			expect((await page.goto(`${site.address}/public/practitioners/${person.id}`))!.status()).toBe(
				404
			);
			await db.update(post).set({ removedAt: new Date() }).where(eq(post.id, ids[1]!));
			await sweep(db, async () => evidence, new Date(Date.now() + 29.5 * 86_400_000));
			const stranger = await pageOf();
			await stranger.goto(`${site.address}/public/takedown`);
			await check(stranger, 'public-takedown');
			await stranger.goto(`${site.address}/public/corrections`);
			await stranger.getByText('The author changed or took down a post').first().waitFor();
			expect(await stranger.content()).not.toContain(person.name);
			await check(stranger, 'public-corrections');
			await stranger.goto(`${site.address}/about/transparency`);
			await check(stranger, 'transparency');
			const avocet = await pageOf('avocet');
			await avocet.goto(`${site.address}/practitioners/${person.id}`);
			await avocet.getByText('This is a scene from a film I like.').waitFor();
			await avocet.goto(`${site.address}/replies`);
			await check(avocet, 'replies-copies');
			await avocet.goto(`${site.address}/publish/1`);
			await avocet.getByText('Ended: put right by the author').first().waitFor();
		});

		it('ends its link after 90 days, and takes the wish for a new one', async () => {
			await visit(95);
			const page = await pageOf(undefined, false);
			await page.goto(site.address + link);
			await page.getByRole('heading', { name: 'This link has run out' }).waitFor();
			await page.getByRole('button', { name: 'Ask for a new link' }).click();
			await page.getByText('You have asked for a new link').waitFor();
			expect((await page.goto(`${site.address}${link.slice(0, -4)}abcd`))!.status()).toBe(404);
		});
	}
);
