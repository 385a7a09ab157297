import { error } from '@sveltejs/kit';
import * as download from '#lib/server/exporting/download.ts';
import * as pseudonyms from '#lib/server/exporting/pseudonyms.ts';
import * as requests from '#lib/server/exporting/requests.ts';
import * as journal from '#lib/server/journal.ts';
import * as lists from '#lib/server/lists.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import { read, type Wanted } from '../wanted.ts';

/**
 * Rows with names. In a group the form names a `request` that a second person approved; one person alone
 * says what is wanted. Either is noted in the journal.
 */
export async function POST({ locals, request }) {
	const form = await request.formData();
	const now = new Date();
	const wanted = locals.who
		? await approved(locals, Number(form.get('request')) || 0, form.get('zip') !== '0', now)
		: await alone(locals, form, now);
	const { evidence, version } = await reader();
	const naming = await pseudonyms.naming(locals.db, true);
	const except = blindness.idsOf(await blindness.listHidden(locals.db, locals.who));
	const options = { naming, evidence, readerVersion: version, except, now };
	return download.answer(download.start(locals.db, wanted, options));
}

async function approved({ db, who }: App.Locals, id: number, isZip: boolean, now: Date) {
	const taken = await requests.take(db, id, who!, now);
	if ('issue' in taken) error(403, taken.issue);
	const { what, format, listId } = taken.request;
	const list = listId === null ? undefined : await lists.find(db, listId);
	return { what, format, list, isZip } satisfies Wanted;
}

async function alone({ db, config }: App.Locals, form: FormData, now: Date): Promise<Wanted> {
	if (config.mode !== 'solo') error(403, 'Ask for a named export first.');
	const wanted = await read(db, (name) => form.get(name));
	if ('issue' in wanted) error(400, wanted.issue);
	await journal.record(
		db,
		'export-taken',
		{ request: null, rows: wanted.what, list: wanted.list?.id ?? null, by: null },
		now
	);
	return wanted;
}
