/** Time limits of the directory, read from words into days left. Pure. */
import * as days from './days.ts';

/** What a limit counts from. */
export type LimitFrom = 'event' | 'end of services' | 'last contact';

export interface Limit {
	months?: number;
	days?: number;
	from: LimitFrom;
	/** The words leave room ("generally", "normally", "later if good reason"). */
	isSoft: boolean;
}

/** The days a limit can count from; empty text or an unreadable day means not known. */
export interface Moments {
	/** When the client first saw the post. */
	seenAt: string;
	/** When the post was put up. */
	publishedAt: string;
	/** The last session. */
	endedAt: string;
	/** When the practitioner or practice last answered or was last written to. */
	contactAt: string;
}

export interface Due {
	/** Which moment it was counted from, in words. */
	from: string;
	day: string;
	/** Negative when the day has passed. */
	daysLeft: number;
}

const numbers: Record<string, number> = {
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	six: 6,
	seven: 7,
	eight: 8,
	nine: 9,
	ten: 10,
	twelve: 12
};

/** Reads "three years from the event", "180 days", "generally 12 months". Null where no span is named. */
export function read(words: string): Limit | null {
	const found = /\b(\d+|[a-z]+)\s+(day|week|month|year)s?\b/i.exec(words);
	if (!found) return null;
	const count = /^\d+$/.test(found[1]!) ? Number(found[1]) : numbers[found[1]!.toLowerCase()];
	if (!count) return null;
	const unit = found[2]!.toLowerCase();
	const span =
		unit === 'day'
			? { days: count }
			: unit === 'week'
				? { days: 7 * count }
				: { months: unit === 'year' ? 12 * count : count };
	const from: LimitFrom = /after services ended|end of (the )?(services|therapy)/i.test(words)
		? 'end of services'
		: /last contact/i.test(words)
			? 'last contact'
			: 'event';
	return {
		...span,
		from,
		isSoft: /generally|normally|usually|extend|good (cause|reason)|exception|waiver/i.test(words)
	};
}

/**
 * Every day a limit may end on, the nearest first. A limit from the event is counted both from the day
 * the client saw the post and from the day of the post, since bodies differ in which they mean.
 */
export function due(limit: Limit, moments: Moments, today: string): Due[] {
	const starts: [string, string][] =
		limit.from === 'event'
			? [
					['the day you saw the post', moments.seenAt],
					['the day of the post', moments.publishedAt]
				]
			: limit.from === 'end of services'
				? [['your last session', moments.endedAt]]
				: [['the last contact', moments.contactAt]];
	return starts
		.flatMap(([from, typed]) => {
			const start = days.read(typed);
			if (!start) return [];
			const day = limit.months
				? days.addMonths(start, limit.months)
				: days.addDays(start, limit.days!);
			return [{ from, day, daysLeft: days.between(today, day) }];
		})
		.sort((a, b) => a.daysLeft - b.daysLeft);
}

/** One sentence for a limit: the nearest day, what it counts from, and how firm it is. */
export function sentence(limit: Limit | null, dues: Due[]): string {
	if (!limit) return 'We know of no time limit. Ask, and do not wait long.';
	const span = limit.months
		? limit.months % 12 === 0
			? plural(limit.months / 12, 'year')
			: plural(limit.months, 'month')
		: plural(limit.days!, 'day');
	const soft = limit.isSoft ? ' They may allow more time for a good reason.' : '';
	const nearest = dues[0];
	if (!nearest)
		return `${span}, counted from ${startName(limit.from)}. Give that day to see what is left.${soft}`;
	if (nearest.daysLeft < 0)
		return `${span}. Counted from ${nearest.from}, it ended ${days.onDay(nearest.day)}.${soft} Ask them even so.`;
	return `${plural(nearest.daysLeft, 'day')} left, until ${days.long(nearest.day)}: ${span} from ${nearest.from}.${soft}`;
}

const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

function startName(from: LimitFrom): string {
	if (from === 'end of services') return 'your last session';
	return from === 'last contact'
		? 'your last contact with them'
		: 'the day of the post or the day you saw it';
}
