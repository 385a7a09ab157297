/**
 * Cells of the table behind the trends: who and what is counted together in one month. Pure.
 *
 * An atom is the finest cell: posts of one month on one platform, of one profession, in one region.
 * Every other cell leaves some of the three open, and is a sum of atoms.
 */

export const dimensions = ['platform', 'profession', 'region'] as const;
export type Dimension = (typeof dimensions)[number];

/** One value for each dimension; undefined leaves it open. */
export type Place = Partial<Record<Dimension, string>>;

export interface Atom {
	at: Record<Dimension, string>;
	/** Who wrote these posts, by number; each once. */
	people: readonly number[];
	/** How many posts: at least one for each of the people. */
	posts: number;
}

/** Cells of 1 to 10 people (or posts, which comes to the same) are held back. */
export const mostHeldBack = 10;

export function keyOf(place: Place): string {
	return dimensions.map((one) => place[one] ?? '*').join('|');
}

/** The atom's own cell and the seven that leave something open. */
export function keysAbove(at: Atom['at']): string[] {
	const keys: string[] = [];
	for (let open = 0; open < 2 ** dimensions.length; open++)
		keys.push(dimensions.map((one, i) => (open & (1 << i) ? '*' : at[one])).join('|'));
	return keys;
}

export function isIn(at: Atom['at'], place: Place): boolean {
	return dimensions.every((one) => place[one] === undefined || place[one] === at[one]);
}

/**
 * Whether some atoms together are of 1 to 10 people. Everybody counted wrote at least one post, so this
 * holds for 1 to 10 posts too. Nothing at all is not few; atoms of people who are left out of `people`
 * because strangers know them anyway are.
 */
export function isSmall(atoms: readonly Atom[]): boolean {
	const people = new Set<number>();
	for (const one of atoms)
		for (const person of one.people) if (people.add(person).size > mostHeldBack) return false;
	return atoms.length > 0;
}
