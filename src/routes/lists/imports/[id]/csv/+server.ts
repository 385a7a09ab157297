import { error } from '@sveltejs/kit';
import * as exports from '#lib/server/exports.ts';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as report from '#lib/server/intake/report.ts';

/** Every row of an import with what was found and done. */
export async function GET({ locals, params }) {
	const intake = /^\d{1,9}$/.test(params.id)
		? await intakes.find(locals.db, Number(params.id))
		: undefined;
	if (!intake) error(404, 'There is no such import.');
	return new Response(exports.stream(report.csv(locals.db, intake)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="import-${intake.id}.csv"`
		}
	});
}
