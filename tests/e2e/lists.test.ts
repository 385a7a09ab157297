/** Lists and imports as a group uses them: paste, dry run, follow, filter, take back; with and without JavaScript. */
import { readFile } from 'node:fs/promises';
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

describe.runIf(browserPath)('lists, in a browser', () => {
	let site: Website;
	let browser: Browser;
	let page: Page;
	let blogs: Blog[];
	beforeAll(async () => {
		blogs = await Promise.all([startBlog(6), startBlog(8), startBlog(7), startBlog(0)]);
		site = await startWebsite({ ALLOW_PRIVATE_ADDRESSES: 'on' });
		browser = await startBrowser();
		page = await (await browser.newContext()).newPage();
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
		await Promise.all((blogs ?? []).map((blog) => blog.stop()));
	});

	const isGone = (name: string) =>
		expect.poll(() => page.locator('main').innerText()).not.toContain(name);

	it('begin empty, and say what a file may hold', async () => {
		await page.goto(`${site.address}/lists`);
		await page.getByText('What a file may hold').click();
		await check(page, 'lists-empty');
	});

	it('look at every pasted row and follow nothing by themselves', async () => {
		const [a, b, c, bare] = blogs as [Blog, Blog, Blog, Blog];
		await page
			.getByLabel(/Or paste/)
			.fill(
				[
					`${a.address}, Dr Ash, psychologist`,
					`${b.address}, Brook, coach, GB`,
					`${c.address}, Dr Ash`,
					`${a.feedAddress}, Dr Ash`,
					`${bare.address}/page-only, Cedar`,
					`${bare.address}/x, Dell, wizard`
				].join('\n')
			);
		await page.getByLabel('Or into a new one').fill('North');
		await page.getByRole('button', { name: 'Look at the rows' }).click();
		await arrive(page.getByRole('button', { name: 'Follow these (3 ticked)' }));
		const text = await page.locator('main').innerText();
		expect(text).toContain('6 rows looked at; nothing is followed yet.');
		expect(text).toContain('line 1 has the same name');
		expect(text).toContain('The same feed as line 1.');
		expect(text).toContain('“wizard” is no profession we know');
		await check(page, 'import-dry-run');
		await page.goto(`${site.address}/`);
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('before you');
	});

	it('follow the ticked rows; two signs join two feeds to one person', async () => {
		await page.goto(`${site.address}/lists`);
		await page.getByRole('link', { name: 'pasted' }).click();
		await page.getByText('Are they one person?').click();
		await page.getByLabel('the same full name').check();
		await page.getByLabel(/telephone number/).check();
		await page.getByRole('button', { name: /Keep what says so/ }).click();
		await page.getByText('Followed with that person’s other feeds').waitFor();
		await page.getByRole('button', { name: /Follow these/ }).click();
		await page.getByText('Done: 3 feeds are followed').waitFor();
		await check(page, 'import-done');
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: /as CSV/ }).click()
		]);
		const table = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
		expect(table).toHaveLength(7);
		expect(table[3]).toContain('with the other feeds of this person');
	});

	it('show a list, and the practitioners of a list on the dashboard', async () => {
		await page.getByRole('link', { name: 'North' }).first().click();
		await arrive(page.getByRole('heading', { level: 1, name: 'North' }));
		expect(await page.locator('main li a').allTextContents()).toEqual(['Brook', 'Dr Ash']);
		await check(page, 'list');
		await page.getByRole('button', { name: 'Take out Brook' }).click();
		await isGone('Brook');
		await page.getByRole('link', { name: /What was read and found/ }).click();
		await arrive(page.getByRole('heading', { name: 'Practitioners you follow' }));
		expect(await page.locator('.people h2 a').allTextContents()).toEqual(['Dr Ash']);
		await page.goto(`${site.address}/`);
		expect(await page.locator('.people h2 a').allTextContents()).toEqual(['Brook', 'Dr Ash']);
	});

	it('are chosen on a practitioner’s own page, too', async () => {
		await page.getByRole('link', { name: 'Brook', exact: true }).click();
		await page.getByRole('heading', { level: 1, name: 'Brook' }).waitFor();
		await page.goto(`${page.url().split('?')[0]}/settings`);
		await page.getByLabel('North').check();
		await page.getByRole('button', { name: 'Keep the lists' }).click();
		await page.waitForURL(/practitioners\/\d+$/);
		await page.goto(`${site.address}/lists/1`);
		expect(await page.locator('main li a').allTextContents()).toEqual(['Brook', 'Dr Ash']);
		await page.getByRole('button', { name: 'Take out Brook' }).click();
		await isGone('Brook');
	});

	it('hold two people where one feed is split off, and one again when that is undone', async () => {
		await page.goto(`${site.address}/`);
		await page.getByRole('link', { name: 'Dr Ash', exact: true }).click();
		await page.waitForURL(/practitioners\/\d+$/);
		const ash = page.url();
		const read = async (address: string) => {
			await page.goto(address);
			return page.locator('.lede').first().textContent();
		};
		await expect
			.poll(() => read(ash), { timeout: 200_000, interval: 1000 })
			.toContain('We read 13 posts');
		await page.goto(`${ash}/settings`);
		await page.getByLabel('Name of the other person').fill('Dr Asher');
		for (const box of await page.locator('input[name=feed]').all()) await box.check();
		await page.getByRole('button', { name: 'Split off' }).click();
		await page.getByRole('alert').filter({ hasText: 'One feed at least must stay here' }).waitFor();
		await expect
			.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
			.toBe('alert');
		expect(await page.getByLabel('Name of the other person').inputValue()).toBe('Dr Asher');
		await check(page, 'settings-split-refused');
		await page.locator('input[name=feed]').first().uncheck();
		await page.getByRole('button', { name: 'Split off' }).click();
		await page.getByRole('heading', { level: 1, name: 'Settings for Dr Asher' }).waitFor();
		const asher = page.url().replace(/\/settings$/, '');
		await check(page, 'settings-split');
		expect(await read(ash)).toContain('We read 6 posts');
		expect(await read(asher)).toContain('We read 7 posts');
		await page.goto(`${site.address}/lists/1`);
		expect(await page.locator('main li a').allTextContents()).toEqual(['Dr Ash', 'Dr Asher']);
		await page.goto(`${asher}/settings`);
		await page.getByRole('button', { name: 'Undo' }).click();
		await page.getByRole('status').filter({ hasText: 'Undone: 1 feed is back.' }).waitFor();
		expect(await read(ash)).toContain('We read 13 posts');
		await page.goto(asher);
		expect(page.url()).toBe(ash);
		await page.goto(`${site.address}/lists`);
		expect(await page.locator('main').innerText()).toContain('1 practitioner');
	});

	it('go out as CSV and come back in as what is followed already', async () => {
		const csv = await (await fetch(`${site.address}/lists/1/export?format=csv`)).text();
		expect(csv.split('\r\n')[0]).toBe('address,name,profession,place,register');
		const opml = await (await fetch(`${site.address}/lists/1/export?format=opml`)).text();
		expect(opml).toContain('xmlUrl=');
		const context = await browser.newContext({ javaScriptEnabled: false });
		const plain = await context.newPage();
		await plain.goto(`${site.address}/lists`);
		await plain
			.getByLabel('OPML or CSV file')
			.setInputFiles({ name: 'north.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
		await plain.getByRole('button', { name: 'Look at the rows' }).click();
		await plain.waitForURL(/imports\/\d+/);
		expect(await plain.getByText('is followed already, under Dr Ash').count()).toBe(2);
		await context.close();
	});

	it('take a long file, and say what is wrong with its rows', async () => {
		const rows = Array.from(
			{ length: 3000 },
			(_, i) => `https://a${i}.example,${'Dr Long Name '.repeat(30)},wizard`
		);
		const buffer = Buffer.from(rows.join('\n'));
		expect(buffer.length).toBeGreaterThan(1_000_000);
		await page.goto(`${site.address}/lists`);
		await page
			.getByLabel('OPML or CSV file')
			.setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer });
		await page.getByRole('button', { name: 'Look at the rows' }).click();
		await arrive(page.getByText('3,000 rows looked at'));
		expect(await page.getByRole('link', { name: 'Next page' }).count()).toBe(1);
		await page.getByRole('button', { name: 'Forget this import' }).click();
		await page.getByRole('heading', { level: 1, name: 'Lists' }).waitFor();
	});

	it('work without JavaScript, survive a reload, and are taken back', async () => {
		const extra = await startBlog(5);
		blogs.push(extra);
		const context = await browser.newContext({ javaScriptEnabled: false });
		const plain = await context.newPage();
		await plain.goto(`${site.address}/lists`);
		await plain.getByLabel(/Or paste/).fill(`${extra.address}, Elm`);
		await plain.getByRole('button', { name: 'Look at the rows' }).click();
		await plain.waitForURL(/imports\/\d+/);
		// The page refreshes itself while rows are looked at.
		await plain.getByRole('button', { name: 'Follow these (1 ticked)' }).waitFor();
		await plain.reload();
		await plain.getByRole('button', { name: /Follow these/ }).click();
		await plain.getByText('Done: 1 feed is followed').waitFor();
		await plain.getByText('Take this import back').click();
		await plain.getByRole('button', { name: 'Take it back' }).click();
		await plain.getByText('Taken back: what this import added').waitFor();
		await plain.goto(`${site.address}/`);
		expect(await plain.locator('.people h2 a').allTextContents()).toEqual(['Brook', 'Dr Ash']);
		await context.close();
	});

	it('forget a person only for who says that it cannot be undone', async () => {
		await page.goto(`${site.address}/`);
		await page.getByRole('link', { name: 'Dr Ash', exact: true }).click();
		await page.waitForURL(/practitioners\/\d+$/);
		const ash = page.url();
		const removed = await page.request.post(`${ash}/settings?/remove`, {
			headers: { origin: site.address, accept: 'text/html' },
			form: {}
		});
		expect(removed.status()).toBe(400);
		expect(await removed.text()).toContain('Nothing was forgotten.');
		await page.goto(`${ash}/settings`);
		await page.getByRole('button', { name: 'Stop following and forget' }).click();
		expect(await page.locator('input[name=sure]:invalid').count()).toBe(1);
		await page.getByLabel('I know that this cannot be undone.').check();
		await page.getByRole('button', { name: 'Stop following and forget' }).click();
		await page.waitForURL(`${site.address}/`);
		expect((await page.goto(ash))!.status()).toBe(404);
	});
});
