/** What was gathered, by month and by feed. Pure. */
import { isIn, type Place } from './cells.ts';
import type { FeedMonth, FormCount, FoundThere, Gathered } from './gather.ts';

export class Lookup {
	readonly #months = new Map<string, FeedMonth[]>();
	readonly #found = new Map<string, FoundThere[]>();
	readonly #counts = new Map<string, number>();

	constructor({ feeds, found, forms }: Gathered) {
		for (const row of feeds) append(this.#months, row.month.slice(0, 7), row);
		for (const one of found) append(this.#found, keyIn(one), one);
		for (const one of forms) this.#counts.set(`${keyIn(one)} ${one.form}`, one.count);
	}

	/** Every month in which anybody wrote, YYYY-MM. */
	months(): Iterable<string> {
		return this.#months.keys();
	}

	rowsOf(month: string, place: Place = {}): FeedMonth[] {
		return this.#months.get(month)?.filter((row) => isIn(row, place)) ?? [];
	}

	foundIn(rows: FeedMonth[]): FoundThere[] {
		return rows.flatMap((row) => this.#found.get(keyIn(row)) ?? []);
	}

	/** How many of their posts are of a form, or were confirmed. */
	sum(rows: FeedMonth[], form: FormCount['form']): number {
		return rows.reduce((sum, row) => sum + (this.#counts.get(`${keyIn(row)} ${form}`) ?? 0), 0);
	}
}

export const judged = (row: FeedMonth) => row.likely + row.possible + row.none;

const keyIn = (row: { feedId: number; month: string }) => `${row.feedId} ${row.month.slice(0, 7)}`;

function append<V>(map: Map<string, V[]>, key: string, one: V): void {
	const list = map.get(key);
	if (list) list.push(one);
	else map.set(key, [one]);
}

/** Puts a value into a map, and gives it back. */
export function set<K, V>(map: Map<K, V>, key: K, value: V): V {
	map.set(key, value);
	return value;
}
