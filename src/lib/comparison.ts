/** Several practitioners side by side: whether their ranges can be told apart. Pure. */

/** Who can stand side by side at once. */
export const most = 4;

export interface Compared {
	name: string;
	/** Posts that could be judged. */
	judged: number;
	stories: { low: number; high: number } | null;
}

/** A range of posts as a range in a hundred posts, rounded outwards. */
export function inHundred({ judged, stories }: Compared): { low: number; high: number } | null {
	if (!stories || judged === 0) return null;
	return {
		low: Math.floor((stories.low / judged) * 100),
		high: Math.ceil((stories.high / judged) * 100)
	};
}

export interface Pair {
	one: Compared;
	other: Compared;
	/** `unknown` where one of them has too few posts to say anything. */
	apart: 'overlap' | 'apart' | 'unknown';
}

/** Every two of them, in the order given. Shares are compared exactly, not as they are rounded. */
export function pairs(all: Compared[]): Pair[] {
	return all.flatMap((one, i) =>
		all.slice(i + 1).map((other) => ({ one, other, apart: apart(one, other) }))
	);
}

function apart(one: Compared, other: Compared): Pair['apart'] {
	if (!one.stories || !other.stories || one.judged === 0 || other.judged === 0) return 'unknown';
	const isBelow = (a: Compared, b: Compared) =>
		a.stories!.high * b.judged < b.stories!.low * a.judged;
	return isBelow(one, other) || isBelow(other, one) ? 'apart' : 'overlap';
}
