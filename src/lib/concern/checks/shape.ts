/** What is left over from the draft, and whether a text has the length its reader wants. Pure. */
import * as letter from '../letter.ts';
import * as script from '../script.ts';
import { about, each, type Aim, type Finding } from './finding.ts';

const placeholder = /\[[^\]\n]{1,60}\]|_{3,}|\bTODO\b|\bXXX+\b|\?{3,}/g;

/** Words a reader of each kind will still read to the end. */
export const mostWords: Record<Aim['kind'], number> = {
	session: 260,
	therapist: 400,
	practice: 450,
	body: 700,
	regulator: 700,
	ombudsman: 700,
	authority: 500,
	platform: 120
};

export function placeholders(text: string): Finding[] {
	return each(
		text,
		placeholder,
		'placeholder',
		'blocking',
		'This place is still open. Fill it in or take it out.'
	);
}

export function size(text: string, { kind }: Aim): Finding[] {
	const count = script.length(text);
	const most = mostWords[kind];
	if (count <= most) return [];
	const why =
		kind === 'session'
			? 'That is more than half a page. Said out loud, it gets hard to hold on to.'
			: kind === 'platform'
				? 'A site wants the address and one plain reason. The rest may not be read.'
				: 'A short letter gets read to the end. You can offer to tell them more.';
	return [about('length', 'advisory', 'long', `It has ${count} words. ${why}`)];
}

/** A draft that is ours and not the writer's, or that says two things at once. */
export function template(draft: letter.Letter, { answers }: Aim): Finding[] {
	const list: Finding[] = [];
	const share = letter.ownShare(answers, draft);
	const texts = draft.sections.map((section) => letter.textOf(answers, draft, section));
	if (texts.every((text) => text.trim() === ''))
		return [about('missing', 'blocking', 'empty', 'There is nothing in it yet.')];
	if (share === 0)
		list.push(
			about(
				'template',
				'blocking',
				'nothing-own',
				'Every sentence in it is ours. Add at least one of your own: what you saw, in your words.'
			)
		);
	else if (share < 0.25)
		list.push(
			about(
				'template',
				'advisory',
				'little-own',
				'Most of it is ours. Readers trust a letter more when it sounds like you.'
			)
		);
	for (const section of draft.sections) {
		const text = letter.textOf(answers, draft, section);
		const taken = new Set(
			section.offers.filter((offer) => letter.isTaken(text, offer)).map((offer) => offer.id)
		);
		if (taken.has('not-raised') && taken.has('not-able'))
			list.push(
				about(
					'contradiction',
					'advisory',
					'raised-twice',
					'You say twice that you did not raise it. One of the two is enough.'
				)
			);
	}
	const all = texts.join('\n');
	if (/\bI have not raised this\b/.test(all) && /\bI raised this with\b/.test(all))
		list.push(
			about(
				'contradiction',
				'blocking',
				'raised',
				'It says that you raised this, and that you did not. Keep one.'
			)
		);
	if (/\bI (?:am|have been) a client\b/.test(all) && /\bI was a client\b/.test(all))
		list.push(
			about(
				'contradiction',
				'blocking',
				'relation',
				'It says that you are a client, and that you were one. Keep one.'
			)
		);
	return list;
}

/** What the reader of a letter cannot do without. */
export function missing({ answers, kind }: Aim): Finding[] {
	if (kind === 'session') return [];
	const list: Finding[] = [];
	const hasPlace = answers.posts.some((post) => post.address || post.where);
	if (!hasPlace)
		list.push(
			about(
				'missing',
				kind === 'platform' ? 'blocking' : 'advisory',
				'where',
				'It does not say where the post stands. Without that they may not find it.'
			)
		);
	if (kind === 'platform') return list;
	if (!answers.posts.some((post) => post.publishedAt || post.seenAt))
		list.push(
			about(
				'missing',
				'advisory',
				'when',
				'It names no day. The day of the post, or the day you saw it, helps them and sets the time limit.'
			)
		);
	if (!answers.me.contact.trim() && kind !== 'therapist')
		list.push(about('missing', 'advisory', 'contact', 'It does not say how they can reach you.'));
	return list;
}
