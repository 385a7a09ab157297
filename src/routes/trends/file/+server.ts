import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import { fileFormats, make, mediaTypes } from '#lib/server/trends/files.ts';
import { ask } from '../asked.ts';

/** A trend as a file: `?format=csv|json|svg|png` and the query of the page. */
export async function GET({ locals, url }) {
	const format = fileFormats.find((one) => one === url.searchParams.get('format'));
	if (!format)
		error(400, `There are files as ${fileFormats.join(', ')}: choose one with “format”.`);
	const { trend, about } = await ask(locals, url);
	const { from, to } = trend.query;
	return attach(await make(trend, format, about), {
		type: mediaTypes[format],
		name: `trends-${from}-${to}.${format}`
	});
}
