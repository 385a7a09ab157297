import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alpha, cohen, kappa, measure, type Unit } from '#lib/server/agreement.ts';
import { seeded } from '#lib/server/counting/seeded.ts';

/** Two people's answers from a table of counts: rows what one said, columns what the other said. */
function crossed(table: number[][]): [string[], string[]] {
	const one: string[] = [];
	const other: string[] = [];
	table.forEach((row, i) =>
		row.forEach((count, j) => {
			for (let n = 0; n < count; n++) {
				one.push(`c${i}`);
				other.push(`c${j}`);
			}
		})
	);
	return [one, other];
}

/** Units from one line of signs a person; a dot is a missing reading. */
function lines(...people: string[]): Unit[] {
	return [...people[0]!].map((_, i) =>
		people.flatMap((line, coder) =>
			line[i] === '.' ? [] : [{ coder: `person ${coder}`, value: line[i]! }]
		)
	);
}

describe('Cohen’s kappa', () => {
	it.each([
		// J. L. Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. 1981, table 13.1.
		[
			'Fleiss: 100 people, three diagnoses',
			[
				[75, 1, 4],
				[5, 4, 1],
				[0, 0, 10]
			],
			0.676
		],
		// The table that most introductions work through: 50 proposals, yes or no.
		[
			'50 proposals',
			[
				[20, 5],
				[10, 15]
			],
			0.4
		],
		// A. R. Feinstein and D. V. Cicchetti, High agreement but low kappa, 1990: agreement 0.85 twice.
		[
			'Feinstein and Cicchetti, even margins',
			[
				[40, 9],
				[6, 45]
			],
			0.7
		],
		[
			'Feinstein and Cicchetti, uneven margins',
			[
				[80, 10],
				[5, 5]
			],
			0.32
		]
	])('%s', (_, table, expected) => {
		const [one, other] = crossed(table);
		expect(cohen(one, other)).toBeCloseTo(expected, 2);
	});

	it('is negative where people agree less than chance, and −1 at the worst', () => {
		expect(cohen(['a', 'b'], ['b', 'a'])).toBe(-1);
	});

	it('for several people who all read everything is Conger’s, by pairs', () => {
		const units = lines('aabbcabc', 'aabbccbc', 'abbbcaba');
		const habits = [0, 1, 2].map((coder) =>
			['a', 'b', 'c'].map(
				(value) => units.filter((unit) => unit[coder]!.value === value).length / units.length
			)
		);
		let observed = 0;
		let byChance = 0;
		for (const [i, j] of [
			[0, 1],
			[0, 2],
			[1, 2]
		] as const) {
			observed +=
				units.filter((unit) => unit[i]!.value === unit[j]!.value).length / units.length / 3;
			byChance += habits[i]!.reduce((sum, share, k) => sum + share * habits[j]![k]!, 0) / 3;
		}
		expect(kappa(units)).toBeCloseTo((observed - byChance) / (1 - byChance), 12);
	});
});

describe('Krippendorff’s alpha', () => {
	// K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011, sections A, B and C.
	it.each([
		['A: two people, yes or no', ['0100000010', '1110010000'], 0.095],
		['B: two people, five answers', ['aabbdcccedda', 'babbbccceddd'], 0.692],
		[
			'C: four people, readings missing',
			['123321412...', '1233224125.3', '.3332342251.', '12332441251.'],
			0.743
		]
	])('%s', (_, people, expected) => {
		expect(alpha(lines(...people))).toBeCloseTo(expected, 3);
	});
});

describe('both', () => {
	const value = fc.constantFrom('a', 'b', 'c');
	const pair = fc.tuple(value, value);
	const units = fc.array(
		fc.uniqueArray(fc.record({ coder: fc.constantFrom('u', 'v', 'w', 'x'), value }), {
			selector: (one) => one.coder,
			maxLength: 4
		}),
		{ maxLength: 30 }
	);

	it('are 1 when all agree on more than one answer', () => {
		fc.assert(
			fc.property(fc.array(value, { minLength: 2, maxLength: 40 }), (answers) => {
				fc.pre(new Set(answers).size > 1);
				const all = lines(answers.join(''), answers.join(''), answers.join(''));
				expect(kappa(all)).toBeCloseTo(1, 12);
				expect(alpha(all)).toBeCloseTo(1, 12);
			})
		);
	});

	it('never exceed 1, never are NaN, and do not mind the order of posts, people and names of answers', () => {
		const renamed: Record<string, string> = { a: 'z', b: 'y', c: 'x' };
		fc.assert(
			fc.property(units, (some) => {
				for (const figure of [kappa, alpha]) {
					const found = figure(some);
					if (found === null) continue;
					expect(found).toBeLessThanOrEqual(1 + 1e-12);
					const turned = some
						.map((unit) => unit.map((one) => ({ ...one, value: renamed[one.value]! })).reverse())
						.reverse();
					expect(figure(turned)).toBeCloseTo(found, 9);
				}
			})
		);
	});

	it('count posts read by one person for nothing', () => {
		fc.assert(
			fc.property(units, fc.array(value), (some, lone) => {
				const more = [...some, ...lone.map((one) => [{ coder: 'u', value: one }])];
				expect(kappa(more)).toBe(kappa(some));
				expect(alpha(more)).toBe(alpha(some));
			})
		);
	});

	it('come close to 0 when people answer by lot', () => {
		const random = seeded(7);
		const draw = () => 'abc'[Math.floor(random() ** 2 * 3)]!;
		const some = Array.from({ length: 4000 }, () => [
			{ coder: 'u', value: draw() },
			{ coder: 'v', value: draw() }
		]);
		expect(Math.abs(kappa(some)!)).toBeLessThan(0.05);
		expect(Math.abs(alpha(some)!)).toBeLessThan(0.05);
	});

	it('come close to each other for two people with the same habits', () => {
		fc.assert(
			fc.property(fc.array(pair, { minLength: 60, maxLength: 90 }), (pairs) => {
				const both = [...pairs, ...pairs.map(([a, b]) => [b, a] as [string, string])];
				const some = both.map(([a, b]) => [
					{ coder: 'u', value: a },
					{ coder: 'v', value: b }
				]);
				const [k, a] = [kappa(some), alpha(some)];
				// Alpha corrects for small samples: (n − 1) / n of chance.
				if (k !== null && a !== null) expect(Math.abs(k - a)).toBeLessThan(0.02);
			})
		);
	});
});

describe('agreement as it is shown', () => {
	const noisy = (posts: number, seed: number): Unit[] => {
		const random = seeded(seed);
		return Array.from({ length: posts }, () => {
			const truth = random() < 0.3 ? 'story' : 'no-story';
			const read = () => (random() < 0.1 ? 'story' : truth);
			return [
				{ coder: 'Heron', value: read() },
				{ coder: random() < 0.5 ? 'Wren' : 'Plover', value: read() }
			];
		});
	};

	it('has counts, figures and the same range each time', () => {
		const some = noisy(200, 1);
		const found = measure(some);
		expect(found).toMatchObject({ posts: 200, pairs: 200, coders: 3 });
		expect(found.same).toBe(some.filter(([a, b]) => a!.value === b!.value).length);
		expect(found.kappa.value).toBe(kappa(some));
		expect(found.alpha.value).toBe(alpha(some));
		expect(found.kappa.range!.low).toBeLessThan(found.kappa.value!);
		expect(found.kappa.range!.high).toBeGreaterThan(found.kappa.value!);
		expect(measure(some)).toEqual(found);
		expect(measure(some, { seed: 2 }).kappa.range).not.toEqual(found.kappa.range);
	});

	it('holds the true kappa about nine times in ten', () => {
		// The same readings by the ten thousand tell the truth that samples of 150 are held against.
		const truth = kappa(noisy(60_000, 99))!;
		let held = 0;
		for (let i = 0; i < 200; i++) {
			const { range } = measure(noisy(150, 1000 + i), { resamples: 300 }).kappa;
			if (range!.low <= truth && truth <= range!.high) held++;
		}
		expect(held / 200).toBeGreaterThan(0.83);
		expect(held / 200).toBeLessThan(0.96);
	});

	it('says in words why there is no figure', () => {
		expect(measure([]).kappa).toEqual({
			value: null,
			range: null,
			why: 'No post has been read by two people yet.'
		});
		expect(measure([[{ coder: 'Heron', value: 'story' }]]).alpha.why).toContain('two people');
		const same = lines('aaaa', 'aaaa');
		expect(measure(same).kappa.why).toContain('same answer');
		expect(measure(same).alpha.why).toContain('same answer');
		expect(measure(same)).toMatchObject({ posts: 4, pairs: 4, same: 4 });
	});

	it('gives no range for a handful of posts, nor where most resamples have no variation', () => {
		expect(measure(lines('ab', 'ab')).kappa).toEqual({ value: 1, range: null });
		const rare = lines(`b${'a'.repeat(30)}`, `b${'a'.repeat(30)}`);
		expect(measure(rare).kappa).toEqual({ value: 1, range: null });
	});
});
