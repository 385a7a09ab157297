/** What items of the corpus show that neither stage was trained on: the figures of docs/method.md. Pure. */
import type { Example } from './examples.ts';
import { probability } from './linear.ts';
import * as measures from './measures.ts';

export interface Figures extends measures.Figures {
	/** Contrast pairs, and those whose story ranks above its twin. */
	pairs: { count: number; ranked: number };
	/** Of the others, by what they are about: how many are marked, and how many of them as likely. */
	others: Record<string, { items: number; marked: number; likely: number }>;
}

/**
 * Figures of items whose author gives care, composites stated as such apart.
 * @param logOdds one for each example; NaN where it was not left out
 */
export function figures(
	all: Example[],
	logOdds: ArrayLike<number>,
	thresholds: { likely: number; possible: number }
): Figures {
	const rows = all.flatMap(({ item }, i) =>
		Number.isNaN(logOdds[i]!) ||
		item.author_care === 'not-care' ||
		item.exits.includes('composite-stated')
			? []
			: [{ item, score: probability(logOdds[i]!), isStory: item.client_narrative === 'yes' }]
	);
	const others: Figures['others'] = {};
	for (const { item, score, isStory } of rows) {
		if (isStory) continue;
		const kind = (others[item.about] ??= { items: 0, marked: 0, likely: 0 });
		kind.items++;
		if (score >= thresholds.possible) kind.marked++;
		if (score >= thresholds.likely) kind.likely++;
	}
	return { ...measures.figures(rows, thresholds), pairs: pairsOf(rows), others };
}

function pairsOf(rows: { item: Example['item']; score: number; isStory: boolean }[]) {
	const twins = new Map<string, typeof rows>();
	for (const row of rows)
		if (row.item.pair) twins.set(row.item.pair, [...(twins.get(row.item.pair) ?? []), row]);
	let count = 0;
	let ranked = 0;
	for (const some of twins.values())
		for (const story of some.filter(({ isStory }) => isStory))
			for (const other of some.filter(({ isStory }) => !isStory)) {
				count++;
				if (story.score > other.score) ranked++;
			}
	return { count, ranked };
}
