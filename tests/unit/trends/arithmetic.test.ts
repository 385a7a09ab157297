import { describe, expect, it } from 'vitest';
import { seeded, type Random } from '#lib/server/counting/seeded.ts';
import * as rates from '#lib/server/rates.ts';
import { ofForm, strataOf } from '#lib/server/trends/arithmetic.ts';
import { drawBeta } from '../../bench/simulate.ts';
import { evidence } from '../../support/practice.ts';

const beliefs = rates.beliefs(evidence);

/** A cell of practitioners who differ much, all read by one reader whose errors are drawn once. */
function cell(random: Random, people: number) {
	const t = drawBeta(beliefs.sensitivity, random);
	const f = drawBeta(beliefs.falseMarks, random);
	const [s, o] = [beliefs.likelyOfStories, beliefs.likelyOfOthers].map((one) =>
		drawBeta(one, random)
	) as [number, number];
	const shareOfForm = 0.1 + 0.5 * random();
	const counts = { likely: 0, possible: 0, none: 0 };
	const found: {
		strength: 'likely' | 'possible' | 'none';
		says: 'story' | 'no-story';
		sampled: boolean;
	}[] = [];
	const marks = { marked: 0, ofForm: 0 };
	let stories = 0;
	let storiesOfForm = 0;
	for (let person = 0; person < people; person++) {
		// Some never tell a story, some in every second post.
		const rate = random() < 0.6 ? 0 : random() ** 3 * 0.5;
		for (let post = Math.floor(random() * 12); post > 0; post--) {
			const isStory = random() < rate;
			const isOfForm = random() < shareOfForm;
			const isMarked = random() < (isStory ? t : f);
			const strength = !isMarked ? 'none' : random() < (isStory ? s : o) ? 'likely' : 'possible';
			counts[strength]++;
			if (isStory) stories++;
			if (isStory && isOfForm) storiesOfForm++;
			if (isMarked) {
				marks.marked++;
				if (isOfForm) marks.ofForm++;
			}
			if (random() < (isMarked ? 0.3 : 0.02))
				found.push({ strength, says: isStory ? 'story' : 'no-story', sampled: !isMarked });
		}
	}
	const rows = Object.entries(counts).map(([what, count]) => ({ what, count }));
	return { strata: strataOf(rows, found), marks, stories, storiesOfForm };
}

describe('the range of a cell', () => {
	it('holds the true number about nine times in ten, however much practitioners differ', () => {
		const random = seeded(31);
		let [all, form] = [0, 0];
		const count = 200;
		for (let i = 0; i < count; i++) {
			const one = cell(random, Math.round(12 * 20 ** random()));
			const range = rates.stories(one.strata, beliefs);
			if (range.low <= one.stories && one.stories <= range.high) all++;
			const part = ofForm(one.strata, beliefs, one.marks);
			if (part.low <= one.storiesOfForm && one.storiesOfForm <= part.high) form++;
		}
		expect(all / count).toBeGreaterThan(0.86);
		expect(form / count).toBeGreaterThan(0.86);
	});

	it('lies within that of all forms', () => {
		const random = seeded(8);
		for (let i = 0; i < 40; i++) {
			const { strata, marks } = cell(random, 60);
			const [all, part] = [rates.stories(strata, beliefs), ofForm(strata, beliefs, marks)];
			expect(part.low).toBeLessThanOrEqual(all.high);
			expect(part.high).toBeLessThanOrEqual(all.high + 1);
		}
	});
});

describe('the strata of a cell', () => {
	it('count what people said, and forget who was not sure', () => {
		const said = (
			strength: 'likely' | 'none',
			says: 'story' | 'no-story' | 'unsure',
			sampled = false
		) => ({ strength, says, sampled });
		expect(
			strataOf(
				[
					{ what: 'likely', count: 9 },
					{ what: 'none', count: 90 }
				],
				[
					said('likely', 'story'),
					said('likely', 'no-story'),
					said('likely', 'unsure'),
					said('none', 'story'),
					said('none', 'no-story', true)
				]
			)
		).toEqual({
			likely: { count: 9, reviewed: 2, confirmed: 1 },
			possible: { count: 0, reviewed: 0, confirmed: 0 },
			unmarked: { count: 90, audited: 1, found: 0, told: 1, toldStories: 1 }
		});
	});
});
