/**
 * Client stories over posts read, month by month, for a group of practitioners, with the cells held
 * back that could tell of a few of them. Pure. How a range is worked out: arithmetic.ts; what is held
 * back: showing.ts.
 */
import { forms } from '#lib/words.ts';
import type { Beliefs, Interval } from '../counting/posterior.ts';
import * as rates from '../rates.ts';
import { ofForm, strataOf } from './arithmetic.ts';
import type { Place } from './cells.ts';
import type { FeedMonth, FoundThere, Gathered } from './gather.ts';
import { judged, Lookup } from './lookup.ts';
import { quarterOf, stepsOf, type Part, type Query } from './query.ts';
import { ToldShowing, toGathered, type Quarter } from './quarters.ts';
import { Showing, type Shows } from './showing.ts';

export interface Point {
	/** First and last month, YYYY-MM; the same for a step of one month. */
	from: string;
	to: string;
	/**
	 * `shown`; `few`: shown, but too few posts (for strangers, too few read by two people) for a range;
	 * `held-back`: too few people, or one could work out others, or (for strangers) not told yet;
	 * `silent`: nobody wrote.
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

/**
 * Beliefs about the reader for some posts, taught by what people said of others.
 * @param month their last one, YYYY-MM
 */
export type BeliefsFor = (
	counts: { what: string; count: number }[],
	found: FoundThere[],
	month: string
) => Beliefs;

export interface Options {
	beliefsFor: BeliefsFor;
	/** False where one person sees only their own list. */
	holdsBack: boolean;
	/** Given where strangers look: what they are told of. */
	told?: ToldShowing;
}

/** The trends of quarters that strangers are told of, with the beliefs of then. */
export function ofQuarters(quarters: readonly (Quarter & { beliefs: Beliefs })[]): Trends {
	const beliefs = new Map(quarters.map((one) => [one.month.slice(0, 7), one.beliefs]));
	return new Trends(toGathered(quarters), {
		beliefsFor: (_counts, _found, month) => beliefs.get(month)!,
		holdsBack: true,
		told: new ToldShowing(quarters)
	});
}

/** Public trends count quarters, each of which stands at its first month. */
const isFirstOfQuarter = (month: string) => quarterOf(month) === month;

export class Trends {
	readonly #gathered: Gathered;
	readonly #beliefsFor: BeliefsFor;
	readonly #told: ToldShowing | undefined;
	readonly #lookup: Lookup;
	readonly #showing: Shows;

	constructor(gathered: Gathered, { beliefsFor, holdsBack, told }: Options) {
		this.#gathered = gathered;
		this.#beliefsFor = beliefsFor;
		this.#told = told;
		this.#lookup = new Lookup(gathered);
		this.#showing = told ?? new Showing(this.#lookup, { holdsBack });
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
		if (this.#told && !this.#told.isEverShown(place))
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
			if (this.#told && !this.#told.isTold(month)) {
				if (isFirstOfQuarter(month)) heldBackMonths++;
				continue;
			}
			if (this.#lookup.rowsOf(month, place).length === 0) continue;
			if (this.#showing.isShown(month, place, query.form)) shown.push(month);
			else heldBackMonths++;
		}
		const rows = shown.flatMap((month) => this.#lookup.rowsOf(month, place));
		const posts = rows.reduce((sum, row) => sum + judged(row), 0);
		const confirmed = this.#told && posts > 0 ? this.#lookup.sum(rows, 'confirmed') : null;
		const base = { ...ends, heldBackMonths, posts, confirmed };
		// Of one month: how many wrote in two months is a number of its own that might be small.
		const feeds = Math.max(
			0,
			...shown.map((month) =>
				rows
					.filter((row) => row.month.startsWith(month))
					.reduce((sum, row) => sum + row.feedCount, 0)
			)
		);
		if (posts === 0)
			return { ...base, feeds, stories: null, state: heldBackMonths > 0 ? 'held-back' : 'silent' };
		if (posts < rates.leastPosts || (this.#told && !this.#isMostlyRead(rows)))
			return { ...base, feeds, stories: null, state: 'few' };
		return {
			...base,
			feeds,
			stories: this.#stories(rows, shown.at(-1)!, query.form),
			state: 'shown'
		};
	}

	/** Whether two people read most of the marked posts, so that a range rests on them more than on marks. */
	#isMostlyRead(rows: FeedMonth[]): boolean {
		const found = this.#lookup.foundIn(rows);
		const marked = rows.reduce((sum, row) => sum + row.likely + row.possible, 0);
		const read = found.filter(({ strength }) => strength === 'likely' || strength === 'possible');
		return found.length > 0 && 2 * read.length >= marked;
	}

	#stories(rows: FeedMonth[], month: string, form: Query['form']): Interval {
		const found = this.#lookup.foundIn(rows);
		const counts = (['likely', 'possible', 'none'] as const).map((what) => ({
			what,
			count: rows.reduce((sum, row) => sum + row[what], 0)
		}));
		const strata = strataOf(counts, found);
		const beliefs = this.#beliefsFor(counts, found, month);
		if (form === undefined) return rates.stories(strata, beliefs);
		const [marked, some] = [this.#lookup.sum(rows, 'any'), this.#lookup.sum(rows, form)];
		return ofForm(strata, beliefs, { marked, ofForm: some });
	}

	#choices(): Trend['choices'] {
		const values = (part: Exclude<Part, 'form'>) =>
			[...new Set(this.#gathered.feeds.map((row): string => row[part]))]
				.filter((value) => !this.#told || this.#told.isEverShown({ [part]: value }))
				.sort();
		return {
			platform: values('platform'),
			profession: values('profession'),
			region: values('region'),
			form: this.#told ? [] : [...forms]
		};
	}
}
