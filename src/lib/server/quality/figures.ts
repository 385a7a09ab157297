/**
 * How good review and the reader are, from what was read in review. Pure.
 *
 * Agreement is told from blind readings alone: the first two of a text. Whoever settles a split has seen
 * both. What a post tells of a client (recognisable, permission, tone) is compared only where both say
 * that it tells of one; otherwise all who agree on "no" would agree on that, too.
 */
import { axes, axisNames, options, type Axis } from '#lib/coding.ts';
import { measure, type Agreement, type Unit } from '../agreement.ts';
import { quantiles } from '../counting/beta.ts';
import { shareOf, type Share } from '../measured.ts';
import type { Coded, Coding } from '../reviews.ts';

/** The two readings of a text that were made without seeing another. */
export function blind({ codings }: Pick<Coded, 'codings'>): Coding[] {
	return codings.filter(({ round }) => round === 'first' || round === 'second');
}

/** What a person answered on an axis, as one word. Ticks are compared as a whole. */
export function valueOf(coding: Coding, axis: Axis): string {
	const value = coding[axis];
	if (Array.isArray(value)) return [...value].sort().join(' ') || 'none';
	return value ?? 'none';
}

/** The blind readings on one axis, ready to be measured. */
export function units(
	coded: Coded[],
	axis: Axis,
	value: (coding: Coding) => string = (coding) => valueOf(coding, axis)
): Unit[] {
	const isAboutClient = axis === 'identifiers' || axis === 'exits' || axis === 'tone';
	return coded.flatMap((one) => {
		const own = blind(one);
		if (isAboutClient && !own.every(({ narrates }) => narrates === 'story')) return [];
		return [own.map((coding) => ({ coder: coding.personId, value: value(coding) }))];
	});
}

export interface AxisAgreement {
	axis: Axis;
	name: string;
	agreement: Agreement;
	/** For an axis of ticks: each tick by itself, where anybody ever ticked it. */
	ticks: { name: string; agreement: Agreement }[];
}

export function agreement(coded: Coded[]): AxisAgreement[] {
	return axes.map((axis) => ({
		axis,
		name: axisNames[axis],
		agreement: measure(units(coded, axis)),
		ticks:
			axis === 'identifiers' || axis === 'exits'
				? options[axis].flatMap(({ value, name }) => {
						const own = units(coded, axis, (coding) =>
							(coding[axis] as string[]).includes(value) ? 'yes' : 'no'
						);
						if (!own.flat().some((one) => one.value === 'yes')) return [];
						return [{ name, agreement: measure(own, { resamples: 200 }) }];
					})
				: []
	}));
}

/** Of the texts that review settled, how many tell about a client. */
export interface Read {
	read: number;
	stories: number;
	share: Share | null;
}

export interface VersionFigures {
	version: string;
	/** Of posts marked so, those that tell about a client: the precision of the mark. */
	likely: Read;
	possible: Read;
	/** Of posts drawn at random among the unmarked. */
	unmarked: Read;
}

/**
 * By version of the reader: what people made of its marks, and of what it left unmarked. Golden items
 * are left out, since an editor chose them.
 */
export function versions(coded: Coded[]): VersionFigures[] {
	const sure = coded.filter(
		(one) => one.settled && one.settled.narrates !== 'unsure' && !one.goldenAnswer
	);
	const of = (some: Coded[]): Read => {
		const stories = some.filter((one) => one.settled!.narrates === 'story').length;
		return {
			read: some.length,
			stories,
			share: some.length === 0 ? null : shareOf(stories, some.length)
		};
	};
	return [...new Set(sure.map((one) => one.markVersion))].sort().map((version) => {
		const own = sure.filter((one) => one.markVersion === version);
		return {
			version,
			likely: of(own.filter((one) => one.strength === 'likely' && !one.sampled)),
			possible: of(own.filter((one) => one.strength === 'possible' && !one.sampled)),
			unmarked: of(own.filter((one) => one.strength === 'none' && one.sampled))
		};
	});
}

const POINTS = 15;

/**
 * Of all posts that tell about a client, the share that has no mark: from the three shares of a version
 * and how many posts it marked so. Null where one of them is not known.
 * @param marks how many posts have each strength here
 */
export function missed(
	figures: VersionFigures,
	marks: { likely: number; possible: number; none: number }
): Share | null {
	const grid = ({ read, stories }: Read) =>
		quantiles({ a: stories + 0.5, b: read - stories + 0.5 }, POINTS);
	const parts = [
		[figures.likely, marks.likely],
		[figures.possible, marks.possible],
		[figures.unmarked, marks.none]
	] as const;
	if (parts.some(([one, count]) => one.read === 0 && count > 0) || marks.none === 0) return null;
	const [likely, possible, none] = parts.map(([one, count]) =>
		count === 0 ? [0] : grid(one).map((share) => share * count)
	) as [number[], number[], number[]];
	const values = none.flatMap((n) => likely.flatMap((l) => possible.map((p) => n / (n + l + p))));
	values.sort((a, b) => a - b);
	const at = (share: number) => values[Math.floor(share * (values.length - 1))]!;
	return { value: at(0.5), low: at(0.05), high: at(0.95) };
}

/** How readers did on golden items. */
export interface Golden {
	personId: string;
	read: number;
	right: number;
	share: Share;
}

/**
 * Every reviewer reads every golden item.
 * @param until readings made later are left out: a count that grows at once tells which item was golden
 */
export function golden(coded: Coded[], until = new Date(8.64e15)): Golden[] {
	const byPerson = new Map<string, { read: number; right: number }>();
	for (const one of coded) {
		if (!one.goldenAnswer) continue;
		for (const coding of one.codings) {
			if (coding.round === 'settle' || coding.recordedAt >= until) continue;
			const sum = byPerson.get(coding.personId) ?? { read: 0, right: 0 };
			sum.read++;
			if (coding.narrates === one.goldenAnswer.narrates) sum.right++;
			byPerson.set(coding.personId, sum);
		}
	}
	return [...byPerson].map(([personId, sum]) => ({
		personId,
		...sum,
		share: shareOf(sum.right, sum.read)
	}));
}
