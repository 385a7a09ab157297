import { json } from '@sveltejs/kit';
import * as health from '#lib/server/health.ts';

/** Ready: the database answers; says whether a worker was heard of in the last minutes. */
export async function GET({ locals }) {
	const state = await health.ready(locals.db);
	return json(state, {
		status: state.database ? 200 : 503,
		headers: { 'cache-control': 'no-store' }
	});
}
