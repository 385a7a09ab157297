/**
 * When a reader was here before, in a cookie of their own browser and nowhere else. A visit goes on
 * while no half hour passes between two pages. Pure.
 */

const PAUSE_MS = 30 * 60_000;

export const cookieName = 'visits';

/** What the cookie said, brought up to `now`: the visit before this one, and the cookie to set. */
export function next(
	cookie: string | undefined,
	now: Date
): { previous: Date | null; cookie: string } {
	const [before = null, latest = null] = (cookie ?? '').split('.').map(dateOf);
	const isSameVisit = latest !== null && now.getTime() - latest.getTime() < PAUSE_MS;
	const previous = isSameVisit ? before : latest;
	return { previous, cookie: `${previous?.getTime() ?? ''}.${now.getTime()}` };
}

function dateOf(typed: string): Date | null {
	const ms = Number(typed);
	return /^\d{12,14}$/.test(typed) && ms < 8.64e15 ? new Date(ms) : null;
}
