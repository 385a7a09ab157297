/** The numbers of a trend as rows, for files and programs. Pure. */
import { csvLine, type Row } from '../exports.ts';
import type { Point, Trend } from './trends.ts';

export const methodNote =
	'Posts of a cell are counted together: how many tell about a client, given the marks, what people said of single posts, and how often the reader errs. low and high hold the true number nine times in ten. Marks are a machine’s reading, not findings about anybody.';

/** The same for what strangers may see: what the numbers rest on. */
export const publicNote =
	'confirmed: posts of which two people, each without knowing the other’s answer, said that they tell about a client. low and high hold the true number among all posts nine times in ten, given what two people said of single posts, the marks of the others, and how often the reader errs; they are left out where two people have not read most of the marked posts. These are readings and say nothing about consent, nor about any one person.';

export const heldBackNote =
	'Cells of 1 to 10 practitioners or posts are held back, and other cells with them where they would give those away. A gap is no zero.';

/** The same for what strangers may see. */
export const publicHeldBackNote =
	'Each quarter is told once, when it is over and two people have read most of what is marked in it, and then stays as it was on that day. Not told are quarters that have not been read so far, cells of 1 to 10 practitioners or posts, and others that would give those away. A gap is no zero.';

export const heldBackOf = ({ isPublic }: Pick<Preface, 'isPublic'>) =>
	isPublic ? publicHeldBackNote : heldBackNote;

/** What a file says of itself before its rows. */
export interface Preface {
	madeAt: Date;
	filters: string;
	/** The reader's version that holds now, and changes within the period. */
	version: string;
	changes: string[];
	holdsBack: boolean;
	/** For strangers: only what two people confirmed. */
	isPublic?: boolean;
}

export const methodOf = ({ isPublic }: Pick<Preface, 'isPublic'>) =>
	isPublic ? publicNote : methodNote;

/** One row a cell. Null where there is nothing to show; `state` says why. */
export function rows({ query, lines }: Trend, isPublic = false): Row[] {
	return lines.flatMap(({ value, points }) =>
		points.map((point) => ({
			...(query.by && { [query.by]: value }),
			from: point.from,
			to: point.to,
			state: point.state,
			[isPublic ? 'held_back_quarters' : 'held_back_months']: point.heldBackMonths,
			posts: isKnown(point) ? point.posts : null,
			feeds: isKnown(point) ? point.feeds : null,
			...(isPublic && { confirmed: point.confirmed }),
			stories_low: point.stories?.low ?? null,
			stories_high: point.stories?.high ?? null,
			stories_likeliest: point.stories?.likeliest ?? null,
			low_per_100: perHundred(point, point.stories?.low),
			high_per_100: perHundred(point, point.stories?.high)
		}))
	);
}

function isKnown({ state }: Point): boolean {
	return state !== 'held-back';
}

/** So many in a hundred posts, to a tenth. */
export function perHundred({ posts }: Point, count: number | undefined): number | null {
	return count === undefined || posts === 0 ? null : Math.round((1000 * count) / posts) / 10;
}

/** The file: lines that begin with # say period, versions and method, then names, then rows. */
export function csv(trend: Trend, preface: Preface): string {
	const about = [
		preface.isPublic
			? 'In Confidence: posts that tell about a client by the reading of two people, over posts read'
			: 'In Confidence: posts that seem to tell about a client, over posts read',
		`Period: ${trend.query.from} to ${trend.query.to}, by ${trend.query.step}`,
		`Posts: ${preface.filters}`,
		`Reader: version ${preface.version}`,
		...preface.changes,
		`Method: ${methodOf(preface)}`,
		preface.holdsBack
			? `Held back: ${heldBackOf(preface)}`
			: 'Held back: nothing, since this is one person’s own list. Do not pass it on.',
		`Made: ${preface.madeAt.toISOString().slice(0, 10)}`
	];
	const all = rows(trend, preface.isPublic);
	return [
		...about.map((line) => `# ${line.replace(/\s+/g, ' ')}\r\n`),
		csvLine(Object.keys(all[0] ?? {})),
		...all.map((row) => csvLine(Object.values(row)))
	].join('');
}
