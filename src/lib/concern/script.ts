/** Words for the next session: half a page in one of three tones, with the reader's own words in it. Pure. */
import type { Answers, Ask, Tone } from './answers.ts';
import * as words from './templates/words.ts';

export interface Line {
	id: 'opening' | 'noticed' | 'about' | 'permission' | 'effect' | 'ask' | 'boundary';
	title: string;
	text: string;
	/** True where the words are the reader's own. */
	isOwn: boolean;
}

type ByTone = Record<Tone, string>;

const openings: ByTone = {
	gentle:
		'There is something I need to say, and it is hard for me. Please let me get to the end before you answer.',
	plain:
		'I want to talk about something you put online. I have written it down so that I get it right.',
	firm: 'Before we do anything else today, I need to talk about something you put online. Please hear me out.'
};

const abouts: Record<Exclude<Answers['about'], ''>, ByTone> = {
	me: {
		gentle: 'I think it is about me, and that is why it hit me so hard.',
		plain: 'I think it is about me.',
		firm: 'It is about me. I know it from what it says.'
	},
	'maybe-me': {
		gentle: 'I may be wrong, and I would be glad to be. But I think it could be about me.',
		plain: 'I am not sure, but I think it could be about me.',
		firm: 'I have reason to think it is about me. If it is not, please say so.'
	},
	'my-child': {
		gentle: 'I think it is about my child, and I find that hard.',
		plain: 'I think it is about my child.',
		firm: 'It is about my child. I know it from what it says.'
	},
	'someone-else': {
		gentle: 'I know it is not about me. But I sit where that person sat, and I cannot forget it.',
		plain: 'It is not about me. It still matters to me, since I am your client too.',
		firm: 'It is not about me. But I need to know that you do not do this to me.'
	},
	clients: {
		gentle: 'It is about clients in general. I am one, so I heard myself in it.',
		plain: 'It is about clients in general, and I am one of them.',
		firm: 'It is about your clients, and I am one of them. I did not like how it sounds.'
	},
	'not-sure': {
		gentle: 'I do not know whom it is about, and not knowing troubles me.',
		plain: 'I do not know whom it is about.',
		firm: 'You have not said whom it is about. I need to know if it is me.'
	}
};

const permissions: Record<Exclude<Answers['permission'], ''>, string> = {
	'not-asked': 'You did not ask me first.',
	refused: 'You asked me once, and I said no.',
	'agreed-other': 'What I agreed to was something else.',
	agreed: 'I did say yes at the time. I do not feel that way now.',
	'not-sure': 'I do not remember that you asked me.'
};

const silentEffects: ByTone = {
	gentle: 'Since then I have found it hard to feel safe here.',
	plain: 'It has changed how safe I feel here.',
	firm: 'I cannot talk freely here while it stands.'
};

const asks: Record<Ask, ByTone> = {
	remove: {
		gentle: 'It would help me if you took it down.',
		plain: 'I would like you to take it down.',
		firm: 'Please take it down today.'
	},
	explain: {
		gentle: 'I would like to understand how you came to post it.',
		plain: 'Please tell me how you came to post it.',
		firm: 'I want to hear why you posted it.'
	},
	'what-else': {
		gentle: 'I would like to know if there is anything else about me out there.',
		plain: 'Please tell me if you have posted or told anything else about me.',
		firm: 'I want to know what else you have posted or told about me.'
	},
	policy: {
		gentle: 'Could you show me, in writing, what you do and do not post?',
		plain: 'I would like your rule on posts in writing.',
		firm: 'I want your rule on posts in writing.'
	},
	apology: {
		gentle: 'It would mean a lot to hear that you are sorry.',
		plain: 'I would like an apology.',
		firm: 'I expect an apology.'
	},
	'no-more': {
		gentle: 'Please do not write about me again, even in disguise.',
		plain: 'Please do not write about me again, even in disguise.',
		firm: 'Do not write about me again, even in disguise.'
	},
	referral: {
		gentle: 'It may be best for me to see someone else. Would you give me some names?',
		plain: 'I would like the names of people I could see instead.',
		firm: 'I want the names of people I could see instead.'
	},
	records: {
		gentle: 'I would like a copy of my records.',
		plain: 'I would like a copy of my records.',
		firm: 'I want a copy of my records.'
	}
};

const noAsk: ByTone = {
	gentle: 'I do not know yet what I want. For now I want you to know.',
	plain: 'I have not decided what I want. I want to hear what you have to say.',
	firm: 'I want to hear what you are going to do about it.'
};

const boundaries: ByTone = {
	gentle: 'You do not have to answer it all today. I may need some time too.',
	plain: 'I have not decided if I will go on. I would like a week to think.',
	firm: 'I will decide if I go on once I have your answer. Please do not post about this talk.'
};

/** An ask in its tone; a wish after another wish says so. */
function askOf(ask: Ask, tone: Tone, index: number): string {
	const text = asks[ask][tone];
	return index === 0
		? text
		: text.replace(/^I would like /, 'I would also like ').replace(/^I want /, 'I also want ');
}

/** The script, line by line. Lines with nothing to say are left out. `today` is YYYY-MM-DD. */
export function lines(answers: Answers, today: string): Line[] {
	const { tone } = answers;
	const [post] = words.namedPosts(answers);
	const seen = post ? words.sighting([post], 'of yours', today) : 'I read a post of yours.';
	const list: Line[] = [
		{ id: 'opening', title: 'To begin', text: openings[tone], isOwn: false },
		{
			id: 'noticed',
			title: 'What I noticed',
			text: [seen, words.own(answers.saw)].filter(Boolean).join(' '),
			isOwn: answers.saw.trim() !== ''
		}
	];
	if (answers.about !== '')
		list.push({
			id: 'about',
			title: 'Why I bring it here',
			text: [abouts[answers.about][tone], words.own(answers.why)].filter(Boolean).join(' '),
			isOwn: answers.why.trim() !== ''
		});
	if (answers.permission !== '' && ['me', 'maybe-me', 'my-child', ''].includes(answers.about))
		list.push({
			id: 'permission',
			title: 'What I agreed to',
			text: permissions[answers.permission],
			isOwn: false
		});
	list.push(
		{
			id: 'effect',
			title: 'What it did',
			text: words.own(answers.effect) || silentEffects[tone],
			isOwn: answers.effect.trim() !== ''
		},
		{
			id: 'ask',
			title: 'What I ask',
			text:
				answers.asks.length > 0
					? answers.asks.map((one, index) => askOf(one, tone, index)).join(' ')
					: noAsk[tone],
			isOwn: false
		},
		{
			id: 'boundary',
			title: 'Where I stand',
			text: words.own(answers.boundary) || boundaries[tone],
			isOwn: answers.boundary.trim() !== ''
		}
	);
	return list;
}

/** What goes above the script, by how it will be used. */
const notes: Record<Answers['way'], string> = {
	'read-aloud': 'To read out at the start of the session. It is fine to stop and breathe.',
	'send-before':
		'I am sending you this before our next session, so that you can think about it first.',
	'bring-someone':
		'Someone is here with me today to support me. They will listen and not speak for me.'
};

/** The recipient name the reader's edits of a script are kept under. */
export const recipient = 'session';

/** A line as it stands: edited, left out (empty), or as drafted. */
export function textOf(answers: Answers, line: Line): string {
	return answers.letters[recipient]?.[line.id] ?? line.text;
}

/** The finished script; `today` is YYYY-MM-DD. */
export function assemble(answers: Answers, today: string): string {
	const name = answers.person.name.trim() ? words.speech(answers, true).short : '';
	const isSent = answers.way === 'send-before';
	const paragraphs = lines(answers, today)
		.map((line) => textOf(answers, line).trim())
		.filter(Boolean);
	const head = isSent
		? [name ? `Dear ${name},` : 'Hello,', notes['send-before']]
		: [`(${notes[answers.way]})`];
	const end = isSent && answers.me.name.trim() ? [answers.me.name.trim()] : [];
	return `${[...head, ...paragraphs, ...end].join('\n\n')}\n`;
}

/** Words of a script: half a page is about 250. */
export function length(text: string): number {
	return text.split(/\s+/).filter(Boolean).length;
}
