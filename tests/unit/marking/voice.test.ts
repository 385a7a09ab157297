import { describe, expect, it } from 'vitest';
import * as voice from '#lib/server/marking/voice.ts';

describe('whose feed it is', () => {
	it.each([
		[{ description: 'Notes of a psychotherapist in Leeds' }, 'care'],
		[{ title: 'Kim Doe, LCSW' }, 'care'],
		[{ description: 'hospice chaplain, dog person' }, 'care'],
		[{ description: 'Novelist. My therapist says hi.' }, 'not-care'],
		[{ description: 'My years in therapy, told week by week' }, 'not-care'],
		[{ description: 'Web design for small firms' }, 'not-care'],
		[{ description: 'Speech therapist and mum of two' }, 'not-care'],
		[{ title: 'The quiet garden' }, 'unknown'],
		[{ profession: 'counsellor', description: 'Novelist' }, 'care'],
		[{ profession: 'not-care', description: 'Psychologist' }, 'not-care']
	])('%j: %s', (clues, care) => {
		const whose = voice.whose(clues);
		expect(whose.care).toBe(care);
		expect(whose.because.length).toBeGreaterThan(0);
		for (const sentence of whose.because) expect(sentence).toMatch(/^[A-Z].*\.$/u);
	});
});

describe('whose words a post holds', () => {
	it.each([
		['RT @anna@social.example: my client said the funniest thing', null, 'quoted'],
		['Guest post by Ana, who writes about her years in therapy.', null, 'guest'],
		['“She saved my marriage.” – K., former client', 'Testimonial', 'client'],
		['“Slow down, and then slow down again.” — Ursula Vale', null, 'quoted'],
		['“I finally slept.” — client, today', null, 'practitioner'],
		['"you look tired" — pt on my own ward round', null, 'practitioner'],
		['RT @couch: "my client named it Brenda" << mine calls his Kevin', null, 'practitioner'],
		['Tea first, then notes.', null, 'practitioner']
	])('%s', (text, title, expected) => {
		expect(voice.ofPost({ text, title }, 'care')).toBe(expected);
	});
});
