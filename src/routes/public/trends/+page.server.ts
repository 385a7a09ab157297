import { pageOf } from '#lib/server/trends/page.ts';
import { monthAfter } from '#lib/server/trends/query.ts';
import { ask } from './asked.ts';

/** The last month of the quarter that begins on a day. */
const endOf = (first: string) => monthAfter(first.slice(0, 7), 2);

export async function load({ locals, url }) {
	const { problems, trend, about, quarters } = await ask(locals, url);
	return {
		...pageOf(trend, about.changes),
		problems,
		quarters: quarters
			.map(({ month, toldAt, version }) => ({ from: month, to: endOf(month), toldAt, version }))
			.toReversed(),
		contact: locals.config.contact
	};
}
