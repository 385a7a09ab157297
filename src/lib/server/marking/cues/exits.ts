/** What the post itself says that changes its reading. */
import type { Cue } from './cue.ts';

export const exits: Cue[] = [
	{
		id: 'consent-stated',
		kind: 'exit',
		says: 'consent-stated',
		patterns: [
			"with|has|have|had|gave|given|got|by|kind @HERS|full|written|client|client's|signed|explicit|express|verbal|parental|mum|the|my|a|clear ..5 permission|consent|blessing|agreement",
			'permission|consent|agreement to share|tell|write|post|use|publish|quote|repeat',
			'shared|used|told|posted|published|written with|by ..4 permission|consent|agreement|blessing',
			'consent|permission form? signed|given|obtained|on file|granted|freely',
			'@SHE|client|patient|family|couple|parents|mum|mom ..2 said|says|told ..3 can|could|may share|tell|post|write|use|quote',
			'said yes to|when',
			'@SHE ..2 agreed|consented|ok|okayed|approved|happy ..4 share|shared|sharing|post|tell|told|write|published|this|written|us',
			'asked @HER|if|me ..6 share|post|tell|write|quote ..8 yes|of|course|please|tell',
			'@SHE read|reads|checked|saw ..6 before|and ..4 posted|published|yes|went|ok|fine|said|agreed'
		],
		because: 'The post says that the person agreed.'
	},
	{
		id: 'composite-stated',
		kind: 'exit',
		says: 'composite-stated',
		patterns: [
			'composite|composites|amalgam|amalgamation|blend|mash',
			'drawn|made|built|stitched|put|pieced|woven|assembled|mixed from|up|together|out|of several|many|a|different|more|various|two|three|four|five|from',
			'parts|bits|pieces of several|many|different|various|two|three|four people|clients|patients'
		],
		because: 'The post says that the person is put together from several.'
	},
	{
		id: 'details-changed-stated',
		kind: 'exit',
		says: 'details-changed-stated',
		patterns: [
			'details|name|names|facts|particulars|specifics|identifying|circumstances|features|bits|everything|information ..8 changed|altered|disguised|fudged|swapped|modified|switched|blurred|removed|scrambled|anonymised|anonymized|shuffled',
			'changed|changing|altered|altering|disguised|disguising|fudged|swapped|switched|blurred|scrambled|modified|removed ..6 details|name|names|facts|identifying|particulars|things|bits|information|much|matters|anything|gender|job|age',
			'not @HERS|her|a|the real|actual name|names',
			'anonymised|anonymized|pseudonym|pseudonyms|disguised|de - identified',
			'names and|& details'
		],
		because: 'The post says that details were changed.'
	},
	{
		id: 'hypothetical-stated',
		kind: 'exit',
		says: 'hypothetical-stated',
		patterns: [
			'hypothetical|hypothetically|imaginary|made - up|invented|fictional|fictitious',
			'imagine|suppose|picture|pretend|let ..2 a|an|someone|somebody|you|your|that|this|#name|say|call',
			'for the sake of',
			'not a real client|person|patient|case',
			'no|not|none|nobody ..4 real|exists',
			'say|take|consider a|an|someone|somebody ..3 client|patient|person|woman|man|couple|who',
			"doesn't|does|don't not? exist"
		],
		because: 'The post says that this is an example nobody lived through.'
	}
];
