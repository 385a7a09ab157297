import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as classify from '#lib/server/marking/classify.ts';

let reader: classify.Reader;
beforeAll(async () => {
	reader = await classify.open();
	await classify.read(reader, [{ id: 'first', text: 'The first post warms the reader up.' }]);
});

/**
 * Reads a post and checks what must hold for any text. Returns the milliseconds of processor time it
 * took: what else the machine does meanwhile is none of the reader's doing.
 */
async function check(text: string, title?: string): Promise<number> {
	const started = process.cpuUsage();
	const [mark] = await classify.read(reader, [{ id: 'a', text, title }]);
	const { user, system } = process.cpuUsage(started);
	if (mark!.probability === null) expect(mark!.strength).toBe('not-judged');
	else {
		expect(mark!.probability).toBeGreaterThanOrEqual(0);
		expect(mark!.probability).toBeLessThanOrEqual(1);
	}
	for (const { start, end, part } of mark!.reasons) {
		expect(start).toBeGreaterThanOrEqual(0);
		expect(end).toBeGreaterThan(start);
		expect(end).toBeLessThanOrEqual((part === 'title' ? title! : text).length);
	}
	return (user + system) / 1000;
}

describe('any text', () => {
	it('is read without a fault, with offsets inside it', async () => {
		const words = fc.constantFrom(
			...[
				'my',
				'client',
				'told',
				'me',
				'she',
				'cried',
				'“',
				'”',
				'.',
				'\n',
				'3pm',
				'👩‍🦰',
				'@a',
				'#b',
				'é',
				'\ud83d'
			]
		);
		const odd = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc.array(words, { maxLength: 80 }).map((some) => some.join(' ')),
			fc.array(words, { maxLength: 80 }).map((some) => some.join(''))
		);
		await fc.assert(
			fc.asyncProperty(odd, fc.option(odd, { nil: undefined }), async (text, title) => {
				await check(text, title);
			}),
			{ numRuns: 60 }
		);
	});

	it.each([
		['one letter', 'a'],
		['one word', 'a '],
		['a story', 'She said to me that my client cried in session today. '],
		['quotation marks', '"a '],
		['emoji', '😂'],
		['lone surrogates', '\ud83d'],
		['combining marks', 'a\u0301'],
		['new lines', 'a\n'],
		['numbers', '1.1,'],
		['apostrophes', "o'a "],
		['ideographs', '漢字 '],
		['a mixture', 'Ab1\'"“,😂\n']
	])('of 200,000 characters takes under two seconds: %s', async (_, unit) => {
		const text = unit.repeat(Math.floor(200_000 / unit.length));
		expect(await check(text)).toBeLessThan(2000);
	});
});
