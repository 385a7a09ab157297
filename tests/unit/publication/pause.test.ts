import { describe, expect, it } from 'vitest';
import { because, leastTwice } from '#lib/server/publication/pause.ts';

const unit = (one: string, other: string) => [
	{ coder: 'ann', value: one },
	{ coder: 'bea', value: other }
];
const agreed = (count: number) =>
	Array.from({ length: count }, (_, i) =>
		i % 2 ? unit('story', 'story') : unit('no-story', 'no-story')
	);
const none = { answered: 0, overturned: 0 };

describe('publication', () => {
	it('pauses until two people have read enough', () => {
		expect(because([], none)).toMatch(/two people must have read 50 posts, and no post was/);
		expect(because([[{ coder: 'ann', value: 'story' }]], none)).toMatch(/no post was/);
		expect(because([unit('story', 'story')], none)).toMatch(/and 1 was so far/);
		expect(because(agreed(leastTwice - 1), none)).toMatch(/and 49 were so far/);
		expect(because(agreed(leastTwice), none)).toBeNull();
	});

	it('asks for so many posts that a kappa of 0.6 would have shown', () => {
		// By chance two people agree p² + (1 − p)² of the time; at kappa 0.6 they differ in 0.4 of the rest.
		const unnoticed = (posts: number, p: number) =>
			(1 - 0.4 * (1 - p ** 2 - (1 - p) ** 2)) ** posts;
		expect(unnoticed(leastTwice, 1 / 12)).toBeLessThan(0.05);
		expect(unnoticed(leastTwice - 10, 1 / 12)).toBeGreaterThan(0.05);
	});

	it('pauses where nearly all answers are the same', () => {
		const same = Array.from({ length: 80 }, () => unit('no-story', 'no-story'));
		expect(because(same, none)).toMatch(/could be chance/);
		expect(because([...same, unit('story', 'story')], none)).toMatch(/could be chance/);
	});

	it('pauses below a kappa of 0.6, and where it may well be below', () => {
		const split = (count: number) => Array.from({ length: count }, () => unit('story', 'no-story'));
		expect(because([...agreed(60), ...split(25)], none)).toMatch(
			/^Reviewers agree too little .* kappa is 0\.\d\d/
		);
		const unsure = because([...agreed(54), ...split(8)], none);
		expect(unsure).toMatch(/^It is not sure .* kappa is 0\.7\d, nine times in ten from 0\.5\d/);
		// The same share of splits among ten times as many posts.
		expect(because([...agreed(540), ...split(80)], none)).toBeNull();
	});

	it('pauses where more than one in five findings fell on appeal', () => {
		expect(because(agreed(60), { answered: 10, overturned: 2 })).toBeNull();
		expect(because(agreed(60), { answered: 10, overturned: 3 })).toMatch(/3 of 10/);
		expect(because(agreed(60), { answered: 4, overturned: 4 })).toBeNull();
	});
});
