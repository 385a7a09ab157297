import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe.runIf(browserPath)('the whole way once, in a browser', () => {
	/** Empty, as on a fresh machine. */
	const folder = mkdtempSync(join(tmpdir(), 'in-confidence-journey-'));
	let blog: Blog;
	let bare: Blog;
	let site: Website;
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		blog = await startBlog();
		bare = await startBlog(0);
		site = await startWebsite({ ALLOW_PRIVATE_ADDRESSES: 'on' }, folder);
		browser = await startBrowser();
		page = await (await browser.newContext()).newPage();
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
		await Promise.all([blog?.stop(), bare?.stop()]);
		rmSync(folder, { recursive: true, force: true });
	});

	it('begins with an empty page that says what to do', async () => {
		await page.goto(site.address);
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(
			'before you confide'
		);
		await check(page, 'empty');
	});

	it('looks at a pasted address, with progress, and keeps nothing', async () => {
		await page.getByLabel(/Address/).fill(blog.address);
		await page.getByRole('button', { name: 'Look', exact: true }).click();
		await arrive(page.getByRole('heading', { name: 'What we found' }));
		expect(await page.getByText(/We read 60 posts/).count()).toBe(1);
		expect(await page.getByText(/Posts to read with care/).count()).toBe(1);
		await check(page, 'look');
		await page.goto(site.address);
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(
			'before you confide'
		);
		await page.goBack();
	});

	it('keeps following without asking the site again', async () => {
		const before = blog.asked.get('/feed.xml');
		await page.getByRole('button', { name: 'Keep following' }).click();
		await arrive(page.getByRole('heading', { level: 1, name: /Marrow Finch/ }));
		expect(blog.asked.get('/feed.xml')).toBe(before);
		expect(await page.getByText(/We read 60 posts/).count()).toBe(1);
		await check(page, 'practitioner');
	});

	it('covers a story until the reader opens it, then explains each mark', async () => {
		const story = page.getByText('finally slept through the night').first();
		expect(await story.isVisible()).toBe(false);
		await page.getByText('Show the post and why it was marked').first().click();
		expect(await story.isVisible()).toBe(true);
		expect(await page.locator('article').first().locator('mark').count()).toBeGreaterThan(0);
		expect(
			(await page.locator('article').first().locator('ol li').first().textContent())!.length
		).toBeGreaterThan(30);
		await page.getByRole('link', { name: 'Open this post’s page' }).first().click();
		await page.getByRole('heading', { level: 1, name: /Post of/ }).waitFor();
		await page.getByText('Show the post', { exact: true }).click();
		await check(page, 'post');
	});

	it('shows the feed and looks again when asked: nothing new', async () => {
		await page.goto(`${site.address}/feeds`);
		await page.getByRole('button', { name: 'Check now' }).click();
		await page.getByRole('status').waitFor();
		expect(await page.getByRole('status').textContent()).toContain('nothing new');
		await check(page, 'feeds');
	});

	it('can be walked by keyboard alone', async () => {
		await page.goto(site.address);
		await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
		const reached: string[] = [];
		for (let i = 0; i < 14; i++) {
			await page.keyboard.press('Tab');
			reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
		}
		expect(reached.join('|')).toMatch(/Practitioners.*Marrow Finch/s);
		await check(page, 'dashboard');
	});

	it('explains its method', async () => {
		await page.goto(`${site.address}/about/method`);
		await check(page, 'method');
	});

	it.each([
		['/page-only', 'has no feed that we could find'],
		['/nowhere', 'nothing at /nowhere'],
		['/login', 'asks for a login'],
		['/large.xml', 'more than 15 MB']
	])('says in one sentence what is wrong with %s', async (path, words) => {
		await page.goto(`${site.address}/look`);
		await page.getByLabel(/Address/).fill(`${bare.address}${path}`);
		await page.getByRole('button', { name: 'Look', exact: true }).click();
		// The words come first among the progress; the report follows.
		await arrive(page.getByRole('heading', { name: 'What we found' }));
		expect(await page.locator('.problem').getByText(words).count()).toBe(1);
		expect(await page.getByText('says nothing about them').count()).toBe(1);
	});

	it('works without JavaScript: look, follow, samples, read, remove', async () => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const plain = await context.newPage();
		await plain.goto(`${site.address}/look`);
		await plain.getByLabel(/Address/).fill(blog.feedAddress);
		await plain.getByRole('button', { name: 'Look', exact: true }).click();
		await plain.getByText(/We read 60 posts/).waitFor();
		await plain.goto(site.address);
		await plain.getByRole('button', { name: 'Add the made-up practitioners' }).click();
		await plain.getByRole('link', { name: 'Dr Ottoline Marrowby' }).first().waitFor();
		await plain.getByRole('button', { name: 'Remove the made-up practitioners' }).click();
		await expect
			.poll(() => plain.getByRole('link', { name: 'Dr Ottoline Marrowby' }).count())
			.toBe(0);
		await context.close();
	});
});
