import { describe, expect, it } from 'vitest';
import { isIn, isSmall, keyOf, type Atom, type Place } from '#lib/server/trends/cells.ts';
import { release } from '#lib/server/trends/release.ts';
import { attack, group, places, type Shown } from '../../support/attack.ts';

const inside = (atoms: readonly Atom[], place: Place) => atoms.filter((one) => isIn(one.at, place));
const postsOf = (atoms: readonly Atom[]) => atoms.reduce((sum, one) => sum + one.posts, 0);
const shownOf = (atoms: readonly Atom[], isShown: (place: Place) => boolean): Shown[] =>
	places(atoms)
		.filter(isShown)
		.map((place) => ({ place, posts: postsOf(inside(atoms, place)) }));

/** Holds back what is small, and nothing else. */
const naive = (atoms: readonly Atom[]) => shownOf(atoms, (place) => !isSmall(inside(atoms, place)));

const careful = (atoms: readonly Atom[]) => {
	const keys = release(atoms, (key) =>
		postsOf(
			inside(
				atoms,
				places(atoms).find((place) => keyOf(place) === key)!
			)
		)
	);
	return shownOf(atoms, (place) => keys.has(keyOf(place)));
};

const sizes = [12, 40, 90, 200, 400];
const groups = sizes.flatMap((people) => [1, 2, 3, 4, 5, 6].map((seed) => ({ people, seed })));

describe('what a month releases', () => {
	it.each(groups)('gives nothing small away: $people people, group $seed', ({ people, seed }) => {
		const atoms = group(seed * 1000 + people, people);
		const shown = careful(atoms);
		expect(shown.filter(({ place }) => isSmall(inside(atoms, place)))).toEqual([]);
		expect(attack(atoms, shown)).toEqual([]);
	});

	it('would give much away if only small cells were held back: the attack finds it', () => {
		const found = new Set<string>();
		let broken = 0;
		for (const { people, seed } of groups) {
			const atoms = group(seed * 1000 + people, people);
			const leaks = attack(atoms, naive(atoms));
			if (leaks.length > 0) broken++;
			for (const leak of leaks) {
				found.add(leak.how);
				// What was worked out is the truth, so it is a leak indeed.
				expect(leak.posts).toBe(
					postsOf(leak.members.map((at) => atoms.filter((one) => one.posts > 0)[at]!))
				);
			}
		}
		expect(broken).toBeGreaterThan(groups.length / 2);
		expect([...found].sort()).toEqual(['difference', 'elimination', 'laid bare', 'overlap']);
	});

	it('still shows the whole, and most of the large cells', () => {
		for (const { people, seed } of groups.filter((one) => one.people >= 200)) {
			const atoms = group(seed * 1000 + people, people);
			const keys = new Set(careful(atoms).map(({ place }) => keyOf(place)));
			expect(keys.has('*|*|*')).toBe(true);
			const large = naive(atoms);
			const single = large.filter(({ place }) => Object.keys(place).length === 1);
			const kept = (some: Shown[]) => some.filter(({ place }) => keys.has(keyOf(place))).length;
			expect(kept(single) / single.length).toBeGreaterThan(0.7);
			expect(kept(large) / large.length).toBeGreaterThan(0.6);
		}
	});

	const atom = (platform: string, people: number[], posts: number): Atom => ({
		at: { platform, profession: 'counsellor', region: 'GB' },
		people,
		posts
	});
	const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

	it('holds back a second part where one part is small, so that the whole tells nothing', () => {
		const atoms = [
			atom('website', many(0, 60), 300),
			atom('tumblr', many(60, 30), 90),
			atom('ghost', many(90, 3), 25)
		];
		const keys = release(atoms, (key) => (key.startsWith('website') ? 300 : 90));
		expect(keys.has('*|*|*')).toBe(true);
		expect(keys.has('website|*|*')).toBe(true);
		expect(keys.has('tumblr|*|*')).toBe(false);
		expect(keys.has('ghost|*|*')).toBe(false);
	});

	it('shows all parts where none is small, and nothing of a group that is small itself', () => {
		const large = [atom('website', many(0, 60), 300), atom('tumblr', many(60, 30), 90)];
		expect(release(large, () => 1).size).toBe(12);
		expect(release([atom('website', many(0, 10), 500)], () => 1).size).toBe(0);
		expect(release([], () => 1).size).toBe(0);
	});

	it('counts people once, however many platforms they write on', () => {
		const same = many(0, 8);
		const atoms = [atom('website', same, 40), atom('tumblr', same, 40)];
		expect(isSmall(atoms)).toBe(true);
		expect(release(atoms, () => 1).size).toBe(0);
	});
});
