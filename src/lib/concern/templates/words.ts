/** Names and phrases that letters and scripts share. Pure. */
import type { Answers, SeenPost } from '../answers.ts';
import * as days from '../days.ts';
import * as professions from '../professions.ts';

/** Stands where a name is missing; the check before sending stops at it. */
export const missingName = '[name of the therapist]';

/** How a letter speaks of the practitioner: to them, or about them. */
export interface Speech {
	/** "Dr Helena Marsh"; the placeholder where no name was given. */
	full: string;
	/** "Dr Marsh" where there is a title, or the full name. */
	short: string;
	/** True where the letter goes to the practitioner. */
	isToThem: boolean;
}

export function speech({ person }: Answers, isToThem: boolean): Speech {
	const name = person.name.trim() || missingName;
	const full = [person.title.trim(), name].filter(Boolean).join(' ');
	const last = name.startsWith('[') ? name : name.split(/\s+/).at(-1)!;
	const short = person.title.trim() ? `${person.title.trim()} ${last}` : name;
	return { full, short, isToThem };
}

/** "a psychologist", "someone on your staff". */
export function trade({ person }: Answers): string {
	if (person.profession === 'staff') return 'someone on the staff';
	const known = professions.offered.find((one) => one.id === person.profession);
	if (!known || person.profession === 'other') return 'a therapist';
	const word = known.name[0]!.toLowerCase() + known.name.slice(1);
	return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** The posts that were named at all. */
export function namedPosts({ posts }: Answers): SeenPost[] {
	return posts.filter((post) => post.address || post.where || post.publishedAt || post.seenAt);
}

/** "the page The Second Kettle", or "a public page" where none was named. */
export function place(post: SeenPost): string {
	return post.where.trim() || 'a public page';
}

/** Own words as sentences: a capital at the start and a full stop at the end, nothing else touched. */
export function own(text: string): string {
	const trimmed = text.trim();
	if (!trimmed) return '';
	return (
		trimmed[0]!.toUpperCase() + trimmed.slice(1) + (/[.!?…]["”’')\]]*$/.test(trimmed) ? '' : '.')
	);
}

/** "on X", "in her newsletter": written things that come out in parts are read in, sites are read on. */
function at(post: SeenPost): string {
	const where = place(post);
	const isIn =
		/\b(newsletter|podcast|magazine|paper|newspaper|journal|book|forum|group|column|video|clip|talk|episode|interview|blog post|article)\b/i;
	return `${isIn.test(where) ? 'in' : 'on'} ${where}`;
}

/** What one does with it: reads a post, sees a picture or a clip, hears a recording. */
function met(post: SeenPost): string {
	const where = place(post);
	if (/\b(podcast|radio|recording)\b/i.test(where)) return 'heard a recording';
	return /\b(video|clip|talk|tiktok|youtube|instagram|reel|story)\b/i.test(where)
		? 'saw a post'
		: 'read a post';
}

/**
 * "On 2 November 2026 I read ...": when and where the posts were seen. Read out, a day within the
 * last year is said without its year; `spokenOn` is the day of the speaking, YYYY-MM-DD.
 */
export function sighting(posts: SeenPost[], who: string, spokenOn?: string): string {
	const [post] = posts;
	if (!post) return '';
	if (posts.length > 1) return list(posts, who);
	const say = (day: string) => (spokenOn ? days.spoken(day, spokenOn) : days.long(day));
	const seen = post.seenAt
		? `${post.seenAt.trim().length === 10 ? 'On' : 'In'} ${say(post.seenAt)} I ${met(post)}`
		: `I ${met(post)}`;
	const dated =
		post.publishedAt === ''
			? ''
			: post.publishedAt === post.seenAt
				? ', put up the same day'
				: `, ${spokenOn ? 'from' : 'dated'} ${say(post.publishedAt)}`;
	return `${seen} ${who} ${at(post)}${dated}.`;
}

function list(posts: SeenPost[], who: string): string {
	const lines = posts.map((post, index) => {
		const parts = [
			place(post),
			post.publishedAt && `dated ${days.long(post.publishedAt)}`,
			post.seenAt && `seen by me ${days.onDay(post.seenAt)}`,
			post.address
		];
		return `${index + 1}. ${parts.filter(Boolean).join(', ')}`;
	});
	return [`These are the posts ${who} that I mean:`, ...lines].join('\n');
}

export function capital(text: string): string {
	return text && text[0]!.toUpperCase() + text.slice(1);
}
