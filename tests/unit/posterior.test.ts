import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Beta } from '#lib/server/counting/beta.ts';
import { logChoose, logGamma } from '#lib/server/counting/gamma.ts';
import { learn, posterior, type Beliefs, type Strata } from '#lib/server/counting/posterior.ts';
import { beliefs as beliefsOf, isEnough, stories } from '#lib/server/rates.ts';
import { draw, drawBeta, seeded, styles } from '../bench/simulate.ts';

const beliefs: Beliefs = {
	rate: { a: 0.6, b: 14.4 },
	sensitivity: { a: 17.5, b: 3.5 },
	falseMarks: { a: 2.5, b: 38.5 },
	likelyOfStories: { a: 12.5, b: 5.5 },
	likelyOfOthers: { a: 0.5, b: 2.5 }
};

const nothing = { count: 0, reviewed: 0, confirmed: 0 };
const unread = (likely: number, possible: number, unmarked: number): Strata => ({
	likely: { ...nothing, count: likely },
	possible: { ...nothing, count: possible },
	unmarked: { count: unmarked, audited: 0, found: 0, told: 0, toldStories: 0 }
});

/** Posts with at most `most` in each stratum, any of them read. */
const strataOf = (most: number) => {
	const read = fc
		.tuple(
			fc.nat(most),
			fc.double({ min: 0, max: 1, noNaN: true }),
			fc.double({ min: 0, max: 1, noNaN: true })
		)
		.map(([count, share, right]) => {
			const reviewed = Math.round(count * share);
			return { count, reviewed, confirmed: Math.round(reviewed * right) };
		});
	return fc.tuple(read, read, read).map(([likely, possible, none]): Strata => ({
		likely,
		possible,
		unmarked: {
			count: none.count,
			audited: none.reviewed,
			found: none.confirmed,
			told: 0,
			toldStories: 0
		}
	}));
};

/**
 * The same posterior post by post: every way the unread posts could be, each with the chance that an
 * urn gives it (the next draw is a hit with (a + hits) / (a + b + draws)).
 */
function byEnumeration(strata: Strata, given: Beliefs): number[] {
	type Kind = 'likely' | 'possible' | 'none';
	const posts: { kind: Kind; known: boolean | null }[] = [];
	const put = (kind: Kind, count: number, reviewed: number, confirmed: number) => {
		for (let i = 0; i < count; i++)
			posts.push({ kind, known: i < confirmed ? true : i < reviewed ? false : null });
	};
	put('likely', strata.likely.count, strata.likely.reviewed, strata.likely.confirmed);
	put('possible', strata.possible.count, strata.possible.reviewed, strata.possible.confirmed);
	put('none', strata.unmarked.count, strata.unmarked.audited, strata.unmarked.found);
	const weights = new Array<number>(posts.length + 1).fill(0);
	const urn = ({ a, b }: Beta) => ({ hits: a, all: a + b });
	const draw = (from: { hits: number; all: number }, isHit: boolean) => {
		const chance = (isHit ? from.hits : from.all - from.hits) / from.all;
		return { chance, next: { hits: from.hits + (isHit ? 1 : 0), all: from.all + 1 } };
	};
	const walk = (
		at: number,
		chance: number,
		count: number,
		urns: Record<keyof Beliefs, ReturnType<typeof urn>>
	) => {
		const post = posts[at];
		if (!post) {
			weights[count]! += chance;
			return;
		}
		for (const isStory of [true, false]) {
			if (post.known !== null && post.known !== isStory) continue;
			const next = { ...urns };
			let here = chance;
			const take = (name: keyof Beliefs, isHit: boolean) => {
				const drawn = draw(next[name], isHit);
				next[name] = drawn.next;
				here *= drawn.chance;
			};
			take('rate', isStory);
			take(isStory ? 'sensitivity' : 'falseMarks', post.kind !== 'none');
			if (post.kind !== 'none')
				take(isStory ? 'likelyOfStories' : 'likelyOfOthers', post.kind === 'likely');
			walk(at + 1, here, count + (isStory ? 1 : 0), next);
		}
	};
	walk(0, 1, 0, {
		rate: urn(given.rate),
		sensitivity: urn(given.sensitivity),
		falseMarks: urn(given.falseMarks),
		likelyOfStories: urn(given.likelyOfStories),
		likelyOfOthers: urn(given.likelyOfOthers)
	});
	const sum = weights.reduce((all, one) => all + one, 0);
	return weights.map((weight) => weight / sum);
}

describe('the posterior of K', () => {
	it('agrees with going through every possibility, post by post', () => {
		fc.assert(
			fc.property(strataOf(4), (strata) => {
				const exact = byEnumeration(strata, beliefs);
				const found = posterior(strata, beliefs);
				exact.forEach((chance, k) =>
					expect(found.mass[k - found.offset] ?? 0).toBeCloseTo(chance, 9)
				);
			}),
			{ numRuns: 60 }
		);
	});

	it('agrees on a lattice with the sum over every number', () => {
		const strata = unread(120, 160, 2400);
		strata.likely.reviewed = 30;
		strata.likely.confirmed = 21;
		const found = posterior(strata, beliefs);
		const exact = bySum(strata, beliefs);
		expect(Math.abs(found.mean / exact.mean - 1)).toBeLessThan(0.002);
		const width = exact.high - exact.low;
		expect(Math.abs(found.low - exact.low)).toBeLessThan(Math.max(2, width * 0.03));
		expect(Math.abs(found.high - exact.high)).toBeLessThan(Math.max(2, width * 0.03));
	});

	it('is a probability, and its interval holds the level and the known stories', () => {
		fc.assert(
			fc.property(strataOf(300), (strata) => {
				const { low, high, likeliest, mass, offset, mean } = posterior(strata, beliefs);
				const { likely, possible, unmarked } = strata;
				const known = likely.confirmed + possible.confirmed + unmarked.found;
				const denied =
					likely.reviewed +
					possible.reviewed +
					unmarked.audited -
					likely.confirmed -
					possible.confirmed -
					unmarked.found;
				const all = likely.count + possible.count + unmarked.count;
				expect(low).toBeGreaterThanOrEqual(known);
				expect(high).toBeLessThanOrEqual(all - denied);
				expect(likeliest).toBeGreaterThanOrEqual(low);
				expect(likeliest).toBeLessThanOrEqual(high);
				expect(mean).toBeGreaterThanOrEqual(known - 1e-9);
				expect(mass.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
				const inside = mass
					.slice(low - offset, high - offset + 1)
					.reduce((sum, one) => sum + one, 0);
				expect(inside).toBeGreaterThanOrEqual(0.9 - 1e-6);
			}),
			{ numRuns: 80 }
		);
	});

	it('is certain once every post was read', () => {
		const strata = unread(4, 6, 30);
		Object.assign(strata.likely, { reviewed: 4, confirmed: 3 });
		Object.assign(strata.possible, { reviewed: 6, confirmed: 1 });
		Object.assign(strata.unmarked, { audited: 30, found: 2 });
		expect(posterior(strata, beliefs)).toMatchObject({ low: 6, high: 6, likeliest: 6, mean: 6 });
	});

	it('moves up with a confirmed mark and down with a denied one', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 40 }),
				fc.nat(60),
				fc.integer({ min: 20, max: 400 }),
				(l, p, u) => {
					const before = posterior(unread(l, p, u), beliefs).mean;
					const yes = unread(l, p, u);
					Object.assign(yes.likely, { reviewed: 1, confirmed: 1 });
					const no = unread(l, p, u);
					Object.assign(no.likely, { reviewed: 1, confirmed: 0 });
					expect(posterior(yes, beliefs).mean).toBeGreaterThan(before);
					expect(posterior(no, beliefs).mean).toBeLessThan(before);
				}
			),
			{ numRuns: 40 }
		);
	});

	it('counts an unmarked story that somebody came upon, without taking it for a sample', () => {
		const before = posterior(unread(3, 4, 200), beliefs);
		const told = unread(3, 4, 200);
		Object.assign(told.unmarked, { told: 1, toldStories: 1 });
		const audited = unread(3, 4, 200);
		Object.assign(audited.unmarked, { audited: 1, found: 1 });
		const came = posterior(told, beliefs);
		expect(came.low).toBeGreaterThanOrEqual(1);
		expect(came.mean).toBeGreaterThan(before.mean);
		expect(came.mean).toBeLessThan(posterior(audited, beliefs).mean);
	});

	it('is right as often as it says, at rates from 0 to 20 in 100 and however it is read', () => {
		const given = beliefsOf({
			stories: { likely: 120, possible: 50, none: 30 },
			others: { likely: 6, possible: 14, none: 580 }
		});
		const random = seeded(20);
		let held = 0;
		const count = 2000;
		for (let i = 0; i < count; i++) {
			const style = styles[i % styles.length]!;
			const posts = Math.round(25 * 80 ** random());
			const { strata, stories } = draw({ posts, rate: 0.2 * random(), style }, given, random);
			const { low, high } = posterior(strata, given);
			if (low <= stories && stories <= high) held++;
		}
		expect(held / count).toBeGreaterThan(0.88);
		expect(held / count).toBeLessThan(0.92);
	});
});

describe('what reviews teach about the reader', () => {
	it('moves the beliefs towards what was seen and leaves the rate', () => {
		const others = unread(100, 100, 2000);
		Object.assign(others.likely, { reviewed: 100, confirmed: 20 });
		Object.assign(others.possible, { reviewed: 100, confirmed: 2 });
		const taught = learn(others, beliefs);
		const mean = ({ a, b }: Beta) => a / (a + b);
		expect(taught.rate).toEqual(beliefs.rate);
		expect(mean(taught.falseMarks)).toBeGreaterThan(mean(beliefs.falseMarks));
		expect(mean(taught.likelyOfOthers)).toBeGreaterThan(mean(beliefs.likelyOfOthers));
		expect(mean(taught.sensitivity)).toBeCloseTo(mean(beliefs.sensitivity), 1);
	});
});

describe('beliefs and the minimum sample', () => {
	it('trusts a large evaluation no more than a few hundred posts', () => {
		const { sensitivity, falseMarks } = beliefsOf({
			stories: { likely: 8000, possible: 1000, none: 1000 },
			others: { likely: 100, possible: 200, none: 29_700 }
		});
		expect(sensitivity.a + sensitivity.b).toBeCloseTo(201);
		expect(sensitivity.a / 201).toBeCloseTo(0.9, 2);
		expect(falseMarks.a + falseMarks.b).toBeCloseTo(601);
	});

	it.each([
		[24, '2026-01-01', '2026-12-01', false],
		[25, '2026-01-01', '2026-06-01', false],
		[25, '2026-01-01', '2026-07-02', true]
	])('%i posts from %s to %s: %s', (posts, from, to, enough) => {
		expect(isEnough({ posts, from: new Date(from), to: new Date(to) })).toBe(enough);
	});

	it('gives the same interval from memory', () => {
		const strata = unread(2, 3, 100);
		expect(stories(strata, beliefs)).toBe(stories(structuredClone(strata), beliefs));
	});
});

describe('the functions below it', () => {
	it('ln Γ agrees with factorials and with the half', () => {
		let factorial = 1;
		for (let n = 1; n < 20; n++) {
			expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 9);
			factorial *= n;
		}
		expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 10);
		expect(logChoose(5, 2)).toBeCloseTo(Math.log(10), 10);
	});

	it('draws betas with their mean', () => {
		const random = seeded(3);
		const drawn = Array.from({ length: 4000 }, () => drawBeta({ a: 0.6, b: 14.4 }, random));
		expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(0.04, 2);
	});
});

/** Every number of stories among the marks and the unmarked posts, one by one. */
function bySum({ likely, possible, unmarked }: Strata, given: Beliefs) {
	const { rate, sensitivity: t, falseMarks: f, likelyOfStories: s, likelyOfOthers: o } = given;
	const marks = likely.count + possible.count;
	const all = marks + unmarked.count;
	const rows: [k: number, log: number][] = [];
	const top = likely.count - likely.reviewed + likely.confirmed;
	const ofMarks = Array.from({ length: marks + 1 }, (_, m) => {
		const logs: number[] = [];
		for (let k = Math.max(likely.confirmed, m - possible.count); k <= Math.min(top, m); k++)
			logs.push(
				logChoose(likely.count - likely.reviewed, k - likely.confirmed) +
					logChoose(possible.count, m - k) +
					logGamma(s.a + k) +
					logGamma(s.b + m - k) +
					logGamma(o.a + likely.count - k) +
					logGamma(o.b + possible.count - m + k)
			);
		if (logs.length === 0) return -Infinity;
		const best = Math.max(...logs);
		return (
			best +
			Math.log(logs.reduce((sum, one) => sum + Math.exp(one - best), 0)) +
			logGamma(t.a + m) +
			logGamma(f.a + marks - m) -
			logGamma(s.a + s.b + m) -
			logGamma(o.a + o.b + marks - m)
		);
	});
	const ofNone = Array.from(
		{ length: unmarked.count + 1 },
		(_, k) => logChoose(unmarked.count, k) + logGamma(t.b + k) + logGamma(f.b + unmarked.count - k)
	);
	const ofBoth = Array.from(
		{ length: all + 1 },
		(_, k) =>
			logGamma(rate.a + k) +
			logGamma(rate.b + all - k) -
			logGamma(t.a + t.b + k) -
			logGamma(f.a + f.b + all - k)
	);
	let best = -Infinity;
	for (let m = 0; m <= marks; m++)
		for (let k = 0; k <= unmarked.count; k++) {
			const log = ofMarks[m]! + ofNone[k]! + ofBoth[m + k]!;
			rows.push([m + k, log]);
			if (log > best) best = log;
		}
	const mass = new Float64Array(all + 1);
	for (const [k, log] of rows) mass[k]! += Math.exp(log - best);
	const sum = mass.reduce((total, one) => total + one, 0);
	let [low, high] = [0, all];
	for (let from = 0, to = -1, held = 0; from <= all; from++) {
		while (held < 0.9 * sum && to < all) held += mass[++to]!;
		if (held < 0.9 * sum) break;
		if (to - from < high - low) [low, high] = [from, to];
		held -= mass[from]!;
	}
	return { mean: mass.reduce((total, one, k) => total + one * k, 0) / sum, low, high };
}
