/** Labelled text: reading it, and telling whose hand wrote it. */

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

/** The hand that wrote an item: the letters that its name begins with. */
export function handOf({ id }: Pick<Item, 'id'>): string {
	return /^[A-Za-z]*/.exec(id)![0];
}
