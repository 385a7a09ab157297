import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as classify from '#lib/server/marking/classify.ts';
import { readItems, type Item } from '#lib/server/marking/corpus.ts';
import * as examples from '#lib/server/marking/examples.ts';
import { close, type Models } from '#lib/server/marking/reader.ts';

/** A third of the stream that is kept for measuring: whole feeds, by hands that the corpus does not have. */
const items = read('stream.jsonl').slice(0, 1000);

function read(name: string): Item[] {
	const file = join(import.meta.dirname, '../../fixtures/marking', name);
	const found = readItems(readFileSync(file, 'utf8'));
	if ('error' in found) throw new Error(found.error);
	return found;
}

describe('a stream as feeds bring it', () => {
	let reader: Models;
	beforeAll(async () => {
		reader = await classify.open();
	});
	afterAll(() => close(reader));

	it('is no text that the reader was trained on', () => {
		const trained = new Set(examples.readCorpus().map(({ text }) => text));
		expect(items.filter(({ text }) => trained.has(text))).toEqual([]);
	});

	it('has at most one mark in 200 plain posts, and most of its stories are found', async () => {
		const marks = await classify.read(
			reader,
			items.map((item) => ({ ...item, profession: item.author_role }))
		);
		const marked = (label: Item['client_narrative']) => {
			const some = marks.filter((_, i) => items[i]!.client_narrative === label);
			return (
				some.filter(({ strength }) => strength === 'likely' || strength === 'possible').length /
				some.length
			);
		};
		expect(
			items.filter(({ client_narrative }) => client_narrative === 'yes').length
		).toBeGreaterThan(30);
		expect(marked('no')).toBeLessThanOrEqual(0.005);
		expect(marked('yes')).toBeGreaterThan(0.6);
	});
});
