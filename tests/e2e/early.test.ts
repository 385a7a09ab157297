/** A slow connection: the page is there and used before its scripts are. Nothing typed or chosen may be lost. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startGroup, type Group } from '../support/group.ts';
import { addPerson, password } from '../support/people.ts';
import { browserPath, startBrowser } from '../support/website.ts';

describe.runIf(browserPath && inject('serverUrl'))('a page used before its scripts', () => {
	let group: Group;
	let browser: Browser;
	let page: Page;
	let email: string;
	beforeAll(async () => {
		group = await startGroup();
		({ email } = await addPerson(group.database.db, 'Dunlin', 'administrator'));
		browser = await startBrowser();
		page = await (await browser.newContext()).newPage();
	});
	afterAll(async () => {
		await browser?.close();
		await group?.stop();
	});

	/** Opens a page whose scripts come when the answer is called, which waits until they have run. */
	async function openEarly(path: string): Promise<() => Promise<void>> {
		let release = () => {};
		const released = new Promise<void>((resolve) => (release = resolve));
		await page.route('**/*.js', (route) => released.then(() => route.continue()));
		await page.goto(`${group.address}${path}`, { waitUntil: 'commit' });
		return async () => {
			release();
			// SvelteKit adds it once the page has come to life.
			await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
			await page.unroute('**/*.js');
		};
	}

	it('signs in', async () => {
		const scriptsCome = await openEarly('/signin');
		await page.getByLabel('E-mail address').fill(email);
		await page.getByLabel('Password').fill(password);
		await scriptsCome();
		expect(await page.getByLabel('E-mail address').inputValue()).toBe(email);
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
		await page.waitForURL((url) => url.pathname === '/');
	});

	it('keeps lines of text and what was chosen from a list', async () => {
		const scriptsCome = await openEarly('/look');
		const typed = 'https://one.example\nhttps://two.example';
		await page.getByLabel(/Address/).fill(typed);
		await page.getByLabel('Who writes').selectOption('psychiatrist');
		await scriptsCome();
		expect(await page.getByLabel(/Address/).inputValue()).toBe(typed);
		expect(await page.getByLabel('Who writes').inputValue()).toBe('psychiatrist');
	});

	it('keeps ticks and numbers, and saves them', async () => {
		const scriptsCome = await openEarly('/review/settings');
		await page.getByLabel('Show posts in greys only').check();
		await page.getByLabel('after so many posts').fill('7');
		await scriptsCome();
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
		expect(await page.getByLabel('Show posts in greys only').isChecked()).toBe(true);
		expect(await page.getByLabel('after so many posts').inputValue()).toBe('7');
	});

	it('tells the notes of a concern what was written and chosen', async () => {
		const scriptsCome = await openEarly('/concern');
		await page.locator('select').first().selectOption({ index: 2 });
		const country = await page.locator('select').first().inputValue();
		await scriptsCome();
		expect(await page.locator('select').first().inputValue()).toBe(country);
	});
});
