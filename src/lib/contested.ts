/**
 * What people disagree about, with both positions, and what a reader's own stand makes of a post. The
 * stand changes what is put forward, never a fact or a count. Pure.
 */
import type { Exit, Form, Identifier, Tone } from './words.ts';

/** How a reader looks at client stories; `facts` takes no side. */
export const stands = ['facts', 'any', 'consent', 'recognisable'] as const;
export type Stand = (typeof stands)[number];

export const standNames: Record<Stand, string> = {
	facts: 'Show me the facts only',
	any: 'No client story belongs in public',
	consent: 'It depends on whether the client agreed',
	recognisable: 'It depends on whether somebody could be recognised'
};

/** The parts of a mark that stands and positions go by. */
export interface Told {
	exits: Exit[];
	identifiers: Identifier[];
	forms: Form[];
	tone: Tone | null;
}

export interface Emphasis {
	weight: 'forward' | 'back' | 'even';
	sentence: string;
}

/** Details that point to one person by themselves. */
export const pointing: Identifier[] = ['name-or-pseudonym', 'picture'];
/** Details by which, together, others could know somebody. Gender and health alone rarely do. */
export const telling: Identifier[] = [
	'age',
	'occupation',
	'place',
	'time-frame',
	'family',
	'rare-event',
	'quote'
];

/** What a stand makes of one marked post. */
export function emphasis(stand: Stand, told: Told): Emphasis {
	const details = told.identifiers.filter((one) => [...pointing, ...telling].includes(one)).length;
	switch (stand) {
		case 'facts':
			return { weight: 'even', sentence: '' };
		case 'any':
			return { weight: 'forward', sentence: 'In your view, every client story matters.' };
		case 'consent':
			if (told.exits.includes('consent-stated'))
				return {
					weight: 'back',
					sentence: 'In your view this weighs less: the post says that the client agreed.'
				};
			if (told.exits.includes('composite-stated') || told.exits.includes('hypothetical-stated'))
				return {
					weight: 'back',
					sentence:
						'In your view this weighs less: the post says that nobody in particular is meant.'
				};
			return {
				weight: 'forward',
				sentence: 'In your view this matters: the post does not say if the client agreed.'
			};
		case 'recognisable':
			return details >= 2
				? { weight: 'forward', sentence: 'In your view this matters: several details are told.' }
				: { weight: 'back', sentence: 'In your view this weighs less: few details are told.' };
	}
}

/** A question on which people who thought about it differ. */
export interface Position {
	id: string;
	question: string;
	against: string;
	allowing: string;
}

const positions: (Position & { applies: (told: Told) => boolean })[] = [
	{
		id: 'disguised',
		question: 'May a client’s story be told without a name?',
		against:
			'Some say no. Clients have recognised themselves in stories without names, and others who read them hold back in their own sessions.',
		allowing:
			'Some say yes. A story that nobody can be known by harms no one, teaches many, and most codes allow a good disguise or consent.',
		applies: ({ exits, identifiers }) =>
			!exits.includes('consent-stated') && !identifiers.includes('picture')
	},
	{
		id: 'consent',
		question: 'Is it enough that the client agreed?',
		against:
			'Some say not always. It is hard to refuse one’s own therapist, and hard to foresee who will read it in ten years.',
		allowing:
			'Some say yes. A client who was asked, saw the text and could refuse has decided for themself.',
		applies: ({ exits }) => exits.includes('consent-stated')
	},
	{
		id: 'composite',
		question: 'May a person put together from several be told about?',
		against:
			'Some say it still reads like a client, and a client may find a piece of themself in it.',
		allowing:
			'Some say it is the right way to teach: plainly marked, with no one person behind it.',
		applies: ({ exits }) =>
			exits.includes('composite-stated') || exits.includes('hypothetical-stated')
	},
	{
		id: 'praise',
		question: 'Does it matter that the story is kind or proud?',
		against:
			'Some say no. A proud story is told without asking just the same, and others may feel passed over.',
		allowing: 'Some say it does. Gratitude and hope are worth showing, and nobody is put down.',
		applies: ({ forms, tone }) => forms.includes('praise') || tone === 'proud'
	},
	{
		id: 'own',
		question: 'May a therapist tell of their own feelings or mistakes in a session?',
		against:
			'Some say that the client is always in the room: what the therapist felt was felt about someone.',
		allowing:
			'Some say that this is the therapist’s own story. If it holds with the client left out, none is told about.',
		applies: ({ forms }) => forms.includes('own-reaction') || forms.includes('blunder')
	},
	{
		id: 'venting',
		question: 'May a therapist let off steam about work?',
		against: 'Some say that every client who reads it wonders if they are meant.',
		allowing:
			'Some say that lonely work needs an outlet, and that a bad day without a client in it exposes nobody.',
		applies: ({ tone, forms }) => tone === 'mocking-or-venting' || forms.includes('complaint')
	}
];

/** The questions that a post raises, most general first. */
export function raised(told: Told): Position[] {
	return positions
		.filter((one) => one.applies(told))
		.map(({ id, question, against, allowing }) => ({ id, question, against, allowing }));
}
