/** Made-up practitioners whose number of client stories is known, for checking the ledger's arithmetic. Pure. */
import type { Beta } from '#lib/server/counting/beta.ts';
import type { Beliefs, Read, Strata } from '#lib/server/counting/posterior.ts';
import { seeded, type Random } from '#lib/server/counting/seeded.ts';

export { seeded, type Random };

function normal(random: Random): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Gamma(shape, 1) by Marsaglia and Tsang's squeeze. */
function gamma(shape: number, random: Random): number {
	if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
	const d = shape - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const x = normal(random);
		const v = (1 + c * x) ** 3;
		if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
	}
}

export function drawBeta({ a, b }: Beta, random: Random): number {
	const x = gamma(a, random);
	return x / (x + gamma(b, random));
}

interface Drawn {
	isStory: boolean;
	strength: 'likely' | 'possible' | 'none';
}

/** How somebody reads: which marked posts, and how many unmarked ones of the random sample. */
export interface Style {
	name: string;
	likely: (count: number) => number;
	possible: (count: number) => number;
	audits: number;
}

export const styles: Style[] = [
	{ name: 'nobody read anything', likely: () => 0, possible: () => 0, audits: 0 },
	{
		name: 'the first five likely marks',
		likely: (n) => Math.min(n, 5),
		possible: () => 0,
		audits: 0
	},
	{ name: 'all likely marks, no other', likely: (n) => n, possible: () => 0, audits: 0 },
	{
		name: 'half of all marks',
		likely: (n) => Math.floor(n / 2),
		possible: (n) => Math.floor(n / 2),
		audits: 0
	},
	{ name: 'all marks', likely: (n) => n, possible: (n) => n, audits: 0 },
	{
		name: 'half of the marks and an audit of 20',
		likely: (n) => Math.floor(n / 2),
		possible: (n) => Math.floor(n / 2),
		audits: 20
	}
];

/** One practitioner: posts drawn, marked, some read by a person. */
export function draw(
	{ posts, rate, style }: { posts: number; rate: number; style: Style },
	beliefs: Beliefs,
	random: Random
): { strata: Strata; stories: number } {
	const t = drawBeta(beliefs.sensitivity, random);
	const f = drawBeta(beliefs.falseMarks, random);
	const ofStories = drawBeta(beliefs.likelyOfStories, random);
	const ofOthers = drawBeta(beliefs.likelyOfOthers, random);
	const all: Drawn[] = Array.from({ length: posts }, () => {
		const isStory = random() < rate;
		const isMarked = random() < (isStory ? t : f);
		const isLikely = random() < (isStory ? ofStories : ofOthers);
		return { isStory, strength: isMarked ? (isLikely ? 'likely' : 'possible') : 'none' };
	});
	const of = (strength: Drawn['strength']) => all.filter((one) => one.strength === strength);
	const countStories = (some: Drawn[]) => some.filter((one) => one.isStory).length;
	const read = (some: Drawn[], reviewed: number): Read => ({
		count: some.length,
		reviewed,
		confirmed: countStories(some.slice(0, reviewed))
	});
	const [likely, possible, none] = [of('likely'), of('possible'), of('none')];
	const audited = Math.min(style.audits, none.length);
	return {
		strata: {
			likely: read(likely, style.likely(likely.length)),
			possible: read(possible, style.possible(possible.length)),
			unmarked: {
				count: none.length,
				audited,
				found: countStories(none.slice(0, audited)),
				told: 0,
				toldStories: 0
			}
		},
		stories: countStories(all)
	};
}
