import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import * as exports from '#lib/server/exports.ts';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as report from '#lib/server/intake/report.ts';

/** Every row of an import with what was found and done. */
export async function GET({ locals, params }) {
	const intake = /^\d{1,9}$/.test(params.id)
		? await intakes.find(locals.db, Number(params.id))
		: undefined;
	if (!intake) error(404, 'There is no such import.');
	return attach(exports.stream(report.csv(locals.db, intake)), {
		type: 'text/csv',
		name: `import-${intake.id}.csv`
	});
}
