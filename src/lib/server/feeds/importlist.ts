/** Lists to follow, as people keep them: OPML from a feed reader, CSV from a spreadsheet, pasted lines. */
import { identityBases, professions, type IdentityBasis, type Profession } from '#lib/words.ts';
import * as opml from './opml.ts';
import * as typed from './typed.ts';

export interface Row {
	/** Line of the file, or place in an OPML document; from 1. */
	line: number;
	source: string;
	/** The list says that this is the address of a feed. */
	isFeed: boolean;
	name: string | null;
	profession: Profession | null;
	/** Country or region code, such as GB or US-CA. */
	place: string | null;
	registerUrl: string | null;
	/** What the list says makes feeds under one name one person's. */
	basis: IdentityBasis[];
	/** What is wrong with the row, in a sentence; undefined where nothing is. */
	issue?: string;
}

/** Rows of one list at most. */
export const MOST_ROWS = 5000;

/** Reads a list by its name and content. `error` is one sentence saying what is wrong and where. */
export function read(text: string, fileName: string): { rows: Row[] } | { error: string } {
	if (text.trim() === '') return { error: 'The file is empty.' };
	const isCsv = /\.csv$/i.test(fileName) || !/^\s*(\ufeff)?</.test(text);
	const list = isCsv ? readCsv(text) : readOpml(text);
	if ('rows' in list && list.rows.length > MOST_ROWS)
		return {
			error: `It lists ${list.rows.length} addresses, and ${MOST_ROWS} is the most at once: split it.`
		};
	return list;
}

function readOpml(text: string): { rows: Row[] } | { error: string } {
	const outlines = opml.read(text);
	if ('error' in outlines) return outlines;
	return {
		rows: outlines.map((outline, i) => ({
			line: i + 1,
			source: outline.feedUrl,
			isFeed: true,
			name: outline.title,
			profession: null,
			place: null,
			registerUrl: null,
			basis: []
		}))
	};
}

/** The columns in the order they have without headings, each with the headings it may have. */
const columns = {
	source: ['source', 'address', 'url', 'website', 'handle', 'feed'],
	name: ['name', 'practitioner'],
	profession: ['profession'],
	place: ['place', 'country', 'region'],
	register: ['register', 'register link', 'register url', 'registration'],
	basis: ['basis', 'identity basis', 'identity', 'same person because']
};
type Column = keyof typeof columns;
const order = Object.keys(columns) as Column[];

/** One source a line, then what else is known; a first line of headings may order it otherwise. */
function readCsv(text: string): { rows: Row[] } | { error: string } {
	const lines = cells(text.replace(/^\ufeff/, ''));
	if ('error' in lines) return lines;
	const first = (lines.rows[0]?.cells ?? []).map((cell) =>
		cell.toLowerCase().replace(/[_-]/g, ' ')
	);
	const isHeaded = first.some((cell) => Object.values(columns).flat().includes(cell));
	const places = order.map((column, i) =>
		isHeaded ? first.findIndex((cell) => columns[column].includes(cell)) : i
	);
	const at = Object.fromEntries(order.map((column, i) => [column, places[i]!])) as Record<
		Column,
		number
	>;
	if (at.source < 0) return { error: 'Line 1 has headings, but none is "address".' };
	const isFeed = isHeaded && first[at.source] === 'feed';
	const rows = lines.rows.slice(isHeaded ? 1 : 0).map(({ line, cells }) => {
		const cell = (column: Column) => cells[at[column]] ?? '';
		const isTurned =
			!isHeaded && !isSource(cell('source')) && cell('name') !== '' && isSource(cell('name'));
		return rowOf(line, isFeed, {
			...Object.fromEntries(order.map((column) => [column, cell(column)])),
			...(isTurned && { source: cell('name'), name: cell('source') })
		} as Record<Column, string>);
	});
	return rows.length > 0 ? { rows } : { error: 'The file lists no address.' };
}

function isSource(words: string): boolean {
	return typed.read(words).kind !== 'unclear';
}

/** A row of cells as it is meant; what cannot be understood is said, and the row still counts. */
function rowOf(line: number, isFeed: boolean, cells: Record<Column, string>): Row {
	const said = cells.profession.toLowerCase().replace(/\s+/g, '-');
	const profession = professions.find((one) => one === said) ?? null;
	const place = cells.place.toUpperCase();
	const bases = cells.basis
		.toLowerCase()
		.split(/[\s;|+,]+/)
		.filter(Boolean);
	const basis = identityBases.filter((one) => bases.includes(one));
	const strange = bases.find((word) => !(identityBases as readonly string[]).includes(word));
	const issue =
		cells.source === ''
			? 'The line has no address.'
			: said !== '' && !profession
				? `“${cells.profession}” is no profession we know; use one of ${professions.join(', ')}.`
				: !/^$|^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place)
					? `“${cells.place}” is no place we know: give a country code, such as GB or US-CA.`
					: cells.register !== '' && !isWebAddress(cells.register)
						? `“${cells.register}” is not the address of a register entry.`
						: strange
							? `“${strange}” is no sign that two feeds are one person’s; use ${identityBases.join(', ')}.`
							: undefined;
	return {
		line,
		source: cells.source,
		isFeed,
		name: cells.name || null,
		profession,
		place: place || null,
		registerUrl: cells.register || null,
		basis,
		...(issue !== undefined && { issue: `Line ${line}: ${issue}` })
	};
}

function isWebAddress(words: string): boolean {
	return URL.canParse(words) && /^https?:$/.test(new URL(words).protocol);
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
