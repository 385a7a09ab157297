/** Figures from marks beside labels. Pure. */
import type { Mark } from '../../words.ts';
import type { Item } from './corpus.ts';
import { practiceOf } from './axes/labels.ts';
import * as scores from './scores.ts';

/** An item with its mark and what two simpler readers say of it. */
export interface Row {
	item: Item;
	mark: Mark;
	isStory: boolean;
	/** Probability; 0 where the post was not judged. */
	score: number;
	first: number;
	keywords: number;
}

export interface Figures {
	items: number;
	stories: number;
	averagePrecision: number;
	/** At the threshold that suits these items best: what the scores could reach. */
	best: scores.AtThreshold;
	/** As marked: "likely" alone, and "likely" or "possible". */
	likely: scores.AtThreshold;
	marked: scores.AtThreshold;
	calibrationError: number;
	/** The highest recall at which at most 1 % of the others are marked. */
	recallAtOnePercent: number;
	precisionAt: { baseRate: number; likely: number; marked: number }[];
}

const BASE_RATES = [0.01, 0.02, 0.05, 0.1];

export function figures(
	rows: Pick<Row, 'score' | 'isStory'>[],
	thresholds: { likely: number; possible: number }
): Figures {
	const likely = scores.at(rows, thresholds.likely);
	const marked = scores.at(rows, thresholds.possible);
	return {
		items: rows.length,
		stories: rows.filter(({ isStory }) => isStory).length,
		averagePrecision: scores.averagePrecision(rows),
		best: scores.best(rows),
		likely,
		marked,
		calibrationError: scores.calibrationError(rows),
		recallAtOnePercent: scores.recallAtFalseRate(rows, 0.01),
		precisionAt: BASE_RATES.map((baseRate) => ({
			baseRate,
			likely: scores.precisionAt(baseRate, likely.recall, likely.falsePositiveRate),
			marked: scores.precisionAt(baseRate, marked.recall, marked.falsePositiveRate)
		}))
	};
}

/** Figures of each group, by name. */
export function grouped(
	rows: Row[],
	nameOf: (row: Row) => string,
	thresholds: { likely: number; possible: number }
): Record<string, Figures> {
	const names = [...new Set(rows.map(nameOf))].sort();
	return Object.fromEntries(
		names.map((name) => [
			name,
			figures(
				rows.filter((row) => nameOf(row) === name),
				thresholds
			)
		])
	);
}

/** How many rows were marked how strongly. */
export function strengthsOf(rows: Row[]) {
	const count = (strength: Mark['strength']) =>
		rows.filter(({ mark }) => mark.strength === strength).length;
	return {
		items: rows.length,
		likely: count('likely'),
		possible: count('possible'),
		none: count('none')
	};
}

/** Of the stories that were marked and have labelled spans: how many have a reason that overlaps one. */
export function reasons(rows: Row[]): { stories: number; overlapping: number } {
	const marked = rows.filter(
		({ isStory, mark, item }) =>
			isStory &&
			item.spans.length > 0 &&
			(mark.strength === 'likely' || mark.strength === 'possible')
	);
	const overlapping = marked.filter(({ item, mark }) => {
		const spans = item.spans.flatMap((span) => {
			const start = item.text.indexOf(span);
			return start < 0 ? [] : [{ start, end: start + span.length }];
		});
		return mark.reasons.some(
			(reason) =>
				!reason.against &&
				reason.part !== 'title' &&
				spans.some((span) => reason.start < span.end && span.start < reason.end)
		);
	});
	return { stories: marked.length, overlapping: overlapping.length };
}

/** How a reading agrees with the labels: items labelled so, items read so, and both. */
export interface Agreement {
	labelled: number;
	read: number;
	both: number;
}

/**
 * Exits, other norms and good practice over all rows; identifiers, forms and tone over true stories
 * that were marked, since only stories have them.
 */
export function axes(rows: Row[]): Record<string, Agreement> {
	const counts = new Map<string, Agreement>();
	const compare = (axis: string, labelled: string[], read: string[]) => {
		for (const value of new Set([...labelled, ...read])) {
			const key = `${axis}: ${value}`;
			const count = counts.get(key) ?? { labelled: 0, read: 0, both: 0 };
			counts.set(key, count);
			const [is, was] = [labelled.includes(value), read.includes(value)];
			if (is) count.labelled++;
			if (was) count.read++;
			if (is && was) count.both++;
		}
	};
	for (const { item, mark, isStory } of rows) {
		if (mark.strength === 'not-judged') continue;
		compare('exit', item.exits, mark.exits);
		compare(
			'other norm',
			[
				...item.other_norms,
				...(item.about === 'supervisee-or-colleague-case' ? ['supervisee-or-colleague-case'] : [])
			],
			mark.otherNorms.map((norm) =>
				norm === 'public-figure-diagnosis' ? 'stranger-diagnosis' : norm
			)
		);
		compare(
			'good practice',
			item.good_practice.flatMap((one) => practiceOf[one] ?? []),
			mark.goodPractice.filter((one) => Object.values(practiceOf).includes(one))
		);
		if (!isStory || mark.strength === 'none') continue;
		compare('identifier', item.identifiers, mark.identifiers);
		compare('form', item.form, mark.forms);
		compare('tone', [item.tone], mark.tone ? [mark.tone] : []);
	}
	return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
