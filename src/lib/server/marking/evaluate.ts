/** Measures a reader on labelled text: every figure of docs/method.md comes from here. */
import type { Mark } from '../../words.ts';
import * as classify from './classify.ts';
import type { Item } from './corpus.ts';
import * as first from './first.ts';
import { probability } from './linear.ts';
import * as measures from './measures.ts';
import type { Models } from './reader.ts';
import * as voice from './voice.ts';

export { readItems } from './corpus.ts';
export { inWords } from './report.ts';

/** What a list of items showed, read by one reader. */
export interface Report {
	version: string;
	reader: Models['kind'];
	isRoleTold: boolean;
	/** Items of the file; of those in a language that is not judged and rightly left out. */
	items: number;
	notJudged: number;
	/** English items whose author gives care: the product's population. */
	care: measures.Figures;
	/** Every judged item, novelists, clients and other trades too. */
	all: measures.Figures;
	byKind: Record<string, measures.Figures>;
	byLength: Record<string, measures.Figures>;
	/** Posts that call their person a composite, kept out of all figures above. */
	composite: { items: number; likely: number; possible: number; none: number };
	/** Beside it, on the items of `care` and `all`: the first stage alone, and a search for keywords. */
	firstStage: { care: measures.Figures; all: measures.Figures };
	keywords: { care: measures.Figures; all: measures.Figures };
	reasons: { stories: number; overlapping: number };
	axes: Record<string, measures.Agreement>;
}

const BATCH = 32;

/** Reads all items and compares. `isRoleTold`: the author's role is given as the profession. */
export async function evaluate(
	reader: Models,
	items: Item[],
	options: { isRoleTold?: boolean; onProgress?: (words: string) => void } = {}
): Promise<Report> {
	const isRoleTold = options.isRoleTold ?? true;
	const marks: Mark[] = [];
	for (let i = 0; i < items.length; i += BATCH) {
		options.onProgress?.(`Read ${i} of ${items.length} items`);
		marks.push(
			...(await classify.read(
				reader,
				items.slice(i, i + BATCH).map((item) => readable(item, isRoleTold))
			))
		);
	}
	const rows = items.map((item, i) => rowOf(reader, item, marks[i]!, isRoleTold));
	const judged = rows.filter(({ item, mark }) => mark.probability !== null || item.lang === 'en');
	const counted = judged.filter(({ item }) => !item.exits.includes('composite-stated'));
	const care = counted.filter(({ item }) => item.lang === 'en' && item.author_care !== 'not-care');
	const { thresholds } = reader;
	const figures = (some: measures.Row[]) => measures.figures(some, thresholds);
	return {
		version: reader.version,
		reader: reader.kind,
		isRoleTold,
		items: items.length,
		notJudged: rows.length - judged.length,
		care: figures(care),
		all: figures(counted),
		byKind: measures.grouped(care, ({ item }) => kindOf(item), thresholds),
		byLength: measures.grouped(care, ({ item }) => lengthOf(item), thresholds),
		composite: measures.strengthsOf(
			judged.filter(({ item }) => item.exits.includes('composite-stated'))
		),
		firstStage: {
			care: measures.figures(
				care.map((row) => ({ ...row, score: row.first })),
				reader.first.thresholds
			),
			all: measures.figures(
				counted.map((row) => ({ ...row, score: row.first })),
				reader.first.thresholds
			)
		},
		keywords: {
			care: measures.figures(
				care.map((row) => ({ ...row, score: row.keywords })),
				{ likely: 1, possible: 0.5 }
			),
			all: measures.figures(
				counted.map((row) => ({ ...row, score: row.keywords })),
				{ likely: 1, possible: 0.5 }
			)
		},
		reasons: measures.reasons(care),
		axes: measures.axes(care)
	};
}

function readable(item: Item, isRoleTold: boolean): classify.Readable {
	return {
		id: item.id,
		text: item.text,
		title: item.title,
		profession: isRoleTold ? item.author_role : undefined
	};
}

function rowOf(reader: Models, item: Item, mark: Mark, isRoleTold: boolean): measures.Row {
	const role = (isRoleTold && item.author_role) || null;
	const by = first.author(voice.whose({ profession: role }).care, role);
	const read = first.read(reader.first, item.text, by);
	return {
		item,
		mark,
		isStory: item.client_narrative === 'yes',
		score: mark.probability ?? 0,
		first:
			read.windows.length === 0
				? 0
				: probability(first.combine(read.windows, reader.first.windowPenalty)),
		keywords: keywords(item.text)
	};
}

/** The baseline that anybody would write first: how many of three keyword searches hit, as a share. */
export function keywords(text: string): number {
	const hits = [
		/\b(?:client|patient)s?\b[^.!?]{0,60}\b(?:said|told|says|asked|cried|came)\b/i,
		/\b(?:my|today'?s?|our|this morning'?s?|last) (?:session|client|patient)\b/i,
		/\b(?:a|one) (?:client|patient|couple) (?:of mine|I)\b/i
	].filter((pattern) => pattern.test(text)).length;
	return hits / 3;
}

/** A story by its form; anything else by what it is about. */
function kindOf(item: Item): string {
	return item.client_narrative === 'yes' ? 'story' : item.about;
}

function lengthOf(item: Item): string {
	const words = item.text.split(/\s+/).length;
	if (words <= 20) return 'up to 20 words';
	if (words <= 60) return '21 to 60 words';
	return words <= 150 ? '61 to 150 words' : 'over 150 words';
}
