/** Which clauses of codes and laws are about what is told of clients, for a profession and a place. Pure. */
import { clauses, type Clause } from './concern/directory/codes.ts';
import * as places from './concern/places.ts';
import { kindred } from './concern/professions.ts';
import type { Profession } from './words.ts';

export interface Binding {
	clause: Clause;
	/** Whom it binds, in words. */
	whom: string;
}

const topics = [
	'confidentiality',
	'disguising case material/consent to use',
	'social media',
	'derogatory remarks about clients'
];

const talking: Profession[] = [
	'counsellor',
	'psychotherapist',
	'school-counsellor',
	'coach',
	'other',
	'trainee'
];

/** The professions that a body's members have; undefined for a law, which binds all. The first that fits decides. */
const membership: [RegExp, Profession[]][] = [
	[
		/AHPRA|Medical|Health and Care Professions/i,
		['psychologist', 'psychiatrist', 'mental-health-nurse', 'social-worker']
	],
	[/CORU/, ['psychologist', 'social-worker', 'counsellor', 'psychotherapist']],
	[/Psychiatric/i, ['psychiatrist']],
	[/Social Work/i, ['social-worker']],
	[/Marriage and Family/i, ['marriage-family-therapist']],
	[/Psychotherap|Psychoanalytic|Counsel|COSCA|Transactional|Behavioural and Cognitive/i, talking],
	[/Psycholog/i, ['psychologist']]
];
const laws = /Parliament|Department|Commonwealth|General Assembly|Commissioner|Regulation Sch/i;

/**
 * The clauses that may bind somebody of this profession in this place, the ones read at their source
 * first. Empty where either is not known: guessing a code would be worse than naming none.
 */
export function list(profession: Profession | null, place: string | null): Binding[] {
	if (!place) return [];
	const [country = '', region = ''] = place.split('-');
	return clauses
		.filter(
			(clause) =>
				topics.includes(clause.topic) &&
				places.reaches(clause.jurisdiction, country, region ? place : '')
		)
		.flatMap((clause) => {
			if (laws.test(clause.body)) return [{ clause, whom: 'whoever this law covers' }];
			if (!profession) return [];
			const members = membership.find(([pattern]) => pattern.test(clause.body))?.[1];
			return members?.some((one) => kindred(profession, country).includes(one))
				? [{ clause, whom: `those who belong to, or are registered with, ${clause.body}` }]
				: [];
		})
		.sort(
			(a, b) =>
				Number(b.clause.isVerified) - Number(a.clause.isVerified) ||
				topics.indexOf(a.clause.topic) - topics.indexOf(b.clause.topic)
		);
}
