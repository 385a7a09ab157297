/**
 * Every sentence about a person is made here, and nowhere else. Plain words; a number never stands
 * without how sure it is; what is missing is said; nothing found is never praise.
 */
import type * as comparison from './comparison.ts';
import * as format from './format.ts';
import { goodPracticeNames, otherNormNames } from './readings.ts';
import type { Answer, Care, Exit, Identifier, Platform, Strength } from './words.ts';

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
	judged: number;
	stories: Range | null;
	enough: boolean;
	people: { confirmed: number; denied: number; unsure: number; audited: number };
	remedied: number;
	expired: number;
	/** Nothing is counted, since every feed is by somebody who does not give care. */
	isApart?: boolean;
}

export interface Range {
	low: number;
	high: number;
	likeliest: number;
	level: number;
}

/** What was read, and from when. */
export function read(ledger: Summed): string {
	if (ledger.isApart) return 'We read this feed, but count nothing of it.';
	if (ledger.posts === 0) return 'We have read no posts yet.';
	const span =
		ledger.from && ledger.to
			? ledger.from === ledger.to
				? `, all of ${format.day(ledger.from)}`
				: `, from ${format.day(ledger.from)} to ${format.day(ledger.to)}`
			: '';
	return `We read ${format.count(ledger.posts, 'post')}${span}.`;
}

/** Tells somebody from others of the same name, in a list. */
export function writesAt(places: string[]): string {
	if (places.length === 0) return 'No feed of theirs is followed.';
	const shown = places.slice(0, 3);
	const rest = places.length - shown.length;
	if (rest > 0) shown.push(format.count(rest, 'other place'));
	return `Writes at ${format.list(shown)}.`;
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
	const { judged, stories } = ledger;
	if (ledger.isApart)
		return 'This seems to be by somebody who does not give therapy, such as a client or a writer. Marks would mean nothing here.';
	if (judged <= 0) return 'No post could be judged, so there is nothing to say.';
	if (!ledger.enough || !stories) return notEnough(judged);
	const { low, high } = stories;
	const all = format.number(judged);
	const isMarked = ledger.marked.likely + ledger.marked.possible > 0;
	if (high === 0) return `None found in ${all} posts. Some could have been missed.`;
	if (low === 0 && !isMarked)
		return `None found in ${all} posts. Up to ${format.number(high)} could have been missed.`;
	if (low === 0)
		return `Of ${all} posts, none or up to ${format.number(high)} seem to tell about a client. We are 90 % sure of that range.`;
	if (low === high)
		return `Of ${all} posts, ${format.number(low)} ${low === 1 ? 'seems' : 'seem'} to tell about a client. We are 90 % sure of that.`;
	return `Of ${all} posts, ${format.interval(low, high)} seem to tell about a client. We are 90 % sure of that range.`;
}

/** Fewest posts, and fewest months, that a range is given for. */
const least = { posts: 25, months: 'six months' };

function notEnough(judged: number): string {
	if (judged < least.posts)
		return `Not enough posts to say. We could judge ${format.count(judged, 'post')}; a range takes ${least.posts}.`;
	return `Not enough time to say. These ${format.number(judged)} posts span less than ${least.months}.`;
}

/** The range once more as so many in 100 posts; empty where that says nothing new. */
export function frequency(ledger: Summed): string {
	const { judged, stories } = ledger;
	if (!ledger.enough || !stories || stories.high === 0 || judged < 50) return '';
	const share = (count: number) => {
		const value = (100 * count) / judged;
		if (value === 0) return '0';
		return value < 1 ? 'fewer than 1' : format.number(Math.round(value));
	};
	const [low, high] = [share(stories.low), share(stories.high)];
	if (high === 'fewer than 1') return 'That is fewer than 1 in 100 posts.';
	return low === high
		? `That is about ${low} in 100 posts.`
		: `That is from ${low} to ${high} in 100 posts.`;
}

/** How many were marked, and that a mark is not a fact. */
export function marked(ledger: Summed): string {
	const { likely, possible } = ledger.marked;
	if (ledger.isApart) return 'No mark is counted.';
	if (likely + possible === 0) return 'The machine marked no post.';
	return `The machine marked ${format.number(likely)} as likely and ${format.number(possible)} as possible. Some marks are wrong, and some stories get no mark. The range counts with both.`;
}

/** What people said of single posts, and what left the count: the one reader, or a group's reviewers. */
export function people(ledger: Summed, isGroup = false): string[] {
	const { confirmed, denied, unsure, audited } = ledger.people;
	const lines: string[] = [];
	const said = [
		confirmed > 0 &&
			`${format.number(confirmed)} that ${confirmed === 1 ? 'it tells' : 'they tell'} about a client`,
		denied > 0 && `${format.number(denied)} that ${denied === 1 ? 'it does' : 'they do'} not`,
		unsure > 0 && `${format.number(unsure)} that ${isGroup ? 'they' : 'you'} are not sure`
	].filter((one) => one !== false);
	if (said.length > 0)
		lines.push(
			`${isGroup ? 'Reviewers read some posts. They' : 'You read some posts yourself. You'} said of ${format.list(said)}. The range counts with that.`
		);
	if (audited > 0)
		lines.push(
			`${format.count(audited, 'of these was', 'of these were')} drawn at random from the unmarked ones.`
		);
	if (ledger.remedied > 0)
		lines.push(
			`${format.count(ledger.remedied, 'post was', 'posts were')} changed or taken down by the author, and no longer ${ledger.remedied === 1 ? 'counts' : 'count'}.`
		);
	if (ledger.expired > 0)
		lines.push(
			`${format.count(ledger.expired, 'post', 'posts')} that ${isGroup ? 'reviewers' : 'you'} confirmed ${ledger.expired === 1 ? 'is' : 'are'} too old to count now.`
		);
	return lines;
}

/** What an answer of the reader, or taking it back, did to the range. */
export function changed(before: Summed, after: Summed, isUndone = false): string {
	const [kept, counted] = isUndone
		? ['Taken back.', 'Taken back.']
		: ['Your answer is kept.', 'Your answer counts.'];
	if (!before.enough || !before.stories || !after.enough || !after.stories)
		return `${kept} There are not enough posts for a range yet.`;
	const [was, is] = [before.stories, after.stories];
	if (was.low === is.low && was.high === is.high)
		return `${counted} The range stays ${range(is)} of ${format.number(after.judged)} posts.`;
	return `${counted} The range was ${range(was)}. Now it is ${range(is)} of ${format.number(after.judged)} posts.`;
}

function range({ low, high }: Range): string {
	return low === high ? format.number(low) : `from ${format.number(low)} to ${format.number(high)}`;
}

/** All the lines of a ledger, for the command line and for a look. */
export function ledger(summed: Summed): string[] {
	return [
		read(summed),
		...limits(summed),
		[found(summed), frequency(summed)].filter(Boolean).join(' '),
		marked(summed),
		...people(summed)
	];
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

/** Whose feed it seems to be, and why. */
export function care(of: Care, because: string[]): string {
	const clauses = because.map(
		(one) => one.charAt(0).toLowerCase() + one.slice(1).replace(/\.$/, '')
	);
	const why = clauses.length > 0 ? `, because ${format.list(clauses)}` : '';
	if (of === 'care') return `Appears to be by somebody who gives therapy or care${why}.`;
	if (of === 'not-care')
		return `Seems to be by somebody else (a client, a writer, another trade)${why}: its marks mean nothing and are not counted.`;
	return 'Does not say who writes. If you know, set it: the reading gets better.';
}

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

/** What no reading of public posts can show of this practitioner. */
export function unseen(ledger: Summed, platforms: string[]): string[] {
	const lines = [
		`We read only ${platforms.length > 0 ? format.list(platforms) : 'what is public'}. Other accounts, closed groups and posts behind a login are not seen.`,
		'Pictures, sound and film are not read, only the words beside them.',
		'What is said in the therapy room, or was taken down before we came, cannot be seen.'
	];
	if (ledger.notJudged > 0) lines.push('Posts that are not in English are not judged.');
	if (!ledger.complete) lines.push('We could not go back to the first post.');
	return lines;
}

/** What the author put right, and what anybody answered. */
export function corrections(ledger: Summed): string {
	if (ledger.remedied === 0)
		return 'No marked post was changed or taken down since we first read it.';
	return `${format.count(ledger.remedied, 'marked post was', 'marked posts were')} changed or taken down by the author. ${ledger.remedied === 1 ? 'It' : 'They'} no longer ${ledger.remedied === 1 ? 'counts' : 'count'}.`;
}

/** How one part of a ledger, a year or a platform, reads in a table. */
export function part(of: { judged: number; stories: Range | null }): string {
	if (!of.stories) return 'too few posts to say';
	return `${range(of.stories)} of ${format.number(of.judged)}`;
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

/** What a digest says of one practitioner. A mark is never news of a person, only something to read. */
export function news(of: { posts: number; marked: number }): string {
	const read = `${format.count(of.posts, 'new post')} read`;
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
