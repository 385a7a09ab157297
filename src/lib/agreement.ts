/** Figures of agreement in words. Pure. */
export interface FigureShown {
	value: number | null;
	range: { low: number; high: number } | null;
	why?: string;
}

const twoDigits = (value: number) => value.toFixed(2).replace('-', '−');

/** "0.71 (0.58 to 0.82)", or why there is none. */
export function figureOf({ value, range, why }: FigureShown): string {
	if (value === null) return why ?? 'not known';
	if (!range) return `${twoDigits(value)} (too few posts for a range)`;
	return `${twoDigits(value)} (${twoDigits(range.low)} to ${twoDigits(range.high)})`;
}

/** "83 in 100", or a dash where nothing was read twice. */
export function shareOfPairs({ pairs, same }: { pairs: number; same: number }): string {
	return pairs === 0 ? '–' : `${Math.round((100 * same) / pairs)} in 100`;
}

/** A share with its range: "12 in 100 (8 to 17)". */
export function shareInWords(share: { value: number; low: number; high: number } | null): string {
	if (!share) return 'not known yet';
	const hundred = (value: number) =>
		value < 0.095 ? (100 * value).toFixed(1) : String(Math.round(100 * value));
	return `${hundred(share.value)} in 100 (${hundred(share.low)} to ${hundred(share.high)})`;
}
