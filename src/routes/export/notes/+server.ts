import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import { version as programVersion } from '#lib/server/config.ts';
import * as note from '#lib/server/exporting/note.ts';
import * as exports from '#lib/server/exports.ts';
import { reader } from '#lib/server/reading.ts';
import { read } from '../wanted.ts';

/** What lies beside an export, by itself: `?what=posts&kind=dictionary` or `kind=method`. */
export async function GET({ locals, url }) {
	const wanted = await read(locals.db, (name) => url.searchParams.get(name));
	if ('issue' in wanted) error(400, wanted.issue);
	const { what } = wanted;
	const kind = url.searchParams.get('kind');
	if (kind === 'dictionary')
		return attach(note.dictionaryRows(what, false).map(exports.csvLine).join(''), {
			type: 'text/csv',
			name: `in-confidence-${what}-dictionary.csv`
		});
	if (kind !== 'method') error(400, 'Choose a kind: dictionary or method.');
	const { evidence, version } = await reader();
	const facts = { programVersion, readerVersion: version, evidence, madeAt: new Date() };
	return attach(note.method({ what, isNamed: false, ...facts }), {
		type: 'text/plain',
		name: `in-confidence-${what}-method.txt`
	});
}
