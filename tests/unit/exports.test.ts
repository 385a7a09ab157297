import { unzipSync, strFromU8 } from 'fflate';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { calendar } from '#lib/concern/exports/calendar.ts';
import { markdown } from '#lib/concern/exports/markdown.ts';
import { word } from '#lib/concern/exports/word.ts';
import { scenarios, today } from '../support/scenarios.ts';
import { work } from '../support/letters.ts';

/** The text of a .docx as a reader of its markup sees it. */
function read(file: Uint8Array): string {
	const { document } = parseHTML(strFromU8(unzipSync(file)['word/document.xml']!));
	return [...document.querySelectorAll('w\\:p')]
		.map((paragraph) =>
			[...paragraph.querySelectorAll('w\\:t, w\\:br')]
				.map((node) => (node.localName === 'w:br' ? '\n' : node.textContent))
				.join('')
		)
		.join('\n\n');
}

describe('a .docx', () => {
	it.each(scenarios)('holds the words of $id', (scenario) => {
		const { text } = work(scenario, today);
		expect(read(word(text))).toBe(text.trim());
	});

	it('has the parts a word processor asks for, and tells nothing of who made it or when', () => {
		const parts = unzipSync(word('Dear reader,'));
		expect(Object.keys(parts)).toEqual([
			'[Content_Types].xml',
			'_rels/.rels',
			'word/document.xml',
			'word/styles.xml',
			'word/_rels/document.xml.rels'
		]);
		expect(word('Dear reader,')).toEqual(word('Dear reader,'));
	});

	it('keeps any text, and leaves out what markup cannot carry', () => {
		expect(read(word('a < b & c > “d”\u0000\u0008'))).toBe('a < b & c > “d”');
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const xml = strFromU8(unzipSync(word(text))['word/document.xml']!);
				expect(xml.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
			})
		);
	});
});

describe('Markdown', () => {
	it('takes signs literally and makes addresses links', () => {
		expect(markdown('I said *no* [twice].\nIts address is https://a.example/b_c.\n\n# one\n')).toBe(
			'I said \\*no\\* \\[twice\\].  \nIts address is <https://a.example/b_c>.\n\n\\# one\n'
		);
	});
});

describe('a calendar file', () => {
	const made = new Date('2026-11-24T10:00:00Z');
	const file = calendar(
		[
			{ day: '2026-12-22', title: 'Reminder 1' },
			{ day: '2026-12-31', title: `${'Erinnerung, ö; '.repeat(8)}` }
		],
		made,
		(index) => `id-${index}`
	);

	it('has whole days, an alarm in the morning and private entries', () => {
		expect(file).toContain('DTSTART;VALUE=DATE:20261222\r\nDTEND;VALUE=DATE:20261223\r\n');
		expect(file).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n');
		expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2);
		expect(file).toContain('CLASS:PRIVATE');
		expect(file).toContain('TRIGGER:PT9H');
		expect(file.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
		expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
	});

	it('folds lines at 75 octets and escapes what RFC 5545 escapes', () => {
		for (const line of file.split('\r\n'))
			expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
		expect(file.replace(/\r\n /g, '')).toContain('SUMMARY:Erinnerung\\, ö\\; Erinnerung');
	});
});
