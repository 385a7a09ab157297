/** Sentences about what was read and counted of a person. Part of sentences.ts, which others import. */
import * as format from './format.ts';

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
	if (isWaiting(ledger))
		return 'The machine has yet to read these posts. Come back in a few minutes.';
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

/** Nothing is judged so far, and there is something to judge. */
function isWaiting({ judged, pending }: Summed): boolean {
	return judged <= 0 && pending > 0;
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
	if (isWaiting(ledger)) return 'No post is marked before it is read.';
	if (likely + possible === 0) return 'The machine marked no post.';
	const said = `The machine marked ${format.number(likely)} as likely and ${format.number(possible)} as possible. Some marks are wrong, and some stories get no mark.`;
	return ledger.enough && ledger.stories ? `${said} The range counts with both.` : said;
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

/** What no reading of public posts can show of this practitioner. */
export function unseen(ledger: Summed, platforms: string[]): string[] {
	const lines = [
		`We read this only: ${platforms.length > 0 ? format.list(platforms) : 'what is public'}. Other accounts, closed groups and posts behind a login are not seen.`,
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
