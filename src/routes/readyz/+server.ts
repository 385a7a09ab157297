import { json } from '@sveltejs/kit';
import * as health from '#lib/server/health.ts';
import * as second from '#lib/server/marking/second/agreement.ts';

/**
 * Ready: the database answers; says whether a worker was heard of in the last minutes, and whether the
 * second reader answers where there is one. Nothing waits for that one.
 */
export async function GET({ locals }) {
	const { db, config } = locals;
	const state = await health.ready(db);
	const answers =
		config.secondReader && state.database
			? { secondReader: (await second.health(db, config.secondReader)).isWell }
			: {};
	return json(
		{ ...state, ...answers },
		{
			status: state.database ? 200 : 503,
			headers: { 'cache-control': 'no-store' }
		}
	);
}
