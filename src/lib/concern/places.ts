/** Where the practitioner works, and what their title is worth there. Pure. */
import type { Profession } from '#lib/words.ts';

export interface Place {
	/** ISO 3166-1, or `other`. */
	code: string;
	name: string;
	regions?: readonly (readonly [code: string, name: string])[];
}

const pairs = (country: string, list: string) =>
	list.split(';').map((pair) => {
		const [code, name] = pair.split('=') as [string, string];
		return [`${country}-${code}`, name] as const;
	});

const unionCodes =
	'AT=Austria;BE=Belgium;BG=Bulgaria;HR=Croatia;CY=Cyprus;CZ=Czechia;DK=Denmark;EE=Estonia;FI=Finland;FR=France;DE=Germany;GR=Greece;HU=Hungary;IS=Iceland;IT=Italy;LV=Latvia;LI=Liechtenstein;LT=Lithuania;LU=Luxembourg;MT=Malta;NL=Netherlands;NO=Norway;PL=Poland;PT=Portugal;RO=Romania;SK=Slovakia;SI=Slovenia;ES=Spain;SE=Sweden';
const union: Place[] = unionCodes.split(';').map((pair) => {
	const [code, name] = pair.split('=') as [string, string];
	return { code, name };
});
const unionSet = new Set(['IE', ...union.map((place) => place.code)]);

/** Countries with bodies of their own first, then the rest of the EU and EEA, then everywhere else. */
export const places: readonly Place[] = [
	{
		code: 'AU',
		name: 'Australia',
		regions: pairs(
			'AU',
			'ACT=Australian Capital Territory;NSW=New South Wales;NT=Northern Territory;QLD=Queensland;SA=South Australia;TAS=Tasmania;VIC=Victoria;WA=Western Australia'
		)
	},
	{
		code: 'CA',
		name: 'Canada',
		regions: pairs(
			'CA',
			'AB=Alberta;BC=British Columbia;MB=Manitoba;NB=New Brunswick;NL=Newfoundland and Labrador;NT=Northwest Territories;NS=Nova Scotia;NU=Nunavut;ON=Ontario;PE=Prince Edward Island;QC=Quebec;SK=Saskatchewan;YT=Yukon'
		)
	},
	{ code: 'IE', name: 'Ireland' },
	{ code: 'NZ', name: 'New Zealand' },
	{
		code: 'GB',
		name: 'United Kingdom',
		regions: pairs('GB', 'ENG=England;NIR=Northern Ireland;SCT=Scotland;WLS=Wales')
	},
	{
		code: 'US',
		name: 'United States',
		regions: pairs(
			'US',
			'AL=Alabama;AK=Alaska;AZ=Arizona;AR=Arkansas;CA=California;CO=Colorado;CT=Connecticut;DE=Delaware;DC=District of Columbia;FL=Florida;GA=Georgia;HI=Hawaii;ID=Idaho;IL=Illinois;IN=Indiana;IA=Iowa;KS=Kansas;KY=Kentucky;LA=Louisiana;ME=Maine;MD=Maryland;MA=Massachusetts;MI=Michigan;MN=Minnesota;MS=Mississippi;MO=Missouri;MT=Montana;NE=Nebraska;NV=Nevada;NH=New Hampshire;NJ=New Jersey;NM=New Mexico;NY=New York;NC=North Carolina;ND=North Dakota;OH=Ohio;OK=Oklahoma;OR=Oregon;PA=Pennsylvania;RI=Rhode Island;SC=South Carolina;SD=South Dakota;TN=Tennessee;TX=Texas;UT=Utah;VT=Vermont;VI=US Virgin Islands;VA=Virginia;WA=Washington;WV=West Virginia;WI=Wisconsin;WY=Wyoming'
		)
	},
	...union,
	{ code: 'other', name: 'Somewhere else' }
];

export function find(code: string): Place | undefined {
	return places.find((place) => place.code === code);
}

/** Whether a country is in the EU or the EEA. */
export function inUnion(country: string): boolean {
	return unionSet.has(country);
}

/** The name of a country or region code as a reader knows it. */
export function nameOf(code: string): string {
	if (code === 'EU') return 'European Union';
	if (code === '*') return 'Everywhere';
	const place = find(code.slice(0, 2));
	const region = place?.regions?.find(([one]) => one === code)?.[1];
	return region && place ? `${region}, ${place.name}` : (place?.name ?? code);
}

/** Whether the rules of one jurisdiction reach a place. With no region known, every region counts. */
export function reaches(jurisdiction: string, country: string, region: string): boolean {
	if (jurisdiction === '*') return true;
	if (jurisdiction === 'EU') return unionSet.has(country);
	if (jurisdiction === country) return true;
	if (!jurisdiction.startsWith(`${country}-`)) return false;
	return region === '' || region === jurisdiction;
}

/** What a title is worth in a place, where that is often taken wrongly; null where there is nothing to say. */
export function titleNote(
	profession: Profession | '',
	country: string
): { text: string; bodies: string[] } | null {
	const isTalking = [
		'counsellor',
		'psychotherapist',
		'school-counsellor',
		'coach',
		'other',
		''
	].includes(profession);
	if (country === 'GB' && isTalking)
		return {
			text: 'In the UK, anyone may call themselves a counsellor or a psychotherapist. No law says they must be on a register. Many choose to join one. If this person has joined none, no body can act on how they work. You can still write to them, to where they work, and to the ICO about your data.',
			bodies: ['professional-standards-authority']
		};
	if (country === 'GB' && profession === 'psychologist')
		return {
			text: 'In the UK, only some titles are kept by law, such as clinical psychologist or counselling psychologist. Look the person up on the HCPC register first.',
			bodies: ['health-and-care-professions-council']
		};
	if (country === 'IE' && (isTalking || profession === 'psychologist'))
		return {
			text: 'In Ireland, the state register for this title may not be open yet. Ask which body the person belongs to.',
			bodies: ['coru']
		};
	if (
		(country === 'AU' || country === 'NZ') &&
		['counsellor', 'school-counsellor', 'coach', 'other', ''].includes(profession)
	)
		return {
			text: 'Counsellors here do not have to be on a state register. They may belong to a body by choice. A health complaints office may still hear you.',
			bodies: []
		};
	if (country === 'US' && profession === 'psychotherapist')
		return {
			text: 'In the US, “psychotherapist” is most often not a licence by itself. Look for the letters after the name, such as LPC, LCSW, LMFT or PsyD, and pick the board for that licence.',
			bodies: ['association-of-state-and-provincial-psychology-boards']
		};
	if (profession === 'coach')
		return {
			text: 'Coaches most often answer to no register. Ask if this person also holds a licence to give therapy.',
			bodies: []
		};
	return null;
}
