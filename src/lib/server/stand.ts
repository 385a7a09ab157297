/** How this reader looks at contested stories: kept in a cookie, since it is nobody else's business. */
import { stands, type Stand } from '#lib/contested.ts';

/** The part of SvelteKit's cookies that is needed here. */
interface Cookies {
	get(name: string): string | undefined;
	set(
		name: string,
		value: string,
		options: { path: string; maxAge: number; httpOnly: boolean; sameSite: 'lax'; secure: boolean }
	): void;
}

const NAME = 'stand';
const YEAR_SECONDS = 365 * 86_400;

/** Facts only, until the reader chooses. */
export function find(cookies: Pick<Cookies, 'get'>): Stand {
	const kept = cookies.get(NAME);
	return stands.find((one) => one === kept) ?? 'facts';
}

export function save(cookies: Pick<Cookies, 'set'>, typed: string): void {
	const chosen = stands.find((one) => one === typed) ?? 'facts';
	// Plain http on the own computer, https behind a group's server: nothing secret either way.
	cookies.set(NAME, chosen, {
		path: '/',
		maxAge: YEAR_SECONDS,
		httpOnly: true,
		sameSite: 'lax',
		secure: false
	});
}
