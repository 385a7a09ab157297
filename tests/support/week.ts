/**
 * A simulated week of a made-up group: three reviewers in three browsers at once read every post twice
 * and settle the splits, one with single keys, one with a mouse, one without JavaScript. In the middle
 * one takes a reading back, and the website is killed and started again.
 */
import type { Browser, Page } from 'playwright-core';
import { openDatabase, type Db } from '#lib/server/db/index.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import * as reviews from '#lib/server/reviews.ts';
import type { Answer, Strength } from '#lib/words.ts';
import { addPerson, signIn } from './people.ts';
import { practise } from './practice.ts';
import { startBrowser, startWebsite, type Website } from './website.ts';

/** One practitioner for so many posts, so that the queue spans several. */
const POSTS_EACH = 60;
/** Of ten posts of the made-up feeds so many are marked. */
const MARKED = 9;

export interface Acknowledged {
	codingId: number;
	note: number;
	says: Answer;
	reviewer: string;
}

export interface Week {
	/** What the browsers were told was saved, and was not taken back. */
	acknowledged: Acknowledged[];
	undone: Acknowledged[];
	/** Pages that failed while the website was down. */
	failures: number;
	/** What each page said while a post was in hand, for the test of blindness. */
	pages: string[];
	/** Kappa on the first question as the page of quality shows it at the end, and as its file holds it. */
	shown: { page: string; file: number | null };
	seconds: number;
}

/** Posts that tell about a client or do not, by number; a third of each kind are hard to tell. */
export function writingOf(n: number): { text: string; isStory: boolean } {
	const isStory = n % 3 === 0;
	const text = isStory
		? `Note ${n}.\n\nThe client I see on Tuesdays told me that the winter had been too long, and then laughed.`
		: `Note ${n}.\n\nThe allotment is under water again, and I have planted hope instead of beans.`;
	return { text, isStory };
}

/** What a reviewer makes of a post: mostly what it is, sometimes unsure, sometimes wrong; always the same. */
export function mindOf(reviewer: string, n: number): Answer {
	let hash = 17;
	for (const sign of `${reviewer} ${n}`) hash = (hash * 31 + sign.charCodeAt(0)) % 9973;
	const { isStory } = writingOf(n);
	if (hash % 12 === 0) return 'unsure';
	return isStory === (hash % 7 !== 0) ? 'story' : 'no-story';
}

/** Practitioners whose posts fill the queue with `posts` texts, unmarked ones drawn among them. */
export async function publish(db: Db, posts: number): Promise<number[]> {
	const practitioners: number[] = [];
	const marked = Math.floor(posts * 0.9);
	let n = 0;
	for (let left = marked; left > 0; left -= POSTS_EACH) {
		const kinds: Strength[] = [];
		for (let i = 0; i < Math.min(left, POSTS_EACH); i++) {
			kinds.push(i % 2 === 0 ? 'likely' : 'possible');
			// Twice as many unmarked posts as will be drawn.
			if (i % MARKED === 0) kinds.push('none', 'none');
		}
		const made = await practise(
			db,
			kinds.map((strength, i) => ({
				strength,
				at: new Date(Date.UTC(2026, 5, 1) - i * 3 * 86_400_000),
				text: writingOf(++n).text
			}))
		);
		practitioners.push(made.practitioner.id);
	}
	await tasks.fill(db);
	return practitioners;
}

interface Options {
	/** A database of its own on a server. */
	url: string;
	posts: number;
	/** A free port: the website comes back where it was. */
	port: number;
	/** After so many readings by the first reviewer one is taken back. */
	undoAfter: number;
	/** After so many readings by all the website is killed. */
	killAfter: number;
	/** Told of progress. */
	onProgress?: (line: string) => void;
}

export async function run(options: Options): Promise<Week> {
	const began = Date.now();
	const { db, close } = await openDatabase({ databaseUrl: options.url, connections: 4 });
	const serve = () =>
		startWebsite({ DATABASE_URL: options.url, WORKER: 'off', PORT: String(options.port) });
	const browsers: Browser[] = [];
	let site: Promise<Website> | undefined;
	const week: Week = {
		acknowledged: [],
		undone: [],
		failures: 0,
		pages: [],
		shown: { page: '', file: null },
		seconds: 0
	};
	try {
		await publish(db, options.posts);
		site = serve();
		let kills = 0;
		/** Kills the website once, and starts it again at the same address. */
		const afterSaving = () => {
			if (week.acknowledged.length % 50 === 0)
				options.onProgress?.(
					`${week.acknowledged.length} readings after ${Math.round((Date.now() - began) / 1000)} s`
				);
			if (kills > 0 || week.acknowledged.length < options.killAfter) return;
			kills++;
			site = site!.then(async (running) => {
				const gone = new Promise((resolve) => running.process.once('exit', resolve));
				running.process.kill('SIGKILL');
				await gone;
				options.onProgress?.(`killed after ${week.acknowledged.length} readings`);
				return serve();
			});
		};
		const names = ['Egret', 'Plover', 'Wren'];
		const { address } = await site;
		const pages: Page[] = [];
		for (const [i, name] of names.entries()) {
			const who = await addPerson(db, name, 'reviewer');
			const browser = await startBrowser();
			browsers.push(browser);
			const context = await browser.newContext({ javaScriptEnabled: i !== 2 });
			const page = await context.newPage();
			page.setDefaultTimeout(60_000);
			await signIn(page, address, who.email);
			// What was asked of the killed website is never answered: no use in waiting long.
			page.setDefaultTimeout(15_000);
			pages.push(page);
		}
		await Promise.all(
			names.map((name, i) =>
				reviewAll({
					page: pages[i]!,
					name,
					address,
					way: i === 0 ? 'keys' : 'mouse',
					undoAfter: i === 0 ? options.undoAfter : Infinity,
					week,
					isDone: async () => {
						const { texts, done } = await reviews.progress(db);
						return texts === done;
					},
					afterSaving,
					recovered: async () => void (await site)
				})
			)
		);
		week.seconds = Math.round((Date.now() - began) / 1000);
		week.shown = await kappaShown(pages[0]!, address);
		return week;
	} finally {
		await Promise.all(browsers.map((browser) => browser.close()));
		await (await site)?.stop();
		await close();
	}
}

interface Reviewer {
	page: Page;
	name: string;
	address: string;
	way: 'keys' | 'mouse';
	undoAfter: number;
	week: Week;
	isDone: () => Promise<boolean>;
	afterSaving: () => void;
	recovered: () => Promise<void>;
}

/** One reviewer, until nothing is left for anybody. */
async function reviewAll(one: Reviewer): Promise<void> {
	let saved = 0;
	const rounds = ['/review', '/review/second', '/review/settle'];
	while (!(await one.isDone())) {
		for (const path of rounds) {
			for (let isMore = true; isMore;) {
				try {
					isMore = await readOne(one, path, () => ++saved === one.undoAfter);
				} catch (error) {
					if (one.week.failures++ > 30) throw error;
					await one.recovered();
					// Whatever was on the page, what is in hand now is what the website says.
					await one.page.goto(`${one.address}${path}`).catch(() => {});
				}
			}
		}
	}
}

/** Opens a screen of review and reads what it offers; false when it offers nothing. */
async function readOne(one: Reviewer, path: string, mayUndo: () => boolean): Promise<boolean> {
	const { page, week } = one;
	const story = page.locator('.story .text');
	if (!page.url().startsWith(`${one.address}${path}`) || (await story.count()) === 0)
		await page.goto(`${one.address}${path}`);
	if ((await story.count()) === 0) {
		const next = page.getByRole('button', { name: 'Read the next post' });
		if ((await next.count()) === 0) return false;
		await next.click();
		await page.waitForURL(/said=|\?$|review/);
		// Covered until its reader opens it, so it is there and not to be seen.
		await page.locator('.story .text, .notice').first().waitFor({ state: 'attached' });
		if ((await story.count()) === 0) return false;
	}
	const n = await numberOf(page);
	if (path !== '/review/settle') week.pages.push(await page.content());
	const says = mindOf(one.name, n);
	await answer(page, says, one.way);
	let read = await acknowledgement(page);
	if (mayUndo()) {
		week.undone.push({ ...read, note: n, says, reviewer: one.name });
		await page.getByRole('button', { name: 'Take that reading back' }).click();
		await page.getByText('Here is the post again').waitFor();
		if ((await numberOf(page)) !== n) throw new Error('Another post came back than was taken back');
		await answer(page, says, one.way);
		read = await acknowledgement(page, read.codingId);
	}
	week.acknowledged.push({ ...read, note: n, says, reviewer: one.name });
	one.afterSaving();
	return true;
}

async function numberOf(page: Page): Promise<number> {
	const text = (await page.locator('.story .text').textContent())!;
	return Number(/Note (\d+)\./.exec(text)![1]);
}

const labels: Record<Answer, string> = { story: 'Yes', 'no-story': 'No', unsure: 'Not sure' };

async function answer(page: Page, says: Answer, way: Reviewer['way']): Promise<void> {
	if (way === 'keys') {
		// Until the page has come alive, keys do nothing.
		await page.locator('body').press({ story: 'y', 'no-story': 'n', unsure: 'u' }[says]);
		const chosen = page.locator(`input[name=narrates][value=${says}]:checked`);
		while ((await chosen.count()) === 0) {
			await page.waitForFunction(() => document.readyState === 'complete');
			await page.locator('body').press({ story: 'y', 'no-story': 'n', unsure: 'u' }[says]);
		}
		if (says === 'story') {
			await page.keyboard.press('i');
			await page.keyboard.press('6');
			await page.keyboard.press('t');
			await page.keyboard.press('2');
		}
		await page.keyboard.press('s');
		return;
	}
	await page.getByRole('radio', { name: labels[says], exact: true }).check();
	if (says === 'story') {
		await page.getByRole('checkbox', { name: 'a time', exact: true }).check();
		await page.getByRole('radio', { name: 'neutral', exact: true }).check();
	}
	await page.getByRole('button', { name: 'Save, and read the next' }).click();
}

/** The number of the reading that the website says it saved. */
async function acknowledgement(page: Page, before = 0): Promise<{ codingId: number }> {
	await page.waitForURL((url) => {
		const id = Number(url.searchParams.get('saved'));
		return id > 0 && id !== before && id !== lastOf.get(page);
	});
	const codingId = Number(new URL(page.url()).searchParams.get('saved'));
	lastOf.set(page, codingId);
	await page.locator('form[action="?/undo"] [role=status]').waitFor();
	return { codingId };
}

const lastOf = new WeakMap<Page, number>();

/** What a reviewer sees of agreement on whether a post tells about a client. */
async function kappaShown(page: Page, address: string): Promise<Week['shown']> {
	await page.goto(`${address}/review/quality`);
	const row = page
		.getByRole('region', { name: 'Agreement by question' })
		.getByRole('row')
		.filter({ has: page.getByRole('rowheader', { name: 'Tells about a client' }) });
	const file = await page.request.get(`${address}/review/quality/file?what=figures&format=json`);
	const { figures } = (await file.json()) as {
		figures: { what: string; of: string; value: number | null }[];
	};
	return {
		page: (await row.getByRole('cell').nth(2).textContent()) ?? '',
		file:
			figures.find(({ what, of }) => what === 'kappa' && of === 'Tells about a client')?.value ??
			null
	};
}
