/**
 * Forms that another site sends in somebody's name. This takes the place of SvelteKit's own check, which
 * refuses every form without an origin: also the one by which a mail program ends the weekly mail
 * (RFC 8058), which has neither origin nor session.
 */

/** What a page elsewhere can send without asking first. The last one is SvelteKit's own. */
const forms = [
	'application/x-www-form-urlencoded',
	'multipart/form-data',
	'text/plain',
	'application/x-sveltekit-formdata'
];

/** Whoever comes there is known by the secret in the address alone, and can end a mail and nothing else. */
const oneClick = '/digest/stop/[token]';

/** Whether a request is a form from elsewhere. `own`: the origin of this website. */
export function isForeign(
	{ method, headers }: Pick<Request, 'method' | 'headers'>,
	own: string,
	routeId: string | null
): boolean {
	if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) return false;
	const type = headers.get('content-type')?.split(';', 1)[0]!.trim().toLowerCase() ?? '';
	return forms.includes(type) && headers.get('origin') !== own && routeId !== oneClick;
}
