/** Sentences that ask for something, by what the writer wants and who reads it. Pure. */
import type { Answers, Ask } from '../answers.ts';
import type { Kind } from '../letter.ts';
import { after, some, type Offer } from './offer.ts';
import * as words from './words.ts';

const toThem: Record<Ask, string> = {
	remove: 'Please take the post down, and any copies of it.',
	explain: 'Please tell me how you came to write it.',
	'what-else':
		'Please tell me if you have put anything else about me online, or told it outside our work.',
	policy: 'Please send me your rule on what you post, in writing.',
	apology: 'I would like an apology.',
	'no-more': 'Please do not write about me again.',
	referral: 'Please send me the names of two or three people I could see instead.',
	records: 'Please send me a copy of my records.'
};
const toPractice: Record<Ask, string> = {
	remove: 'Please have the post taken down, and any copies of it.',
	explain: 'Please find out how the post came about, and tell me.',
	'what-else': 'Please tell me if anything else about me has been put online.',
	policy: 'Please send me your written rule on what people who work with you may post.',
	apology: 'I would like an apology that says what happened.',
	'no-more': 'Please make sure that nothing about me is posted again.',
	referral: 'Please give me the names of two or three people I could see instead.',
	records: 'Please send me a copy of my records.'
};
const toBody: Partial<Record<Ask, string>> = {
	remove: 'If you can, please ask for the post to come down while you look into this.',
	explain: 'I would like to know how the post came about.',
	'what-else': 'Please ask if there are other posts about me.',
	policy: 'Please ask what rule on posts is kept to there.',
	apology: 'An apology would mean more to me than a penalty.',
	'no-more': 'What matters most to me is that it does not happen again, to me or to others.'
};

export function ask(answers: Answers, kind: Kind): Offer[] {
	const { asks } = answers;
	const isChild = answers.about === 'my-child';
	const texts: Partial<Record<Ask, string>> =
		kind === 'therapist'
			? toThem
			: kind === 'practice'
				? toPractice
				: kind === 'platform'
					? { remove: 'Please take it down.' }
					: toBody;
	const child = (text: string) =>
		isChild
			? text
					.replace(/\babout me\b/g, 'about my child')
					.replace(/\bmy records\b/, 'my child’s records')
			: text;
	const plural = (text: string) =>
		words.namedPosts(answers).length > 1
			? text
					.replace(/\bthe post\b/g, 'the posts')
					.replace('copies of it', 'copies of them')
					.replace('write it', 'write them')
			: text;
	const own = asks.flatMap((one) => {
		const text = texts[one];
		return text ? [after(`ask-${one}`, askPoints[one], plural(child(text)))] : [];
	});
	return [...some(...leading(kind, isChild)), ...own, ...some(...trailing(kind))];
}

const askPoints: Record<Ask, string> = {
	remove: 'Ask for it to be taken down',
	explain: 'Ask how it came about',
	'what-else': 'Ask what else there is',
	policy: 'Ask for the rule on posts',
	apology: 'Ask for an apology',
	'no-more': 'Ask that it does not happen again',
	referral: 'Ask for other names',
	records: 'Ask for your records'
};

function leading(kind: Kind, isChild: boolean): Offer[] {
	if (kind === 'body' || kind === 'regulator' || kind === 'ombudsman')
		return [
			after(
				'look-into',
				'Ask them to look into it',
				'Please look into whether this fits the standards you hold people to.'
			)
		];
	if (kind === 'authority')
		return [
			after(
				'look-into',
				'Ask them to look into it',
				`Please look into whether health information about ${isChild ? 'my child' : 'me'} may be made public like this.`
			)
		];
	return [];
}

function trailing(kind: Kind): Offer[] {
	switch (kind) {
		case 'practice':
			return [
				after(
					'who',
					'Ask who deals with it, and by when',
					'Please tell me who will deal with this letter, and by what day I will hear from you.'
				),
				after(
					'notes',
					'Ask them to leave your notes closed',
					'Please do not open my notes for this unless I say yes.'
				)
			];
		case 'therapist':
			return [
				after(
					'by-when',
					'Ask for an answer by a day',
					'Please answer me in writing within two weeks.'
				)
			];
		case 'body':
		case 'regulator':
		case 'ombudsman':
			return [
				after(
					'next',
					'Ask what happens next',
					'Please tell me what happens next, how long it may take, and who will see my name.'
				),
				after(
					'records',
					'Ask to be asked before your records are',
					'If you want to see my records, please ask me first, and keep to what this concern needs.'
				)
			];
		case 'authority':
			return [
				after(
					'next',
					'Ask what happens next',
					'Please tell me what happens next and what you can and cannot do.'
				)
			];
		default:
			return [];
	}
}
