/** Answered in place of a page somebody may not see (hooks.server.ts): same address, this status. */
import { error } from '@sveltejs/kit';
import { sentences, statuses } from '#lib/server/refusals.ts';

export function load({ url }) {
	const refused = url.searchParams.get('because') === 'needs-group' ? 'needs-group' : 'too-little';
	error(statuses[refused], { message: sentences[refused], refused });
}
