/** A group's reviewers at work: each screen with keys, without JavaScript, blind. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import { freshUrl } from '../support/database.ts';
import { addPerson, signIn } from '../support/people.ts';
import { practise, weekly } from '../support/practice.ts';
import { says } from '../support/reviewers.ts';
import {
	arrive,
	browserPath,
	check,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';

const isThere = browserPath !== undefined && inject('serverUrl') !== '';

describe.runIf(isThere)('the screens of review', () => {
	let site: Website;
	let database: Database;
	let browser: Browser;
	let page: Page;
	let people: { id: string; email: string }[];
	let names: string[];
	let ids: number[];
	beforeAll(async () => {
		const url = await freshUrl();
		database = await openDatabase({ databaseUrl: url, connections: 4 });
		const { db } = database;
		const made = await practise(
			db,
			weekly(['likely', 'possible', 'likely', 'possible', 'likely', 'none', 'none']).map(
				(one, i) => ({
					...one,
					text: `Note ${i}.\n\nMy client of Tuesday laughed.\n\nThe winter is long.`
				})
			)
		);
		const other = await practise(db, weekly(['possible']));
		names = [made.practitioner.name, other.practitioner.name];
		ids = made.ids;
		people = [];
		for (const name of ['Avocet', 'Bunting', 'Curlew'])
			people.push(await addPerson(db, name, name === 'Curlew' ? 'editor' : 'reviewer'));
		await tasks.fill(db);
		site = await startWebsite({ DATABASE_URL: url, WORKER: 'off' });
		browser = await startBrowser();
		page = await open(0);
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
		await database?.close();
	});

	async function open(who: number, options: Parameters<Browser['newContext']>[0] = {}) {
		const context: BrowserContext = await browser.newContext(options);
		const opened = await context.newPage();
		opened.setDefaultTimeout(30_000);
		await signIn(opened, site.address, people[who]!.email);
		return opened;
	}
	/** Reads the next text of a round past the screens. */
	async function read(who: number, round: 'first' | 'second', narrates: 'story' | 'no-story') {
		const id = (await claims.next(database.db, people[who]!.id, round))!;
		await codings.save(database.db, people[who]!.id, id, says(narrates, { reason: 'One act.' }));
		return id;
	}

	it('say what waits, and hand out a post', async () => {
		await page.goto(`${site.address}/review`);
		await page.getByText('0 of 7 posts coded twice').waitFor();
		await page.getByText('7 posts wait for a first reading by you.').waitFor();
		await check(page, 'review-waiting');
		await page.getByRole('button', { name: 'Read the next post' }).click();
		await arrive(page.getByRole('heading', { name: 'Read a post' }));
		expect(await page.getByText('My client of Tuesday').isVisible()).toBe(false);
		await page.getByText('Show or cover the post').click();
		await check(page, 'review-reading');
	});

	it('give nothing of the machine away, in the page or in its data', async () => {
		const tales = /probab|strength|likely|possible|golden|sampled|mark_?version/i;
		expect(await page.content()).not.toMatch(tales);
		const data = await page.request.get(`${site.address}/review/__data.json`);
		expect(data.status()).toBe(200);
		const text = await data.text();
		expect(text).toContain('Tuesday');
		expect(text).not.toMatch(tales);
		// A post in hand is read in review, not on its own page with its mark.
		const opened = await page.context().newPage();
		let led = 0;
		for (const id of ids) {
			await opened.goto(`${site.address}/posts/${id}`);
			if (new URL(opened.url()).pathname === '/review') led++;
		}
		await opened.close();
		expect(led).toBe(1);
	});

	it('can be answered with single keys, which work on the whole form', async () => {
		const press = (key: string) => page.keyboard.press(key);
		await page.locator('body').press('?');
		await page.getByText('save, and read the next post', { exact: true }).waitFor();
		await press('y');
		await press('i');
		await press('2');
		await press('0');
		await press('p');
		await press('1');
		await press('t');
		await press('4');
		await press('v');
		await press('2');
		const chosen = (name: string) =>
			page
				.locator(`input[name=${name}]:checked`)
				.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
		expect(await chosen('narrates')).toEqual(['story']);
		expect(await chosen('identifiers')).toEqual(['age', 'quote']);
		expect(await chosen('exits')).toEqual(['consent-stated']);
		expect(await chosen('tone')).toEqual(['proud']);
		expect(await chosen('voice')).toEqual(['staff']);
		await press('r');
		await page.keyboard.type('yes, in so many words');
		expect(await page.getByRole('textbox', { name: 'Reason', exact: true }).inputValue()).toBe(
			'yes, in so many words'
		);
		await press('Escape');
		const cover = page.locator('details.story');
		const wasOpen = await cover.getAttribute('open');
		await press('c');
		expect(await cover.getAttribute('open')).not.toBe(wasOpen);
		await press('x');
		expect(await page.getByRole('button', { name: 'Skip it' }).isVisible()).toBe(true);
		await press('s');
		await page.getByText('Saved.').waitFor();
		await page.waitForURL(/saved=\d+/);
	});

	it('bring back what was answered when a reading is taken back', async () => {
		await page.getByRole('button', { name: 'Take that reading back' }).click();
		await page.getByText('Here is the post again').waitFor();
		expect(await page.locator('input[value=story]').isChecked()).toBe(true);
		expect(await page.getByRole('textbox', { name: 'Reason', exact: true }).inputValue()).toBe(
			'yes, in so many words'
		);
		await page.getByRole('button', { name: 'Save and stop' }).click();
		await page.getByRole('heading', { level: 1, name: 'Review' }).waitFor();
		await page.goto(`${site.address}/review/mine`);
		await check(page, 'review-mine');
		await page.getByRole('button', { name: /let my reading stand/ }).click();
		await arrive(page.getByText('The machine, when the post came into the queue'));
		expect(await page.getByRole('button', { name: 'Take it back' }).count()).toBe(0);
	});

	it('switch keys off, blur the text and show it in greys, as one likes', async () => {
		await page.goto(`${site.address}/review/settings`);
		await page.getByLabel('Single keys answer the form').uncheck();
		await page.getByLabel('Blur the text').check();
		await page.getByLabel('Show posts in greys only').check();
		await page.getByLabel('after so many posts').fill('1');
		await page.getByRole('button', { name: 'Save' }).click();
		await page.getByText('Saved.').waitFor();
		await check(page, 'review-settings');
		await page.goto(`${site.address}/review`);
		await page.getByText(/A good moment for a pause/).waitFor();
		await page.getByRole('button', { name: 'Read the next post' }).click();
		await arrive(page.getByRole('heading', { name: 'Read a post' }));
		await page.locator('body').press('y');
		expect(await page.locator('input[name=narrates]:checked').count()).toBe(0);
		await page.getByText('Show or cover the post').click();
		const blurOf = (i: number) =>
			page
				.locator('.paragraph')
				.nth(i)
				.evaluate((one) => getComputedStyle(one).filter);
		expect(await blurOf(1)).toMatch(/blur/);
		await page.locator('.paragraph').nth(1).focus();
		expect(await blurOf(1)).toBe('none');
		expect(await page.locator('.reading').evaluate((one) => getComputedStyle(one).filter)).toMatch(
			/grayscale/
		);
		await check(page, 'review-blurred');
		await page.getByText('Skip this post, or give it back').click();
		await page.getByRole('button', { name: 'Give it back' }).click();
		await page.getByText('Given back.').waitFor();
	});

	it('do all of it without JavaScript, and never offer somebody whom one knows', async () => {
		const plain = await open(1, {
			javaScriptEnabled: false,
			viewport: { width: 360, height: 740 }
		});
		await plain.goto(`${site.address}/review/settings`);
		await plain.getByLabel('Find somebody by name').fill(names[1]!);
		await plain.getByRole('button', { name: 'Find' }).click();
		await plain.getByRole('button', { name: `I know ${names[1]}` }).click();
		await plain.getByRole('button', { name: `Take ${names[1]} off` }).waitFor();
		await plain.goto(`${site.address}/review`);
		await plain.getByRole('button', { name: 'Read the next post' }).click();
		await plain.getByText('Skip this post, or give it back').click();
		await plain.getByRole('radio', { name: 'Another reason' }).check();
		await plain.getByRole('button', { name: 'Skip it' }).click();
		await plain.getByText('Skipped.').waitFor();
		// An answer is asked for, and what was typed stays.
		await plain.getByRole('textbox', { name: 'Reason', exact: true }).fill('Said plainly.');
		await plain.getByRole('radio', { name: 'No', exact: true }).check();
		await plain.getByText('Show or cover the post').click();
		expect(await plain.getByText('My client of Tuesday').isVisible()).toBe(true);
		await plain.getByRole('button', { name: 'Save, and read the next' }).click();
		await plain.getByText('Saved.').waitFor();
		await plain.getByRole('button', { name: 'Take that reading back' }).click();
		await plain.getByText('Here is the post again').waitFor();
		expect(await plain.getByRole('textbox', { name: 'Reason', exact: true }).inputValue()).toBe(
			'Said plainly.'
		);
		await plain.getByRole('button', { name: 'Save and stop' }).click();
		await plain.getByText('Saved. Thank you.').waitFor();
		while ((await claims.next(database.db, people[1]!.id, 'first')) !== undefined) {
			const held = (await claims.find(database.db, people[1]!.id))!;
			expect(held.practitioner.name).not.toBe(names[1]);
			await codings.save(database.db, people[1]!.id, held.taskId, says('no-story'));
		}
		await plain.context().close();
	});

	it('show a third person both readings without names, and keep what they teach', async () => {
		const split = await read(0, 'second', 'story');
		const third = await open(2);
		await third.goto(`${site.address}/review/settle`);
		await third.getByRole('button', { name: 'Read the next post' }).click();
		await third.getByRole('heading', { name: 'Settle a split' }).waitFor();
		expect(split).toBeGreaterThan(0);
		await arrive(third.getByText('They differ on: tells about a client'));
		const content = await third.content();
		for (const name of ['Avocet', 'Bunting']) expect(content).not.toContain(name);
		expect(content).not.toMatch(/probab|strength|likely|golden/i);
		await third.getByText('Add a teaching note').click();
		await check(third, 'review-settle');
		await third.getByRole('radio', { name: 'Yes', exact: true }).check();
		await third.getByLabel('What the next reader should know').fill('One laugh is an act.');
		await third.getByRole('button', { name: 'Save and stop' }).click();
		await third.getByText('Saved. Thank you.').waitFor();
		await third.goto(`${site.address}/review/norms`);
		await third.getByText('One laugh is an act.').waitFor();
		await check(third, 'review-norms');
		await third.getByRole('button', { name: 'Take this note off' }).click();
		await expect.poll(() => third.getByText('One laugh is an act.').count()).toBe(0);
		await third.context().close();
	});

	it('take the place of the question on a post’s own page', async () => {
		await page.goto(`${site.address}/review/mine`);
		let found = '';
		for (const id of ids) {
			await page.goto(`${site.address}/posts/${id}`);
			expect(await page.getByRole('button', { name: 'Yes, it does' }).count()).toBe(0);
			const text = await page.locator('main').textContent();
			if (/people read it/.test(text!)) found = text!;
		}
		expect(found).toMatch(/3 people read it. 2 of them found that it tells about a client/);
	});

	it('can be used by keyboard alone', async () => {
		await page.goto(`${site.address}/review/second`);
		const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
		const tabTo = async (name: RegExp) => {
			for (let i = 0; i < 80 && !name.test(await focused()); i++) await page.keyboard.press('Tab');
			expect(await focused()).toMatch(name);
		};
		await tabTo(/^Read the next post$/);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Read a post that somebody else has read' }).waitFor();
		await tabTo(/^Show or cover the post$/);
		await page.keyboard.press('Enter');
		await expect.poll(() => page.getByText('My client of Tuesday').isVisible()).toBe(true);
		for (let i = 0; i < 40; i++) {
			if (
				await page.evaluate(() => (document.activeElement as HTMLInputElement).name === 'narrates')
			)
				break;
			await page.keyboard.press('Tab');
		}
		await page.keyboard.press('Space');
		await tabTo(/^Save and stop$/);
		await page.keyboard.press('Enter');
		await page.getByText('Saved. Thank you.').waitFor();
	});
});
