/** Started once; then per request: database, who is there and what they may, headers; errors get an id. */
import { dev } from '$app/environment';
import {
	error,
	redirect,
	type Handle,
	type HandleServerError,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { isForeign } from '#lib/server/crosssite.ts';
import * as access from '#lib/server/access.ts';
import * as accounts from '#lib/server/accounts/auth.ts';
import * as sessions from '#lib/server/accounts/sessions.ts';
import { faultOf, log } from '#lib/server/log.ts';
import { headersFor, policyFor } from '#lib/server/privacy.ts';
import * as refusals from '#lib/server/refusals.ts';
import * as site from '#lib/server/site.ts';
import { warm } from '#lib/server/warming.ts';

/** What a first visitor comes to: the dashboard, and a look. Other pages load when first asked for. */
const firstPages = import.meta.glob([
	'./routes/+*.{svelte,server.ts}',
	'./routes/look/**/+*.{svelte,ts}'
]);

export const init: ServerInit = async () => {
	// Loaded here and not at the first request, while the database opens.
	const loaded = dev ? [] : Object.values(firstPages).map((load) => load());
	await Promise.all([site.open(), ...loaded]);
	void warm();
};

export const handle: Handle = async ({ event, resolve }) => {
	const { database, config } = await site.open();
	const { locals, url, request } = event;
	if (isForeign(request, url.origin, event.route.id))
		return new Response('A form sent from another site is not taken here.', { status: 403 });
	locals.db = database.db;
	locals.config = config;
	if (config.mode === 'group') {
		locals.auth = accounts.open(database.db, { secret: config.secret, origin: url.origin });
		const visitor = await sessions.find(locals.auth, request.headers, event.cookies);
		locals.who = visitor?.who;
		locals.visitor = visitor;
	}
	const decision = access.decide({
		routeId: event.route.id,
		method: request.method,
		action: access.actionOf(url),
		mode: config.mode,
		who: locals.who,
		hasAcceptedCharter: locals.visitor?.hasAcceptedCharter ?? false
	});
	const response = decision === 'allowed' ? await resolve(event) : await refuse(event, decision);
	for (const [name, value] of Object.entries(headersFor(url.pathname)))
		response.headers.set(name, value);
	// What a person of the group sees is for nobody who comes to the same browser after them.
	if (locals.who && !response.headers.has('cache-control'))
		response.headers.set('cache-control', 'private, no-store');
	const policy = policyFor(url.pathname);
	if (policy) response.headers.append('content-security-policy', policy);
	return response;
};

/** The way to sign in or to the charter for who may come back; a page that says why for the others. */
async function refuse(
	event: RequestEvent,
	decision: Exclude<access.Decision, 'allowed'>
): Promise<Response> {
	const { url, request } = event;
	const wantsPage =
		event.isDataRequest ||
		request.headers.has('x-sveltekit-action') ||
		(request.headers.get('accept') ?? '').includes('text/html');
	if (decision === 'sign-in' || decision === 'charter') {
		if (!wantsPage) error(401, { message: refusals.sentences['sign-in'] });
		const isRead = request.method === 'GET' || request.method === 'HEAD';
		const back = encodeURIComponent(url.pathname + (isRead ? url.search : ''));
		redirect(303, `${decision === 'charter' ? '/charter' : '/signin'}?to=${back}`);
	}
	const status = refusals.statuses[decision];
	const message = refusals.sentences[decision];
	if (request.headers.has('x-sveltekit-action'))
		return Response.json({ type: 'error', status, error: { message } }, { status });
	if (!wantsPage || event.isDataRequest) error(status, { message, refused: decision });
	const page = await event.fetch(`/refused?because=${decision}`, {
		headers: { accept: 'text/html' }
	});
	return new Response(page.body, { status: page.status, headers: new Headers(page.headers) });
}

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message };
	const errorId = randomUUID();
	log.error({ errorId, route: event.route.id, error: faultOf(error) }, 'a request failed');
	// The number stands in the message, too: where no page can be made (error.html) there is nothing else.
	return {
		message: `Something went wrong on our side. If you report it, give this number: ${errorId}`,
		errorId
	};
};
