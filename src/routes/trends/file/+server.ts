import { error } from '@sveltejs/kit';
import { fileFormats, make, mediaTypes } from '#lib/server/trends/files.ts';
import { ask } from '../asked.ts';

/** A trend as a file: `?format=csv|json|svg|png` and the query of the page. */
export async function GET({ locals, url }) {
	const format = fileFormats.find((one) => one === url.searchParams.get('format'));
	if (!format)
		error(400, `There are files as ${fileFormats.join(', ')}: choose one with “format”.`);
	const { trend, about } = await ask(locals, url);
	const { from, to } = trend.query;
	const made = await make(trend, format, about);
	return new Response(typeof made === 'string' ? made : new Uint8Array(made), {
		headers: {
			'content-type': mediaTypes[format],
			'content-disposition': `attachment; filename="trends-${from}-${to}.${format}"`,
			'cache-control': 'private, no-store'
		}
	});
}
