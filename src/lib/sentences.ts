/**
 * Every sentence about a person is made here, and nowhere else. Plain words; a number never stands
 * without how sure it is; what is missing is said; nothing found is never praise.
 */
import type * as comparison from './comparison.ts';
import * as format from './format.ts';
import { goodPracticeNames, otherNormNames } from './readings.ts';
import type { Answer, Care, Exit, Identifier, Platform, Strength } from './words.ts';

/** Tells somebody from others of the same name, in a list. */
export function writesAt(places: string[]): string {
	if (places.length === 0) return 'No feed of theirs is followed.';
	const shown = places.slice(0, 3);
	const rest = places.length - shown.length;
	if (rest > 0) shown.push(format.count(rest, 'other place'));
	return `Writes at ${format.list(shown)}.`;
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

/** What the operator's second reader makes of one post, and what that is worth. */
export function secondReading(of: { model: string; says: Answer; because: string | null }): {
	reading: string;
	reason: string;
	weight: string;
} {
	const reader = `A second reader (${of.model})`;
	return {
		reading: {
			story: `${reader} thinks that this post tells about a client.`,
			'no-story': `${reader} thinks that this post does not tell about a client.`,
			unsure: `${reader} is not sure whether this post tells about a client.`
		}[of.says],
		reason: of.because
			? `Its reason, in its own words: “${of.because}”`
			: 'It gave no reason that can be shown here.',
		weight: 'This is a guess by another machine. It can be wrong, and it changes no count.'
	};
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

/** Whose feed it seems to be, and why; only who may set it is asked to. */
export function care(of: Care, because: string[], maySet = true): string {
	const clauses = because.map(
		(one) => one.charAt(0).toLowerCase() + one.slice(1).replace(/\.$/, '')
	);
	const why = clauses.length > 0 ? `, because ${format.list(clauses)}` : '';
	if (of === 'care') return `Appears to be by somebody who gives therapy or care${why}.`;
	if (of === 'not-care')
		return `Seems to be by somebody else (a client, a writer, another trade)${why}: its marks mean nothing and are not counted.`;
	return `Does not say who writes.${maySet ? ' If you know, set it: the reading gets better.' : ''}`;
}

export {
	changed,
	corrections,
	found,
	frequency,
	ledger,
	limits,
	marked,
	part,
	people,
	read,
	unseen,
	type Range,
	type Summed
} from './counted.ts';
export { health, volume } from './feedstate.ts';
export * as publishing from './publishing.ts';

/** Beside every source that could not be read. */
export const readNothing =
	'We have read nothing by this person. That is the usual case, and it says nothing about them.';

/** One of several accounts that a bare name may mean. */
export function choice(of: {
	title: string | null;
	handle: string | null;
	platform: Platform;
	newestAt: Date | string | null;
	feedUrl: string;
}): string {
	const newest = of.newestAt ? `newest post on ${format.day(of.newestAt)}` : 'no dated post';
	return `${of.title ?? of.handle ?? of.feedUrl} (${format.platform(of.platform)}), ${newest}: ${of.feedUrl}`;
}

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

export function goodPractice(item: string, count: number): string {
	return `${format.count(count, 'post')} ${goodPracticeOf(item)}`;
}

/** The same without the count in front, for a list where the count is a link. */
export function goodPracticeOf(item: string): string {
	return `in which the writer, it seems, ${goodPracticeNames[item] ?? item}.`;
}

/** The sentence above the list of good practice. */
export function goodPracticeSum(kinds: number): string {
	return `The machine noticed ${format.count(kinds, 'kind')} of good practice. It may have missed others, and some may be wrong.`;
}

export function otherNorm(item: string, count: number): string {
	return `${format.count(count, 'post')} may be one that ${otherNormNames[item] ?? item}.`;
}

/** Since when another version of the reader reads. */
export function readerChanged(since: Date): string {
	return `The reader changed on ${format.day(since)}. It read all posts again, so that old and new ones compare.`;
}

/** What the reader of this page, or the reviewers of the group, said of a post. */
export function finding(says: Answer, isGroup = false): string {
	const who = isGroup ? 'Reviewers' : 'You';
	return {
		story: `${who} said that it tells about a client.`,
		'no-story': `${who} said that it does not tell about a client.`,
		unsure: `${who} said that ${isGroup ? 'they' : 'you'} are not sure.`
	}[says];
}

/** What the people of a group found in a post, and how many of those who read it say so. */
export function settled(
	says: Answer,
	of: { supportCount: number; readers: number } | undefined
): string {
	const found = {
		story: 'it tells about a client',
		'no-story': 'it does not tell about a client',
		unsure: 'nobody can be sure whether it tells about a client'
	}[says];
	if (!of) return `It was decided that ${found}.`;
	if (of.supportCount === of.readers)
		return `${format.number(of.readers)} people read it, each on their own, and all of them found that ${found}.`;
	return `${format.number(of.readers)} people read it. ${format.number(of.supportCount)} of them found that ${found}; they do not all agree.`;
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

/**
 * What a digest says of one practitioner. A mark is never news of a person, only something to read.
 * `isBlind`: whoever reads this has a post of theirs in hand for review, and must not be told of marks.
 */
export function news(of: { posts: number; marked: number; isBlind: boolean }): string {
	const read = `${format.count(of.posts, 'new post')} read`;
	if (of.isBlind)
		return `${read}. How many are marked is not told while you have a post of theirs in hand for review.`;
	if (of.marked === 0) return `${read}, none marked.`;
	return `${read}, ${format.number(of.marked)} marked as possibly telling about a client. Marks can be wrong.`;
}

/** Many marks within four weeks, or no longer many. Not a finding, only a reason to look. */
export function many(of: { name: string; posts: number; marked: number; isBack: boolean }): string {
	const count = `${format.number(of.marked)} of ${format.count(of.posts, 'post')} of the last four weeks`;
	return of.isBack
		? `${of.name}: back to normal, ${count} ${of.marked === 1 ? 'is' : 'are'} marked.`
		: `${of.name}: ${count} ${of.marked === 1 ? 'is' : 'are'} marked as possibly telling about a client. Marks can be wrong.`;
}

/** Of whom a mail does not tell whether many of their posts are marked. */
export function manyUntold(names: string[]): string {
	return `Not told of ${format.list(names)}, while you have a post of theirs in hand for review: see their page once you have saved.`;
}

/** For a reviewer, beside lists and counts of these people: what is missing in them, and why. */
export function blind(names: string[]): string {
	const who = format.list(names);
	const until = 'left out of every list and count here, marked or not';
	return names.length === 1
		? `You have a post of ${who} in hand for review, or had it and may come back to it. It is ${until}: what the machine said of it is hidden until you have saved your reading.`
		: `You have posts of ${who} in hand for review, or had them and may come back to them. They are ${until}: what the machine said of them is hidden until you have saved your readings.`;
}
