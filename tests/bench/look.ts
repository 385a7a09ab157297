/**
 * A look at a site on this computer whose feed has 200 posts, on the built site and as the command.
 * From the form's being sent: when the first words about it arrive, and when the report can be read.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBlog } from '../support/blog.ts';

const root = join(import.meta.dirname, '../..');
const POSTS = 200;

export interface LookFigures {
	posts: number;
	/** Asked of a site that has just begun to answer, and again. */
	site: { first: Looked; again: Looked };
	/** The command from its start to its end. */
	command: { seconds: number; status: number | null };
}

interface Looked {
	firstWordsMs: number;
	reportMs: number;
}

export async function measure(): Promise<LookFigures> {
	const blog = await startBlog(POSTS);
	const folder = await mkdtemp(join(tmpdir(), 'in-confidence-bench-'));
	try {
		const site = start(['serve'], folder);
		const address = await addressOf(site);
		// What this process needs for its own first request is not the site's.
		await (await fetch(blog.feedAddress)).text();
		const first = await look(address, blog.feedAddress);
		const again = await look(address, blog.feedAddress);
		site.kill('SIGTERM');
		await ended(site);
		const startedAt = performance.now();
		const status = await ended(start(['look', blog.feedAddress, '--json'], folder));
		const seconds = Math.round(performance.now() - startedAt) / 1000;
		return { posts: POSTS, site: { first, again }, command: { seconds, status } };
	} finally {
		await blog.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

function start(words: string[], dataDir: string): ChildProcess {
	return spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...words], {
		cwd: root,
		env: {
			...process.env,
			DATABASE_URL: '',
			DATA_DIR: dataDir,
			PORT: '0',
			ALLOW_PRIVATE_ADDRESSES: 'on'
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
}

function addressOf(site: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let said = '';
		const listen = (chunk: Buffer) => {
			said += chunk.toString();
			const found = /In Confidence is at (\S+)/.exec(said);
			if (found) resolve(found[1]!);
		};
		site.stdout!.on('data', listen);
		site.stderr!.on('data', listen);
		site.once('exit', (code) => reject(new Error(`The site ended with ${code}: ${said}`)));
	});
}

function ended(child: ChildProcess): Promise<number | null> {
	child.stdout!.resume();
	child.stderr!.resume();
	return new Promise((resolve) => child.once('exit', resolve));
}

/** As a browser does it: send the form, open the look's page, listen to its words, read the report. */
async function look(address: string, source: string): Promise<Looked> {
	const startedAt = performance.now();
	const since = () => Math.round(performance.now() - startedAt);
	const sent = await fetch(`${address}/look?/start`, {
		method: 'POST',
		headers: { origin: address, accept: 'text/html' },
		body: new URLSearchParams({ source }),
		redirect: 'manual'
	});
	const page = new URL(sent.headers.get('location')!, address).href;
	const opened = await (await fetch(page)).text();
	// The page itself says how far it is, unless it came before there was anything to say.
	let firstWordsMs = /<p role="status">(<!--.*?-->)*[^<\s]/.test(opened) ? since() : undefined;
	const events = await fetch(`${page}/progress`);
	for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
		firstWordsMs ??= since();
		if (chunk.includes('event: done')) break;
	}
	const report = await (await fetch(page)).text();
	if (!report.includes(`${POSTS} posts`)) throw new Error('The report is not there.');
	return { firstWordsMs: firstWordsMs!, reportMs: since() };
}
