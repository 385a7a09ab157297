/**
 * Letters to a practice, a body, a regulator, an ombudsman, an authority or a platform, from the same
 * answers. A letter starts with the writer's own words only; further sentences are on offer, each taken
 * or left by itself. Pure.
 */
import type { Answers } from './answers.ts';
import { choose, type Citation } from './clauses.ts';
import * as days from './days.ts';
import { find as findBody } from './directory/bodies.ts';
import { nameOf, type Rung } from './routes.ts';
import { ask } from './templates/asking.ts';
import type { Offer } from './templates/offer.ts';
import * as offers from './templates/offers.ts';
import * as words from './templates/words.ts';

/** Whom a letter speaks to. `therapist` where the practitioner works alone and is their own practice. */
export type Kind = 'therapist' | Exclude<Rung, 'session'>;

export interface Section {
	id: string;
	title: string;
	/** Questions that help to find one's own words. */
	hint: string;
	/** The writer's own words from the answers. */
	own: string;
	offers: Offer[];
}

export interface Letter {
	/** `practice`, `platform`, or the identifier of a body. */
	recipient: string;
	kind: Kind;
	/** Lines above the letter: to whom, about what. */
	head: string[];
	greeting: string;
	sections: Section[];
	signOff: string[];
	citations: Citation[];
}

const kinds: Record<string, Kind> = {
	'statutory regulator': 'regulator',
	'data protection authority': 'authority',
	ombudsman: 'ombudsman'
};

/** What kind of letter goes to a recipient. */
export function kindOf(answers: Answers, recipient: string): Kind {
	if (recipient === 'platform') return 'platform';
	if (recipient === 'practice')
		return answers.person.practice.trim() || answers.person.profession === 'staff'
			? 'practice'
			: 'therapist';
	return kinds[findBody(recipient)?.kind ?? ''] ?? 'body';
}

/** The draft for a recipient: own words in their places, and the sentences on offer. `today` is YYYY-MM-DD. */
export function draft(answers: Answers, recipient: string, today: string): Letter {
	const kind = kindOf(answers, recipient);
	const speech = words.speech(answers, kind === 'therapist');
	const citations = choose(answers, recipient);
	const own = {
		saw: words.own(answers.saw),
		why: words.own(answers.why),
		effect: words.own(answers.effect),
		reply: answers.told === 'yes' ? words.own(answers.reply) : ''
	};
	const all: Section[] = [
		{
			id: 'opening',
			title: 'How it starts',
			hint: 'What is this letter about? How do you know this person?',
			own: '',
			offers: offers.opening(answers, kind, speech)
		},
		{
			id: 'saw',
			title: 'What you saw',
			hint: 'What did the post say? Keep to what anyone could see.',
			own: own.saw,
			offers: offers.saw(answers, kind, speech)
		},
		{
			id: 'why',
			title: 'Why you think so',
			hint: 'Which details fit? Who else would know them?',
			own: own.why,
			offers: offers.why(answers, kind, speech)
		},
		{
			id: 'permission',
			title: 'What you agreed to',
			hint: 'Were you asked? What did you say?',
			own: '',
			offers: offers.permission(answers, kind)
		},
		{
			id: 'effect',
			title: 'What it did',
			hint: 'What changed for you? Sleep, trust, what you can say?',
			own: own.effect,
			offers: []
		},
		{
			id: 'tried',
			title: 'What you tried',
			hint: 'Did you raise it? What came back?',
			own: own.reply,
			offers: offers.tried(answers, kind, speech)
		},
		{
			id: 'ask',
			title: 'What you ask',
			hint: 'What would put it right, as far as it can be?',
			own: '',
			offers: ask(answers, kind)
		},
		{
			id: 'rules',
			title: 'Rules you have in mind',
			hint: 'You need not name any rule. They know them.',
			own: '',
			offers: offers.rules(citations, kind)
		},
		{
			id: 'closing',
			title: 'How it ends',
			hint: 'What do you enclose? How may they reach you?',
			own: '',
			offers: offers.closing(answers, kind)
		}
	];
	const isUsed = (section: Section) =>
		section.own !== '' || section.offers.length > 0 || section.id === 'effect';
	const shown =
		kind === 'platform'
			? ['opening', 'saw', 'why', 'permission', 'ask']
			: all.map((section) => section.id);
	return {
		recipient,
		kind,
		head: head(answers, recipient, kind, speech, today),
		greeting: greeting(answers, recipient, kind, speech),
		sections: all.filter((section) => shown.includes(section.id) && isUsed(section)),
		signOff:
			kind === 'platform' ? [] : ['Yours sincerely,', '', answers.me.name.trim() || '[your name]'],
		citations
	};
}

function head(
	answers: Answers,
	recipient: string,
	kind: Kind,
	speech: words.Speech,
	today: string
): string[] {
	if (kind === 'platform') return [];
	const to =
		kind === 'therapist'
			? speech.full
			: kind === 'practice'
				? answers.person.practice.trim() || '[name of the practice]'
				: nameOf(recipient, answers);
	const isChild = answers.about === 'my-child';
	const about: Record<Kind, string> = {
		therapist: 'A public post of yours',
		practice: 'A public post about a client',
		body: `A concern about ${speech.full}`,
		regulator: `A concern about ${speech.full}`,
		ombudsman: `A concern about ${speech.full}`,
		authority: `Health information about ${isChild ? 'my child' : 'me'} in a public post`,
		platform: ''
	};
	return [days.long(today), '', `To: ${words.capital(to)}`, `About: ${about[kind]}`, ''];
}

function greeting(
	{ person }: Answers,
	recipient: string,
	kind: Kind,
	speech: words.Speech
): string {
	if (kind === 'platform') return '';
	if (kind === 'therapist') return `Dear ${speech.short},`;
	if (kind === 'practice')
		return person.profession === 'trainee' ? 'Dear tutor or supervisor,' : 'Dear complaints lead,';
	return `Dear ${kind === 'authority' || kind === 'ombudsman' ? 'case officer' : 'complaints team'},`;
}

/** The text of a section as it stands: edited, or the writer's own words. */
export function textOf(answers: Answers, letter: Letter, section: Section): string {
	return answers.letters[letter.recipient]?.[section.id] ?? section.own;
}

/** True while an offered sentence stands in a text unchanged. */
export function isTaken(text: string, offer: Offer): boolean {
	return text.includes(offer.text);
}

/** The text with an offered sentence put in its place: after what comes before it, before what comes after. */
export function take(section: Section, text: string, offer: Offer): string {
	if (isTaken(text, offer)) return text;
	const order = [
		...section.offers.filter((one) => one.place === 'before').map((one) => one.text),
		section.own,
		...section.offers.filter((one) => one.place === 'after').map((one) => one.text)
	];
	const at = order.indexOf(offer.text);
	const earlier = order
		.slice(0, at)
		.reverse()
		.find((one) => one !== '' && text.includes(one));
	const later = order.slice(at + 1).find((one) => one !== '' && text.includes(one));
	const start = earlier
		? text.indexOf(earlier) + earlier.length
		: later
			? text.indexOf(later)
			: offer.place === 'before'
				? 0
				: text.length;
	const head = text.slice(0, start).trimEnd();
	const tail = text.slice(start).trimStart();
	return [head, offer.text, tail]
		.filter(Boolean)
		.reduce((one, next) => one + (endsInList(one) || next.includes('\n') ? '\n\n' : ' ') + next);
}

/** The text without an offered sentence. */
export function leave(text: string, offer: Offer): string {
	return text
		.replace(offer.text, '')
		.replace(/[ \t]{2,}/g, ' ')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

const endsInList = (text: string) => /(^|\n)\d+\. [^\n]*$/.test(text);

/** The finished letter: head, greeting, one paragraph a section, sign-off. */
export function assemble(answers: Answers, letter: Letter): string {
	const paragraphs = letter.sections
		.map((section) => textOf(answers, letter, section).trim())
		.filter(Boolean);
	const lines = [letter.head.join('\n'), letter.greeting, ...paragraphs, letter.signOff.join('\n')];
	return `${lines
		.filter(Boolean)
		.join('\n\n')
		.replace(/\n{3,}/g, '\n\n')}\n`;
}

/** How many words of a letter are the writer's own, from 0 to 1: everything that is no offered sentence. */
export function ownShare(answers: Answers, letter: Letter): number {
	const count = (text: string) => text.split(/\s+/).filter(Boolean).length;
	let all = 0;
	let offered = 0;
	for (const section of letter.sections) {
		const text = textOf(answers, letter, section);
		all += count(text);
		for (const offer of section.offers) if (isTaken(text, offer)) offered += count(offer.text);
	}
	return all === 0 ? 0 : (all - offered) / all;
}
