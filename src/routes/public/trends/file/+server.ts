import { error } from '@sveltejs/kit';
import { answer, unknownFormat } from '#lib/server/trends/answer.ts';
import { ask } from '../asked.ts';

/** A trend as a file: `?format=csv|json|svg|png` and the query of the page. */
export async function GET({ locals, url }) {
	const format = url.searchParams.get('format');
	return (await answer(format, () => ask(locals, url))) ?? error(400, unknownFormat);
}
