/** Sentences a writer may take into a letter, one by one, made from what they answered. Pure. */
import type { Answers } from '../answers.ts';
import type { Citation } from '../clauses.ts';
import * as days from '../days.ts';
import type { Kind } from '../letter.ts';
import { after, before, some, type Offer } from './offer.ts';
import * as words from './words.ts';

export function opening(answers: Answers, kind: Kind, speech: words.Speech): Offer[] {
	const { relation, span, person, about } = answers;
	const isStaff = person.profession === 'staff';
	const post = words.namedPosts(answers).length > 1 ? 'some public posts' : 'a public post';
	const who = isStaff ? 'someone on your staff' : speech.full;
	const isOnRegister = person.registers.length > 0 && (kind === 'body' || kind === 'regulator');
	const trade = `, ${words.trade(answers)}${isOnRegister ? ' on your register' : ''},`;
	const subject: Record<Kind, string> = {
		therapist: `I am writing to you about ${post} of yours.`,
		practice: `I am writing about ${post} by ${who}${isStaff ? '' : ', who works with you'}.`,
		body: `I want to raise a concern about ${post} by ${speech.full}${trade.replace(/,$/, '')}.`,
		regulator: `I want to raise a concern about ${post} by ${speech.full}${trade.replace(/,$/, '')}.`,
		ombudsman: `I want to raise a concern about ${post} by ${speech.full}${trade.replace(/,$/, '')}.`,
		authority: `I want to raise a concern about health information ${about === 'my-child' ? 'about my child' : 'about me'} in ${post} by ${speech.full}${trade.replace(/,$/, '')}.`,
		platform: 'I want to report a post that shows private health information.'
	};
	const during = span.trim() ? ` ${span.trim()}` : '';
	const own = kind === 'practice' ? 'here' : `of ${speech.short}`;
	const tie =
		kind === 'therapist' || kind === 'platform'
			? ''
			: relation === 'current'
				? `I am a client ${own}${span.trim() ? `, and have been ${span.trim()}` : ''}.`
				: relation === 'past'
					? `I was a client ${own}${during}.`
					: relation === 'parent'
						? `My child ${/^(from|until|in)\b/.test(span.trim()) ? 'was' : /^(since|for)\b/.test(span.trim()) ? 'has been' : 'is'} a client ${own}${during}.`
						: relation === 'none'
							? `I have never been a client ${own}.`
							: '';
	return some(
		before('subject', 'Say what the letter is about', subject[kind]),
		tie && before('tie', 'Say how you know the person', tie),
		person.number.trim() !== '' &&
			(kind === 'body' || kind === 'regulator') &&
			before(
				'number',
				'Give the registration number',
				`The registration number I found is ${person.number.trim()}.`
			)
	);
}

export function saw(answers: Answers, kind: Kind, speech: words.Speech): Offer[] {
	const posts = words.namedPosts(answers);
	const isStaff = answers.person.profession === 'staff';
	const who =
		kind === 'therapist'
			? 'of yours'
			: isStaff && kind === 'practice'
				? 'by one of your staff'
				: `by ${speech.short}`;
	const [first] = posts;
	const quoted = posts.filter((post) => post.sha256);
	return some(
		first && before('when', 'Say where and when you saw it', words.sighting(posts, who)),
		first?.address &&
			posts.length === 1 &&
			kind !== 'therapist' &&
			before('address', 'Give the address of the post', `Its address is ${first.address}.`),
		quoted.length > 0 &&
			kind !== 'therapist' &&
			after(
				'saved',
				'Say that you saved a copy',
				'I have a saved copy of the text, with the day it was read.'
			)
	);
}

export function why(answers: Answers, kind: Kind, speech: words.Speech): Offer[] {
	const { about } = answers;
	const name = kind === 'therapist' ? 'you' : speech.short;
	const isPlural = words.namedPosts(answers).length > 1;
	const singular = {
		me: 'I believe the post is about me. Here is why.',
		'maybe-me': 'I cannot be sure that the post is about me, but I think it may be. Here is why.',
		'my-child': 'I believe the post is about my child. Here is why.',
		'someone-else': `I do not think the post is about me. It tells about another client, and I trusted ${name} in the same way.`,
		clients: 'The post is about clients as a group, and I am one of them.',
		'not-sure': 'I do not know whom the post is about.'
	} as const;
	const said = (text: string) =>
		isPlural
			? text
					.replace(/\bthe post is\b/i, (found) =>
						found[0] === 'T' ? 'The posts are' : 'the posts are'
					)
					.replace('I think it may be', 'I think they may be')
					.replace('It tells', 'They tell')
			: text;
	return some(
		about !== '' &&
			before(
				'about',
				'Say whom you think it is about, and how sure you are',
				said(singular[about])
			),
		(about === 'me' || about === 'maybe-me' || about === 'my-child') &&
			after(
				'guess',
				'Say that this part is your own view',
				'This part is what I think. I cannot know what was meant.'
			)
	);
}

export function permission({ permission: given, about }: Answers, kind: Kind): Offer[] {
	if (about === 'someone-else' || about === 'clients' || about === 'not-sure') return [];
	const isChild = about === 'my-child';
	const texts = {
		'not-asked': isChild
			? 'We were not asked, and we did not agree to it.'
			: 'I was not asked, and I did not agree to it.',
		refused: isChild ? 'We were asked once, and we said no.' : 'I was asked once, and I said no.',
		'agreed-other': isChild
			? 'We had agreed to something else, but not to this.'
			: 'I had agreed to something else, but not to this.',
		agreed: isChild
			? 'We agreed to it at the time. We now take that back.'
			: 'I agreed to it at the time. I now take that back.',
		'not-sure': isChild
			? 'We do not remember being asked about a public post.'
			: 'I do not remember being asked about a public post.'
	} as const;
	return some(
		given !== '' && before('permission', 'Say what you agreed to', texts[given]),
		kind !== 'platform' &&
			given !== '' &&
			given !== 'agreed' &&
			after(
				'proof',
				'Ask what they have in writing',
				kind === 'therapist'
					? 'If you believe that I agreed, please show me where.'
					: kind === 'practice'
						? 'If you hold a form that says otherwise, please send me a copy.'
						: 'If a form says otherwise, I would like to see it.'
			)
	);
}

export function tried({ told, toldAt, reply }: Answers, kind: Kind, speech: words.Speech): Offer[] {
	if (kind === 'therapist' || kind === 'platform') return [];
	const when = toldAt ? ` ${days.onDay(toldAt)}` : '';
	if (told === 'yes')
		return some(
			before('raised', 'Say that you raised it', `I raised this with ${speech.short}${when}.`),
			reply.trim() === '' && after('no-answer', 'Say that no answer came', 'I have had no answer.')
		);
	return some(
		before(
			'not-raised',
			'Say that you have not raised it',
			`I have not raised this with ${speech.short}.`
		),
		before(
			'not-able',
			'Say that you did not feel able to',
			`I did not feel able to raise this with ${speech.short} first.`
		)
	);
}

export function rules(citations: Citation[], kind: Kind): Offer[] {
	return citations.map(({ clause, name, address }, index) => {
		const where = address ? ` (${address})` : '';
		const whose =
			kind === 'practice'
				? `the rules of the ${clause.body}`
				: kind === 'authority'
					? 'the law'
					: 'your rules';
		const isNational = kind === 'regulator' && address !== null && !clause.isVerified;
		const text =
			index > 0
				? `I also have in mind ${name}${where}.`
				: isNational
					? `The code of the profession seems to speak to this: ${name}${where}.`
					: `The part of ${whose} that I have in mind is ${name}${where}.`;
		return after(`rule-${index + 1}`, `Name a rule: ${name}`, text);
	});
}

export function closing(answers: Answers, kind: Kind): Offer[] {
	const hasPosts = words.namedPosts(answers).length > 0;
	const isPlural = words.namedPosts(answers).length > 1;
	const contact = answers.me.contact.trim();
	return some(
		hasPosts &&
			kind !== 'therapist' &&
			kind !== 'platform' &&
			after(
				'enclosed',
				'Say what you enclose',
				`I enclose a copy of the ${isPlural ? 'posts' : 'post'}.`
			),
		kind !== 'platform' &&
			kind !== 'therapist' &&
			after(
				'good-faith',
				'Say what you know and what you guess',
				'I have written down what I saw and what I remember. Where I am guessing, I say so.'
			),
		(kind === 'body' || kind === 'regulator') &&
			after(
				'private',
				'Say that you keep it off the net',
				'I have not written about this in public, and I will not while you look into it.'
			),
		contact !== '' &&
			kind !== 'platform' &&
			after(
				'reach',
				'Say how to reach you',
				`You can reach me at ${contact}. Please do not leave word with anyone else.`
			)
	);
}
