import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screen } from '#lib/server/publication/screening.ts';

const own = 'Dr Ilse Vandermoss';
const firm = (words: string) => screen(words, own).firm.map(({ kind, found }) => [kind, found]);

describe('the screening of a reply', () => {
	it.each([
		'I had her written consent before I wrote this.',
		'This is a made-up example, put together from many years of work. Nobody in it exists.',
		'The person asked me to share it, and read the text first.',
		'The post is about a friend, not a client.',
		'I disagree with this reading. The post describes a scene from a film. Ilse Vandermoss',
		'I have taken it down. I am sorry, and I thank the group for telling me.',
		'This is not my account. I have never written there.'
	])('finds nothing in: %s', (words) => {
		expect(firm(words)).toEqual([]);
	});

	it.each([
		['Leo agreed to it.', 'name', 'Leo'],
		['My client was called Leo, and he agreed.', 'name', 'Leo'],
		['The client is 34 and agreed.', 'age', '34'],
		['She is a 34-year-old and agreed.', 'age', '34'],
		['They live in Norwich.', 'name', 'Norwich'],
		['We met on 3 March 2025.', 'date', '3 March 2025'],
		['It was my client at 4 pm.', 'date', 'at 4 pm'],
		['The client has depression.', 'health', 'depression'],
		['Ask them at leo@inbox.example for proof.', 'contact', 'leo@inbox.example'],
		['Ring them on 020 7946 0000.', 'contact', '020 7946 0000'],
		['Ask @leo_b, who agreed.', 'contact', '@leo_b'],
		['They live at 12 Gorse Lane.', 'place', '12 Gorse Lane']
	])('asks to reword: %s', (words, kind, found) => {
		const said = screen(words, own).firm;
		expect(said.some((one) => one.kind === kind && one.found.includes(found))).toBe(true);
		for (const one of said) expect(words.slice(one.start, one.end)).toBe(one.found);
	});

	it('asks to look again at what only may point to somebody', () => {
		const { firm, look } = screen('It was about a nurse last week, and her husband knew.', own);
		expect(firm).toEqual([]);
		expect(look.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['work', 'date', 'family'])
		);
	});

	it('names each place once, whatever is written', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (words) => {
				const { firm, look } = screen(words, own);
				const all = [...firm, ...look].sort((a, b) => a.start - b.start);
				all.forEach((one, i) => {
					expect(words.slice(one.start, one.end)).toBe(one.found);
					if (i > 0) expect(one.start).toBeGreaterThanOrEqual(all[i - 1]!.end);
				});
			}),
			{ numRuns: 300 }
		);
	});
});
