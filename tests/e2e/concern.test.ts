import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import * as backup from '#lib/server/db/backup.ts';
import { openDatabase } from '#lib/server/db/index.ts';
import { freshUrl } from '../support/database.ts';
import { write } from '#lib/concern/attached.ts';
import { steps } from '../../src/routes/concern/steps.ts';
import {
	arrive,
	artefacts,
	browserPath,
	check,
	sizes,
	startBrowser,
	startWebsite,
	type Website
} from '../support/website.ts';

/** Words that occur nowhere else: whoever holds them has seen the draft. */
const secret = 'the heron on the ironing board';
const passphrase = 'lantern gravel nine teapots';

describe.runIf(browserPath)('a concern, in a browser', () => {
	let site: Website;
	let browser: Browser;
	let context: BrowserContext;
	let page: Page;
	let asked: string[];
	let said = '';

	beforeAll(async () => {
		site = await startWebsite({ WORKER: 'off' });
		for (const stream of [site.process.stdout, site.process.stderr])
			stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
		browser = await startBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	beforeEach(async () => {
		await context?.close();
		context = await browser.newContext({ viewport: sizes[1], acceptDownloads: true });
		await context.route('https://www.wikipedia.org/**', (route) =>
			route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>Elsewhere' })
		);
		page = await context.newPage();
		asked = [];
	});

	/** Opens the page and waits until all of it is there; from then on every request is recorded. */
	async function begin(hash = '') {
		await page.goto(`${site.address}/concern`);
		await page.getByText('Everything is here now').waitFor();
		context.on('request', (request) => {
			if (!request.url().startsWith('blob:')) asked.push(request.url());
		});
		if (hash) await go(hash);
	}

	async function go(hash: string) {
		await page.evaluate((to) => (location.hash = to), hash);
		await page
			.getByRole('heading', { level: 1, name: steps.find((one) => one.id === hash)!.name })
			.waitFor();
	}

	it('is served under rules that let nothing out', async () => {
		const answer = await page.goto(`${site.address}/concern`);
		const headers = answer!.headers();
		expect(headers['cache-control']).toBe('no-store');
		expect(headers['referrer-policy']).toBe('no-referrer');
		expect(headers['content-security-policy']).toContain("connect-src 'none'");
		expect(
			await page.evaluate(() =>
				fetch('/healthz').then(
					() => 'went out',
					() => 'held back'
				)
			)
		).toBe('held back');
	});

	it('is loaded anew when another page leads to it, so that its own rules hold', async () => {
		await page.goto(`${site.address}/about/method`);
		await page.evaluate(() => {
			const link = document.createElement('a');
			link.href = '/concern#session';
			link.textContent = 'there';
			document.body.append(link);
			link.click();
		});
		await page.getByRole('heading', { level: 1, name: 'Words for the session' }).waitFor();
		await page.getByLabel('To begin').waitFor();
		expect(
			await page.evaluate(() =>
				fetch('/healthz').then(
					() => 'went out',
					() => 'held back'
				)
			)
		).toBe('held back');
	});

	it('asks the network for nothing from load to the last export', async () => {
		await begin('safe');
		await page.getByLabel('A child may be at risk').check();
		await page.getByLabel('Your country').selectOption('GB');
		await page.getByText('0808 800 5000').waitFor();
		await page.getByLabel('A child may be at risk').uncheck();
		await go('wants');
		await page.getByLabel('Have it taken down').check();
		await go('happened');
		await page.getByLabel('Where did you see it?').fill('Instagram');
		await page.getByLabel('When did you see it?').fill('2026-11-02');
		await page.getByLabel('When was it put up?').fill('2026-10-30');
		await page.getByLabel('Its address').fill('https://photos.example/1');
		await page.getByLabel('What did it say or show?').fill(`It tells of ${secret}`);
		await page.getByRole('radio', { name: 'Me', exact: true }).check();
		await page
			.getByLabel('Why do you think so?')
			.fill('I told her that in May. My sister Anna knew.');
		await page.getByLabel('What has changed for you since?').fill('I talk about the weather now');
		await page.getByLabel('I was their client').check();
		await page.getByLabel('For how long?').fill('from May to October');
		await page.getByLabel('No, I was not asked').check();
		await page.getByLabel('No, not yet').check();
		await page.getByLabel('Take it down').check();
		await go('check');
		await page.getByText('“Anna”').waitFor();
		await go('happened');
		await page.getByLabel('Why do you think so?').fill('I told her that in May. My sister knew.');
		await go('ways');
		await page.getByLabel('What are they?').selectOption('psychologist');
		await page.getByLabel('Which part?').selectOption('GB-ENG');
		await page.getByLabel('Health and Care Professions Council').check();
		const body = page
			.locator('details', { hasText: 'Health and Care Professions Council' })
			.first();
		await body.locator('summary').click();
		await body.getByText('What they cannot do').waitFor();
		await go('session');
		await page.getByLabel('To begin').fill('I need to say something.');
		await download('Save as text', /I need to say something\.[^]*heron/);
		await go('letters');
		await page.getByLabel('Their name').fill('Helena Marsh');
		await page.getByLabel('Your name, as you want to sign').fill('Daniel Okafor');
		await page.getByLabel('How they may reach you').fill('daniel@post.example');
		await page
			.getByLabel('Write to')
			.selectOption({ label: 'Health and Care Professions Council' });
		for (const list of await page.getByText(/Sentences you could use/).all()) await list.click();
		const offer = (point: string) =>
			page
				.locator('li', { hasText: point })
				.first()
				.getByRole('button', { name: /^Use it/ });
		await offer('Say what the letter is about').click();
		await offer('Name a rule').click();
		await download('Save as text', /Helena Marsh, a psychologist on your register[^]*section 5\.1/);
		await download('Save as Markdown', /Dear complaints team/);
		await download('Save for a word processor', /^PK/);
		await page.evaluate(() => {
			window.print = () =>
				(document.body.dataset.printed = document.querySelector('pre.paper')?.textContent ?? '');
		});
		await page.getByRole('button', { name: 'Print' }).click();
		expect(await page.evaluate(() => document.body.dataset.printed)).toContain(
			'Dear complaints team'
		);
		await go('evidence');
		await go('sending');
		await page.getByText('The therapist will most likely read it').waitFor();
		await go('follow');
		await page.getByLabel('To whom').selectOption('practice');
		await page.getByLabel('Sent or said on').last().fill('2026-11-20');
		await page.getByRole('button', { name: 'Add this step' }).click();
		await page.getByText(/Give them until|You gave them until/).waitFor();
		await download('Save them as a calendar file', /SUMMARY:Reminder 1/);
		await go('keep');
		await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Save as a file' }).click()
		]);
		await page.getByText('Sealed and saved').waitFor();
		const sealedAt = join(site.dataDir, '..', `sealed-${Date.now()}.age`);
		await file.saveAs(sealedAt);
		if (['/usr/bin/age', '/usr/bin/script'].every(existsSync)) {
			execFileSync(
				'/usr/bin/script',
				['-qec', `/usr/bin/age --decrypt -o ${sealedAt}.json ${sealedAt}`, '/dev/null'],
				{ input: `${passphrase}\n`, stdio: ['pipe', 'pipe', 'pipe'] }
			);
			expect(JSON.parse(readFileSync(`${sealedAt}.json`, 'utf8')).saw).toContain(secret);
		}
		expect(asked).toEqual([]);
	});

	async function download(button: string, content: RegExp) {
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: button }).click()
		]);
		expect(file.suggestedFilename()).toMatch(/^(notes|reminders)\.\w+$/);
		expect(readFileSync(await file.path(), 'latin1').replaceAll('\u0000', '')).toMatch(content);
	}

	it('leaves nothing of a finished concern in the database or the log', () => {
		const held = (folder: string): string[] =>
			readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
				const path = join(folder, entry.name);
				if (entry.isDirectory()) return held(path);
				return entry.isFile() && readFileSync(path).includes(secret) ? [path] : [];
			});
		expect(existsSync(site.dataDir)).toBe(true);
		expect(held(site.dataDir)).toEqual([]);
		expect(said).not.toContain(secret);
		expect(said).not.toContain('Marsh');
	});

	it.runIf(inject('serverUrl') !== '')('leaves nothing on a group server either', async () => {
		const databaseUrl = await freshUrl();
		const group = await startWebsite({ WORKER: 'off', DATABASE_URL: databaseUrl });
		let log = '';
		for (const stream of [group.process.stdout, group.process.stderr])
			stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
		await page.goto(`${group.address}/concern`);
		await page.getByText('Everything is here now').waitFor();
		await go('happened');
		await page.getByLabel('What did it say or show?').fill(`It tells of ${secret}`);
		await go('session');
		await download('Save as text', /heron/);
		await group.stop();
		const { db, close } = await openDatabase({ databaseUrl });
		const file = join(tmpdir(), `in-confidence-group-${Date.now()}.gz`);
		await backup.write(db, file);
		await close();
		const everything = gunzipSync(readFileSync(file)).toString();
		rmSync(file);
		expect(everything).toContain('"end":true');
		expect(everything).not.toContain(secret);
		expect(log).not.toContain(secret);
	});

	it('gets to a printable script in eight answers, by keyboard alone', async () => {
		await begin();
		let answers = 0;
		const reach = async (name: RegExp, most = 60) => {
			for (let i = 0; i < most; i++) {
				await page.keyboard.press('Tab');
				const found = await page.evaluate(() => {
					const at = document.activeElement as HTMLInputElement;
					return `${at.labels?.[0]?.innerText ?? at.innerText} ${at.closest('fieldset')?.querySelector('legend')?.textContent ?? ''}`;
				});
				if (name.test(found)) return;
			}
			throw new Error(`${name} cannot be reached by Tab`);
		};
		await reach(/Words for my next session/);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { level: 1, name: 'Words for the session' }).waitFor();
		const write = async (name: RegExp, words: string) => {
			await reach(name);
			await page.keyboard.type(words);
			answers++;
		};
		const pick = async (name: RegExp, key: string) => {
			await reach(name);
			await page.keyboard.press(key);
			answers++;
		};
		await write(/Where did you see it/, 'Instagram');
		await write(/When did you see it/, '2026-11-02');
		await write(/What did it say/, 'It tells what I said about my father');
		await pick(/Whom is it about/, ' ');
		await write(/What has changed/, 'I say less now');
		await pick(/Take it down/, ' ');
		await pick(/How do you want to sound/, 'ArrowUp');
		await pick(/How will you use it/, ' ');
		expect(answers).toBeLessThanOrEqual(8);
		await page.evaluate(() => {
			window.print = () =>
				(document.body.dataset.printed = document.querySelector('pre.paper')?.textContent ?? '');
		});
		await reach(/^Print/);
		await page.keyboard.press('Enter');
		const printed = await page.evaluate(() => document.body.dataset.printed!);
		for (const words of ['it is hard for me', 'my father', 'I say less now', 'took it down'])
			expect(printed).toContain(words);
		expect(printed.split(/\s+/).length).toBeLessThan(260);
		expect(asked).toEqual([]);
	});

	it('is fit to be touched at 360 pixels: every target large enough, nothing sideways', async () => {
		await page.setViewportSize(sizes[0]!);
		await begin('session');
		await page.getByText('Gentle').click();
		const small = await page.evaluate(() =>
			[...document.querySelectorAll('.step button:not(.link), .step .button, .step .choice')]
				.map((one) => ({ box: one.getBoundingClientRect(), text: one.textContent?.trim() }))
				.filter(({ box }) => box.width > 0 && (box.height < 32 || box.width < 24))
				.map(({ text }) => text)
		);
		expect(small).toEqual([]);
	});

	it('loses nothing by going back, by any order, or by reloading a kept draft', async () => {
		await begin('happened');
		await page.getByLabel('What did it say or show?').fill(secret);
		await go('letters');
		await go('wants');
		await page.goBack();
		await page.goBack();
		expect(await page.getByLabel('What did it say or show?').inputValue()).toBe(secret);
		await go('keep');
		await page.getByLabel('Passphrase', { exact: true }).fill('short');
		await page.getByRole('button', { name: 'Keep in this browser' }).click();
		await page.getByText('5 signs long').waitFor();
		await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
		await page.getByRole('button', { name: 'Keep in this browser' }).click();
		await page.getByText('Sealed and kept in this browser').waitFor();
		expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('heron');
		await page.reload();
		await page.getByLabel('Its passphrase').fill('not the right one');
		await page.getByRole('button', { name: 'Open the one in this browser' }).click();
		await page.getByText('does not open this file').waitFor();
		await page.getByLabel('Its passphrase').fill(passphrase);
		await page.getByRole('button', { name: 'Open the one in this browser' }).click();
		await page.getByText('Your draft is open').waitFor();
		await go('happened');
		expect(await page.getByLabel('What did it say or show?').inputValue()).toBe(secret);
	});

	it('erases all of it, and says what it cannot erase', async () => {
		await begin('happened');
		await page.getByLabel('What did it say or show?').fill(secret);
		await go('keep');
		await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
		await page.getByRole('button', { name: 'Keep in this browser' }).click();
		await page.getByText('Sealed and kept').waitFor();
		await page.getByRole('button', { name: 'Erase all now' }).click();
		await page.getByRole('button', { name: 'Yes, erase all' }).click();
		await page.getByText('All of it is erased').waitFor();
		expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
		await page.getByText('browser’s history').waitFor();
		await go('happened');
		expect(await page.getByLabel('What did it say or show?').inputValue()).toBe('');
	});

	it('leaves at once by the button and by Shift three times, but not by capital letters', async () => {
		await begin('happened');
		await page.getByLabel('What did it say or show?').pressSequentially('A B C D');
		await page.keyboard.press('Shift');
		await page.keyboard.press('Shift');
		await page.keyboard.press('a');
		await page.keyboard.press('Shift');
		await page.keyboard.press('Shift');
		expect(page.url()).toContain('/concern');
		await page.keyboard.press('Shift');
		await page.waitForURL('https://www.wikipedia.org/');
		expect(await page.title()).toBe('Elsewhere');
		await page.goto(`${site.address}/concern`);
		await page.getByRole('link', { name: 'Leave this page now' }).click();
		await page.waitForURL('https://www.wikipedia.org/');
	});

	it('holds back a reload that would lose a draft', async () => {
		await begin('happened');
		await page.getByLabel('What did it say or show?').pressSequentially('x');
		const warned = new Promise((resolve) =>
			page.once('dialog', (dialog) => {
				resolve(dialog.type());
				void dialog.accept();
			})
		);
		await page.close({ runBeforeUnload: true });
		expect(await warned).toBe('beforeunload');
	});

	it('takes a post along from the dashboard without telling the server', async () => {
		const seen: string[] = [];
		page.on('request', (request) => seen.push(request.url()));
		await page.goto(
			`${site.address}/concern${write({ address: 'https://a.example/1', where: 'Notes', publishedAt: '2026-10-30', text: secret, sha256: 'a'.repeat(64) })}`
		);
		await page.getByText('One post is attached').waitFor();
		expect(page.url()).toBe(`${site.address}/concern#happened`);
		expect(await page.getByLabel('Its address').inputValue()).toBe('https://a.example/1');
		expect(await page.getByLabel('When was it put up?').inputValue()).toBe('2026-10-30');
		expect(seen.filter((url) => new URL(url).search !== '' || url.includes('heron'))).toEqual([]);
	});

	it('opens an evidence bundle, and sees when one was changed', async () => {
		const text = strToU8(secret);
		const hash = createHash('sha256').update(text).digest('hex');
		const manifest = (sha256: string) =>
			strToU8(
				JSON.stringify({
					posts: [
						{ address: 'https://a.example/2', where: 'Notes', textFile: 't.txt', textSha256: hash }
					],
					files: [{ path: 't.txt', sha256 }]
				})
			);
		const zip = (sha256: string) => ({
			name: 'evidence.zip',
			mimeType: 'application/zip',
			buffer: Buffer.from(zipSync({ 't.txt': text, 'manifest.json': manifest(sha256) }))
		});
		await begin('evidence');
		await page.getByLabel('Open an evidence bundle').setInputFiles(zip('0'.repeat(64)));
		await page.getByText('not as it was when the bundle was made').waitFor();
		await page.getByLabel('Open an evidence bundle').setInputFiles(zip(hash));
		await page.getByText('One post is attached').waitFor();
		expect(await page.getByText(hash).count()).toBe(1);
		expect(asked).toEqual([]);
	});

	it('shows the directory to read and to search, and answers a bundle of nothing in words', async () => {
		await page.goto(`${site.address}/bodies?country=GB&q=psych`);
		await page.locator('details summary').first().click();
		expect(await page.getByText(/^Read on|could not confirm/).count()).toBeGreaterThan(3);
		expect(
			await page
				.getByRole('link', { name: /Report a mistake/ })
				.first()
				.getAttribute('href')
		).toMatch(/^mailto:/);
		await check(page, 'bodies');
		await page.goto(`${site.address}/codes?country=GB`);
		expect(await page.getByText('In our words:').count()).toBeGreaterThan(3);
		await check(page, 'codes');
		expect((await page.goto(`${site.address}/evidence`))!.status()).toBe(400);
		await page.getByText('Go back and tick the posts').waitFor();
		expect((await page.goto(`${site.address}/evidence?post=999999`))!.status()).toBe(404);
	});

	it('works on paper without JavaScript', async () => {
		const plain = await browser.newContext({ javaScriptEnabled: false });
		const sheet = await plain.newPage();
		await sheet.goto(`${site.address}/concern`);
		expect(
			await sheet.getByRole('link', { name: 'Leave this page now' }).getAttribute('href')
		).toMatch(/^https:/);
		await sheet.getByRole('link', { name: 'Print the worksheet instead' }).click();
		await arrive(sheet.getByRole('heading', { level: 1, name: 'A worksheet for a concern' }));
		for (const words of ['116 123', 'What anyone could see', 'Before you send', 'What I did'])
			expect(await sheet.getByText(words).count()).toBeGreaterThan(0);
		await sheet.screenshot({ path: join(artefacts, 'concern-worksheet.png'), fullPage: true });
		await plain.close();
	});

	it.each(steps.map((step) => step.id))('reads well and passes axe at “%s”', async (step) => {
		await begin();
		await page.getByLabel('Your country').selectOption('GB');
		await go(step);
		if (step === 'ways') await page.locator('details summary').nth(3).click();
		const tree = await page.locator('main').ariaSnapshot();
		mkdirSync(artefacts, { recursive: true });
		writeFileSync(join(artefacts, `concern-${step}.aria.yml`), tree);
		// Every control has a name of its own.
		expect(
			tree
				.split('\n')
				.filter((line) => /^\s*- (textbox|button|checkbox|radio|combobox|link)(:|\s*$)/.test(line))
		).toEqual([]);
		await check(page, `concern-${step}`);
	});
});
