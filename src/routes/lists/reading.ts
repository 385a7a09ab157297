/** From an import form to an import that has begun; a refusal is a sentence. */
import type { Config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/index.ts';
import * as importlist from '#lib/server/feeds/importlist.ts';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as lists from '#lib/server/lists.ts';

const MOST_BYTES = 5_000_000;

/** Reads the fields `list` (a file), `pasted` and `into` (a list's number) or `newlist` (its name). */
export async function begin(
	db: Db,
	config: Config,
	form: FormData,
	startedBy: string | null
): Promise<{ id: number } | { issue: string }> {
	const file = form.get('list');
	const pasted = String(form.get('pasted') ?? '');
	const isFile = file instanceof File && file.size > 0;
	if (!isFile && pasted.trim() === '')
		return { issue: 'Choose a file, or paste addresses into the box, first.' };
	const title = isFile ? file.name : 'pasted addresses';
	if ((isFile ? file.size : pasted.length) > MOST_BYTES)
		return { issue: `${title} is larger than 5 MB: split it.` };
	const read = importlist.read(isFile ? await file.text() : pasted, isFile ? title : 'pasted.csv');
	if ('error' in read) return { issue: isFile ? `${title}: ${read.error}` : read.error };
	const list = await listOf(db, form);
	if (list && 'issue' in list) return list;
	const begun = await intakes.start(db, read.rows, {
		title: title.slice(0, 200),
		listId: list?.id ?? null,
		startedBy,
		bridges: [config.rsshubUrl, config.rssbridgeUrl].filter(Boolean)
	});
	return { id: begun.id };
}

async function listOf(db: Db, form: FormData) {
	const name = String(form.get('newlist') ?? '').trim();
	if (name !== '') return lists.add(db, name);
	const id = Number(form.get('into'));
	return Number.isInteger(id) && id > 0 ? lists.find(db, id) : undefined;
}
