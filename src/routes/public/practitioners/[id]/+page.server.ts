import { error } from '@sveltejs/kit';
import * as format from '#lib/format.ts';
import * as sentences from '#lib/sentences.ts';
import * as conditions from '#lib/server/publication/conditions.ts';
import * as pages from '#lib/server/publication/public.ts';

export async function load({ locals, params }) {
	const id = Number(params.id);
	const page =
		/^\d{1,9}$/.test(params.id) &&
		(await pages.find(locals.db, id, await conditions.current(locals.db)));
	if (!page) error(404, 'There is no public record at this address.');
	const { ledger, ...rest } = page;
	return {
		...rest,
		contact: locals.config.contact,
		// Sentences, not sums: how many posts the machine marked stays inside.
		read: [sentences.read(ledger), ...sentences.limits(ledger)],
		unseen: sentences.unseen(ledger, page.platforms.map(format.platform)),
		found: [sentences.found(ledger), sentences.frequency(ledger)].filter(Boolean),
		stories: ledger.stories
	};
}
