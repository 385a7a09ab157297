/** Labelled text: reading it, and cutting it into folds that keep look-alikes together. */

/** One labelled passage, as corpus/README.md describes it. */
export interface Item {
	id: string;
	lang: string;
	kind: string;
	text: string;
	title?: string;
	client_narrative: 'yes' | 'no';
	spans: string[];
	about: string;
	form: string[];
	exits: string[];
	tone: string;
	identifiers: string[];
	other_norms: string[];
	good_practice: string[];
	author_role?: string;
	author_care?: string;
	pair?: string;
	contrast?: string;
}

/** Items of a file's text, or a sentence that says which line is wrong. */
export function readItems(text: string): Item[] | { error: string } {
	const items: Item[] = [];
	const lines = text.split('\n');
	for (let i = 0; i < lines.length; i++) {
		if (lines[i]!.trim() === '') continue;
		const item = parseLine(lines[i]!);
		if (!item)
			return {
				error: `line ${i + 1} is not a labelled item: it needs "id", "text" and "client_narrative" (yes or no) as JSON.`
			};
		items.push(item);
	}
	return items;
}

function parseLine(line: string): Item | undefined {
	try {
		const raw = JSON.parse(line) as Partial<Item> | null;
		if (!raw || typeof raw.id !== 'string' || typeof raw.text !== 'string') return undefined;
		if (raw.client_narrative !== 'yes' && raw.client_narrative !== 'no') return undefined;
		const list = (value: unknown) =>
			Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
		return {
			...raw,
			id: raw.id,
			text: raw.text,
			client_narrative: raw.client_narrative,
			lang: raw.lang ?? 'en',
			kind: raw.kind ?? '',
			spans: list(raw.spans),
			about: raw.about ?? 'none',
			form: list(raw.form),
			exits: list(raw.exits),
			tone: raw.tone ?? 'neutral',
			identifiers: list(raw.identifiers),
			other_norms: list(raw.other_norms),
			good_practice: list(raw.good_practice)
		};
	} catch {
		return undefined;
	}
}

/** What must stay in one fold: a contrast pair, or a run of ten numbers (neighbours are often twins). */
export function groupOf(item: Item): string {
	if (item.pair) return item.pair;
	const number = /^(.*?)(\d+)\D*$/.exec(item.id);
	return number ? `${number[1]}${Math.floor((Number(number[2]) - 1) / 10)}` : item.id;
}

/** The fold of a group, by a hash of its name. */
export function foldOf(group: string, folds: number): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < group.length; i++) hash = Math.imul(hash ^ group.charCodeAt(i), 0x01000193);
	hash ^= hash >>> 13;
	hash = Math.imul(hash, 0x5bd1e995);
	return ((hash ^ (hash >>> 15)) >>> 0) % folds;
}
