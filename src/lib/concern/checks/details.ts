/** Details that may give away more than the reader of a text needs. Pure. */
import * as days from '../days.ts';
import { places } from '../places.ts';
import { at, each, type Aim, type Finding } from './finding.ts';

const months =
	'January|February|March|April|May|June|July|August|September|October|November|December';
const fullDate = new RegExp(
	`\\b(?:\\d{1,2}(?:st|nd|rd|th)? (?:${months})(?: \\d{4})?|(?:${months}) \\d{1,2}(?:st|nd|rd|th)?(?:, \\d{4})?|\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{4}-\\d{2}-\\d{2})\\b`,
	'g'
);
const age =
	/\b(?:aged? \d{1,2}|I(?:’m| am) \d{2}\b(?! (?:minutes|weeks|days))|\d{1,2}[- ]years?[- ]old|born (?:in|on) [^.,;\n]{3,20})/gi;
const clock = /\bmy \d{1,2}(?::\d{2})? ?(?:am|pm|o’clock)|\bat \d{1,2}(?::\d{2})? ?(?:am|pm)\b/gi;
const street =
	/\b\d{1,5} (?:\p{Lu}[\p{L}’'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Terrace|Crescent|Way|Place|Square)\b/gu;
const postcode = /\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b/g;
const email = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g;
const phone = /(?<![\w/.-])\+?\d[\d ()-]{7,}\d(?![\w/-])/g;
const session =
	/\b(?:I (?:told|said to) (?:her|him|them|you)|(?:in|during) (?:our|the|my) (?:last |first )?sessions?|we (?:talked|spoke) about|my (?:notes|diary|records) (?:say|show))\b/gi;

const regions = places.flatMap((place) => (place.regions ?? []).map(([, name]) => name));

/** Dates that the letter is not about, ages, and times of the day. */
export function dates(text: string, { answers }: Aim): Finding[] {
	const known = [
		...answers.posts.flatMap((post) => [post.publishedAt, post.seenAt]),
		answers.toldAt,
		answers.endedAt
	]
		.filter(Boolean)
		.map((day) => days.long(day));
	const isKnown = (found: string) =>
		known.some((day) => day.startsWith(found) || found.startsWith(day)) ||
		answers.span.includes(found);
	// The day at the top of a letter is its own.
	const opening = /^\d{1,2} \p{L}+ \d{4}\n/u.exec(text)?.[0].length ?? 0;
	return [
		...each(
			text,
			fullDate,
			'date',
			'advisory',
			'A day can point to you. Keep it only if this reader needs it to find the post or the session.'
		).filter(
			({ found, start }) => start >= opening && !isKnown(found) && !isInAddress(text, start)
		),
		...each(
			text,
			age,
			'date',
			'advisory',
			'An age points to a person. Keep it only if the post gives it too.'
		),
		...each(
			text,
			clock,
			'date',
			'advisory',
			'A time of day can point to you. Keep it only if the post gives it too.'
		)
	];
}

/** Street addresses, postcodes and towns or regions. */
export function whereabouts(text: string, { answers }: Aim): Finding[] {
	const own = `${answers.me.contact} ${answers.person.practice}`;
	const region = new RegExp(`\\b(?:in|from|near) (${regions.join('|')})\\b`, 'g');
	return [
		...each(
			text,
			street,
			'place',
			'blocking',
			'This looks like a street address. A letter may be passed on, so leave it out unless it is yours and they need it.'
		),
		...each(
			text,
			postcode,
			'place',
			'blocking',
			'This looks like a postcode. A letter may be passed on, so leave it out unless it is yours and they need it.'
		),
		...[...text.matchAll(region)].map((match) =>
			at(
				'place',
				'advisory',
				match.index,
				match[0],
				'A place can point to you. Keep it only if this reader needs it.'
			)
		)
	].filter(({ found }) => !own.includes(found));
}

/** Phone numbers and mail addresses that are not the ones the writer gave to be reached at. */
export function contacts(text: string, { answers }: Aim): Finding[] {
	const own = `${answers.me.contact} ${answers.person.number}`;
	return [...text.matchAll(email), ...text.matchAll(phone)]
		.filter(
			({ 0: found, index }) =>
				!own.includes(found.trim()) &&
				!/^\d{4}-\d{2}-\d{2}$/.test(found) &&
				!isInAddress(text, index)
		)
		.map(({ 0: found, index }) =>
			at(
				'contact',
				'blocking',
				index,
				found,
				'This looks like a phone number or mail address that is not the one you gave. Whose is it?'
			)
		);
}

/** What was said in therapy, where the reader is neither the therapist nor the practice. */
export function therapy(text: string, { kind }: Aim): Finding[] {
	if (kind === 'session' || kind === 'therapist') return [];
	return each(
		text,
		session,
		'session',
		'advisory',
		'What you said in therapy is yours. Say only as much of it as this reader needs to see the point.'
	);
}

function isInAddress(text: string, index: number): boolean {
	return /https?:\S*$/.test(text.slice(Math.max(0, index - 200), index));
}
