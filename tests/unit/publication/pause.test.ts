import { describe, expect, it } from 'vitest';
import { because } from '#lib/server/publication/pause.ts';

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
	it('pauses while it is not known how far reviewers agree', () => {
		expect(because([], none)).toMatch(/not known/);
		expect(because([[{ coder: 'ann', value: 'story' }]], none)).toMatch(/not known/);
		expect(because([unit('story', 'story')], none)).toMatch(/not known/);
	});

	it('goes on while they agree', () => {
		expect(because(agreed(20), none)).toBeNull();
		expect(because([...agreed(18), unit('story', 'no-story')], none)).toBeNull();
	});

	it('pauses below a kappa of 0.6', () => {
		const split = Array.from({ length: 6 }, () => unit('story', 'no-story'));
		expect(because([...agreed(12), ...split], none)).toMatch(/kappa is 0\.\d\d/);
	});

	it('pauses where more than one in five findings fell on appeal', () => {
		expect(because(agreed(20), { answered: 10, overturned: 2 })).toBeNull();
		expect(because(agreed(20), { answered: 10, overturned: 3 })).toMatch(/3 of 10/);
		expect(because(agreed(20), { answered: 4, overturned: 4 })).toBeNull();
	});
});
