/** Which clauses to name to whom: only codes that bind this practitioner, or law that binds anyone. Pure. */
import type { Answers } from './answers.ts';
import { find, type Clause } from './directory/codes.ts';
import { find as findBody } from './directory/bodies.ts';
import { isSameSite } from './directory/facts.ts';

/** A clause as it may be named in a letter. */
export interface Citation {
	clause: Clause;
	/** "Standards of conduct, performance and ethics, 5.1". */
	name: string;
	/** The address, where the page is the body's own; null where only a copy was read. */
	address: string | null;
	/** What the reader should know before naming it. */
	caution: string;
}

const psychologists = 'american-psychological-association-ethical-principles-of-psychologists-and-';
const hipaa = 'us-department-of-health-and-hipaa-privacy-rule-164-502-a';
const bacp = 'british-association-for-counselling-and-';
const hcpc = 'health-and-care-professions-council-';
const counselors = 'american-counseling-association-aca-code-of-ethics-';
const workers = 'national-association-of-social-workers-nasw-code-of-ethics-';
const couples = 'american-association-for-marriage-and-aamft-code-of-ethics-';

/** Codes of national bodies, by the body that holds its members to them. The most telling clause comes first. */
const byBody: Record<string, string[]> = {
	'british-association-for-counselling-and-psychotherapy': [
		`${bacp}ethical-framework-for-the-counselling-commitment-3b`,
		`${bacp}social-media-community-guidelines-expectations`,
		`${bacp}guidance-on-the-use-of-whole`,
		`${bacp}ethical-framework-for-the-counselling-good-practice-55`
	],
	'health-and-care-professions-council': [
		`${hcpc}standards-of-conduct-performance-and-5-1`,
		`${hcpc}guidance-on-the-use-of-top-tips`,
		`${hcpc}revised-standards-and-social-media-historic-posts`
	],
	'uk-council-for-psychotherapy': [
		'uk-council-for-psychotherapy-ukcp-code-of-ethics-and-preamble',
		'uk-council-for-psychotherapy-ukcp-code-of-ethics-and-records-and-confidentiality'
	],
	'national-counselling-and-psychotherapy-society': [
		'national-counselling-and-psychotherapy-society-code-of-ethical-practice-confidentiality'
	],
	'british-association-for-behavioural-and-cognitive-psychotherapies': [
		'british-association-for-behavioural-and-guidance-on-the-use-of-purpose'
	],
	'british-psychological-society': [
		'british-psychological-society-code-of-ethics-and-conduct-respect'
	],
	'british-psychoanalytic-council': ['british-psychoanalytic-council-social-media-guidance-scope'],
	cosca: ['cosca-guideline-on-online-networking-email-listing'],
	'irish-association-for-counselling-and-psychotherapy': [
		'irish-association-for-counselling-and-code-of-ethics-and-practice-principle-1'
	],
	'psychological-society-of-ireland': [
		'psychological-society-of-ireland-code-of-professional-ethics-confidentiality'
	],
	coru: ['coru-registration-boards-codes-of-professional-conduct-and-social-media'],
	'american-psychological-association-ethics': [
		`${psychologists}4-01-maintaining-confidentiality`,
		`${psychologists}4-05-disclosures`,
		`${psychologists}4-07-use-of-confidential`
	],
	'american-counseling-association-ethics': [
		`${counselors}b-1-c-respect-for`,
		`${counselors}h-6-d-use-of`,
		`${counselors}g-5-a-use-of`
	],
	'national-association-of-social-workers-office-of-ethics-and': [
		`${workers}1-07-r`,
		`${workers}1-07-u-v`
	],
	'american-association-for-marriage-and-family-therapy-ethics-committee': [
		`${couples}2-2-written-authorization-to`,
		`${couples}2-4-confidentiality-in-non`
	],
	'national-board-for-certified-counselors-ethics': [
		'national-board-for-certified-counselors-nbcc-code-of-ethics-directive-1',
		'national-board-for-certified-counselors-nbcc-code-of-ethics-telemental-health-social-media-and'
	],
	'ahpra-and-the-psychology-board-of-australia': [
		'ahpra-and-national-boards-social-media-how-to-meet-obligations',
		'ahpra-and-national-boards-social-media-how-to-meet-scope'
	],
	'health-care-complaints-commission-and-psychology-council-of-nsw': [
		'nsw-public-health-regulation-sch-code-of-conduct-for-non-privacy'
	],
	'psychotherapy-and-counselling-federation-of-australia': [
		'psychotherapy-and-counselling-federation-of-code-of-ethics-5-respect-confidentiality'
	],
	'australian-counselling-association': [
		'australian-counselling-association-code-of-ethics-and-practice-7-0-counsellors-obligations-on'
	],
	'australian-psychological-society': ['australian-psychological-society-code-of-ethics-a-5'],
	'new-zealand-psychologists-board': [
		'nz-psychologists-board-nzpss-nzccp-code-of-ethics-for-psychologists-principle-1-privacy-and-confidentiality'
	],
	'new-zealand-association-of-counsellors': [
		'new-zealand-association-of-counsellors-code-of-ethics-6-1-a',
		'new-zealand-association-of-counsellors-code-of-ethics-6-1-d'
	],
	'college-of-registered-psychotherapists-of-ontario': [
		'college-of-registered-psychotherapists-of-professional-practice-standards-3-1-confidentiality'
	],
	'ordre-des-psychologues-du-quebec-bureau-du-syndic': [
		'ordre-des-psychologues-du-quebec-code-of-ethics-of-psychologists-s-15-1-4'
	],
	'canadian-counselling-and-psychotherapy-association': [
		'canadian-counselling-and-psychotherapy-association-ccpa-code-of-ethics-b-confidentiality-and-technology-sections'
	],
	'hhs-office-for-civil-rights': [hipaa],
	'information-commissioner-s-office': [
		'uk-parliament-ico-uk-gdpr-and-data-protection-art-9',
		'uk-parliament-ico-uk-gdpr-art-4-1-recital-26'
	],
	'office-of-the-australian-information-commissioner': [
		'commonwealth-of-australia-oaic-privacy-act-1988-and-australian-app-6'
	],
	'office-of-the-privacy-commissioner-of-canada': [
		'parliament-of-canada-opc-pipeda-schedule-1-4-3-and'
	],
	'office-of-the-privacy-commissioner': [
		'nz-privacy-commissioner-health-information-privacy-code-2020-rule-11'
	],
	'california-board-of-psychology': [
		'california-board-of-psychology-filing-a-complaint-consumer-page-complaint-grounds'
	]
};

/** National codes that licensing boards of a country may lean on, by profession. */
const byProfession: Record<string, Record<string, string[]>> = {
	US: {
		psychologist: byBody['american-psychological-association-ethics']!,
		counsellor: byBody['american-counseling-association-ethics']!,
		'school-counsellor': byBody['american-counseling-association-ethics']!,
		'social-worker': byBody['national-association-of-social-workers-office-of-ethics-and']!,
		'marriage-family-therapist':
			byBody['american-association-for-marriage-and-family-therapy-ethics-committee']!,
		psychiatrist: [
			'american-psychiatric-association-principles-of-medical-ethics-with-4-3-and-4-10'
		]
	},
	CA: {
		psychologist: ['canadian-psychological-association-canadian-code-of-ethics-for-i-43-i-45']
	}
};

/** Every clause identifier this file names, for the test that each exists. */
export const named: readonly string[] = [
	...Object.values(byBody).flat(),
	...Object.values(byProfession).flatMap((one) => Object.values(one).flat())
];
/** Every body this file names, for the same test. */
export const namedBodies: readonly string[] = Object.keys(byBody);

/**
 * The clauses that may be named to a recipient, three at most. To a body: its own code. To a licensing
 * board without a code in the directory: the national code of the profession, with a caution. To the
 * practice: the codes of the bodies the person is known to be registered with.
 */
export function choose(answers: Answers, recipient: string): Citation[] {
	const { person } = answers;
	const body = findBody(recipient);
	if (body && byBody[body.id]) return cite(byBody[body.id]!, body.complaintUrl, '');
	if (body?.kind === 'statutory regulator') {
		const national = byProfession[person.country]?.[person.profession] ?? [];
		return cite(
			national,
			null,
			'This is the national code of the profession. Ask if the board goes by it, or by rules of its own.'
		);
	}
	if (recipient === 'practice')
		return person.registers
			.flatMap((id) => cite(byBody[id] ?? [], findBody(id)?.complaintUrl ?? null, ''))
			.slice(0, 2);
	return [];
}

function cite(ids: string[], own: string | null, caution: string): Citation[] {
	return ids.slice(0, 3).flatMap((id) => {
		const clause = find(id);
		if (!clause) return [];
		const isOwn = own !== null && clause.url !== null && isSameSite(own, clause.url);
		return [
			{
				clause,
				name: nameOf(clause),
				address: isOwn || !clause.isVerified ? clause.url : null,
				caution: [caution, cautionOf(clause, isOwn)].filter(Boolean).join(' ')
			}
		];
	});
}

function cautionOf({ isVerified, url }: Clause, isOwn: boolean): string {
	if (!isVerified)
		return 'We have not read the wording of this section. Read it before you name it.';
	if (!isOwn && url)
		return `We read this on another site (${new URL(url).hostname}). Look it up with the body before you name it.`;
	return '';
}

/** Sections that name a whole text stand for the text. */
function nameOf({ code, section }: Clause): string {
	if (
		/^(whole|scope|purpose|listing|preamble|expectations|top tips|privacy|obligations|confidentiality)$/i.test(
			section
		)
	)
		return /^(confidentiality|privacy)$/i.test(section) ? `${code} (on ${section})` : code;
	return `${code}, ${/^\d/.test(section) ? 'section ' : ''}${section}`;
}
