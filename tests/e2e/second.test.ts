/** The second reader on the screens: beside the mark, plainly apart from it, and on the method page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#lib/server/db/index.ts';
import * as findings from '#lib/server/findings.ts';
import { step } from '#lib/server/marking/second/readings.ts';
import { reads, startModel, type ModelServer } from '../support/model.ts';
import { practise, weekly } from '../support/practice.ts';
import { prepare } from '../support/prepared.ts';
import {
	browserPath,
	check,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';

describe.runIf(browserPath)('the second reader, in a browser', () => {
	let model: ModelServer;
	let site: Website;
	let browser: Browser;
	let page: Page;
	let ids: number[];
	const folder = mkdtempSync(join(tmpdir(), 'in-confidence-second-'));
	beforeAll(async () => {
		model = await startModel();
		model.behave(reads('story', 'One client and one session are told about.', 'slept at last'));
		prepare(join(folder, 'db'));
		const { db, close } = await openDatabase({ dataDir: join(folder, 'db') });
		const made = weekly(Array<'possible'>(30).fill('possible')).map((one, i) => ({
			...one,
			text: `My client slept at last, she told me on her way out. I hummed all the way home (${i}).`
		}));
		({ ids } = await practise(db, made));
		const options = { reader: model.reader, thresholds: { likely: 0.85, possible: 0.45 } };
		while (await step(db, options));
		for (const [i, id] of ids.slice(0, 26).entries())
			await findings.record(db, id, { says: i < 20 ? 'story' : 'no-story' });
		await close();
		site = await startWebsite(
			{ WORKER: 'off', SECOND_READER: `${model.reader.address}#${model.reader.model}` },
			join(folder, 'db')
		);
		browser = await startBrowser();
		page = await (await browser.newContext()).newPage();
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
		await model?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it('stands under the reasons, covered with the story, and says what it is worth', async () => {
		await page.goto(`${site.address}/posts/${ids[29]}`);
		const reading = page.getByRole('region', { name: 'A second reader' });
		expect(await reading.isVisible()).toBe(false);
		await page.getByText('Show the post').click();
		const words = await reading.innerText();
		expect(words).toContain('A second reader (small-model) thinks that this post tells about');
		expect(words).toContain('“One client and one session are told about.”');
		expect(words).toContain('slept at last');
		expect(words).toContain('changes no count');
		await check(page, 'second-reading');
	});

	it('is told of on the method page, with how often people found the same', async () => {
		await page.goto(`${site.address}/about/method`);
		const words = await page.locator('main').innerText();
		expect(words).toContain('a language model of their own (small-model)');
		expect(words).toContain('the same computer as this site');
		expect(words).toMatch(
			/It has read 30 posts\. People here read 26 of them too\. It said the same as they did of 76 in 100 \(6\d to 8\d\)/
		);
		await page.getByText('The question it is asked').click();
		expect(await page.getByText('does it tell about a particular client?').count()).toBe(1);
		await check(page, 'second-method');
	});

	it('is part of what /readyz says, and stops nothing', async () => {
		const response = await page.request.get(`${site.address}/readyz`);
		expect(response.status()).toBe(200);
		expect(await response.json()).toMatchObject({ database: true, secondReader: true });
	});
});
