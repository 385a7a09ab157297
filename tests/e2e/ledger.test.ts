/** What a prospective client does: read a ledger, open posts, answer, undo, audit, compare; with and without JavaScript. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBlog, type Blog } from '../support/blog.ts';
import {
	arrive,
	browserPath,
	check,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';

describe.runIf(browserPath)('the ledger, in a browser', () => {
	let site: Website;
	let browser: Browser;
	let page: Page;
	let small: Blog;
	let bare: Blog;
	beforeAll(async () => {
		small = await startBlog(12);
		bare = await startBlog(0);
		site = await startWebsite({ ALLOW_PRIVATE_ADDRESSES: 'on' });
		browser = await startBrowser();
		page = await (await browser.newContext()).newPage();
		page.setDefaultTimeout(110_000);
		await page.goto(site.address);
		await page.getByRole('button', { name: /made-up practitioners/ }).click();
		await page
			.getByRole('heading', { name: 'Practitioners you follow' })
			.waitFor({ timeout: 200_000 });
		for (const until = Date.now() + 200_000; (await marked(page)) < 5;)
			if (Date.now() > until) throw new Error('The samples were not marked in time');
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
		await Promise.all([small?.stop(), bare?.stop()]);
	});

	it('lists practitioners by name, with a range or a reason for none', async () => {
		const names = await page.locator('.people h2 a').allTextContents();
		expect(names.length).toBeGreaterThan(6);
		expect(names).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)));
		await check(page, 'ledger-dashboard');
		await page.getByLabel('Name').fill('vander');
		await page.getByRole('button', { name: 'Show', exact: true }).click();
		await page.waitForURL(/named=vander/);
		expect(await page.locator('.people h2 a').allTextContents()).toEqual(['Ilse Vandermoss']);
	});

	it('shows the four blocks in their order, silence as a gap', async () => {
		await page.getByRole('link', { name: 'Ilse Vandermoss', exact: true }).click();
		await arrive(page.getByRole('heading', { level: 1, name: 'Ilse Vandermoss' }));
		const blocks = await page.locator('h2').allTextContents();
		const wanted = [
			'What we read',
			'What we found',
			'Good practice found',
			'Replies and corrections'
		];
		expect(blocks.filter((one) => wanted.includes(one))).toEqual(wanted);
		expect(await page.locator('figure title').allTextContents()).toEqual(
			expect.arrayContaining([expect.stringMatching(/5 months without posts/)])
		);
		await page.getByText('What cannot be seen').click();
		expect(await page.getByText(/behind a login are not seen/).isVisible()).toBe(true);
		await check(page, 'ledger-practitioner');
	});

	it('moves the weight, not the facts, by the reader’s own stand', async () => {
		const facts = await page.locator('.lede').first().textContent();
		await page.getByLabel('How you look at client stories').selectOption('any');
		await page.getByRole('button', { name: 'Set', exact: true }).last().click();
		await arrive(page.getByText('In your view, every client story matters.').first());
		expect(await page.locator('.lede').first().textContent()).toBe(facts);
		await page.getByLabel('How you look at client stories').selectOption('facts');
		await page.getByRole('button', { name: 'Set', exact: true }).last().click();
		await expect.poll(() => page.getByText('In your view').count()).toBe(0);
	});

	it('counts an answer at once, says how, and takes it back', async () => {
		await page.getByRole('link', { name: 'Open this post’s page' }).first().click();
		await page.getByRole('heading', { level: 1, name: /^Post/ }).waitFor();
		await page.getByText('Show the post', { exact: true }).click();
		await page.getByLabel('Why, if you like').fill('She is told about by name.');
		await page.getByRole('button', { name: 'Yes, it does' }).click();
		await arrive(page.getByRole('status').filter({ hasText: 'Your answer counts.' }));
		expect(
			await page.getByText(/you said that it tells about a client: “She is told/).count()
		).toBe(1);
		await check(page, 'ledger-post');
		await page.getByRole('button', { name: 'Take that back' }).click();
		await expect.poll(() => page.getByRole('button', { name: 'Take that back' }).count()).toBe(0);
	});

	it('offers a random unmarked post', async () => {
		await page.goBack().catch(() => {});
		await page.goto(`${site.address}/practitioners/2`);
		await page.getByRole('button', { name: 'Read a random unmarked post' }).click();
		await page.getByText('This post was drawn at random').waitFor();
		await page.getByRole('button', { name: 'No, it does not' }).click();
		await page.getByRole('status').filter({ hasText: 'Your answer counts.' }).waitFor();
		const first = page.url();
		await page.getByRole('button', { name: 'Another random post' }).click();
		await page.waitForURL((url) => url.href !== first);
		await page.getByText('This post was drawn at random').waitFor();
	});

	it('looks at two sources at once; twelve posts are not enough to say', async () => {
		await page.goto(`${site.address}/look`);
		await page.getByLabel(/Address/).fill(`${small.address}\n${bare.address}/login`);
		await page.getByRole('button', { name: 'Look', exact: true }).click();
		await arrive(page.getByRole('heading', { name: 'What we found' }));
		expect(await page.getByText(/Not enough posts to say/).count()).toBe(1);
		expect(await page.getByText(/says nothing about them/).count()).toBe(1);
		await check(page, 'ledger-look');
	});

	it('does all of it without JavaScript', async () => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const plain = await context.newPage();
		await plain.goto(`${site.address}/practitioners/2`);
		const address = await plain
			.getByRole('link', { name: 'Open this post’s page' })
			.first()
			.getAttribute('href');
		await plain.goto(`${site.address}${address}`);
		await plain.getByText('Show the post', { exact: true }).click();
		await plain.getByRole('button', { name: 'I am not sure' }).click();
		await plain.getByRole('status').filter({ hasText: 'Your answer' }).waitFor();
		await plain.getByRole('button', { name: 'Take that back' }).click();
		await expect.poll(() => plain.getByRole('button', { name: 'Take that back' }).count()).toBe(0);
		await plain.goto(`${site.address}/look`);
		await plain.getByLabel(/Address/).fill(small.feedAddress);
		await plain.getByRole('button', { name: 'Look', exact: true }).click();
		await plain.getByRole('heading', { name: 'What we found' }).waitFor();
		await plain.getByRole('button', { name: 'Keep following' }).click();
		await arrive(plain.getByRole('heading', { level: 1, name: /Marrow Finch/ }));
		expect(await plain.getByText(/Not enough posts to say/).count()).toBe(1);
		await context.close();
	});

	it('can be answered by keyboard alone', async () => {
		await page.goto(`${site.address}/practitioners/2`);
		const address = await page
			.getByRole('link', { name: 'Open this post’s page' })
			.first()
			.getAttribute('href');
		await page.goto(`${site.address}${address}`);
		const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
		for (let i = 0; i < 60 && (await focused()) !== 'No, it does not'; i++)
			await page.keyboard.press('Tab');
		expect(await focused()).toBe('No, it does not');
		await page.keyboard.press('Enter');
		await page.getByRole('status').filter({ hasText: 'Your answer counts.' }).waitFor();
	});

	const marked = (at: Page) =>
		at.reload().then(() => at.getByText(/seem to tell about a client|None found/).count());
});
