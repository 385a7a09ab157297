import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import * as files from '#lib/server/quality/files.ts';
import * as quality from '#lib/server/quality/quality.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import { reader } from '#lib/server/reading.ts';

/** `?what=figures|readings&format=csv|json`: to be worked out anew by anybody. */
export async function GET({ locals, url }) {
	const what = url.searchParams.get('what');
	const format = url.searchParams.get('format');
	if ((what !== 'figures' && what !== 'readings') || (format !== 'csv' && format !== 'json'))
		error(400, 'Choose what: figures or readings; and a format: csv or json.');
	const { version } = await reader();
	// What others answered of a text, whoever is still to read it must not know.
	const hidden = blindness.idsOf(await blindness.listHidden(locals.db, locals.who));
	const rows =
		what === 'figures'
			? files.rows(await quality.find(locals.db, version))
			: files.readings(
					(await quality.listCoded(locals.db)).filter(({ postId }) => !hidden.includes(postId))
				);
	const body =
		format === 'csv' ? files.csv(rows) : `${JSON.stringify({ version, [what]: rows })}\n`;
	return attach(body, {
		type: format === 'csv' ? 'text/csv' : 'application/json',
		name: `review-${what}.${format}`
	});
}
