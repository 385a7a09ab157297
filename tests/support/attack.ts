/**
 * Somebody who wants to know what a trends page holds back. Takes every sum that was shown, for all
 * filters, and knows who could be where; adds and subtracts by every means here until something small
 * comes out. Works with ordinary floating-point algebra, on purpose not that of the program.
 */
import { seeded } from '#lib/server/counting/seeded.ts';
import {
	dimensions,
	isIn,
	isSmall,
	keysAbove,
	type Atom,
	type Place
} from '#lib/server/trends/cells.ts';

export interface Shown {
	place: Place;
	posts: number;
}

export interface Leak {
	how: 'elimination' | 'difference' | 'overlap' | 'laid bare';
	members: number[];
	/** The number of posts that was worked out. */
	posts: number;
}

const TINY = 1e-7;

/** Everything small that follows from what was shown. */
export function attack(atoms: readonly Atom[], shown: Shown[]): Leak[] {
	const counted = atoms.filter((one) => one.posts > 0);
	const vectors = shown.map(({ place, posts }) => ({
		row: counted.map((one): number => (isIn(one.at, place) ? 1 : 0)),
		posts
	}));
	return [
		...byElimination(counted, vectors),
		...byDifference(counted, vectors),
		...byOverlap(counted, vectors),
		...laidBare(counted, vectors)
	];
}

interface Vector {
	row: number[];
	posts: number;
}

const dot = (a: readonly number[], b: readonly number[]) =>
	a.reduce((sum, one, i) => sum + one * b[i]!, 0);

/** Whether a held-back cell is a weighted sum of shown ones, by an orthogonal basis of what was shown. */
function byElimination(atoms: Atom[], vectors: Vector[]): Leak[] {
	const basis: Vector[] = [];
	const rest = ({ row, posts }: Vector): Vector => {
		const left = { row: [...row], posts };
		// Twice, against rounding.
		for (let round = 0; round < 2; round++)
			for (const one of basis) {
				const by = dot(left.row, one.row);
				left.row = left.row.map((value, i) => value - by * one.row[i]!);
				left.posts -= by * one.posts;
			}
		return left;
	};
	for (const vector of vectors) {
		const left = rest(vector);
		const length = Math.sqrt(dot(left.row, left.row));
		if (length > TINY)
			basis.push({ row: left.row.map((one) => one / length), posts: left.posts / length });
	}
	const keys = new Set(atoms.flatMap((one) => keysAbove(one.at)));
	return [...keys].flatMap((key) => {
		const members = atoms.flatMap((one, at) => (keysAbove(one.at).includes(key) ? [at] : []));
		if (!isSmall(members.map((at) => atoms[at]!))) return [];
		const left = rest({ row: atoms.map((_, at) => (members.includes(at) ? 1 : 0)), posts: 0 });
		return Math.sqrt(dot(left.row, left.row)) < TINY
			? [{ how: 'elimination' as const, members, posts: Math.round(-left.posts) }]
			: [];
	});
}

/** A vector of zeros and ones (or its opposite) whose atoms are few. */
function asLeak(atoms: Atom[], vector: Vector, how: Leak['how']): Leak[] {
	const sign = vector.row.some((one) => one > TINY) ? 1 : -1;
	const members: number[] = [];
	for (const [at, value] of vector.row.entries()) {
		if (Math.abs(value) < TINY) continue;
		if (Math.abs(value * sign - 1) > TINY) return [];
		members.push(at);
	}
	if (!isSmall(members.map((at) => atoms[at]!))) return [];
	return [{ how, members, posts: Math.round(vector.posts * sign) }];
}

const minus = (a: Vector, b: Vector): Vector => ({
	row: a.row.map((one, i) => one - b.row[i]!),
	posts: a.posts - b.posts
});

/** Two filters that differ by a few. */
function byDifference(atoms: Atom[], vectors: Vector[]): Leak[] {
	return vectors.flatMap((one, i) =>
		vectors.slice(0, i).flatMap((other) => asLeak(atoms, minus(one, other), 'difference'))
	);
}

/** One filter less two others whose overlap is shown as well: those that neither of them counts. */
function byOverlap(atoms: Atom[], vectors: Vector[]): Leak[] {
	const within = (a: Vector, b: Vector) => a.row.every((one, i) => one <= b.row[i]!);
	const byRow = new Map(vectors.map((one) => [one.row.join(''), one]));
	return vectors.flatMap((whole) => {
		const parts = vectors.filter((one) => one !== whole && within(one, whole));
		return parts.flatMap((one, i) =>
			parts.slice(0, i).flatMap((other) => {
				const both = byRow.get(one.row.map((value, at) => value * other.row[at]!).join(''));
				const left = minus(minus(whole, one), other);
				if (!both) return asLeak(atoms, left, 'overlap');
				return asLeak(
					atoms,
					minus(left, { row: both.row.map((v) => -v), posts: -both.posts }),
					'overlap'
				);
			})
		);
	});
}

/** Gauss and Jordan with the atoms in many orders: rows that turn out to be plain sets. */
function laidBare(atoms: Atom[], vectors: Vector[]): Leak[] {
	const random = seeded(11);
	const leaks: Leak[] = [];
	for (let round = 0; round < 12; round++) {
		const order = atoms
			.map((_, at) => ({ at, by: random() }))
			.sort((a, b) => a.by - b.by)
			.map(({ at }) => at);
		const rows = vectors.map((one) => ({ row: [...one.row], posts: one.posts }));
		let done = 0;
		for (const column of order) {
			const found = rows.findIndex((one, i) => i >= done && Math.abs(one.row[column]!) > TINY);
			if (found < 0) continue;
			[rows[done], rows[found]] = [rows[found]!, rows[done]!];
			const pivot = rows[done]!;
			const by = pivot.row[column]!;
			pivot.row = pivot.row.map((one) => one / by);
			pivot.posts /= by;
			for (const [i, one] of rows.entries()) {
				const factor = one.row[column]!;
				if (i === done || Math.abs(factor) < TINY) continue;
				one.row = one.row.map((value, at) => value - factor * pivot.row[at]!);
				one.posts -= factor * pivot.posts;
			}
			done++;
		}
		for (const one of rows.slice(0, done)) leaks.push(...asLeak(atoms, one, 'laid bare'));
	}
	return leaks;
}

/** Every filter that counts anything. */
export function places(atoms: readonly Atom[]): Place[] {
	const keys = new Set(atoms.flatMap((one) => (one.posts > 0 ? keysAbove(one.at) : [])));
	return [...keys].map((key) => {
		const values = key.split('|');
		return Object.fromEntries(
			dimensions.flatMap((one, i) => (values[i] === '*' ? [] : [[one, values[i]!]]))
		);
	});
}

/** A made-up group: so many people, each with a profession and a region and one to three platforms. */
export function group(seed: number, people: number): Atom[] {
	const random = seeded(seed);
	const skewed = (names: string[]) => names[Math.floor(random() ** 2 * names.length)]!;
	const platforms = ['website', 'substack', 'mastodon', 'bluesky', 'tumblr'];
	const professions = ['psychologist', 'counsellor', 'psychiatrist', 'not set'];
	const regions = ['GB', 'US', 'DE', 'not set'];
	const atoms = new Map<string, { at: Atom['at']; people: number[]; posts: number }>();
	for (let person = 1; person <= people; person++) {
		const at = { profession: skewed(professions), region: skewed(regions) };
		const own = new Set(
			Array.from({ length: 1 + Math.floor(random() * 2) }, () => skewed(platforms))
		);
		for (const platform of own) {
			const posts = Math.floor(random() ** 3 * 12);
			if (posts === 0) continue;
			const key = `${platform}|${at.profession}|${at.region}`;
			const atom = atoms.get(key) ?? { at: { platform, ...at }, people: [], posts: 0 };
			atom.people.push(person);
			atom.posts += posts;
			atoms.set(key, atom);
		}
	}
	return [...atoms.values()];
}
