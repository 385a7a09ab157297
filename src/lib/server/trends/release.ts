/**
 * Which cells of one month may be shown. Pure.
 *
 * A cell of 1 to 10 people is held back. That is not enough: a held-back cell often follows from a
 * total less its other parts, or from two filters that differ by a few people. So cells are released
 * one by one, the widest and largest first, and each only if no small set of atoms at all follows from
 * everything that is released with it.
 *
 * Whether one follows is decided, not guessed. A small set consists of small atoms, so only those sums
 * of released cells matter in which every large atom cancels out; and such a sum is told by its values
 * at the pivots, which for a plain set are zero or one each. So all of them can be gone through.
 * What this leaves: somebody may narrow down a held-back number without learning it.
 */
import { isSmall, keysAbove, mostHeldBack, type Atom } from './cells.ts';
import * as spans from './span.ts';

interface Cell {
	key: string;
	/** How many dimensions it leaves open. */
	open: number;
	members: number[];
}

/** Sums gone through before a cell is held back because there are too many of them. */
const MOST_TRIED = 4000;

/**
 * The keys of the cells to show.
 * @param sizeOf how large a cell is over all months: the order of release, so that month after month
 * the same cells stand back for others
 */
export function release(atoms: readonly Atom[], sizeOf: (key: string) => number): Set<string> {
	// Large ones first, so that a row has a small pivot only where all large atoms cancel out, and so
	// that few pivots go into a small set together.
	const ordered = atoms
		.filter((one) => one.posts > 0)
		.sort((a, b) => b.people.length - a.people.length);
	const firstSmall = ordered.findIndex((one) => isSmall([one]));
	const pick = (members: readonly number[]) => members.map((at) => ordered[at]!);
	const candidates = cellsOf(ordered)
		.filter((cell) => !isSmall(pick(cell.members)))
		.sort((a, b) => b.open - a.open || sizeOf(b.key) - sizeOf(a.key) || (a.key < b.key ? -1 : 1));
	const released = new Set<string>();
	let span = spans.empty(ordered.length);
	for (const { key, members } of candidates) {
		const wider = spans.add(span, members);
		if (wider !== span && firstSmall >= 0) {
			const loose = wider.rows.filter((row) => row.pivot >= firstSmall);
			if (givesAway(loose, ordered)) continue;
		}
		span = wider;
		released.add(key);
	}
	return released;
}

/** Every cell that has a post. */
function cellsOf(atoms: readonly Atom[]): Cell[] {
	const cells = new Map<string, Cell>();
	atoms.forEach((atom, at) => {
		for (const key of keysAbove(atom.at)) {
			const found = cells.get(key);
			if (found) found.members.push(at);
			else {
				const open = key.split('|').filter((one) => one === '*').length;
				cells.set(key, { key, open, members: [at] });
			}
		}
	});
	return [...cells.values()];
}

/**
 * Whether some of these rows add up to a small set of atoms; true, too, where that is too much to try.
 *
 * Rows are taken or passed over one after the other. Once no row to come has anything at an atom, its
 * value is final: it has to be zero or one, and the people of all ones have to stay few. The pivot of a
 * row that is taken is final at once.
 */
function givesAway(given: readonly spans.Row[], atoms: readonly Atom[]): boolean {
	const places = ({ values }: spans.Row) => [...values.keys()].filter((at) => values[at] !== 0);
	// The longest first: most values are then final soon.
	const sorted = given
		.map((row) => ({ row, places: places(row) }))
		.sort((a, b) => b.places.length - a.places.length || a.row.pivot - b.row.pivot);
	const rows = sorted.map(({ row }) => row);
	const entries = sorted.map(({ places }) => places);
	const final: number[][] = rows.map(() => []);
	const last = new Map<number, number>();
	entries.forEach((own, i) => own.forEach((at) => last.set(at, i)));
	for (const [at, i] of last) final[i]!.push(at);
	const sum = new Float64Array(atoms.length);
	let tried = 0;

	/** Those in the set for good when row `i` is behind us; undefined where it can be no small set. */
	const settle = (i: number, people: ReadonlySet<number>): ReadonlySet<number> | undefined => {
		let more: Set<number> | undefined;
		for (const at of final[i]!) {
			if (sum[at] === 0) continue;
			if (sum[at] !== 1) return undefined;
			more ??= new Set(people);
			for (const person of atoms[at]!.people) more.add(person);
			if (more.size > mostHeldBack) return undefined;
		}
		return more ?? people;
	};
	const go = (i: number, isAny: boolean, people: ReadonlySet<number>): boolean => {
		if (++tried > MOST_TRIED) return true;
		if (i === rows.length) return isAny;
		const { pivot, values } = rows[i]!;
		const withPivot = new Set(people);
		for (const person of atoms[pivot]!.people) withPivot.add(person);
		if (withPivot.size <= mostHeldBack) {
			for (const at of entries[i]!) sum[at] = spans.plus(sum[at]!, values[at]!);
			const settled = settle(i, withPivot);
			if (settled && go(i + 1, true, settled)) return true;
			for (const at of entries[i]!) sum[at] = spans.minus(sum[at]!, values[at]!);
		}
		const settled = settle(i, people);
		return settled !== undefined && go(i + 1, isAny, settled);
	};
	return go(0, false, new Set());
}
