import { pageOf } from '#lib/server/trends/page.ts';
import { ask } from './asked.ts';

export async function load({ locals, url }) {
	const { problems, trend, about } = await ask(locals, url);
	return {
		...pageOf(trend, about.changes),
		problems,
		version: about.version,
		contact: locals.config.contact
	};
}
