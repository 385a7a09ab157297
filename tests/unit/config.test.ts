import { describe, expect, it } from 'vitest';
import { ConfigError, read, requireSecret, secretProblem } from '#lib/server/config.ts';

describe('settings', () => {
	it('need nothing to run alone on this computer', () => {
		expect(read({})).toMatchObject({
			mode: 'solo',
			host: '127.0.0.1',
			port: 4173,
			worker: true,
			pollMinutes: 60
		});
	});

	it('refuse to listen beyond this computer without accounts', () => {
		expect(() => read({ HOST: '0.0.0.0' })).toThrow('only listens on this computer');
	});

	it('let a group with accounts listen, once they know where people open it', () => {
		const group = { DATABASE_URL: 'postgres://db.example/x' };
		expect(() => read({ HOST: '0.0.0.0', ...group })).toThrow('set ORIGIN too');
		expect(read({ HOST: '0.0.0.0', ORIGIN: 'https://group.example', ...group }).host).toBe(
			'0.0.0.0'
		);
		expect(read({ HOST: '127.0.0.2', ...group }).mode).toBe('group');
	});

	it('ask a group for a secret, and one person for none', () => {
		expect(secretProblem(read({}))).toBe('');
		const group = { DATABASE_URL: 'postgres://db.example/x' };
		expect(() => requireSecret(read(group))).toThrow('SECRET is missing');
		expect(secretProblem(read({ ...group, SECRET: 'short' }))).toContain('too short');
		expect(secretProblem(read({ ...group, SECRET: 'x'.repeat(32) }))).toBe('');
	});

	it.each([
		['http://127.0.0.1:11434/v1#small', 'http://127.0.0.1:11434/v1', 'small', ''],
		['http://localhost:8080/v1/#a/b:7b-q4', 'http://localhost:8080/v1', 'a/b:7b-q4', ''],
		['http://[::1]:8080#m', 'http://[::1]:8080', 'm', ''],
		['https://:s%23cret@model.example/v1#m%20', '', '', ''],
		['https://:s%23cret@model.example/v1#m', 'https://model.example/v1', 'm', 's#cret'],
		['https://model.example/v1/chat/completions#m', 'https://model.example/v1', 'm', '']
	])('take the second reader %s apart', (typed, address, model, key) => {
		if (!address) expect(() => read({ SECOND_READER: typed })).toThrow(ConfigError);
		else expect(read({ SECOND_READER: typed }).secondReader).toEqual({ address, model, key });
	});

	it.each([
		'model',
		'http://127.0.0.1:11434/v1',
		'http://:hush@model.example/v1#m',
		'http://127.0.0.1.model.example/v1#m',
		'https://hush@model.example/v1#m',
		'https://:hush@model.example/v1?key=hush#m',
		'ftp://127.0.0.1/v1#m',
		`https://:hush@model.example/v1#${'m'.repeat(101)}`
	])('refuse the second reader %s without repeating its key', (typed) => {
		expect(read({}).secondReader).toBe(null);
		expect(() => read({ SECOND_READER: typed })).toThrow(/^SECOND_READER must be the address/);
		expect(() => read({ SECOND_READER: typed })).not.toThrow(/hush/);
	});

	it.each([
		[{ PORT: 'eighty' }, 'PORT must be a whole number from 0 to 65535.'],
		[{ POLL_MINUTES: '1' }, 'POLL_MINUTES must be a whole number from 15 to 10080.'],
		[{ WORKER: 'maybe' }, 'WORKER must be "on" or "off".'],
		[{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgres://.'],
		[{ RSSHUB_URL: 'hub' }, 'RSSHUB_URL must be a full address, such as https://host.example.']
	])('say in one sentence what is wrong with %o', (env, sentence) => {
		expect(() => read(env)).toThrow(sentence);
	});
});
