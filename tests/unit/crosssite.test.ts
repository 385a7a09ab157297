import { describe, expect, it } from 'vitest';
import { isForeign } from '#lib/server/crosssite.ts';

const own = 'https://group.example';
const form = 'application/x-www-form-urlencoded';
const ask = (method: string, headers: Record<string, string>, routeId: string | null = '/lists') =>
	isForeign({ method, headers: new Headers(headers) }, own, routeId);

describe('a form from elsewhere', () => {
	it('is refused whatever it is sent as, with another origin or none', () => {
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
			for (const type of [form, 'multipart/form-data; boundary=x', 'Text/Plain; charset=utf-8'])
				for (const origin of ['https://elsewhere.example', 'null', undefined]) {
					const headers = { 'content-type': type, ...(origin && { origin }) };
					expect(ask(method, headers)).toBe(true);
					expect(ask(method, headers, null)).toBe(true);
				}
	});

	it('is none where it is our own, is only read, or needed permission to be sent at all', () => {
		expect(ask('POST', { 'content-type': form, origin: own })).toBe(false);
		expect(ask('GET', { origin: 'https://elsewhere.example' })).toBe(false);
		expect(ask('POST', { 'content-type': 'application/json' })).toBe(false);
		expect(ask('POST', {})).toBe(false);
	});

	it('may end the mail whose secret it knows, as mail programs do', () => {
		const headers = { 'content-type': form };
		expect(ask('POST', headers, '/digest/stop/[token]')).toBe(false);
		expect(ask('POST', headers, '/digest')).toBe(true);
	});
});
