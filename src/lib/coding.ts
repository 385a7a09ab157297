/** The form of one reading: its questions, what each answer means, and the keys that reach them. Pure. */
import * as format from './format.ts';
import { exits, identifiers, tones, voices, type Answer, type Tone, type Voice } from './words.ts';

export const axes = ['narrates', 'identifiers', 'exits', 'tone', 'voice'] as const;
export type Axis = (typeof axes)[number];

/** What each axis is called where it stands alone. */
export const axisNames: Record<Axis, string> = {
	narrates: 'Tells about a client',
	identifiers: 'Recognisable',
	exits: 'Permission',
	tone: 'Tone',
	voice: 'Whose voice'
};

export const questions: Record<Axis, string> = {
	narrates: 'Does this post tell about a particular client?',
	identifiers: 'What could let somebody be recognised?',
	exits: 'What does the post say of permission?',
	tone: 'In which tone is it told?',
	voice: 'Whose words are these?'
};

/** What our norms say of each axis, in short; docs/norms.md has it whole. */
export const guide: Record<Axis, string[]> = {
	narrates: [
		'Yes: somebody who gives care tells something about one particular person, couple, family or group they see or saw as a client, or about one particular session. One act, word or trait is enough.',
		'Masking, kindness and stated consent do not make it a no: they have questions of their own.',
		'No: clients in general, a type of client, a plain hypothetical, fiction, a published case of somebody else, a public figure, the writer’s own therapy, family or friends, another trade’s clients, a supervisee’s case, or a client writing about themself.',
		'A composite that is said to be one is a yes, with that permission ticked.'
	],
	identifiers: [
		'Tick what the post itself tells of the client, not what you could guess or look up. Never try to find out who it is.',
		'A name counts even when it is said to be changed.'
	],
	exits: [
		'Tick only what the post says. Nothing ticked means “not stated”; it does not mean that nobody was asked.'
	],
	tone: ['The tone towards the client, not towards the work. Praise is a tone like any other.'],
	voice: [
		'Who speaks in this post: its writer, or somebody quoted, a guest, a client in their own words.'
	]
};

export interface Option {
	value: string;
	name: string;
}

const toneNames: Record<Tone, string> = {
	respectful: 'respectful',
	neutral: 'neutral',
	'mocking-or-venting': 'mocking or venting',
	proud: 'proud'
};

export const answerNames: Record<Answer, string> = {
	story: 'Yes',
	'no-story': 'No',
	unsure: 'Not sure'
};

export function tone(of: Tone | null): string {
	return of === null ? 'no tone chosen' : toneNames[of];
}

export function voice(of: Voice): string {
	return of === 'not-said' ? 'not said' : format.voice(of);
}

/** The choices of each axis, in the order of the form. */
export const options: Record<Axis, Option[]> = {
	narrates: Object.entries(answerNames).map(([value, name]) => ({ value, name })),
	identifiers: identifiers.map((value) => ({ value, name: format.identifier(value) })),
	exits: exits.map((value) => ({ value, name: format.exit(value) })),
	tone: tones.map((value) => ({ value, name: toneNames[value] })),
	voice: voices.map((value) => ({ value, name: voice(value) }))
};

export const skips = ['know-somebody', 'too-close', 'not-readable', 'other'] as const;
export type Skip = (typeof skips)[number];

export const skipNames: Record<Skip, string> = {
	'know-somebody': 'I may know somebody in it, or the practitioner',
	'too-close': 'It is too close to home, or too hard today',
	'not-readable': 'The text is broken, cut off or in a language I do not read',
	other: 'Another reason'
};

/** Digits that tick the choices of the question one is at, first choice first. */
export const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-'];

/** What each key does while reading. */
export const keys: { key: string; does: string }[] = [
	{ key: 'y', does: 'yes, it tells about a client' },
	{ key: 'n', does: 'no, it does not' },
	{ key: 'u', does: 'not sure' },
	{ key: 'i', does: 'go to: recognisable' },
	{ key: 'p', does: 'go to: permission' },
	{ key: 't', does: 'go to: tone' },
	{ key: 'v', does: 'go to: whose voice' },
	{ key: '1 … 9, 0, -', does: 'tick or untick a choice of the question you are at' },
	{ key: 'r', does: 'write the reason' },
	{ key: 'm', does: 'write the note' },
	{ key: 'c', does: 'cover or show the text' },
	{ key: 'x', does: 'go to: skip' },
	{ key: 's', does: 'save, and read the next post' },
	{ key: 'Esc', does: 'leave a text box, so that keys work again' },
	{ key: '?', does: 'show or hide this list' }
];
