import * as websub from '#lib/server/feeds/websub.ts';

/** What a hub sends is at most a feed. */
const MOST_BYTES = 15 * 1024 * 1024;

/** A hub asks whether we really want a feed announced. */
export async function GET({ locals, params, url }) {
	const challenge = await websub.confirm(locals.db, params.token, url.searchParams);
	return challenge === undefined
		? new Response('Not asked for.', { status: 404 })
		: new Response(challenge, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

/** A hub announces something new. */
export async function POST({ locals, params, request }) {
	if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES)
		return new Response('Too large.', { status: 413 });
	const body = new Uint8Array(await request.arrayBuffer());
	const signature = request.headers.get('x-hub-signature');
	const isKnown = await websub.announce(locals.db, params.token, body, signature);
	return isKnown ? new Response(null, { status: 202 }) : new Response('Gone.', { status: 410 });
}
