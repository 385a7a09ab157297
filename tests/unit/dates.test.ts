import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as dates from '#lib/server/feeds/dates.ts';

const now = new Date('2026-11-20T12:00:00Z');
const read = (text: string | number | null) => dates.read(text, now)?.toISOString() ?? null;

describe('a date', () => {
	it.each([
		['Wed, 20 May 2026 09:30:00 GMT', '2026-05-20T09:30:00.000Z'],
		['Wed, 20 May 2026 09:30:00 +0200', '2026-05-20T07:30:00.000Z'],
		['20 May 2026 09:30 EST', '2026-05-20T14:30:00.000Z'],
		['Wed, 20 May 2026 09:30:00 PDT', '2026-05-20T16:30:00.000Z'],
		['Wed, 20 May 26 09:30:00 CEST', '2026-05-20T07:30:00.000Z'],
		['Wednesday, 20-May-26 09:30:00 AEST', '2026-05-19T23:30:00.000Z'],
		['Wed, 20 May 2026 9:30:00 PM BST', '2026-05-20T20:30:00.000Z'],
		['May 20th, 2026 09:30', '2026-05-20T09:30:00.000Z'],
		['2026-05-20T09:30:00Z', '2026-05-20T09:30:00.000Z'],
		['2026-05-20T09:30:00.123456+05:30', '2026-05-20T04:00:00.000Z'],
		['2026-05-20 09:30:00 -0700', '2026-05-20T16:30:00.000Z'],
		['20260520T093000Z', '2026-05-20T09:30:00.000Z'],
		['2026-05-20', '2026-05-20T00:00:00.000Z'],
		['2026/5/2', '2026-05-02T00:00:00.000Z'],
		['2026-05', '2026-05-01T00:00:00.000Z'],
		['2026年5月20日', '2026-05-20T00:00:00.000Z'],
		['Mi, 20 Mai 2026 09:30:00 +0200', '2026-05-20T07:30:00.000Z'],
		['20 mars 2026', '2026-03-20T00:00:00.000Z'],
		['20. Dezember 2025', '2025-12-20T00:00:00.000Z'],
		['20 de agosto de 2026', '2026-08-20T00:00:00.000Z'],
		['mer., 20 août 2025 09:30:00', '2025-08-20T09:30:00.000Z'],
		['20 мая 2026', '2026-05-20T00:00:00.000Z'],
		['1779269400', '2026-05-20T09:30:00.000Z'],
		['1779269400000', '2026-05-20T09:30:00.000Z']
	])('%s is read', (text, expected) => {
		expect(read(text)).toBe(expected);
	});

	it.each([
		'',
		'not a date',
		'yesterday',
		'0000-00-00',
		'Thu, 01 Jan 1970 00:00:00 GMT',
		'32 May 2026'
	])('%j is none', (text) => {
		expect(read(text)).toBe(null);
	});

	it('in the future is taken for now', () => {
		expect(read('2026-11-21T00:00:00Z')).toBe(now.toISOString());
	});

	it('comes back as it was, whatever the zone', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('1995-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
				(date) => {
					const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
					expect(read(date.toISOString())).toBe(seconds);
					expect(read(date.toUTCString())).toBe(seconds);
				}
			)
		);
	});

	it('is never an error, whatever the text', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const found = dates.read(text, now);
				expect(found === null || (found <= now && !Number.isNaN(found.getTime()))).toBe(true);
			})
		);
	});
});
