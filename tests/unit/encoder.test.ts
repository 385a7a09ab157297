import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as encoder from '#lib/server/marking/encoder.ts';

const weights = join(import.meta.dirname, '../../src/lib/server/marking/weights');

async function opened(runtimes?: encoder.Encoder['runtime'][]): Promise<encoder.Encoder> {
	const found = await encoder.open({ runtimes });
	if ('missing' in found) throw new Error(found.missing);
	return found;
}

const story =
	'A client of mine cried today when she told me about her brother. She is nineteen and had never said it aloud.';
const plain = 'Slugs got every single lettuce. Not even a stalk left. Back to the shop, then.';
const passages: encoder.Passage[] = [
	{ text: story, author: 'counsellor' },
	{ text: plain, author: 'counsellor' },
	{ text: `${plain}\n\n${story}\n\n${plain}`, author: null },
	{ text: '', author: null },
	{ text: '👋🏽 ok', author: 'a feed about 👋🏽' }
];

describe('the encoder', () => {
	let native: encoder.Encoder;
	beforeAll(async () => {
		native = await opened();
	});
	afterAll(() => encoder.close(native));

	it('tells a story about a client from a day in the garden', async () => {
		const [yes, no, mixed, empty] = await encoder.read(native, passages);
		expect(yes!.probability).toBeGreaterThan(0.8);
		expect(no!.probability).toBeLessThan(0.1);
		expect(mixed!.probability).toBeGreaterThan(no!.probability);
		expect(empty!.probability).toBeLessThan(0.5);
		expect(empty!.tokens).toEqual([]);
	});

	it('points at the words that tell it', async () => {
		const text = passages[2]!.text;
		const [mixed] = await encoder.read(native, [passages[2]!]);
		const from = text.indexOf(story);
		const mean = (some: encoder.Token[]) =>
			some.reduce((sum, { probability }) => sum + probability, 0) / some.length;
		const inside = mixed!.tokens.filter(
			({ start, end }) => start >= from && end <= from + story.length
		);
		const outside = mixed!.tokens.filter((token) => !inside.includes(token));
		expect(mean(inside)).toBeGreaterThan(mean(outside) + 0.05);
	});

	it('reads the same whatever is read beside it, and again', async () => {
		const together = await encoder.read(native, passages);
		for (const [i, passage] of passages.entries()) {
			const [alone] = await encoder.read(native, [passage]);
			expect(alone).toEqual(together[i]);
		}
		expect(await encoder.read(native, passages)).toEqual(together);
	});

	it('reads a long text to its end', async () => {
		const text = `${plain} `.repeat(40) + story;
		const [found] = await encoder.read(native, [{ text, author: 'counsellor' }]);
		expect(found!.tokens.at(-1)!.end).toBe(text.length);
		const last = found!.tokens.slice(-10);
		expect(Math.max(...last.map(({ probability }) => probability))).toBeGreaterThan(0.5);
	});

	it('takes any text, with offsets inside it', async () => {
		const any = fc.string({ unit: 'binary', maxLength: 300 });
		await fc.assert(
			fc.asyncProperty(any, fc.option(any), async (text, author) => {
				const [found] = await encoder.read(native, [{ text, author }]);
				expect(found!.probability).toBeGreaterThanOrEqual(0);
				expect(found!.probability).toBeLessThanOrEqual(1);
				for (const { start, end, probability } of found!.tokens) {
					expect(start).toBeLessThan(end);
					expect(end).toBeLessThanOrEqual(text.length);
					expect(probability).toBeGreaterThanOrEqual(0);
				}
			}),
			{ numRuns: 30 }
		);
	});

	it('reads alike in WebAssembly, where the native runtime cannot load', async () => {
		const web = await opened(['web']);
		expect(web.runtime).toBe('web');
		const [one, other] = [await encoder.read(web, passages), await encoder.read(native, passages)];
		for (const [i, { probability }] of one.entries())
			expect(Math.abs(probability - other[i]!.probability)).toBeLessThan(0.02);
		await encoder.close(web);
	});
});

describe('without an encoder', () => {
	const folder = mkdtempSync(join(tmpdir(), 'weights-'));
	afterAll(() => rmSync(folder, { recursive: true }));

	it('says which file is missing', async () => {
		expect(await encoder.open({ folder })).toEqual({
			missing: `${join(folder, 'encoder.onnx')} is not there.`
		});
	});

	it('says that a file is damaged', async () => {
		for (const name of ['encoder.json', 'tokenizer.json', 'tokenizer_config.json'])
			copyFileSync(join(weights, name), join(folder, name));
		writeFileSync(join(folder, 'encoder.onnx'), 'half a file');
		expect(await encoder.open({ folder })).toEqual({
			missing: `${join(folder, 'encoder.onnx')} is not the file that encoder.json describes.`
		});
	});

	it('says so where no runtime loads', async () => {
		expect(await encoder.open({ runtimes: [] })).toEqual({
			missing: 'onnxruntime did not load (none was tried).'
		});
	});
});
