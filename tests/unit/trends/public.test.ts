import { describe, expect, it } from 'vitest';
import { seeded } from '#lib/server/counting/seeded.ts';
import { beliefs } from '#lib/server/rates.ts';
import { dimensions, isIn, type Atom, type Place } from '#lib/server/trends/cells.ts';
import type { Gathered } from '#lib/server/trends/gather.ts';
import { byQuarter } from '#lib/server/trends/public.ts';
import { due, isRead, progress, type Quarter } from '#lib/server/trends/quarters.ts';
import { months as monthsOf, quarterOf, readPublic, type Query } from '#lib/server/trends/query.ts';
import { csv } from '#lib/server/trends/table.ts';
import { ofQuarters, type Trends } from '#lib/server/trends/trends.ts';
import { attack, places, type Shown } from '../../support/attack.ts';
import { evidence } from '../../support/practice.ts';
import { gathered } from '../../support/trends.ts';

const months = monthsOf({ from: '2026-01', to: '2026-06' });
const base: Query = { from: '2026-01', to: '2026-06', step: 'quarter' };
const quartersOf = ({ from, to }: Query) =>
	monthsOf({ from, to }).filter((month) => quarterOf(month) === month);
const quarters = quartersOf(base);
const preface = {
	madeAt: new Date('2026-07-01'),
	filters: 'all',
	version: 'test',
	changes: [],
	holdsBack: true,
	isPublic: true
};

/** A group whose marked posts two people have read nearly all, as the public trends take it. */
function confirmed(seed: number, people: number, over = months): Gathered {
	const random = seeded(seed + 77);
	const { feeds } = gathered(seed, people, over);
	const found = feeds.flatMap(({ feedId, month, likely, possible, none }) =>
		[
			...Array.from({ length: likely }, () => 'likely' as const),
			...Array.from({ length: possible }, () => 'possible' as const),
			...(none > 6 ? (['none'] as const) : [])
		]
			.filter(() => random() < 0.9)
			.map((strength) => ({
				feedId,
				month,
				strength,
				says:
					random() < (strength === 'none' ? 0.1 : 0.7) ? ('story' as const) : ('no-story' as const),
				sampled: strength === 'none'
			}))
	);
	return byQuarter({ feeds, found });
}

/** Some of those with a confirmed post have a public record. */
function withRecords(all: Gathered, share: number): Set<number> {
	const random = seeded(5);
	const people = new Set(
		all.forms.map(({ feedId }) => all.feeds.find((one) => one.feedId === feedId)!.practitionerId)
	);
	return new Set([...people].filter(() => random() < share));
}

const show = (told: Quarter[]) =>
	ofQuarters(told.map((one) => ({ ...one, beliefs: beliefs(evidence) })));
/** Every quarter that anybody wrote in. */
const dueOf = (all: Gathered, known: ReadonlySet<number> = new Set()) =>
	due(all, [...new Set(all.feeds.map((one) => one.month))].sort(), known);
const open = (all: Gathered, known: ReadonlySet<number>) => show(dueOf(all, known));

type Counted = 'posts' | 'confirmed';

/** Who could be where in a quarter, those whose part is known left out, and what a cell is counted by. */
function atomsOf(
	all: Gathered,
	quarter: string,
	what: Counted,
	known: ReadonlySet<number>
): Atom[] {
	const atoms = new Map<string, { at: Atom['at']; people: number[]; posts: number }>();
	for (const row of all.feeds.filter((one) => one.month === `${quarter}-01`)) {
		const own =
			all.forms.find((one) => one.feedId === row.feedId && one.month === row.month)?.count ?? 0;
		const posts = what === 'posts' ? row.likely + row.possible + row.none : own;
		if (posts === 0 || known.has(row.practitionerId)) continue;
		const at = { platform: row.platform, profession: row.profession, region: row.region };
		const key = Object.values(at).join();
		const atom = atoms.get(key) ?? { at, people: [], posts: 0 };
		atom.people.push(row.practitionerId);
		atom.posts += posts;
		atoms.set(key, atom);
	}
	return [...atoms.values()];
}

/** What those with a public record add to a cell: a stranger may count it in their feeds. */
function knownPart(
	all: Gathered,
	quarter: string,
	what: Counted,
	known: ReadonlySet<number>,
	place: Place
) {
	return all.feeds
		.filter(
			(row) => row.month === `${quarter}-01` && known.has(row.practitionerId) && isIn(row, place)
		)
		.reduce(
			(sum, row) =>
				sum +
				(what === 'posts'
					? row.likely + row.possible + row.none
					: (all.forms.find((one) => one.feedId === row.feedId && one.month === row.month)?.count ??
						0)),
			0
		);
}

/** Every query a stranger could make: each filter, alone and with others, side by side, by quarter and year. */
function queries(all: Gathered, base: Query): Query[] {
	const asked = new Map<string, Place>();
	for (const quarter of quartersOf(base))
		for (const place of places(atomsOf(all, quarter, 'posts', new Set())))
			asked.set(JSON.stringify(place), place);
	const some = [...asked.values()];
	return [
		...some.map((place) => ({ ...base, ...place })),
		...dimensions.flatMap((by) =>
			some.filter((place) => !place[by]).map((place) => ({ ...base, ...place, by }))
		)
	];
}

/** What the files of all queries say of each quarter, read back from their text, without the known part. */
function readFiles(
	all: Gathered,
	trends: Trends,
	what: Counted,
	known: ReadonlySet<number>,
	within = base
) {
	const shown = new Map<string, Map<string, Shown>>(
		quartersOf(within).map((one) => [one, new Map()])
	);
	for (const query of queries(all, within)) {
		const lines = csv(trends.ask(query), preface)
			.split('\r\n')
			.filter((line) => line && !line.startsWith('#'));
		const names = lines[0]!.split(',');
		for (const line of lines.slice(1)) {
			const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell]));
			if (!row[what] || row.posts === '0') continue;
			const by = query.by ? { [query.by]: row[query.by] } : {};
			const { platform, profession, region } = { ...query, ...by };
			const place = { platform, profession, region };
			const posts = Number(row[what]) - knownPart(all, row.from!, what, known, place);
			shown.get(row.from!)!.set(JSON.stringify(place), { place, posts });
		}
	}
	return new Map([...shown].map(([quarter, cells]) => [quarter, [...cells.values()]]));
}

describe('the public trends', () => {
	it.each([
		[1, 60, 0],
		[2, 120, 0.3],
		[3, 250, 0.2],
		[4, 400, 0.6]
	])(
		'give nothing small away, with the public records subtracted: group %i of %i people',
		(seed, people, share) => {
			const all = confirmed(seed, people);
			const known = withRecords(all, share);
			const trends = open(all, known);
			let sums = 0;
			for (const what of ['posts', 'confirmed'] as const)
				for (const knows of [new Set<number>(), known])
					for (const [quarter, shown] of readFiles(all, trends, what, knows)) {
						sums += shown.length;
						expect(attack(atomsOf(all, quarter, what, knows), shown)).toEqual([]);
					}
			if (people > 100) expect(sums).toBeGreaterThan(10);
		}
	);

	it('would give it away if those with a record counted among the ten: the same attack finds it', () => {
		let leaks = 0;
		for (const seed of [2, 3, 4]) {
			const all = confirmed(seed, 150);
			const known = withRecords(all, 0.6);
			for (const what of ['posts', 'confirmed'] as const)
				for (const [quarter, shown] of readFiles(all, open(all, new Set()), what, known))
					leaks += attack(atomsOf(all, quarter, what, known), shown).length;
		}
		expect(leaks).toBeGreaterThan(0);
	});

	it('show no cell of which 1 to 10 people have a confirmed post, and no range of one', () => {
		const all = confirmed(3, 120);
		const few = new Set(
			quarters.flatMap((quarter) =>
				all.forms
					.filter((one) => one.month === `${quarter}-01`)
					.slice(0, 4)
					.map((one) => one.feedId)
			)
		);
		const trends = open(
			byQuarter({
				feeds: all.feeds,
				found: all.found.map((one) =>
					few.has(one.feedId) ? { ...one, says: 'story' } : { ...one, says: 'no-story' }
				)
			}),
			new Set()
		);
		for (const point of trends.ask(base).lines[0]!.points)
			expect(point).toMatchObject({ state: 'held-back', posts: 0, confirmed: null, stories: null });
		const nobody = open(
			byQuarter({
				feeds: all.feeds,
				found: all.found.map((one) => ({ ...one, says: 'no-story' }))
			}),
			new Set()
		);
		const [first] = nobody.ask(base).lines[0]!.points;
		expect(first).toMatchObject({ state: 'shown', confirmed: 0 });
		expect(first!.stories!.low).toBe(0);
	});

	it('tell nothing of a quarter before two people have read three in four of its marked posts', () => {
		const all = confirmed(3, 250);
		const [read] = open(all, new Set()).ask(base).lines[0]!.points;
		expect(read!.state).toBe('shown');
		expect(read!.confirmed).toBeGreaterThan(10);
		expect(read!.stories!.low).toBeGreaterThanOrEqual(read!.confirmed!);
		const some = { ...all, found: all.found.filter((_, i) => i % 10 < 7) };
		for (const month of quarters.map((one) => `${one}-01`)) {
			expect(isRead(progress(all, month))).toBe(true);
			expect(isRead(progress(some, month))).toBe(false);
		}
		for (const point of open(some, new Set()).ask(base).lines[0]!.points)
			expect(point).toMatchObject({ state: 'held-back', heldBackMonths: 1, posts: 0, feeds: 0 });
	});

	it('give no range of a cell of which two people have not read most', () => {
		const all = confirmed(3, 400);
		const ofMastodon = new Set(
			all.feeds.filter((one) => one.platform === 'mastodon').map((one) => one.feedId)
		);
		const read = { ...base, platform: 'mastodon' as const };
		const point = (found: Gathered['found']) =>
			open(byQuarter({ feeds: all.feeds, found }), new Set()).ask(read).lines[0]!.points[0]!;
		expect(point(all.found).state).toBe('shown');
		const some = all.found.filter((one, i) => !ofMastodon.has(one.feedId) || i % 3 === 0);
		expect(point(some)).toMatchObject({ state: 'few', stories: null });
		expect(point(some).posts).toBe(point(all.found).posts);
	});

	describe('on two days far apart', () => {
		const wide: Query = { ...base, to: '2026-09' };
		const before = confirmed(6, 250);
		/** Three months on: a few came, with what they wrote before, a few left, more was read, and it is autumn. */
		const after = (() => {
			const others = (all: Gathered, from: number): Pick<Gathered, 'feeds' | 'found'> => ({
				feeds: all.feeds.map((one) => ({
					...one,
					feedId: one.feedId + from,
					practitionerId: one.practitionerId + from
				})),
				found: all.found.map((one) => ({ ...one, feedId: one.feedId + from }))
			});
			const stays = (one: { feedId: number }) => one.feedId % 50 !== 0;
			const [came, autumn] = [
				others(confirmed(9, 6), 1000),
				others(confirmed(8, 250, monthsOf({ from: '2026-07', to: '2026-09' })), 2000)
			];
			return byQuarter({
				feeds: [...before.feeds.filter(stays), ...came.feeds, ...autumn.feeds],
				found: [
					...before.found
						.filter(stays)
						.map((one, i) => (i % 40 === 0 ? { ...one, says: 'story' as const } : one)),
					...came.found,
					...autumn.found
				]
			});
		})();
		const told = dueOf(before);
		const isNew = ({ month }: Quarter) => !told.some((one) => one.month === month);
		const later = [...told, ...dueOf(after).filter(isNew)];

		/** People whose part of a cell is another one now. */
		const changed = (quarter: string, what: Counted, place: Place) => {
			const partsOf = (all: Gathered) => {
				const parts = new Map<number, number>();
				for (const row of all.feeds)
					if (row.month === `${quarter}-01` && isIn(row, place))
						parts.set(
							row.practitionerId,
							(parts.get(row.practitionerId) ?? 0) +
								knownPart(
									{ ...all, feeds: [row] },
									quarter,
									what,
									new Set([row.practitionerId]),
									{}
								)
						);
				return parts;
			};
			const [then, now] = [partsOf(before), partsOf(after)];
			return [...new Set([...then.keys(), ...now.keys()])].filter(
				(person) => (then.get(person) ?? 0) !== (now.get(person) ?? 0)
			).length;
		};

		/** Cells that both pages show, and that differ by the part of 1 to 10 people. */
		const leaks = (second: Trends) => {
			let count = 0;
			for (const what of ['posts', 'confirmed'] as const) {
				const page = readFiles(after, second, what, new Set(), wide);
				for (const [quarter, shown] of readFiles(before, show(told), what, new Set(), wide))
					for (const one of shown) {
						const same = page
							.get(quarter)!
							.find(({ place }) => JSON.stringify(place) === JSON.stringify(one.place));
						const people = changed(quarter, what, one.place);
						if (same && same.posts !== one.posts && people <= 10) count++;
					}
			}
			return count;
		};

		it('say the same of what was told, so that nobody who came or left can be worked out', () => {
			expect(told.map((one) => one.month)).toEqual(['2026-01-01', '2026-04-01']);
			expect(later.map((one) => one.month)).toContain('2026-07-01');
			const [first, second] = [show(told), show(later)];
			for (const query of queries(before, base).filter((one) => !one.by))
				expect(second.ask(query).lines[0]!.points).toEqual(first.ask(query).lines[0]!.points);
			expect(leaks(second)).toBe(0);
			for (const what of ['posts', 'confirmed'] as const) {
				const shown = readFiles(after, second, what, new Set(), wide).get('2026-07')!;
				expect(shown.length).toBeGreaterThan(5);
				expect(attack(atomsOf(after, '2026-07', what, new Set()), shown)).toEqual([]);
			}
		});

		it('would give them away if each page were made anew: the same comparison finds it', () => {
			expect(leaks(open(after, new Set()))).toBeGreaterThan(10);
		});
	});

	it('do not tell whether there is anybody at all where nothing is ever shown', () => {
		const all = confirmed(2, 250);
		const trends = open(all, new Set());
		const lone = { ...base, region: 'IS', platform: 'pinterest' as const };
		const points = trends.ask(lone).lines[0]!.points;
		const hidden: Query | undefined = queries(all, base).find(
			(query) =>
				!query.by && trends.ask(query).lines[0]!.points.every((one) => one.state === 'held-back')
		);
		expect(hidden).toBeDefined();
		expect(trends.ask(hidden!).lines[0]!.points).toEqual(points);
		expect(trends.ask(base).choices.region).not.toContain('IS');
		expect(trends.ask(base).choices.form).toEqual([]);
	});

	it('are asked for whole quarters that are over, and nothing of the machine’s alone', () => {
		const now = new Date('2026-08-20T12:00:00Z');
		const ask = (text: string) => readPublic(new URLSearchParams(text), now).query;
		expect(ask('')).toMatchObject({ from: '2024-07', to: '2026-06', step: 'quarter' });
		expect(ask('from=2025-02&to=2025-08&step=month&form=quote&by=form')).toEqual({
			from: '2025-01',
			to: '2025-09',
			step: 'quarter'
		});
		expect(ask('from=2026-07&to=2026-07')).toMatchObject({ from: '2026-04', to: '2026-06' });
		expect(ask('step=year&by=region')).toMatchObject({ step: 'year', by: 'region' });
	});
});
