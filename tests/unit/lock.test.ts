import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as lock from '#lib/server/db/lock.ts';

const folder = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'postgres');

describe('the lock beside the data folder', () => {
	it('is held until it is given back', () => {
		const at = folder();
		const giveBack = lock.take(at);
		expect(() => lock.take(at)).toThrow(`in use by process ${process.pid}`);
		giveBack();
		lock.take(at)();
	});

	it('is never taken from a living process, and taken over from a dead one', async () => {
		const at = folder();
		const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		await new Promise((resolve) => other.once('spawn', resolve));
		writeFileSync(`${at}.lock`, `${other.pid}\n\n`);
		expect(() => lock.take(at)).toThrow(`in use by process ${other.pid}`);
		other.kill('SIGKILL');
		await new Promise((resolve) => other.once('exit', resolve));
		const giveBack = lock.take(at);
		expect(readFileSync(`${at}.lock`, 'utf8')).toMatch(new RegExp(`^${process.pid}\\n`));
		giveBack();
	});

	it('knows that a pid was given to another process since', () => {
		const at = folder();
		writeFileSync(`${at}.lock`, `1\n123456789123\n`);
		lock.take(at)();
	});
});
