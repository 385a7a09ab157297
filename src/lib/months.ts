/** Months as they follow each other, the silent ones included. Pure. */

export interface MonthCounts {
	/** First day of the month, YYYY-MM-01. */
	month: string;
	posts: number;
	likely: number;
	possible: number;
}

/** Every month from the first known to the last, at most the newest `most`; silent ones with zeros. */
export function spread(known: MonthCounts[], most: number): MonthCounts[] {
	const first = known[0];
	const last = known.at(-1);
	if (!first || !last) return [];
	const byMonth = new Map(known.map((one) => [one.month, one]));
	const filled: MonthCounts[] = [];
	for (let month = first.month; month <= last.month; month = after(month))
		filled.push(byMonth.get(month) ?? { month, posts: 0, likely: 0, possible: 0 });
	return filled.slice(-most);
}

function after(month: string): string {
	const [year, number] = month.split('-').map(Number) as [number, number];
	return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}
