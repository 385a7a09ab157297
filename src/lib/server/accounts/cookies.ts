/** Cookies that better-auth wants set, handed on to SvelteKit. */
import { parseSetCookieHeader } from 'better-auth/cookies';

/** The part of SvelteKit's cookies that is needed here. */
export interface Cookies {
	set(
		name: string,
		value: string,
		options: {
			path: string;
			maxAge?: number;
			httpOnly: boolean;
			sameSite: 'lax';
			secure: boolean;
		}
	): void;
}

/** Sets what better-auth answered; every one is for this site's server alone. */
export function handOn(headers: Headers, cookies: Cookies): void {
	for (const line of headers.getSetCookie())
		for (const [name, { value, secure, ...attributes }] of parseSetCookieHeader(line))
			cookies.set(name, value, {
				path: attributes.path ?? '/',
				maxAge: attributes['max-age'],
				httpOnly: true,
				sameSite: 'lax',
				secure: secure === true
			});
}
