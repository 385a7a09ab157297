/** How long a confirmed story is held against its author (guard F9). Pure. */
import { pointing, telling } from '#lib/contested.ts';
import type { Identifier, Tone } from '#lib/words.ts';

export type Months = 6 | 12 | 24;

/** 24 months where a name, a picture or mockery weighs, 12 where details add up, else 6. */
export function monthsFor(of: { identifiers: Identifier[]; tone: Tone | null }): Months {
	if (of.tone === 'mocking-or-venting' || of.identifiers.some((one) => pointing.includes(one)))
		return 24;
	return of.identifiers.filter((one) => telling.includes(one)).length >= 2 ? 12 : 6;
}

/** A confirmed story: when it was published, and its months. */
export interface Confirmed {
	at: Date;
	months: number;
}

/**
 * When a confirmed story stops to count: its months after the newest confirmed story of the same
 * practitioner, so that repeating keeps the earlier ones. `all` holds every confirmed story, itself too.
 */
export function expiresAt(one: Confirmed, all: Confirmed[]): Date {
	return addMonths(newestOf([one, ...all]), one.months);
}

/** Which confirmed stories no longer count at `now`. */
export function expired<T extends Confirmed>(confirmed: T[], now: Date): T[] {
	if (confirmed.length === 0) return [];
	const newest = newestOf(confirmed);
	return confirmed.filter((one) => addMonths(newest, one.months) <= now);
}

function newestOf(confirmed: Confirmed[]): Date {
	return new Date(Math.max(...confirmed.map((one) => one.at.getTime())));
}

function addMonths(date: Date, months: number): Date {
	const moved = new Date(date);
	moved.setUTCMonth(moved.getUTCMonth() + months);
	return moved;
}
