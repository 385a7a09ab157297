import { describe, expect, it } from 'vitest';
import * as corpus from '#lib/server/marking/corpus.ts';
import * as examples from '#lib/server/marking/examples.ts';
import { labels } from '#lib/server/marking/axes/labels.ts';

const items = examples.readCorpus();

describe('the corpus', () => {
	it('has items with names of their own and spans that are words of the text', () => {
		expect(items.length).toBeGreaterThan(7000);
		expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
		const lost = items.filter(({ text, spans }) => spans.some((span) => !text.includes(span)));
		expect(lost.map(({ id }) => id)).toEqual([]);
	});

	it('keeps pairs, and all that one hand wrote, in one fold', () => {
		const foldsOf = new Map<string, Set<number>>();
		for (const item of items) {
			if (!item.pair) continue;
			const folds = foldsOf.get(item.pair) ?? new Set();
			foldsOf.set(item.pair, folds.add(examples.foldOf(item)));
		}
		expect([...foldsOf.values()].filter(({ size }) => size > 1)).toEqual([]);
		const hands = new Set(items.map(corpus.handOf));
		for (const hand of hands)
			expect(
				new Set(items.filter((item) => corpus.handOf(item) === hand).map(examples.foldOf)).size
			).toBe(1);
	});

	it('has examples of every reading that is trained', () => {
		for (const label of labels)
			expect(items.filter((item) => label.isTrue(item)).length, label.value).toBeGreaterThan(10);
	});

	it.each([
		['{"id":"a","text":"b","client_narrative":"yes"}\n\n{"id":"a"}', /line 3/],
		['no json', /line 1/],
		['{"id":"a","text":"b","client_narrative":"maybe"}', /line 1/]
	])('says which line is wrong: %s', (text, error) => {
		expect(corpus.readItems(text)).toEqual({ error: expect.stringMatching(error) });
	});
});
