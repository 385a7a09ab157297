import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt, mask } from '#lib/server/publication/redaction.ts';

describe('a masked text', () => {
	it('keeps what was told and hides who it was', () => {
		expect(mask("A man I see, let's call him Leo, keeps going back to the ex.")).toBe(
			"A man I see, let's call him [name], keeps going back to the ex."
		);
		const masked = mask(
			'My client Marta, 34, came from Norwich on 3 March 2025. Call 020 7946 0000 or @marta_b.'
		);
		for (const hidden of ['Marta', '34', 'Norwich', '3 March', '2025', '7946', 'marta_b'])
			expect(masked).not.toContain(hidden);
		expect(masked).toContain('My client [name]');
	});

	it('leaves a text without details as it is', () => {
		const plain = 'My client was late again and I was relieved.';
		expect(mask(plain)).toBe(plain);
	});
});

describe('an excerpt', () => {
	const names = ['Marta', 'Leo', 'Priya', 'Agnes', 'Tomasz'];
	const places = ['Norwich', 'Leeds', 'Galway', 'Tucson'];
	const sentence = fc.oneof(
		fc.constant('General words about sleep and rest follow here.'),
		fc.constantFrom(...names).map((name) => `My client ${name} cried for an hour.`),
		fc.constantFrom(...names).map((name) => `I saw her, and ${name} said nothing at all.`),
		fc.constantFrom(...places).map((place) => `He drives in from ${place} each time.`),
		fc.integer({ min: 18, max: 90 }).map((years) => `She is a ${years}-year-old with a story.`),
		fc.integer({ min: 1, max: 28 }).map((day) => `We met on ${day} March 2025 in the rain.`)
	);

	it('is never longer than 200 characters and tells no name, age, place or date', () => {
		fc.assert(
			fc.property(fc.array(sentence, { maxLength: 14 }), fc.nat(600), (all, at) => {
				const text = all.join(' ');
				const start = Math.min(at, text.length);
				const made = excerpt(text, [{ cue: 'any', start, end: start }]);
				expect(made.length).toBeLessThanOrEqual(200);
				for (const hidden of [...names, ...places, 'March', '2025', 'year-old'])
					expect(made).not.toContain(hidden);
			}),
			{ numRuns: 300 }
		);
	});

	it('starts at the sentence that tells of a client', () => {
		const lead = 'There are many words about sleep and rest. '.repeat(12);
		const text = `${lead}My client slept through it all. And then some.`;
		const start = text.indexOf('client');
		expect(excerpt(text, [{ cue: 'any', start, end: start + 6 }])).toBe(
			'… My client slept through it all. And then some.'
		);
		expect(excerpt(text, [])).toMatch(/^There are many words/);
		expect(excerpt('', [])).toBe('');
	});

	it('passes over words that speak against a story, and the title', () => {
		const text = 'Imagine someone. My client slept.';
		const made = excerpt(text, [
			{ cue: 'any', start: 0, end: 7, against: true },
			{ cue: 'any', start: 0, end: 3, part: 'title' },
			{ cue: 'any', start: 20, end: 26 }
		]);
		expect(made).toBe('… My client slept.');
	});
});
