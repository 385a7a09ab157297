/**
 * The excerpt of a post as others than its reader may see it: at most 200 characters, with names, ages,
 * places, dates and other details masked (guard F12). Pure.
 */
import type { Reason } from '#lib/words.ts';
import { read } from '../marking/text.ts';
import { find, type Detail, type Kind } from './details.ts';

export const mostCharacters = 200;

const masks: Record<Kind, string> = {
	place: '[place]',
	name: '[name]',
	age: '[age]',
	date: '[time]',
	contact: '[address]',
	health: '[health]',
	work: '[work]',
	family: '[family]',
	event: '[event]',
	words: ''
};

/** The words of a quotation stay: what was said is what the post is about. */
const isMasked = ({ kind, isFirm, found }: Detail) =>
	kind !== 'words' && (isFirm || kind !== 'family' || found.includes(' '));

/** A text with its details masked, from one offset on. */
export function mask(text: string, from = 0): string {
	let masked = '';
	let at = from;
	for (const detail of spans(text)) {
		if (detail.end <= at) continue;
		masked += text.slice(at, Math.max(at, detail.start)) + masks[detail.kind];
		at = detail.end;
	}
	return masked + text.slice(at);
}

/** The details to mask, joined where they touch or overlap; the first kind of the list names them. */
function spans(text: string): Detail[] {
	const order = Object.keys(masks);
	const joined: Detail[] = [];
	for (const detail of find(text).filter(isMasked)) {
		const last = joined.at(-1);
		const gap = last && text.slice(last.end, detail.start);
		if (last && (detail.start <= last.end || (gap === ' ' && last.kind === detail.kind))) {
			last.end = Math.max(last.end, detail.end);
			if (order.indexOf(detail.kind) < order.indexOf(last.kind)) last.kind = detail.kind;
		} else joined.push({ ...detail });
	}
	return joined;
}

/** The excerpt: from the sentence of the first words that told of a client. '' where there is no text. */
export function excerpt(text: string, reasons: Reason[]): string {
	const told = reasons.filter((one) => one.part !== 'title' && !one.against);
	const first = Math.min(...told.map((one) => one.start), text.length);
	const { starts, sentences } = read(text);
	const begin = sentences.map((token) => starts[token]!).findLast((start) => start <= first) ?? 0;
	const from = told.length === 0 ? 0 : begin;
	const whole = mask(text, from).replace(/\s+/g, ' ').trim();
	const lead = from > 0 && whole ? '… ' : '';
	if (lead.length + whole.length <= mostCharacters) return lead + whole;
	const room = mostCharacters - lead.length - 2;
	const cut = whole.slice(0, room + 1);
	const end = cut.lastIndexOf(' ');
	return `${lead}${(end > room / 2 ? cut.slice(0, end) : cut.slice(0, room)).trimEnd()} …`;
}
