/** Months as they follow each other, the silent ones included. Pure. */

export interface MonthCounts {
	/** First day of the month, YYYY-MM-01. */
	month: string;
	posts: number;
	likely: number;
	possible: number;
}

/**
 * Every month from the first known to the last, or to the one in which the feeds were last read where
 * that is later: who fell silent is seen to be silent. At most the newest `most`; silent ones with zeros.
 */
export function spread(
	known: MonthCounts[],
	most: number,
	readAt: Date | null = null
): MonthCounts[] {
	const first = known[0];
	const newest = known.at(-1);
	if (!first || !newest) return [];
	const read = readAt ? `${readAt.toISOString().slice(0, 7)}-01` : '';
	const last = read > newest.month ? read : newest.month;
	const byMonth = new Map(known.map((one) => [one.month, one]));
	const filled: MonthCounts[] = [];
	for (let month = first.month; month <= last; month = after(month))
		filled.push(byMonth.get(month) ?? { month, posts: 0, likely: 0, possible: 0 });
	return filled.slice(-most);
}

/** When any of the feeds was last read; null where none was, and for made-up ones, which stay as they are. */
export function lastRead(feeds: { lastSuccessAt: Date | null }[], isMadeUp: boolean): Date | null {
	const times = feeds.flatMap(({ lastSuccessAt }) => lastSuccessAt?.getTime() ?? []);
	return isMadeUp || times.length === 0 ? null : new Date(Math.max(...times));
}

function after(month: string): string {
	const [year, number] = month.split('-').map(Number) as [number, number];
	return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}
