/** The contract of the command line: exit status, one clear line on stderr, JSON for programs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#lib/server/db/index.ts';
import { commands } from '../../src/commands/index.ts';
import { document, startBlog, type Blog } from '../support/blog.ts';
import { cli, type Ran } from '../support/cli.ts';
import { prepare } from '../support/prepared.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-'));
const file = (name: string, text: string) => {
	writeFileSync(join(folder, name), text);
	return join(folder, name);
};
let blog: Blog;
beforeAll(async () => {
	blog = await startBlog(40);
});
afterAll(async () => {
	await blog.stop();
	rmSync(folder, { recursive: true });
});

function expectOneLine(ran: Ran, status: number, words: RegExp) {
	expect(ran.stderr.trimEnd().split('\n'), ran.stderr).toHaveLength(1);
	expect(ran.stderr).toMatch(words);
	expect(ran.status).toBe(status);
}

describe('help', () => {
	it('lists every command, and explains one', async () => {
		const [overview, look] = await Promise.all([cli(['--help']), cli(['look', '--help'])]);
		const width = Math.max(...commands.map(({ name }) => name.length));
		for (const { name, summary } of commands)
			expect(overview.stdout).toContain(`  ${name}${' '.repeat(width - name.length)}  ${summary}`);
		expect(overview.status).toBe(0);
		expect(look.status).toBe(0);
		expect(look.stdout).toContain('look SOURCE');
		expect(look.stdout).toContain('--json');
	});
});

describe('wrong use ends with status 2 and one line', () => {
	it.each([
		[['fly'], /no command "fly"/],
		[['look'], /SOURCE is missing/],
		[['look', 'a.example', '--profession', 'wizard'], /must be one of: psychologist/],
		[['look', '--nonsense', 'a.example'], /--nonsense/],
		[['unfollow'], /ADDRESS is missing/],
		[['doctor', 'everything'], /more after the command/],
		[['parse'], /FILE is missing/]
	])('%j', async (words, said) => {
		expectOneLine(await cli(words), 2, said);
	});

	it('a setting that cannot be', async () => {
		const env = { DATA_DIR: join(folder, 'unused') };
		expectOneLine(await cli(['feeds'], { env: { ...env, PORT: 'many' } }), 2, /PORT must be/);
		expectOneLine(
			await cli(['feeds'], { env: { ...env, HOST: '0.0.0.0' } }),
			2,
			/only listens on this computer/
		);
	});
});

describe('parse', () => {
	it('prints a line for each file, and fails if one failed', async () => {
		const good = file('good.xml', document(3, 'https://marrow.example'));
		const page = file('page.html', '<!doctype html><title>A page</title><p>Words.');
		const ran = await cli(['parse', good, page, join(folder, 'absent.xml')]);
		const [first, second, third] = ran.json();
		expect(ran.status).toBe(1);
		expect(first).toMatchObject({ file: good, title: 'Notes by Dr Marrow Finch', next: null });
		expect((first!.items as { text: string }[])[0]!.text).toContain('The allotment is under water');
		expect(Object.keys(second!)).toEqual(['file', 'error']);
		expect(third!.error).toContain('cannot be read');
		const piped = await cli(['parse', '-'], { input: document(2, 'https://marrow.example') });
		expect(piped.status).toBe(0);
		expect(piped.json()[0]!.items).toHaveLength(2);
	});
});

describe('mark', () => {
	it('answers in order, one line for each post, and skips what is no post', async () => {
		const story =
			'Today my client told me she slept through the night for the first time since her brother died. I nearly cried with her.';
		const plain = 'The allotment is under water again, so no beans this year.';
		const lines = [
			{ id: 'a', text: story, profession: 'psychotherapist' },
			{ id: 2, text: plain, feed: { title: 'Notes', description: 'By a counsellor' } },
			'not a post',
			{ id: 'c', text: 'Mi clienta de hoy por fin se atrevió a hablar con su hermana mayor.' },
			{ id: 'd', text: '' }
		];
		const ran = await cli(['mark'], {
			input: lines
				.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
				.join('\n')
		});
		const marks = ran.json();
		expectOneLine(ran, 1, /^Line 3 of the input/);
		expect(marks.map((mark) => mark.id)).toEqual(['a', 2, 'c', 'd']);
		expect(marks.map((mark) => mark.strength)).toEqual([
			expect.stringMatching(/likely|possible/),
			'none',
			'not-judged',
			'not-judged'
		]);
		expect(marks[0]!.probability).toBeGreaterThan(marks[1]!.probability as number);
		expect(marks[2]).toMatchObject({ lang: 'es', probability: null });
		for (const reason of marks[0]!.reasons as { cue: string; start: number; end: number }[]) {
			expect(reason.cue).not.toBe('');
			expect(story.slice(reason.start, reason.end).trim()).not.toBe('');
		}
	});
});

describe('look', () => {
	const env = () => ({ ALLOW_PRIVATE_ADDRESSES: 'on', DATA_DIR: join(folder, 'look') });

	it('reads an address to the documented JSON, keeping nothing', async () => {
		const ran = await cli(['look', blog.address, '--json', '--profession', 'psychotherapist'], {
			env: env()
		});
		const [looked] = ran.json();
		expect(ran.status).toBe(0);
		expect(looked).toMatchObject({
			source: blog.address,
			title: 'Notes by Dr Marrow Finch',
			voice: 'practitioner',
			posts: 40,
			enough: true,
			stories: { level: 0.9 }
		});
		expect(Object.keys(looked!)).toEqual(
			expect.arrayContaining([
				'notJudged',
				'from',
				'to',
				'complete',
				'marked',
				'goodPractice',
				'items'
			])
		);
		const { low, high, likeliest } = looked!.stories as Record<string, number>;
		expect(low).toBeLessThanOrEqual(likeliest!);
		expect(likeliest).toBeLessThanOrEqual(high!);
		expect((looked!.items as unknown[]).length).toBeGreaterThan(0);
	});

	it('says in a line each what is wrong: no feed, not there, a login wall, 40 MB', async () => {
		const bare = await startBlog(0);
		const wrong: [string, RegExp][] = [
			['/page-only', /feed/i],
			['/nothing-here', /404|not there|no page/i],
			['/login', /log ?in/i],
			['/large.xml', /15 MB|too large/i]
		];
		const ran = await cli(['look', ...wrong.map(([path]) => bare.address + path)], { env: env() });
		await bare.stop();
		const lines = ran.stderr.trimEnd().split('\n');
		expect(ran.status).toBe(1);
		expect(lines, ran.stderr).toHaveLength(wrong.length);
		wrong.forEach(([path, said], i) => {
			expect(lines[i]).toContain(path);
			expect(lines[i]).toMatch(said);
		});
	});

	it('says that a feed is empty, without a number about anybody', async () => {
		const ran = await cli(['look', `${blog.address}/empty.xml`, '--json'], { env: env() });
		expect(ran.status).toBe(0);
		expect(ran.json()[0]).toMatchObject({ posts: 0, enough: false, stories: null, items: [] });
	});

	it('refuses a private address unless that is allowed', async () => {
		expectOneLine(
			await cli(['look', 'http://127.0.0.1/feed.xml'], {
				env: { ...env(), ALLOW_PRIVATE_ADDRESSES: '' }
			}),
			1,
			/private|this computer/i
		);
	});
});

describe('following', () => {
	const env = { DATA_DIR: join(folder, 'data'), ALLOW_PRIVATE_ADDRESSES: 'on' };
	beforeAll(() => prepare(env.DATA_DIR));

	it('goes the whole way: follow, poll, feeds, ledger, unfollow', async () => {
		const followed = await cli(['follow', blog.address, '--json'], { env });
		expect(followed.json()[0]).toMatchObject({ isNew: true, url: blog.feedAddress });
		const again = await cli(['follow', blog.address], { env });
		expect(again.stdout).toMatch(/^Already followed/);
		const polled = await cli(['poll', '--all', '--json'], { env });
		expect(polled.json()[0]).toMatchObject({ polled: 1, unchanged: 1, failed: 0, newPosts: 0 });
		const ledger = await cli(['ledger', 'Notes by Dr Marrow Finch', '--json'], { env });
		expect(ledger.json()[0]).toMatchObject({ practitioner: 'Notes by Dr Marrow Finch', posts: 40 });
		const nobody = await cli(['ledger', 'Dr Nobody'], { env });
		expectOneLine(nobody, 1, /No practitioner called "Dr Nobody"/);
		const gone = await cli(['unfollow', blog.feedAddress], { env });
		expect(gone.status).toBe(0);
		expect((await cli(['feeds'], { env })).stdout).toContain('No feeds are followed');
	});

	it('takes a feed file, and what is new in it when it is given again', async () => {
		const saved = file('saved.xml', document(30, 'https://marrow.example'));
		const first = await cli(['follow', saved, '--json'], { env });
		expect(first.json()[0]).toMatchObject({ isNew: true });
		writeFileSync(saved, document(33, 'https://marrow.example'));
		expect((await cli(['follow', saved], { env })).stdout).toMatch(/^Already followed/);
		const ledger = await cli(['ledger', 'Notes by Dr Marrow Finch', '--json'], { env });
		expect(ledger.json()[0]!.posts).toBe(33);
		const page = file('page.xml', '<!doctype html><title>A page</title>');
		expectOneLine(await cli(['follow', page], { env }), 1, /RSS, Atom, RDF or JSON Feed/);
	});

	it('says what is wrong with a list', async () => {
		const broken = file('broken.opml', '<opml version="2.0"><body><outline');
		expectOneLine(await cli(['follow', broken], { env }), 1, /broken\.opml/);
		const csv = file('list.csv', 'address,name,profession\nhttps://a.example/feed,A,wizard\n');
		expectOneLine(await cli(['follow', csv], { env }), 1, /Line 2: “wizard”/);
	});

	it('says who holds the data folder when a second process comes', async () => {
		const database = await openDatabase({ dataDir: env.DATA_DIR });
		expectOneLine(await cli(['feeds'], { env }), 1, new RegExp(`in use by process ${process.pid}`));
		await database.close();
	});
});

describe('serve', () => {
	it('says that its port is in use', async () => {
		const taken = createServer();
		await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
		const { port } = taken.address() as { port: number };
		const ran = await cli(['serve'], {
			env: { PORT: String(port), DATA_DIR: join(folder, 'serve') }
		});
		await new Promise((resolve) => taken.close(resolve));
		expect(ran.status).toBe(1);
		expect(ran.stderr.trimEnd().split('\n').at(-1)).toContain(`Port ${port} is in use.`);
	});
});
