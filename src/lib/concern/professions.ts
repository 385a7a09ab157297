/** Which bodies look after which profession, in the words the bodies use. Pure. */
import { professions, type Profession } from '#lib/words.ts';
import type { Body } from './directory/bodies.ts';

/** The professions a reader is asked about, in the order of the form. */
export const offered: readonly { id: Profession; name: string; hint?: string }[] = [
	{ id: 'counsellor', name: 'Counsellor', hint: 'in the US, LPC or LMHC' },
	{ id: 'psychotherapist', name: 'Psychotherapist', hint: 'also CBT therapist or analyst' },
	{ id: 'psychologist', name: 'Psychologist' },
	{ id: 'psychiatrist', name: 'Psychiatrist', hint: 'a doctor' },
	{ id: 'social-worker', name: 'Social worker', hint: 'LCSW, LMSW' },
	{ id: 'marriage-family-therapist', name: 'Marriage and family therapist', hint: 'LMFT' },
	{ id: 'mental-health-nurse', name: 'Mental health nurse' },
	{ id: 'school-counsellor', name: 'School counsellor' },
	{ id: 'chaplain', name: 'Chaplain who counsels' },
	{ id: 'trainee', name: 'Trainee or student' },
	{ id: 'staff', name: 'Someone on the staff', hint: 'such as the front desk' },
	{ id: 'coach', name: 'Coach who does therapy' },
	{ id: 'other', name: 'Other, or I am not sure' }
];

const care = professions.filter((one) => one !== 'not-care');
const untitled = [
	'counsellor',
	'psychotherapist',
	'school-counsellor',
	'chaplain',
	'coach',
	'trainee',
	'other'
] as const;

/**
 * What a body calls the people it looks after, and the professions of ours that these words cover.
 * The first pattern that fits decides. Words that fit none belong to other trades.
 */
const covered: readonly [RegExp, readonly Profession[]][] = [
	[
		/^any\b|data controller|privat|custodian|^health|^any agency|oversees|registered and unregistered/,
		care
	],
	[/unregistered practitioner/, untitled],
	[/council services|NHS services/, care],
	[/psychologist|psychological associate|BPS|Psychological Workforce/i, ['psychologist']],
	[/marriage and family|AAMFT/, ['marriage-family-therapist']],
	[/social worker/i, ['social-worker']],
	[/psychotherapeutic counsellor/i, ['psychotherapist', 'counsellor']],
	[/psychotherap|CBT|psychoanaly/i, ['psychotherapist']],
	[/counsell?or|counselling therapist/i, ['counsellor', 'school-counsellor']],
	[/psychiatrist/i, ['psychiatrist']],
	[/nurse/i, ['mental-health-nurse']]
];

/** Other trades that a body of the directory looks after beside people who give therapy. */
const otherTrades =
	/behaviou?r analyst|addictions? |occupational|speech and language|arts therapist/i;

/** The professions of ours that a body's word for its people covers. */
export function coveredBy(word: string): readonly Profession[] {
	if (otherTrades.test(word)) return [];
	return covered.find(([pattern]) => pattern.test(word))?.[1] ?? [];
}

/** In the US a psychotherapist holds one of these licences; the title alone is none. */
const licencesInUs: readonly Profession[] = [
	'psychologist',
	'counsellor',
	'social-worker',
	'marriage-family-therapist'
];

/**
 * Whether a body may look after someone of a profession. With no profession known, or one that
 * stands for several, every body that looks after any of them counts.
 */
export function covers(body: Body, profession: Profession | '', country: string): boolean {
	const words = body.professions.flatMap((word) => coveredBy(word));
	if (words.length === 0) return false;
	return kindred(profession, country).some((one) => words.includes(one));
}

/** The professions to look under for one that was named. */
export function kindred(profession: Profession | '', country: string): readonly Profession[] {
	if (profession === '' || profession === 'other' || profession === 'trainee') return care;
	if (profession === 'psychotherapist' && country === 'US')
		return [...licencesInUs, 'psychotherapist'];
	if (profession === 'school-counsellor') return ['school-counsellor', 'counsellor'];
	if (profession === 'marriage-family-therapist' && country !== 'US')
		return ['marriage-family-therapist', 'psychotherapist'];
	return [profession];
}
