/**
 * The weekly mail as text and as simple HTML, from the same parts. Pure. Its subject names nobody, it
 * holds no words of a post, no picture and no link that tells who clicked.
 */
import * as format from '#lib/format.ts';
import * as sentences from '#lib/sentences.ts';
import * as digests from '../digests.ts';

/** Marks of somebody within four weeks, at the end of the week and at its beginning. */
export interface Many {
	name: string;
	posts: number;
	marked: number;
	isBack: boolean;
}

export interface VolumeNews {
	title: string;
	volume: 'usual' | 'low' | 'high';
	volumeSince: Date;
}

export interface Told {
	span: digests.Span;
	posts: digests.Told[];
	many: Many[];
	/** Names of those of whom it is not told whether they have many marks (review/blindness.ts). */
	manyUntold: string[];
	volume: VolumeNews[];
	troubles: digests.Trouble[];
}

export interface Letter {
	subject: string;
	text: string;
	html: string;
}

interface Part {
	title: string;
	lines: string[];
}

const MOST_LINES = 60;

/** What is not told does not count: whether a mail comes must not depend on it. */
export function isEmpty({ posts, many, volume, troubles }: Told): boolean {
	return posts.length + many.length + volume.length + troubles.length === 0;
}

/** @param stopAt the address that ends the mails */
export function write(told: Told, { origin, stopAt }: { origin: string; stopAt: string }): Letter {
	const { since, until } = told.span;
	const page = `${origin}${digests.pathOf(told.span)}`;
	const lede = `From ${format.day(since)} to ${format.day(until)}: ${digests.inShort(told.posts).toLowerCase()}.`;
	const parts: Part[] = [
		{ title: 'New posts', lines: told.posts.map((one) => `${one.name}: ${sentences.news(one)}`) },
		{
			title: 'Many marks',
			lines: [
				...told.many.map(sentences.many),
				...(told.manyUntold.length > 0 ? [sentences.manyUntold(told.manyUntold)] : [])
			]
		},
		{
			title: 'How much feeds post',
			lines: told.volume.map((one) => `${one.title}: ${sentences.volume(one, until)}`)
		},
		{
			title: 'Feeds that could not be read (their silence says nothing)',
			lines: told.troubles.map((one) => `${one.title}: ${one.failure}`)
		}
	]
		.filter((part) => part.lines.length > 0)
		.map((part) => ({ ...part, lines: shortened(part.lines) }));
	const settings = `${origin}/settings/digest`;
	return {
		subject: `In Confidence: ${subjectOf(told)}`,
		text: [
			lede,
			...parts.map((part) => [part.title, ...part.lines.map((line) => `- ${line}`)].join('\n')),
			`All of it: ${page}`,
			`What is sent, and when: ${settings}\nNo more of these mails: ${stopAt}`
		].join('\n\n'),
		html: [
			'<!doctype html><html lang="en"><meta charset="utf-8"><body style="font-family:sans-serif;line-height:1.5;max-width:40em">',
			`<p>${escaped(lede)}</p>`,
			...parts.map(
				(part) =>
					`<h2 style="font-size:1.1em">${escaped(part.title)}</h2><ul>${part.lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
			),
			`<p><a href="${escaped(page)}">All of it</a></p>`,
			`<p style="font-size:0.9em"><a href="${escaped(settings)}">What is sent, and when</a>. <a href="${escaped(stopAt)}">No more of these mails</a>.</p>`,
			'</body></html>'
		].join('\n')
	};
}

function subjectOf(told: Told): string {
	if (told.posts.length > 0) return digests.inShort(told.posts).toLowerCase();
	return 'what is new this week';
}

function shortened(lines: string[]): string[] {
	if (lines.length <= MOST_LINES) return lines;
	return [...lines.slice(0, MOST_LINES), `and ${format.number(lines.length - MOST_LINES)} more`];
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
