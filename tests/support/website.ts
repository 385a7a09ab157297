/** The built site as a person runs it, and a browser to use it with. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { prepare } from './prepared.ts';

const root = join(import.meta.dirname, '../..');
export const artefacts = join(root, 'tests', 'artefacts');

/** Where Debian and others keep the browser; undefined where there is none. */
export const browserPath = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome'
].find(existsSync);

/** A group's website wants one. */
export const testSecret = 'for-tests-only-0123456789abcdef0123456789abcdef';

export interface Website {
	address: string;
	dataDir: string;
	process: ChildProcess;
	/** What it printed so far. */
	said(): string;
	stop(): Promise<void>;
}

/** Starts `serve` on a free port, with a data folder of its own that is ready to be opened unless one is given. */
export async function startWebsite(
	env: Record<string, string> = {},
	dataDir?: string
): Promise<Website> {
	const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'in-confidence-site-'));
	if (!dataDir && !env.DATABASE_URL) prepare(folder);
	const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'serve'], {
		cwd: root,
		env: {
			...process.env,
			DATABASE_URL: '',
			DATA_DIR: folder,
			PORT: '0',
			SECRET: testSecret,
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let said = '';
	const address = await new Promise<string>((resolve, reject) => {
		const listen = (chunk: Buffer) => {
			said += chunk.toString();
			const found = /In Confidence is at (\S+)\n/.exec(said);
			if (found) resolve(found[1]!);
		};
		child.stdout.on('data', listen);
		child.stderr.on('data', listen);
		child.once('exit', (code) => reject(new Error(`The site ended with ${code}: ${said}`)));
	});
	return {
		address,
		dataDir: folder,
		process: child,
		said: () => said,
		async stop() {
			const gone = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await gone;
			if (!dataDir) rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** Chromium, quiet: nothing of its own goes out. It waits long: only what hangs may end so. */
export async function startBrowser(): Promise<Browser> {
	const browser = await chromium.launch({
		executablePath: browserPath,
		args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu']
	});
	browser.on('context', (context) => context.setDefaultTimeout(110_000));
	return browser;
}

/**
 * Waits for what an action brings, and until the page it stands on is whole: on a slow machine the
 * first words of a page are there before the last, and counting then counts too few.
 */
export async function arrive(first: Locator): Promise<void> {
	await first.waitFor();
	await first.page().waitForLoadState();
}

/** Keeps a picture of the page as an artefact of the run. */
export async function picture(page: Page, name: string): Promise<void> {
	mkdirSync(artefacts, { recursive: true });
	await page.screenshot({ path: join(artefacts, `${name}.png`), fullPage: true });
}

/** The rules of axe whose answer follows the colours; all others ask for the structure alone. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** What axe finds against WCAG 2.2 AA on a page, with the first place of each. */
async function faults(page: Page, rules?: string[]): Promise<string[]> {
	// Without frames there is nothing to gather in a second tab.
	const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
	if (rules) axe.withRules(rules);
	else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
	const { violations } = await axe.analyze();
	return violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
}

export const sizes = [
	{ width: 360, height: 740 },
	{ width: 1280, height: 900 }
];

/** Opens whatever is folded away, or folds that again. */
function unfold(page: Page, isOpen: boolean): Promise<void> {
	return page.evaluate((isOpen) => {
		const closed = 'details:not([open])';
		const opened = 'details[open="for-now"]';
		for (const one of document.querySelectorAll(isOpen ? closed : opened))
			if (isOpen) one.setAttribute('open', 'for-now');
			else one.removeAttribute('open');
	}, isOpen);
}

/**
 * A page at both sizes, light and dark: kept as pictures, nothing for axe to find, no sideways scroll.
 * Axe does not look into what is folded away, so that is opened on the narrow screen, where it needs room
 * most. In the dark axe asks only what the colours decide, and once: where the most can be seen.
 */
export async function check(page: Page, name: string): Promise<void> {
	for (const viewport of sizes)
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.setViewportSize(viewport);
			await page.emulateMedia({ colorScheme });
			await picture(page, `${name}-${viewport.width}-${colorScheme}`);
			const [isNarrow, isDark] = [viewport.width < 400, colorScheme === 'dark'];
			if (isNarrow && isDark) continue;
			const opens = isNarrow || isDark;
			if (opens) await unfold(page, true);
			expect(await faults(page, isDark ? ofColours : undefined)).toEqual([]);
			const isWide = await page.evaluate(
				() => document.documentElement.scrollWidth > window.innerWidth
			);
			expect(isWide, `${name} scrolls sideways at ${viewport.width}`).toBe(false);
			if (opens) await unfold(page, false);
		}
}
