/**
 * A quarter as strangers are told of it. Pure.
 *
 * It is told once, with the cells that may be shown, and never otherwise: from two pages that differ one
 * could work out the part of who came or left in between, however many people each page counts. So what
 * is kept of it are sums over platform, profession and region. Nobody's number is in them, and nothing
 * has to be taken out again when somebody is no longer followed.
 */
import type { QuarterAtom } from '../db/schema.ts';
import { dimensions, keyOf, keysAbove, type Place } from './cells.ts';
import type { FeedMonth, FoundThere, Gathered } from './gather.ts';
import { judged, Lookup, set } from './lookup.ts';
import { Showing, type Shows } from './showing.ts';

/** A quarter is told when two people have read so much of what is marked in it. */
export const leastRead = 0.75;

/** A quarter to be told, or told already. */
export interface Quarter {
	/** First day of its first month. */
	month: string;
	atoms: QuarterAtom[];
	/** Keys of the cells that may be shown. */
	shown: string[];
}

/** How much of a quarter two people have read. */
export interface Progress {
	month: string;
	/** Posts that are marked. */
	marked: number;
	/** Of them, those that two people have read. */
	read: number;
}

export const isMarked = (strength: FoundThere['strength']) =>
	strength === 'likely' || strength === 'possible';

/** How far a quarter has been read. @param gathered by quarter (public.ts) */
export function progress({ feeds, found }: Gathered, month: string): Progress {
	return {
		month,
		marked: feeds
			.filter((row) => row.month === month)
			.reduce((sum, row) => sum + row.likely + row.possible, 0),
		read: found.filter((one) => one.month === month && isMarked(one.strength)).length
	};
}

/** Whether two people have read enough of it. Where nothing is marked, nothing is left to read. */
export function isRead({ marked, read }: Progress): boolean {
	return read >= leastRead * marked;
}

/**
 * Those of some quarters that have been read and of which something may be shown.
 * @param months first days of the quarters that are asked for
 * @param known people of whom strangers may know everything
 */
export function due(
	gathered: Gathered,
	months: readonly string[],
	known: ReadonlySet<number>
): Quarter[] {
	const showing = new Showing(new Lookup(gathered), { holdsBack: true, strangers: { known } });
	return months
		.filter((month) => isRead(progress(gathered, month)))
		.map((month) => {
			const atoms = atomsOf(
				gathered.feeds.filter((row) => row.month === month),
				gathered.found.filter((one) => one.month === month)
			);
			const keys = new Set(atoms.flatMap(keysAbove));
			const shown = [...keys].filter((key) =>
				showing.isShown(month.slice(0, 7), placeOf(key), undefined)
			);
			return { month, atoms, shown: shown.sort() };
		})
		.filter(({ shown }) => shown.length > 0);
}

function placeOf(key: string): Place {
	const values = key.split('|');
	return Object.fromEntries(
		dimensions.flatMap((one, i) => (values[i] === '*' ? [] : [[one, values[i]]]))
	);
}

function atomsOf(rows: FeedMonth[], found: FoundThere[]): QuarterAtom[] {
	const atoms = new Map<string, QuarterAtom>();
	const ofFeed = new Map<number, QuarterAtom>();
	for (const row of rows) {
		if (judged(row) === 0) continue;
		const { platform, profession, region } = row;
		const key = keyOf({ platform, profession, region });
		const atom =
			atoms.get(key) ??
			set(atoms, key, {
				...{ platform, profession, region, feeds: 0, likely: 0, possible: 0, none: 0 },
				found: []
			});
		atom.feeds += row.feedCount;
		for (const what of ['likely', 'possible', 'none'] as const) atom[what] += row[what];
		ofFeed.set(row.feedId, atom);
	}
	for (const { feedId, strength, says, sampled } of found) {
		const atom = ofFeed.get(feedId);
		if (!atom) continue;
		const same = atom.found.find(
			(one) => one.strength === strength && one.says === says && one.sampled === sampled
		);
		if (same) same.count++;
		else atom.found.push({ strength, says, sampled, count: 1 });
	}
	return [...atoms.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, atom]) => atom);
}

/** Told quarters in the form in which trends take what was gathered; an atom stands in for its feeds. */
export function toGathered(quarters: readonly Pick<Quarter, 'month' | 'atoms'>[]): Gathered {
	const all: Gathered = { feeds: [], found: [], forms: [] };
	for (const { month, atoms } of quarters)
		for (const [feedId, { feeds, found, ...counts }] of atoms.entries()) {
			all.feeds.push({ ...counts, feedId, feedCount: feeds, practitionerId: 0, month });
			let confirmed = 0;
			for (const { count, ...said } of found) {
				if (said.says === 'story') confirmed += count;
				for (let i = 0; i < count; i++) all.found.push({ ...said, feedId, month });
			}
			if (confirmed > 0) all.forms.push({ feedId, month, form: 'confirmed', count: confirmed });
		}
	return all;
}

/** Which cells of told quarters are shown: those of then, and nothing of a quarter that was not told. */
export class ToldShowing implements Shows {
	readonly #shown: ReadonlyMap<string, ReadonlySet<string>>;

	constructor(quarters: readonly Pick<Quarter, 'month' | 'shown'>[]) {
		this.#shown = new Map(quarters.map(({ month, shown }) => [month.slice(0, 7), new Set(shown)]));
	}

	isTold(month: string): boolean {
		return this.#shown.has(month);
	}

	isShown(month: string, place: Place): boolean {
		return this.#shown.get(month)?.has(keyOf(place)) ?? false;
	}

	isEverShown(place: Place): boolean {
		return [...this.#shown.values()].some((keys) => keys.has(keyOf(place)));
	}
}
