/** What an export form or address asks for. */
import type { Db } from '#lib/server/db/index.ts';
import * as lists from '#lib/server/lists.ts';
import { exportFormats, exportWhats, type ExportFormat, type ExportWhat } from '#lib/words.ts';

export interface Wanted {
	what: ExportWhat;
	format: ExportFormat;
	list: lists.List | undefined;
	isZip: boolean;
}

/** Reads `what`, `format`, `list` and `zip`; a sentence says what is wrong. */
export async function read(
	db: Db,
	get: (name: string) => FormDataEntryValue | null
): Promise<Wanted | { issue: string }> {
	const what = exportWhats.find((one) => one === get('what'));
	if (!what) return { issue: `Choose what: ${exportWhats.join(', ')}.` };
	const format = exportFormats.find((one) => one === (get('format') ?? 'csv'));
	if (!format) return { issue: `Choose a format: ${exportFormats.join(' or ')}.` };
	const typed = String(get('list') ?? '');
	const list = /^\d{1,9}$/.test(typed) ? await lists.find(db, Number(typed)) : undefined;
	if (typed !== '' && !list) return { issue: 'That list is no longer there.' };
	return { what, format, list, isZip: get('zip') !== '0' };
}
