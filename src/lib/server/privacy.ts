/**
 * The headers of every answer, and the stricter ones of a concern.
 * SvelteKit writes its own content security policy; `policyFor` is a second one, to be appended.
 * A browser obeys both, so the second can only take away.
 */

const everywhere: Record<string, string> = {
	// Not no-referrer: browsers then send forms with the origin "null", which are refused.
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'x-robots-tag': 'noindex, nofollow',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy':
		'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'
};

// No form of a concern is ever sent, so nothing needs to tell where it came from.
const onConcern: Record<string, string> = {
	'cache-control': 'no-store',
	'referrer-policy': 'no-referrer'
};

// What was taken down must not live on in a cache; a practitioner's own link least of all.
const onRecords: Record<string, string> = { 'cache-control': 'no-store' };

/** True for records about people that others than the group may see. */
export function isRecord(pathname: string): boolean {
	return /^\/(record|public)(\/|$)/.test(pathname);
}

/** True for the screens of a concern, where nothing may leave the browser once the page is there. */
export function isConcern(pathname: string): boolean {
	return /^\/concern(\/|$)/.test(pathname);
}

/** Headers to set on the answer for a path. */
export function headersFor(pathname: string): Record<string, string> {
	return {
		...everywhere,
		...(isConcern(pathname) && onConcern),
		...(isRecord(pathname) && onRecords)
	};
}

/** A further content security policy to append for a path; undefined where the site's own is enough. */
export function policyFor(pathname: string): string | undefined {
	return isConcern(pathname) ? concernPolicy : undefined;
}

/** No request by script, no form sent, no picture from elsewhere, no frame, no worker. */
export const concernPolicy =
	"connect-src 'none'; form-action 'none'; img-src 'self' data:; frame-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'";
