/** Which cells of which month may be shown to whom. Pure. How one month is decided: release.ts. */
import { keyOf, keysAbove, type Atom, type Place } from './cells.ts';
import type { Query } from './query.ts';
import { release } from './release.ts';
import { judged, set, type Lookup } from './lookup.ts';

export interface Audience {
	/** False where one person sees only their own list. */
	holdsBack: boolean;
	/** Given where strangers look: the people of whom they may know everything. */
	strangers?: { known: ReadonlySet<number> };
}

/** What decides which cells are shown. */
export interface Shows {
	isShown(month: string, place: Place, form: Query['form']): boolean;
	/** Whether anything of a place is shown in any month. */
	isEverShown(place: Place): boolean;
}

/** The measure of all posts, a form, or confirmed stories: what a cell's people and posts are counted by. */
type Measure = 'all' | 'confirmed' | NonNullable<Query['form']>;

export class Showing implements Shows {
	readonly #lookup: Lookup;
	readonly #of: Audience;
	readonly #sizes = new Map<Measure, Map<string, number>>();
	readonly #released = new Map<string, Set<string>>();
	readonly #everShown = new Map<string, boolean>();

	constructor(lookup: Lookup, { holdsBack, strangers }: Audience) {
		this.#lookup = lookup;
		this.#of = { holdsBack, strangers };
	}

	/**
	 * Whether a cell may be shown. That of a form needs the cell of all posts, too; to strangers none is
	 * shown whose confirmed stories could not be told, since they follow from the range.
	 */
	isShown(month: string, place: Place, form: Query['form']): boolean {
		if (!this.#of.holdsBack) return true;
		const key = keyOf(place);
		if (!this.#releasedOf(month, 'all').has(key)) return false;
		if (form !== undefined) return this.#releasedOf(month, form).has(key);
		if (!this.#of.strangers || this.#releasedOf(month, 'confirmed').has(key)) return true;
		return this.#lookup.sum(this.#lookup.rowsOf(month, place), 'confirmed') === 0;
	}

	isEverShown(place: Place): boolean {
		const known = this.#everShown.get(keyOf(place));
		if (known !== undefined) return known;
		const isShown = [...this.#lookup.months()].some((month) =>
			this.isShown(month, place, undefined)
		);
		return set(this.#everShown, keyOf(place), isShown);
	}

	#releasedOf(month: string, measure: Measure): Set<string> {
		const name = `${month} ${measure}`;
		const known = this.#released.get(name);
		if (known) return known;
		const sizes = this.#sizesOf(measure);
		const found = release(this.#atomsOf(month, measure), (key) => sizes.get(key) ?? 0);
		return set(this.#released, name, found);
	}

	#sizesOf(measure: Measure): Map<string, number> {
		const known = this.#sizes.get(measure);
		if (known) return known;
		const sizes = new Map<string, number>();
		for (const month of this.#lookup.months())
			for (const { at, posts } of this.#atomsOf(month, measure))
				for (const key of keysAbove(at)) sizes.set(key, (sizes.get(key) ?? 0) + posts);
		return set(this.#sizes, measure, sizes);
	}

	#atomsOf(month: string, measure: Measure): Atom[] {
		const atoms = new Map<string, { at: Atom['at']; people: Set<number>; posts: number }>();
		for (const row of this.#lookup.rowsOf(month)) {
			const posts = measure === 'all' ? judged(row) : this.#lookup.sum([row], measure);
			if (posts === 0) continue;
			const at = { platform: row.platform, profession: row.profession, region: row.region };
			const atom =
				atoms.get(keyOf(at)) ?? set(atoms, keyOf(at), { at, people: new Set(), posts: 0 });
			if (!this.#of.strangers?.known.has(row.practitionerId)) atom.people.add(row.practitionerId);
			atom.posts += posts;
		}
		return [...atoms.values()].map((one) => ({ ...one, people: [...one.people] }));
	}
}
