/** The built site as a person runs it, and a browser to use it with. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
export const artefacts = join(root, 'tests', 'artefacts');

/** Where Debian and others keep the browser; undefined where there is none. */
export const browserPath = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome'
].find(existsSync);

export interface Website {
	address: string;
	dataDir: string;
	process: ChildProcess;
	stop(): Promise<void>;
}

/** Starts `serve` on a free port with a data folder of its own. */
export async function startWebsite(
	env: Record<string, string> = {},
	dataDir?: string
): Promise<Website> {
	const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'in-confidence-site-'));
	const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'serve'], {
		cwd: root,
		env: { ...process.env, DATABASE_URL: '', DATA_DIR: folder, PORT: '0', ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const address = await new Promise<string>((resolve, reject) => {
		let said = '';
		const listen = (chunk: Buffer) => {
			said += chunk.toString();
			const found = /In Confidence is at (\S+)/.exec(said);
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
		async stop() {
			const gone = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await gone;
			if (!dataDir) rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** Chromium, quiet: nothing of its own goes out. */
export function startBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: browserPath,
		args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu']
	});
}

/** Keeps a picture of the page as an artefact of the run. */
export async function picture(page: Page, name: string): Promise<void> {
	mkdirSync(artefacts, { recursive: true });
	await page.screenshot({ path: join(artefacts, `${name}.png`), fullPage: true });
}
