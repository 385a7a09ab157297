/** The corpus as training examples: labelled items turned into feature columns. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config.ts';
import * as corpus from './corpus.ts';
import { matcher } from './cues/index.ts';
import { match } from './cues/pattern.ts';
import * as features from './features.ts';
import * as first from './first.ts';
import * as language from './language.ts';
import * as text from './text.ts';
import * as voice from './voice.ts';

const folder = join(projectRoot, 'src/lib/server/marking/corpus');

/**
 * The hands of each fold: everything that one hand wrote is left out together, so that what is measured
 * on a fold is measured on a style that was never seen. The recipe cuts alike.
 */
const hands: string[][] = JSON.parse(readFileSync(join(folder, 'folds.json'), 'utf8'));
export const FOLDS = hands.length;

/** The fold of an item; what no hand of the corpus wrote is spread by the length of its text. */
export function foldOf(item: corpus.Item): number {
	const fold = hands.findIndex((some) => some.includes(corpus.handOf(item)));
	return fold >= 0 ? fold : item.text.length % FOLDS;
}

/** An item whose author is known is learned with and without its role, in these shares. */
export const TOLD = 0.6;

/** One labelled item as feature columns, with and without its author's role. */
export interface Example {
	item: corpus.Item & { file: string };
	fold: number;
	told: Int32Array | undefined;
	untold: Int32Array;
}

/** The labelled items of the project's corpus. Throws on a damaged line. */
export function readCorpus(): (corpus.Item & { file: string })[] {
	const files = readdirSync(folder)
		.filter((name) => name.endsWith('.jsonl'))
		.sort();
	return files.flatMap((name) => {
		const items = corpus.readItems(readFileSync(join(folder, name), 'utf8'));
		if ('error' in items) throw new Error(`${name}: ${items.error}`);
		return items
			.filter(({ lang }) => lang === 'en')
			.map((item) => ({ ...item, file: name.replace('.jsonl', '') }));
	});
}

/** Turns items into examples. */
export function of(items: (corpus.Item & { file: string })[]): Example[] {
	return items.map((item) => {
		const reading = text.read(item.text);
		const found = match(reading, matcher);
		const columns = (by: features.Author) => {
			const seen: number[] = [];
			features.visit(reading, found, by, 0, reading.words.length, (one) => seen.push(one));
			return Int32Array.from(seen);
		};
		const role = item.author_role;
		return {
			item,
			fold: foldOf(item),
			told: role ? columns(first.author(voice.whose({ profession: role }).care, role)) : undefined,
			untold: columns(first.author('unknown', null))
		};
	});
}

/** Words that at least two items have, sorted: what English looks like here. */
export function words(all: Example[]): string[] {
	const counts = new Map<string, number>();
	for (const { item } of all)
		for (const word of new Set(language.wordsOf(item.text)))
			counts.set(word, (counts.get(word) ?? 0) + 1);
	return [...counts]
		.filter(([word, count]) => word !== '' && count >= 2)
		.map(([word]) => word)
		.sort();
}
