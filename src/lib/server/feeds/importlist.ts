/** Lists to follow, as people keep them: OPML from a feed reader, or CSV from a spreadsheet. */
import { professions, type Profession } from '#lib/words.ts';
import * as opml from './opml.ts';

export interface Row {
	/** Line of the file, from 1; null in OPML. */
	line: number | null;
	source: string;
	/** The list says that this is the address of a feed, so nothing need be looked for. */
	isFeed: boolean;
	name: string | undefined;
	profession: Profession | null;
}

/** Reads a list by its name and content. `error` is one sentence saying what is wrong and where. */
export function read(text: string, fileName: string): { rows: Row[] } | { error: string } {
	if (text.trim() === '') return { error: 'The file is empty.' };
	if (/\.csv$/i.test(fileName) || !/^\s*(\ufeff)?</.test(text)) return readCsv(text);
	const outlines = opml.read(text);
	if ('error' in outlines) return outlines;
	return {
		rows: outlines.map((outline) => ({
			line: null,
			source: outline.feedUrl,
			isFeed: true,
			name: outline.title ?? undefined,
			profession: null
		}))
	};
}

const headings = ['source', 'address', 'url', 'feed', 'handle', 'name', 'profession'];

/** One source a line, then name and profession; a first line of headings may order them otherwise. */
function readCsv(text: string): { rows: Row[] } | { error: string } {
	const lines = cells(text.replace(/^\ufeff/, ''));
	if ('error' in lines) return lines;
	const first = lines.rows[0]?.cells.map((cell) => cell.toLowerCase()) ?? [];
	const isHeaded = first.some((cell) => headings.includes(cell));
	const place = (names: string[], usual: number) =>
		isHeaded ? first.findIndex((cell) => names.includes(cell)) : usual;
	const at = {
		source: place(['source', 'address', 'url', 'feed', 'handle'], 0),
		name: place(['name'], 1),
		profession: place(['profession'], 2)
	};
	if (at.source < 0) return { error: 'Line 1 has headings, but none is "address".' };
	const rows: Row[] = [];
	for (const { line, cells } of lines.rows.slice(isHeaded ? 1 : 0)) {
		const source = cells[at.source] ?? '';
		if (source === '') continue;
		const said = (cells[at.profession] ?? '').toLowerCase().replace(/\s+/g, '-');
		const profession = professions.find((one) => one === said) ?? null;
		if (said !== '' && !profession)
			return {
				error: `Line ${line}: “${cells[at.profession]}” is no profession we know; use one of ${professions.join(', ')}.`
			};
		rows.push({ line, source, isFeed: false, name: cells[at.name] || undefined, profession });
	}
	return rows.length > 0 ? { rows } : { error: 'The file lists no address.' };
}

/** Cells of comma- or semicolon-separated lines, quoted ones with doubled quotes inside (RFC 4180). */
function cells(text: string): { rows: { line: number; cells: string[] }[] } | { error: string } {
	const comma =
		(text.split('\n')[0]!.match(/;/g)?.length ?? 0) >
		(text.split('\n')[0]!.match(/,/g)?.length ?? 0)
			? ';'
			: ',';
	const rows: { line: number; cells: string[] }[] = [];
	let row: string[] = [];
	let cell = '';
	let isQuoted = false;
	let line = 1;
	let startedAt = 1;
	const endRow = () => {
		row.push(cell.trim());
		if (row.some((one) => one !== '')) rows.push({ line: startedAt, cells: row });
		row = [];
		cell = '';
		startedAt = line;
	};
	for (let i = 0; i < text.length; i++) {
		const sign = text[i]!;
		if (sign === '\n') line++;
		if (isQuoted) {
			if (sign !== '"') cell += sign;
			else if (text[i + 1] === '"') {
				cell += '"';
				i++;
			} else isQuoted = false;
		} else if (sign === '"' && cell.trim() === '') {
			isQuoted = true;
			cell = '';
		} else if (sign === comma) {
			row.push(cell.trim());
			cell = '';
		} else if (sign === '\n') endRow();
		else if (sign !== '\r') cell += sign;
	}
	if (isQuoted) return { error: `Line ${startedAt}: a quotation mark is opened and never closed.` };
	endRow();
	return { rows };
}
