/** The dashboard of a thousand practitioners: pages, filters, and picking whom to compare across pages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, names } from '../support/crowd.ts';
import { prepare } from '../support/prepared.ts';
import {
	arrive,
	browserPath,
	check,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';

describe.runIf(browserPath)('a thousand practitioners', () => {
	const folder = mkdtempSync(join(tmpdir(), 'in-confidence-crowd-'));
	let site: Website;
	let browser: Browser;
	beforeAll(async () => {
		prepare(folder);
		await fill(folder);
		site = await startWebsite({ WORKER: 'off' }, folder);
		browser = await startBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	const open = async (options: { javaScriptEnabled?: boolean } = {}) => {
		const page = await (await browser.newContext(options)).newPage();
		page.setDefaultTimeout(110_000);
		return page;
	};
	const shown = (page: Page) => page.locator('.people h2 a').allTextContents();
	const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
	const pick = (page: Page, name: string) =>
		page.getByRole('link', { name: `Pick to compare ${name}` });

	it('are paged by name, none twice, and narrowed on every page', async () => {
		const page = await open();
		await page.goto(site.address);
		expect(await shown(page)).toEqual(names.slice(0, 50));
		expect(await page.getByText('Others here bear this name too.').count()).toBe(2);
		await check(page, 'dashboard-thousand');
		await link(page, 'Next page').click();
		await page.waitForURL(/after=/);
		expect(await shown(page)).toEqual(names.slice(50, 100));
		await link(page, 'T').click();
		await page.waitForURL(/after=T/);
		expect((await shown(page))[0]).toMatch(/^T/);
		await page.getByLabel('Profession').selectOption('counsellor');
		await page.getByRole('button', { name: 'Show', exact: true }).click();
		await page.waitForURL(/profession=counsellor/);
		const counsellors = names.filter((_, i) => i % 2 === 1);
		expect(await shown(page)).toEqual(counsellors.slice(0, 50));
		await page.getByText('Of 1,000 practitioners, those that fit').waitFor();
		await link(page, 'Next page').click();
		await page.waitForURL(/after=/);
		expect(await shown(page)).toEqual(counsellors.slice(50, 100));
		expect(await page.getByLabel('Profession').inputValue()).toBe('counsellor');
		await link(page, 'First page').click();
		await page.waitForURL((url) => !url.searchParams.has('after'));
		expect(await shown(page)).toEqual(counsellors.slice(0, 50));
		await page.context().close();
	});

	it('are picked across pages and filters, up to four, and put side by side', async () => {
		const page = await open();
		await page.goto(site.address);
		await pick(page, names[10]!).click();
		await page.getByText(`To compare: ${names[10]}.`).waitFor();
		await link(page, 'Next page').click();
		await page.waitForURL(/after=/);
		await pick(page, names[60]!).click();
		await page.getByText(`To compare: ${names[10]} and ${names[60]}.`).waitFor();
		expect(await shown(page)).toEqual(names.slice(50, 100));
		await page.getByLabel('Name', { exact: true }).fill('zephyrine');
		await page.getByRole('button', { name: 'Show', exact: true }).click();
		await page.waitForURL(/named=zephyrine/);
		const others = await shown(page);
		const left = page.getByRole('link', { name: /^Pick to compare/ });
		await pick(page, others[0]!).click();
		await page.getByRole('link', { name: `Take out ${others[0]}` }).waitFor();
		await pick(page, others[1]!).click();
		// Four are picked: there is no room for more.
		await left.first().waitFor({ state: 'detached' });
		await check(page, 'dashboard-picked');
		await page.getByRole('link', { name: 'Take out' }).first().click();
		await left.first().waitFor();
		await link(page, 'Put them side by side').click();
		await arrive(page.getByRole('heading', { level: 1, name: 'Side by side' }));
		const compared = await page.locator('.people h2 a').allTextContents();
		expect(compared).toEqual([names[10], names[60], others[1]].sort());
		await check(page, 'dashboard-compare');
		await page.context().close();
	});

	it('are told apart where they share a name', async () => {
		const page = await open();
		const faults: string[] = [];
		page.on('pageerror', (fault) => faults.push(fault.message));
		await page.goto(`${site.address}/compare?id=1&id=2&id=3`);
		await page.getByText(/crowd\.example.* and .*crowd\.example.*: these ranges overlap/).waitFor();
		await page
			.getByText(/Writes at/)
			.first()
			.waitFor();
		expect(faults).toEqual([]);
		await page.context().close();
	});

	it('work without JavaScript', async () => {
		const page = await open({ javaScriptEnabled: false });
		await page.goto(site.address);
		await pick(page, names[3]!).click();
		await page.getByText(`To compare: ${names[3]}.`).waitFor();
		await link(page, 'Next page').click();
		await page.waitForURL(/after=/);
		await pick(page, names[70]!).click();
		await page.getByText(`To compare: ${names[3]} and ${names[70]}.`).waitFor();
		await link(page, 'Put them side by side').click();
		await page.waitForURL(/\/compare/);
		expect(await page.locator('.people h2 a').allTextContents()).toEqual([names[3], names[70]]);
		await page.context().close();
	});

	it('can be paged, picked and compared by keyboard alone', async () => {
		const page = await open();
		await page.goto(site.address);
		const focused = () =>
			page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '');
		const tabTo = async (wanted: string) => {
			for (let i = 0; i < 300 && (await focused()) !== wanted; i++)
				await page.keyboard.press('Tab');
			expect(await focused()).toBe(wanted);
			await page.keyboard.press('Enter');
		};
		await tabTo(`Pick to compare ${names[5]}`);
		await page.getByText(`To compare: ${names[5]}.`).waitFor();
		// The place in the list is kept.
		expect(await focused()).toBe(`Take out ${names[5]}`);
		await tabTo('Next page');
		await page.waitForURL(/after=/);
		await tabTo(`Pick to compare ${names[55]}`);
		await page.getByText(`To compare: ${names[5]} and ${names[55]}.`).waitFor();
		await tabTo(`Put ${names[5]} and ${names[55]} side by side`);
		await page.getByRole('heading', { level: 1, name: 'Side by side' }).waitFor();
		await page.context().close();
	});
});
