import { describe, expect, it } from 'vitest';
import * as language from '#lib/server/marking/language.ts';
import { loadWords } from '#lib/server/marking/model.ts';

const words = loadWords();

describe('the language of a post', () => {
	it.each([
		'Ct cried today',
		'my 3pm no showed',
		'Breathe in. Breathe out.',
		'Carl Rogers > Freud',
		'2pm cancelled',
		'Pt eloped lol',
		'Bonjour from Paris, where I am eating all the bread!',
		'Die hard is a Christmas movie',
		'😂 same',
		'Session notes: done.',
		'OMG she actually said it to her mother',
		'#TherapistLife #MondayMotivation'
	])('is English: %s', (text) => {
		expect(language.of(text, words)).toBe('en');
	});

	it.each([
		['es', 'Mi clienta de hoy por fin denunció.'],
		['es', 'Hoy lloré en sesión.'],
		['es', 'Buenos días a todos'],
		['fr', 'Un patient m’a dit merci aujourd’hui.'],
		['fr', 'Quelle journée !'],
		['de', 'Meine Klientin hat heute gelacht.'],
		['de', 'Guten Morgen zusammen'],
		['de', 'Ein Klient hat abgesagt, Kaffee!'],
		['it', 'La mia paziente ha finalmente riso.'],
		['pt', 'Minha paciente chorou hoje.'],
		['nl', 'Mijn cliënt zei vandaag iets moois.'],
		['pl', 'Moja klientka dziś płakała.'],
		['ru', 'Моя клиентка сегодня плакала.'],
		['ja', '今日、クライアントが泣いた。'],
		['el', 'Καλημέρα σε όλους']
	])('is %s: %s', (lang, text) => {
		expect(language.of(text, words)).toBe(lang);
	});

	it.each([
		'Umiyak ang kliyente ko ngayon.',
		'Tá an cliant agam go maith inniu',
		'La meva clienta avui ha rigut.',
		'Asiakkaani itki tänään.',
		'Hôm nay khách hàng của tôi đã khóc.',
		'Klien saya menangis hari ini.'
	])('is at least not English: %s', (text) => {
		expect(language.of(text, words)).not.toBe('en');
	});

	it.each(['', '  ', '👍', '1234', 'https://quiet.example/a', '@anna'])(
		'is null where there is nothing to read: “%s”',
		(text) => {
			expect(language.of(text, words)).toBeNull();
		}
	);
});
