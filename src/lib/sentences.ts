/**
 * Every sentence about a person is made here, and nowhere else. Plain words; a number never stands
 * without how sure it is; what is missing is said; nothing found is never praise.
 */
import type * as comparison from './comparison.ts';
import * as format from './format.ts';
import type { Care, Exit, Identifier, Strength } from './words.ts';

/** The parts of a ledger that sentences are made of. */
export interface Summed {
	posts: number;
	notJudged: number;
	pending: number;
	excerpts: number;
	from: string | null;
	to: string | null;
	complete: boolean;
	marked: { likely: number; possible: number };
	stories: { low: number; high: number; likeliest: number; level: number } | null;
	enough: boolean;
}

/** What was read, and from when. */
export function read(ledger: Summed): string {
	if (ledger.posts === 0) return 'We have read no posts yet.';
	const span =
		ledger.from && ledger.to
			? ledger.from === ledger.to
				? `, all of ${format.day(ledger.from)}`
				: `, from ${format.day(ledger.from)} to ${format.day(ledger.to)}`
			: '';
	return `We read ${format.count(ledger.posts, 'post')}${span}.`;
}

/** What was not, or not fully, read. */
export function limits(ledger: Summed): string[] {
	const lines: string[] = [];
	if (ledger.pending > 0)
		lines.push(`${format.count(ledger.pending, 'post waits', 'posts wait')} to be read.`);
	if (ledger.notJudged > 0)
		lines.push(
			`${format.count(ledger.notJudged, 'post was', 'posts were')} not judged: not in English, or with too little text.`
		);
	if (ledger.excerpts > 0)
		lines.push(`Of ${format.count(ledger.excerpts, 'post')} the feed gives only the beginning.`);
	if (ledger.posts > 0 && !ledger.complete)
		lines.push('There may be older posts that we could not reach.');
	return lines;
}

/** The main sentence: how many posts tell about a client, and how sure that is. */
export function found(ledger: Summed): string {
	const judged = ledger.posts - ledger.notJudged - ledger.pending;
	if (judged <= 0) return 'No post could be judged, so there is nothing to say.';
	if (!ledger.enough || !ledger.stories)
		return `Not enough posts to say: only ${format.count(judged, 'post')}, or less than six months. You can read the marked ones below.`;
	const { low, high } = ledger.stories;
	const all = format.number(judged);
	if (high === 0) return `None found in ${all} posts. Some could have been missed.`;
	if (low === 0 && ledger.marked.likely + ledger.marked.possible === 0)
		return `None found in ${all} posts. Up to ${format.number(high)} could have been missed.`;
	if (low === high)
		return `Of ${all} posts, ${format.number(low)} ${low === 1 ? 'seems' : 'seem'} to tell about a client.`;
	return `Of ${all} posts, ${format.interval(low, high)} seem to tell about a client. We are 90 % sure of that range.`;
}

/** How many were marked, and that a mark is not a fact. */
export function marked(ledger: Summed): string {
	const { likely, possible } = ledger.marked;
	if (likely + possible === 0) return 'The reader marked no post.';
	return `The reader marked ${format.number(likely)} as likely and ${format.number(possible)} as possible. Some marks are wrong, and some stories get no mark; the range above counts with both.`;
}

/** All the lines of a ledger, for the command line and for a look. */
export function ledger(summed: Summed): string[] {
	return [read(summed), ...limits(summed), found(summed), marked(summed)];
}

export function probability(value: number | null): string {
	return value === null ? 'not judged' : `${Math.round(value * 100)} in 100`;
}

/** What the machine makes of one post. */
export function strength(of: Strength | null, value: number | null): string {
	if (of === null) return 'Not read yet.';
	if (of === 'not-judged') return 'Not judged: not in English, or too little text.';
	if (of === 'none')
		return `No mark: it does not seem to tell about a client (chance ${probability(value)}).`;
	const word = of === 'likely' ? 'Likely' : 'Possibly';
	return `${word} tells about a client (chance ${probability(value)} that it does).`;
}

/** What the post says of permission. Silence is not the same as none. */
export function permission(exits: Exit[]): string {
	if (exits.length === 0) return 'Consent not stated.';
	return `Stated: ${format.list(exits.map(format.exit))}.`;
}

/** What in the post could let somebody be recognised. */
export function recognisable(identifiers: Identifier[]): string {
	if (identifiers.length === 0) return '';
	return `It mentions ${format.list(identifiers.map(format.identifier))}.`;
}

/** Whose feed it seems to be, and why. */
export function care(of: Care, because: string[]): string {
	const why = because.length > 0 ? `, because ${format.list(because)}` : '';
	if (of === 'care') return `Appears to be by somebody who gives therapy or care${why}.`;
	if (of === 'not-care')
		return `Seems to be by somebody else (a client, a writer, another trade)${why}: its marks mean nothing and are not counted.`;
	return 'Does not say who writes. If you know, set it: the reading gets better.';
}

/** How well a feed is read. */
export function health(
	feed: {
		lastSuccessAt: Date | string | null;
		lastNewAt: Date | string | null;
		nextCheckAt: Date | string;
		pausedAt: Date | string | null;
		failureCount: number;
		failure: string | null;
	},
	now: Date
): string {
	const lines: string[] = [];
	if (feed.pausedAt) lines.push(`Paused on ${format.day(feed.pausedAt)}.`);
	if (feed.failure) {
		const times = feed.failureCount > 1 ? ` (${feed.failureCount} times in a row)` : '';
		lines.push(`The last look failed${times}: ${feed.failure}`);
	}
	lines.push(
		feed.lastSuccessAt ? `Last read ${format.distance(feed.lastSuccessAt, now)}.` : 'Not read yet.'
	);
	if (feed.lastNewAt) lines.push(`Last new post seen ${format.distance(feed.lastNewAt, now)}.`);
	if (!feed.pausedAt) lines.push(`Next look ${format.distance(feed.nextCheckAt, now)}.`);
	return lines.join(' ');
}

/** Beside every source that could not be read. */
export const readNothing =
	'We have read nothing by this person. That is the usual case, and it says nothing about them.';

/** How far back a feed was read, and why not further. */
export function coverage(
	of: {
		oldestAt: string | null;
		complete: boolean;
		cursor?: string | null;
		note?: string | null;
	} | null
): string {
	if (!of) return 'Older posts have not been looked for yet.';
	const back = of.oldestAt ? ` to ${format.month(of.oldestAt)}` : '';
	if (of.complete) return `Read back to its first post${back && `, ${back.slice(4)}`}.`;
	const note = of.note ? ` ${of.note}` : '';
	if (of.cursor) return `Read back${back} so far; older posts are still being read.${note}`;
	if (!back) return `No dated post was read.${note}`;
	return of.note ? `Read back${back}.${note}` : `Read back${back}; older posts may exist.`;
}

const goodPractices: Record<string, string> = {
	K01: 'teaches about therapy in general',
	K02: 'tells the writer’s own story',
	K03: 'uses an example plainly said to be invented or composite',
	K04: 'says that the client agreed to be told about',
	K05: 'keeps to broad details even with consent',
	K06: 'tells about a social-media policy',
	K07: 'keeps personal and professional accounts apart',
	K08: 'points to supervision or consultation',
	K09: 'declines to diagnose from afar',
	K10: 'raises a colleague’s conduct in private or by procedure',
	K11: 'invites following without being seen',
	K12: 'corrects or takes down a post',
	K13: 'thinks of who may read it',
	K14: 'thanks for the work with no client in it',
	K15: 'promises not to post about clients'
};

export function goodPractice(item: string, count: number): string {
	return `${format.count(count, 'post')}: ${goodPractices[item] ?? item}.`;
}

const otherNorms: Record<string, string> = {
	'stranger-diagnosis': 'puts a diagnosis on a stranger',
	'public-figure-diagnosis': 'puts a diagnosis on a public figure',
	'colleague-bashing': 'attacks colleagues',
	'derides-clients-in-general': 'talks down clients in general',
	'solicits-client-stories': 'asks others for their client stories',
	'online-contact-with-client': 'answers somebody in public as a client',
	'supervisee-or-colleague-case': 'tells about a colleague’s or student’s case'
};

export function otherNorm(item: string, count: number): string {
	return `${format.count(count, 'post')} may be one that ${otherNorms[item] ?? item}.`;
}

/** Two practitioners side by side. A difference is never turned into a ranking. */
export function compared(pair: comparison.Pair): string {
	const { one, other, apart } = pair;
	const who = `${one.name} and ${other.name}`;
	if (apart === 'unknown') return `${who}: not enough posts of both to compare.`;
	if (apart === 'overlap') return `${who}: these ranges overlap, so the two cannot be told apart.`;
	return `${who}: these ranges do not overlap. What they write, where and how long differs too, so this alone says little about either.`;
}

/** A range in a hundred posts. */
export function inHundred(range: { low: number; high: number } | null): string {
	if (!range) return 'Not enough posts to say.';
	return range.low === range.high
		? `About ${format.number(range.low)} in 100 posts`
		: `${format.number(range.low)} to ${format.number(range.high)} in 100 posts`;
}

/** What a digest says of one practitioner. A mark is never news of a person, only something to read. */
export function news(of: { posts: number; marked: number }): string {
	const read = `${format.count(of.posts, 'new post')} read`;
	if (of.marked === 0) return `${read}, none marked.`;
	return `${read}, ${format.number(of.marked)} marked as possibly telling about a client. Marks can be wrong.`;
}
