/** Started once; then per request: database, headers; errors get an id. */
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { faultOf, log } from '#lib/server/log.ts';
import { headersFor, policyFor } from '#lib/server/privacy.ts';
import * as site from '#lib/server/site.ts';

export const init: ServerInit = async () => {
	await site.open();
};

export const handle: Handle = async ({ event, resolve }) => {
	const { database, config } = await site.open();
	event.locals.db = database.db;
	event.locals.config = config;
	const response = await resolve(event);
	for (const [name, value] of Object.entries(headersFor(event.url.pathname)))
		response.headers.set(name, value);
	const policy = policyFor(event.url.pathname);
	if (policy) response.headers.append('content-security-policy', policy);
	return response;
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message };
	const errorId = randomUUID();
	log.error({ errorId, route: event.route.id, error: faultOf(error) }, 'a request failed');
	return { message: 'Something went wrong on our side.', errorId };
};
