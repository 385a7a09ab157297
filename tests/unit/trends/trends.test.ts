import { describe, expect, it } from 'vitest';
import { beliefs } from '#lib/server/rates.ts';
import { isSmall, type Atom, type Place } from '#lib/server/trends/cells.ts';
import type { Gathered } from '#lib/server/trends/gather.ts';
import { months as monthsOf, type Query } from '#lib/server/trends/query.ts';
import { csv } from '#lib/server/trends/table.ts';
import { Trends } from '#lib/server/trends/trends.ts';
import { attack, places, type Shown } from '../../support/attack.ts';
import { evidence } from '../../support/practice.ts';
import { gathered } from '../../support/trends.ts';

const period = { from: '2026-01', to: '2026-06' };
const months = monthsOf(period);
const open = (all: Gathered, holdsBack: boolean) =>
	new Trends(all, { beliefsFor: () => beliefs(evidence), holdsBack });
const base: Query = { ...period, step: 'month' };
const preface = {
	madeAt: new Date('2026-07-01'),
	filters: 'all',
	version: 'test',
	changes: [],
	holdsBack: true
};

/** Who could be where in a month, and what a cell is counted by. */
function atomsOf(all: Gathered, month: string): Atom[] {
	const atoms = new Map<string, { at: Atom['at']; people: number[]; posts: number }>();
	for (const row of all.feeds.filter((one) => one.month === `${month}-01`)) {
		const at = { platform: row.platform, profession: row.profession, region: row.region };
		const key = Object.values(at).join();
		const atom = atoms.get(key) ?? { at, people: [], posts: 0 };
		atom.people.push(row.practitionerId);
		atom.posts += row.likely + row.possible + row.none;
		atoms.set(key, atom);
	}
	return [...atoms.values()];
}

/** Every query somebody could make: each filter alone and with others, side by side, in each form. */
function queries(all: Gathered): Query[] {
	const asked = new Map<string, Place>();
	for (const month of months)
		for (const place of places(atomsOf(all, month))) asked.set(JSON.stringify(place), place);
	const some = [...asked.values()];
	return [
		...some.map((place) => ({ ...base, ...place })),
		...(['platform', 'profession', 'region'] as const).flatMap((by) =>
			some.filter((place) => !place[by]).map((place) => ({ ...base, ...place, by }))
		),
		...some.map((place) => ({ ...base, ...place, form: 'quote' as const })),
		...some.map((place) => ({ ...base, ...place, by: 'form' as const }))
	];
}

/** What the files of all queries say of each month, read back from their text. */
function readFiles(trends: Trends, asked: Query[]): Map<string, Shown[]> {
	const shown = new Map<string, Shown[]>(months.map((month) => [month, []]));
	for (const query of asked) {
		const lines = csv(trends.ask(query), preface)
			.split('\r\n')
			.filter((line) => line && !line.startsWith('#'));
		const names = lines[0]!.split(',');
		for (const line of lines.slice(1)) {
			const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell]));
			if (row.posts === '' || row.posts === '0') continue;
			const by = query.by && query.by !== 'form' ? { [query.by]: row[query.by] } : {};
			const { platform, profession, region } = { ...query, ...by };
			shown
				.get(row.from!)!
				.push({ place: { platform, profession, region }, posts: Number(row.posts) });
		}
	}
	return shown;
}

const unique = (shown: Shown[]) => [
	...new Map(shown.map((one) => [JSON.stringify(one), one])).values()
];

describe('everything the files of all filters say', () => {
	it.each([
		[1, 30],
		[2, 60],
		[3, 120],
		[4, 250]
	])('together gives nothing small away: group %i of %i people', (seed, people) => {
		const all = gathered(seed, people, months);
		const files = readFiles(open(all, true), queries(all));
		let sums = 0;
		for (const [month, shown] of files) {
			sums += shown.length;
			expect(attack(atomsOf(all, month), unique(shown))).toEqual([]);
		}
		expect(sums).toBeGreaterThan(10);
	});

	it('would give it away without what is held back: the same attack finds it', () => {
		const all = gathered(3, 120, months);
		const files = readFiles(open(all, false), queries(all));
		const leaks = [...files].flatMap(([month, shown]) => {
			const atoms = atomsOf(all, month);
			const large = unique(shown).filter(
				({ place }) =>
					!isSmall(
						atoms.filter(({ at }) =>
							(['platform', 'profession', 'region'] as const).every(
								(one) => !place[one] || place[one] === at[one]
							)
						)
					)
			);
			return attack(atoms, large);
		});
		expect(leaks.length).toBeGreaterThan(3);
	});

	it('adds months up to longer steps only from months that are shown', () => {
		const all = gathered(2, 60, months);
		const trends = open(all, true);
		for (const query of queries(all).slice(0, 60)) {
			const single = trends.ask(query).lines;
			const longer = trends.ask({ ...query, step: 'quarter' }).lines;
			for (const line of longer)
				for (const [i, point] of line.points.entries()) {
					const own = single
						.find((one) => one.value === line.value)!
						.points.slice(3 * i, 3 * i + 3);
					const sum = own.reduce((total, one) => total + one.posts, 0);
					expect(point.posts).toBe(sum);
					expect(point.heldBackMonths).toBe(own.filter((one) => one.state === 'held-back').length);
				}
		}
	});
});

describe('a trend', () => {
	const all = gathered(5, 300, months);

	it('counts every post once, whatever is shown side by side', () => {
		const trends = open(all, false);
		const judged = all.feeds.reduce((sum, row) => sum + row.likely + row.possible + row.none, 0);
		for (const by of [undefined, 'platform', 'profession', 'region'] as const) {
			const { lines } = trends.ask({ ...base, by });
			const sum = lines.flatMap((one) => one.points).reduce((total, one) => total + one.posts, 0);
			expect(sum).toBe(judged);
		}
	});

	it('gives a range that holds the likeliest number, and none for a handful of posts', () => {
		const { lines } = open(all, false).ask({ ...base, by: 'platform' });
		for (const { state, posts, stories } of lines.flatMap((one) => one.points)) {
			if (state === 'few') expect(posts).toBeLessThan(25);
			if (state !== 'shown') expect(stories).toBeNull();
			else {
				expect(stories!.low).toBeLessThanOrEqual(stories!.likeliest);
				expect(stories!.likeliest).toBeLessThanOrEqual(stories!.high);
				expect(stories!.high).toBeLessThanOrEqual(posts);
			}
		}
	});

	it('draws silence as silence', () => {
		const early = { ...base, from: '2025-11' };
		const { lines } = open(all, true).ask(early);
		expect(lines[0]!.points.slice(0, 2).map((one) => one.state)).toEqual(['silent', 'silent']);
		expect(lines[0]!.points[2]!.state).toBe('shown');
	});

	it('holds back a form that few have, though all posts are shown', () => {
		const few: Gathered = {
			...all,
			forms: all.forms.filter(
				(one) => one.form === 'any' || (one.form === 'quote' && one.feedId < 8)
			)
		};
		const trends = open(few, true);
		expect(trends.ask(base).lines[0]!.points.every((one) => one.state === 'shown')).toBe(true);
		const { lines } = trends.ask({ ...base, form: 'quote' });
		expect(lines[0]!.points.every((one) => one.state === 'held-back')).toBe(true);
	});

	it('shows one person their own list whole, and a small group nothing', () => {
		const own = gathered(6, 6, months);
		expect(
			open(own, false)
				.ask(base)
				.lines[0]!.points.some((one) => one.posts > 0)
		).toBe(true);
		expect(
			open(own, true)
				.ask(base)
				.lines[0]!.points.every((one) => one.posts === 0)
		).toBe(true);
	});
});
