/**
 * Client stories over posts read, month by month, for a group of practitioners, with the cells held
 * back that could tell of a few of them. Pure. How a range is worked out: arithmetic.ts; what is held
 * back: release.ts.
 */
import { forms } from '#lib/words.ts';
import type { Beliefs, Interval } from '../counting/posterior.ts';
import * as rates from '../rates.ts';
import { ofForm, strataOf } from './arithmetic.ts';
import { isIn, keyOf, keysAbove, type Atom, type Place } from './cells.ts';
import type { FeedMonth, FoundThere, Gathered } from './gather.ts';
import { months, type Part, type Query } from './query.ts';
import { release } from './release.ts';

export interface Point {
	/** First and last month, YYYY-MM; the same for a step of one month. */
	from: string;
	to: string;
	/**
	 * `shown`; `few`: shown, but too few posts (for strangers, too few read by two people) for a range;
	 * `held-back`: too few people, or one could
	 * work out others; `silent`: nobody wrote.
	 */
	state: 'shown' | 'few' | 'held-back' | 'silent';
	/** Months of a longer step that are held back and so are in no number of it. */
	heldBackMonths: number;
	/** Posts that were judged. */
	posts: number;
	/** Feeds that had one; of a longer step, in its month with the most. */
	feeds: number;
	/** Of them, those that two people found to tell about a client; null but for strangers. */
	confirmed: number | null;
	stories: Interval | null;
}

export interface Line {
	/** The value of what is shown side by side; null for everything together. */
	value: string | null;
	points: Point[];
}

export interface Trend {
	query: Query;
	lines: Line[];
	/** Values there are to choose from. */
	choices: Record<Part, string[]>;
}

/** Beliefs about the reader for some posts, taught by what people said of others. */
export type BeliefsFor = (
	counts: { what: string; count: number }[],
	found: FoundThere[]
) => Beliefs;

/** The measure of all posts, a form, or confirmed stories: what a cell's people and posts are counted by. */
type Measure = 'all' | 'confirmed' | NonNullable<Query['form']>;

export interface Options {
	beliefsFor: BeliefsFor;
	/** False where one person sees only their own list. */
	holdsBack: boolean;
	/** Given where strangers look: the people of whom they may know everything. */
	strangers?: { known: ReadonlySet<number> };
}

export class Trends {
	readonly #gathered: Gathered;
	readonly #beliefsFor: BeliefsFor;
	readonly #holdsBack: boolean;
	readonly #strangers: Options['strangers'];
	readonly #months = new Map<string, FeedMonth[]>();
	readonly #found = new Map<string, FoundThere[]>();
	readonly #forms = new Map<string, number>();
	readonly #sizes = new Map<Measure, Map<string, number>>();
	readonly #released = new Map<string, Set<string>>();
	readonly #everShown = new Map<string, boolean>();

	constructor(gathered: Gathered, options: Options) {
		this.#gathered = gathered;
		this.#beliefsFor = options.beliefsFor;
		this.#holdsBack = options.holdsBack;
		this.#strangers = options.strangers;
		for (const row of gathered.feeds) append(this.#months, row.month.slice(0, 7), row);
		for (const one of gathered.found) append(this.#found, keyIn(one), one);
		for (const one of gathered.forms) this.#forms.set(`${keyIn(one)} ${one.form}`, one.count);
	}

	/** Answers a query. Every number in the answer is one that may be shown. */
	ask(query: Query): Trend {
		const choices = this.#choices();
		const values = query.by ? choices[query.by] : [null];
		const lines = values.map((value) => {
			const asked = value === null ? query : { ...query, [query.by!]: value };
			return { value, points: stepsOf(query).map((step) => this.#point(asked, step)) };
		});
		return {
			query,
			lines: lines.filter(
				({ value, points }) => value === null || points.some((one) => one.state !== 'silent')
			),
			choices
		};
	}

	#point(query: Query, step: string[]): Point {
		const place: Place = {
			platform: query.platform,
			profession: query.profession,
			region: query.region
		};
		const shown: string[] = [];
		let heldBackMonths = 0;
		const ends = { from: step[0]!, to: step.at(-1)! };
		// Strangers must not learn whether there is anybody at all of whom nothing is ever shown.
		if (this.#strangers && !this.#isEverShown(place))
			return {
				...ends,
				state: 'held-back',
				heldBackMonths: 1,
				posts: 0,
				feeds: 0,
				confirmed: null,
				stories: null
			};
		for (const month of step) {
			if (!this.#months.get(month)?.some((row) => isIn(row, place))) continue;
			if (this.#isShown(month, place, query.form)) shown.push(month);
			else heldBackMonths++;
		}
		const rows = shown.flatMap((month) =>
			this.#months.get(month)!.filter((row) => isIn(row, place))
		);
		const posts = rows.reduce((sum, row) => sum + judged(row), 0);
		const confirmed = this.#strangers && posts > 0 ? this.#sum(rows, 'confirmed') : null;
		const base = { ...ends, heldBackMonths, posts, confirmed };
		// Of one month: how many wrote in two months is a number of its own that might be small.
		const feeds = Math.max(
			0,
			...shown.map((month) => rows.filter((row) => row.month.startsWith(month)).length)
		);
		if (posts === 0)
			return { ...base, feeds, stories: null, state: heldBackMonths > 0 ? 'held-back' : 'silent' };
		if (posts < rates.leastPosts || (this.#strangers && !this.#isMostlyRead(rows)))
			return { ...base, feeds, stories: null, state: 'few' };
		return { ...base, feeds, stories: this.#stories(rows, query.form), state: 'shown' };
	}

	/**
	 * Whether a cell may be shown. That of a form needs the cell of all posts, too; to strangers none is
	 * shown whose confirmed stories could not be told, since they follow from the range.
	 */
	#isShown(month: string, place: Place, form: Query['form']): boolean {
		if (!this.#holdsBack) return true;
		const key = keyOf(place);
		if (!this.#releasedOf(month, 'all').has(key)) return false;
		if (form !== undefined) return this.#releasedOf(month, form).has(key);
		if (!this.#strangers || this.#releasedOf(month, 'confirmed').has(key)) return true;
		const rows = this.#months.get(month)?.filter((row) => isIn(row, place)) ?? [];
		return this.#sum(rows, 'confirmed') === 0;
	}

	#isEverShown(place: Place): boolean {
		const known = this.#everShown.get(keyOf(place));
		if (known !== undefined) return known;
		const isShown = [...this.#months.keys()].some((month) =>
			this.#isShown(month, place, undefined)
		);
		return set(this.#everShown, keyOf(place), isShown);
	}

	/** Whether two people read most of the marked posts, so that a range rests on them more than on marks. */
	#isMostlyRead(rows: FeedMonth[]): boolean {
		const found = rows.flatMap((row) => this.#found.get(keyIn(row)) ?? []);
		const marked = rows.reduce((sum, row) => sum + row.likely + row.possible, 0);
		const read = found.filter(({ strength }) => strength === 'likely' || strength === 'possible');
		return found.length > 0 && 2 * read.length >= marked;
	}

	#sum(rows: FeedMonth[], name: string): number {
		return rows.reduce((sum, row) => sum + (this.#forms.get(`${keyIn(row)} ${name}`) ?? 0), 0);
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
		for (const month of this.#months.keys())
			for (const { at, posts } of this.#atomsOf(month, measure))
				for (const key of keysAbove(at)) sizes.set(key, (sizes.get(key) ?? 0) + posts);
		return set(this.#sizes, measure, sizes);
	}

	#atomsOf(month: string, measure: Measure): Atom[] {
		const atoms = new Map<string, { at: Atom['at']; people: Set<number>; posts: number }>();
		for (const row of this.#months.get(month) ?? []) {
			const posts =
				measure === 'all'
					? judged(row)
					: (this.#forms.get(`${row.feedId} ${month} ${measure}`) ?? 0);
			if (posts === 0) continue;
			const at = { platform: row.platform, profession: row.profession, region: row.region };
			const atom =
				atoms.get(keyOf(at)) ?? set(atoms, keyOf(at), { at, people: new Set(), posts: 0 });
			if (!this.#strangers?.known.has(row.practitionerId)) atom.people.add(row.practitionerId);
			atom.posts += posts;
		}
		return [...atoms.values()].map((one) => ({ ...one, people: [...one.people] }));
	}

	#stories(rows: FeedMonth[], form: Query['form']): Interval {
		const found = rows.flatMap((row) => this.#found.get(keyIn(row)) ?? []);
		const counts = (['likely', 'possible', 'none'] as const).map((what) => ({
			what,
			count: rows.reduce((sum, row) => sum + row[what], 0)
		}));
		const strata = strataOf(counts, found);
		const beliefs = this.#beliefsFor(counts, found);
		if (form === undefined) return rates.stories(strata, beliefs);
		const [marked, some] = [this.#sum(rows, 'any'), this.#sum(rows, form)];
		return ofForm(strata, beliefs, { marked, ofForm: some });
	}

	#choices(): Trend['choices'] {
		const values = (part: Exclude<Part, 'form'>) =>
			[...new Set(this.#gathered.feeds.map((row): string => row[part]))]
				.filter((value) => !this.#strangers || this.#isEverShown({ [part]: value }))
				.sort();
		return {
			platform: values('platform'),
			profession: values('profession'),
			region: values('region'),
			form: this.#strangers ? [] : [...forms]
		};
	}
}

function append<V>(map: Map<string, V[]>, key: string, one: V): void {
	const list = map.get(key);
	if (list) list.push(one);
	else map.set(key, [one]);
}

function set<K, V>(map: Map<K, V>, key: K, value: V): V {
	map.set(key, value);
	return value;
}

const keyIn = (row: { feedId: number; month: string }) => `${row.feedId} ${row.month.slice(0, 7)}`;
const judged = (row: FeedMonth) => row.likely + row.possible + row.none;

/** The months of each step, cut off where the query begins and ends. */
function stepsOf(query: Query): string[][] {
	const name = (month: string) => {
		if (query.step === 'year') return month.slice(0, 4);
		if (query.step === 'month') return month;
		return `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`;
	};
	const steps = new Map<string, string[]>();
	for (const month of months(query)) {
		const key = name(month);
		(steps.get(key) ?? set(steps, key, [])).push(month);
	}
	return [...steps.values()];
}
