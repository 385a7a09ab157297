import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Encrypter } from 'age-encryption';
import { empty } from '#lib/concern/answers.ts';
import * as sealed from '#lib/concern/sealed.ts';

const draft = { ...empty(), saw: 'It says “she hums”. I hum.' };
const passphrase = 'lantern gravel nine teapots';
/** The age tool takes 2^18 too; tests that need no tool use less work. */
const light = 10;

describe('a sealed draft', () => {
	it('opens with its passphrase, spaces at the ends left out', async () => {
		const file = await sealed.seal(draft, passphrase, light);
		expect(file).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
		const bytes = Buffer.from(file.split('\n').slice(1, -2).join(''), 'base64');
		expect(bytes.includes('age-encryption.org')).toBe(true);
		expect(bytes.includes('she hums')).toBe(false);
		expect(await sealed.open(file, ` ${passphrase} `)).toEqual({ kind: 'opened', answers: draft });
		expect(await sealed.open(new TextEncoder().encode(file), passphrase)).toEqual({
			kind: 'opened',
			answers: draft
		});
	});

	it('tells a wrong passphrase from a damaged file, and says what a lost one means', async () => {
		const file = await sealed.seal(draft, passphrase, light);
		const wrong = await sealed.open(file, 'lantern gravel nine teapot');
		expect(wrong.kind).toBe('wrong-passphrase');
		expect('reason' in wrong && wrong.reason).toContain('If it is lost, no one can open the file');
		const lines = file.split('\n');
		const last = lines.at(-3)!;
		const other = `${last.startsWith('A') ? 'B' : 'A'}${last.slice(1)}`;
		for (const broken of [
			[...lines.slice(0, 4), ...lines.slice(5)].join('\n'),
			file.slice(0, file.length / 2),
			[...lines.slice(0, -3), other, ...lines.slice(-2)].join('\n'),
			`${lines.slice(0, -3).join('\n')}\n${lines.at(-2)}`
		])
			expect((await sealed.open(broken, passphrase)).kind).toBe('damaged');
	});

	it('says so when a file is something else', async () => {
		expect((await sealed.open('Dear diary', passphrase)).kind).toBe('not-sealed');
		expect((await sealed.open(new Uint8Array([1, 2, 3]), passphrase)).kind).toBe('not-sealed');
		const encrypter = new Encrypter();
		encrypter.setScryptWorkFactor(light);
		encrypter.setPassphrase(passphrase);
		const other = await encrypter.encrypt('{"version":7}');
		expect((await sealed.open(other, passphrase)).kind).toBe('not-a-draft');
	});

	it.each([
		['', 'Type a passphrase'],
		['   ', 'Type a passphrase'],
		['short', '5 signs'],
		['aaaaaaaaaaaaaa', 'guessed first'],
		['password12345', 'guessed first']
	])('will not take “%s”', (typed, words) => expect(sealed.objection(typed)).toContain(words));

	it('takes four words', () => expect(sealed.objection(passphrase)).toBeNull());
});

/** The age tool asks for a passphrase on a terminal only; `script` lends it one. */
const tools = ['/usr/bin/age', '/usr/bin/script'].every(existsSync);

describe.runIf(tools)('beside the age tool', () => {
	const folder = mkdtempSync(join(tmpdir(), 'in-confidence-age-'));
	afterAll(() => rmSync(folder, { recursive: true }));

	function age(args: string, typed: string[]): void {
		execFileSync('/usr/bin/script', ['-qec', `/usr/bin/age ${args}`, '/dev/null'], {
			input: typed.map((line) => `${line}\n`).join(''),
			stdio: ['pipe', 'pipe', 'pipe']
		});
	}

	it('a file sealed here opens there', async () => {
		const file = join(folder, 'ours.age');
		writeFileSync(file, await sealed.seal(draft, passphrase));
		age(`--decrypt -o ${folder}/ours.json ${file}`, [passphrase]);
		expect(JSON.parse(readFileSync(join(folder, 'ours.json'), 'utf8'))).toEqual(draft);
	});

	it.each(['', '--armor'])('a file sealed there opens here %s', async (armor) => {
		writeFileSync(join(folder, 'theirs.json'), JSON.stringify(draft));
		age(`--encrypt --passphrase ${armor} -o ${folder}/theirs${armor}.age ${folder}/theirs.json`, [
			passphrase,
			passphrase
		]);
		const file = readFileSync(join(folder, `theirs${armor}.age`));
		expect(await sealed.open(file, passphrase)).toEqual({ kind: 'opened', answers: draft });
	});
});
