/** Other people's names in a text. Pure. */
import { bodies } from '../directory/bodies.ts';
import { clauses } from '../directory/codes.ts';
import { places } from '../places.ts';
import { at, type Aim, type Finding } from './finding.ts';

const common =
	'I I’m I’ve I’d I’ll January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Christmas Easter Internet English X Instagram Facebook TikTok YouTube Threads LinkedIn Twitter Bluesky Mastodon Reddit Substack WhatsApp Zoom Google NHS GP CBT EMDR AA HIPAA GDPR ICO HCPC BACP UKCP PO Box Dr Mr Mrs Ms Miss Mx Prof OK TV UK US EU Yours Dear To About'.split(
		' '
	);

const fixed = new Set([
	...common,
	...words(bodies.map((body) => body.name).join(' ')),
	...words(clauses.map((clause) => `${clause.code} ${clause.body} ${clause.section}`).join(' ')),
	...words(
		places
			.flatMap((place) => [place.name, ...(place.regions ?? []).map(([, name]) => name)])
			.join(' ')
	)
]);

function words(text: string): string[] {
	return text.match(/\p{Lu}[\p{L}’'-]*/gu) ?? [];
}

const titled =
	/\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Aunt|Auntie|Uncle)\.? \p{Lu}[\p{L}’'-]+/gu;
const kin =
	/\b(?:sister|brother|mother|father|mum|mom|dad|son|daughter|wife|husband|partner|friend|boss|boyfriend|girlfriend|neighbour|neighbor|colleague|cousin|aunt|uncle|flatmate|ex),? (\p{Lu}[\p{L}’'-]+)/gu;
const capitals = /\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)*(?![\p{L}\d])/gu;
const speaking =
	/^ (?:said|says|told|tells|read|rang|called|texted|wrote|asked|knows|knew|saw|heard|thinks|thought|cried|laughed|and I|has|had|was|is) /;
const starters =
	'She He It They We You That This These Those There Who What Which Nobody Everybody Everyone Someone Somebody Anyone Anybody One Two Three Four Five Some Many Most Each All Both Neither Nothing Everything Something Then Now Here My Your Her His Their Our Its'.split(
		' '
	);

const reason =
	'This looks like somebody else’s name. This reader does not need it. You could write “my sister” or “a friend”.';

/** Names that are neither the writer's, nor the practitioner's, nor part of anything the letter is about. */
export function names(text: string, { answers }: Aim): Finding[] {
	const { person, me, posts } = answers;
	const known = new Set(
		words(
			[
				person.title,
				person.name,
				person.practice,
				me.name,
				me.contact,
				...posts.map((post) => post.where)
			].join(' ')
		)
	);
	const isKnown = (word: string) => {
		const bare = word.replace(/[’']s$/, '');
		return known.has(bare) || fixed.has(bare) || /^\p{Lu}{2,}s?$/u.test(bare);
	};
	const found = new Map<number, Finding>();
	const add = (start: number, name: string) => {
		if (!name.split(' ').every(isKnown))
			found.set(start, at('name', 'blocking', start, name, reason));
	};
	for (const match of text.matchAll(titled)) add(match.index, match[0]);
	for (const match of text.matchAll(kin))
		add(match.index + match[0].length - match[1]!.length, match[1]!);
	for (const match of text.matchAll(capitals)) {
		const { index } = match;
		if ([...found.values()].some((one) => index >= one.start && index < one.end)) continue;
		const name = match[0];
		const after = text.slice(index + name.length);
		if (opensSentence(text, index)) {
			const [first, ...rest] = name.split(' ');
			if (rest.length > 0 && !isKnown(rest[0]!) && !starters.includes(first!)) {
				if (isCommonStart(first!)) add(index + first!.length + 1, rest.join(' '));
				else add(index, name);
			} else if (rest.length === 0 && speaking.test(after) && !isCommonStart(first!))
				add(index, name);
			continue;
		}
		// “The Baker” is the name of a thing, not of a person.
		if (/^(?:The|An?) /.test(name) || isInAddress(text, index)) continue;
		add(index, name);
	}
	return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Words that open sentences and are nobody. */
function isCommonStart(word: string): boolean {
	return (
		starters.includes(word) ||
		/^(?:The|A|An|In|On|At|If|When|While|Since|Because|But|And|Or|So|After|Before|For|From|With|Without|As|Although|Where|Why|How|Please|Not|Only|Also|Just|Even|Until|By|Under|Part|Therapy|People|Parents|Clients|Anything|Today|Yesterday|Later|Once|Last|Next|Every)$/.test(
			word
		)
	);
}

function opensSentence(text: string, index: number): boolean {
	return /(?:^|[.!?:…]["”’)]*\s+|\n\s*(?:\d+\. )?|[“"‘(]\s*)$/.test(
		text.slice(Math.max(0, index - 12), index)
	);
}

function isInAddress(text: string, index: number): boolean {
	return /\S*[/@]\S*$/.test(text.slice(Math.max(0, index - 80), index));
}
