/**
 * Calendar days as YYYY-MM-DD, with no clock and no time zone. Pure.
 * A reader often knows only the month or the year: YYYY-MM and YYYY mean their first day, since
 * a time limit counted from it can only be too short, never too long.
 */

/** The full day of what was typed, or null when it is no day of the calendar. */
export function read(typed: string): string | null {
	const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(typed.trim());
	if (!found) return null;
	const [, year, month = '01', day = '01'] = found;
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	const text = iso(date);
	return text === `${year}-${month}-${day}` ? text : null;
}

/** The day of a clock's moment in the reader's own time zone. */
export function today(now: Date): string {
	return iso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

export function addDays(day: string, count: number): string {
	const date = new Date(`${day}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() + count);
	return iso(date);
}

/** Months later on the same day of the month, or on the last day of a shorter month. */
export function addMonths(day: string, count: number): string {
	const [year, month, date] = day.split('-').map(Number) as [number, number, number];
	const last = new Date(Date.UTC(year, month - 1 + count + 1, 0));
	return iso(
		new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
	);
}

/** Whole days from one day to another; negative when the second is earlier. */
export function between(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

const monthNames =
	'January February March April May June July August September October November December'.split(
		' '
	);

/** "3 March 2026"; only as exact as what was typed: "March 2026", "2026". Other text comes back as it is. */
export function long(typed: string): string {
	if (!read(typed)) return typed;
	const [year, month, day] = typed.trim().split('-');
	return [day && Number(day), month && monthNames[Number(month) - 1], year]
		.filter(Boolean)
		.join(' ');
}

/** As `long`, without the year where the day lies within the year before `today`. */
export function spoken(typed: string, today: string): string {
	const day = read(typed);
	const isRecent = day !== null && between(day, today) >= 0 && between(day, today) < 330;
	return isRecent && typed.trim().length > 4 ? long(typed).replace(/ \d{4}$/, '') : long(typed);
}

/** "on 3 March 2026", "in March 2026", "in 2026". */
export function onDay(typed: string): string {
	return `${typed.trim().length === 10 ? 'on' : 'in'} ${long(typed)}`;
}

function iso(date: Date): string {
	return date.toISOString().slice(0, 10);
}
