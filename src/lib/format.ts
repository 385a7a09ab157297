/** Dates, counts and names of things in words. Pure. */
import type {
	Care,
	Exit,
	Identifier,
	IdentityBasis,
	Platform,
	Profession,
	Voice
} from './words.ts';

const dayFormat = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'long',
	year: 'numeric',
	timeZone: 'UTC'
});
const monthFormat = new Intl.DateTimeFormat('en-GB', {
	month: 'long',
	year: 'numeric',
	timeZone: 'UTC'
});
const momentFormat = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'long',
	year: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'UTC',
	timeZoneName: 'short'
});
const numberFormat = new Intl.NumberFormat('en-GB');

export function day(date: Date | string): string {
	return dayFormat.format(new Date(date));
}

export function month(date: Date | string): string {
	return monthFormat.format(new Date(date));
}

/** A stretch of whole months, the year once where it is the same: "January to March 2026". */
export function months(from: Date | string, to: Date | string): string {
	const [first, last] = [month(from), month(to)];
	if (first === last) return first;
	const year = / \d+$/;
	const isOneYear = first.match(year)?.[0] === last.match(year)?.[0];
	return `${isOneYear ? first.replace(year, '') : first} to ${last}`;
}

export function moment(date: Date | string): string {
	return momentFormat.format(new Date(date));
}

export function number(value: number): string {
	return numberFormat.format(value);
}

/** "1 post", "214 posts". */
export function count(value: number, one: string, many = `${one}s`): string {
	return `${numberFormat.format(value)} ${value === 1 ? one : many}`;
}

/** "between 2 and 6", or "exactly 2" where both ends meet. */
export function interval(low: number, high: number): string {
	return low === high ? number(low) : `between ${number(low)} and ${number(high)}`;
}

const platformNames: Record<Platform, string> = {
	website: 'website',
	wordpress: 'WordPress',
	substack: 'Substack',
	medium: 'Medium',
	blogger: 'Blogger',
	tumblr: 'Tumblr',
	ghost: 'Ghost',
	squarespace: 'Squarespace',
	wix: 'Wix',
	youtube: 'YouTube',
	mastodon: 'Mastodon',
	bluesky: 'Bluesky',
	reddit: 'Reddit',
	podcast: 'podcast',
	pinterest: 'Pinterest',
	x: 'X',
	instagram: 'Instagram',
	tiktok: 'TikTok',
	threads: 'Threads',
	facebook: 'Facebook',
	linkedin: 'LinkedIn',
	file: 'file'
};

export function platform(name: Platform): string {
	return platformNames[name];
}

/** How long ago or ahead, in the largest unit that fits: "3 hours ago", "in 2 days". */
export function distance(date: Date | string, now: Date): string {
	const ms = new Date(date).getTime() - now.getTime();
	const steps: [number, Intl.RelativeTimeFormatUnit][] = [
		[86_400_000, 'day'],
		[3_600_000, 'hour'],
		[60_000, 'minute']
	];
	const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
	for (const [size, unit] of steps)
		if (Math.abs(ms) >= size) return relative.format(Math.round(ms / size), unit);
	return ms < 0 ? 'just now' : 'in a moment';
}

const professionNames: Record<Profession, string> = {
	psychologist: 'psychologist',
	psychotherapist: 'psychotherapist',
	counsellor: 'counsellor',
	psychiatrist: 'psychiatrist',
	'social-worker': 'social worker',
	'marriage-family-therapist': 'marriage and family therapist',
	'mental-health-nurse': 'mental health nurse',
	'school-counsellor': 'school counsellor',
	chaplain: 'chaplain',
	trainee: 'trainee',
	staff: 'staff of a practice',
	coach: 'coach',
	other: 'gives care under another title',
	'not-care': 'does not give therapy'
};

export function profession(name: Profession): string {
	return professionNames[name];
}

const careNames: Record<Care, string> = {
	care: 'somebody who gives therapy or care',
	'not-care': 'somebody else, such as a client, a writer or another trade',
	unknown: 'not known'
};

export function care(name: Care): string {
	return careNames[name];
}

const voiceNames: Record<Voice, string> = {
	practitioner: 'the practitioner’s own words',
	staff: 'words of staff',
	guest: 'a guest’s words',
	quoted: 'somebody quoted',
	client: 'a client’s own words',
	'other-trade': 'somebody of another trade',
	'not-said': 'whose words is not said'
};

export function voice(name: Voice): string {
	return voiceNames[name];
}

const exitNames: Record<Exit, string> = {
	'consent-stated': 'the post says that the client agreed',
	'composite-stated': 'the post says that it is made up of several people',
	'details-changed-stated': 'the post says that details were changed',
	'hypothetical-stated': 'the post says that it is an invented example'
};

export function exit(name: Exit): string {
	return exitNames[name];
}

const identifierNames: Record<Identifier, string> = {
	'name-or-pseudonym': 'a name',
	age: 'an age',
	gender: 'a gender',
	occupation: 'an occupation',
	place: 'a place',
	'time-frame': 'a time',
	family: 'family',
	health: 'health',
	'rare-event': 'a rare event',
	quote: 'words that were said',
	picture: 'a picture'
};

export function identifier(name: Identifier): string {
	return identifierNames[name];
}

const identityBasisNames: Record<IdentityBasis, string> = {
	'own-claim': 'the practitioner says so, in public or to you',
	'linked-from-other': 'one of the places links to the other',
	'same-name': 'the same full name',
	'same-workplace': 'the same practice or workplace',
	'same-contact': 'the same telephone number, mail or postal address',
	'same-picture': 'the same picture of the person',
	'same-register-entry': 'both name the same entry in a public register'
};

export function identityBasis(name: IdentityBasis): string {
	return identityBasisNames[name];
}

/** "a, b and c". */
export function list(words: string[]): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
