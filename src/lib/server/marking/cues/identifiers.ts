/** What could let somebody recognise the person told about. */
import type { Cue } from './cue.ts';

const one = 'a|an|the|this|that|my|our|one|another|young|old|older|elderly|retired';

export const identifiers: Cue[] = [
	{
		id: 'id-name',
		kind: 'identifier',
		says: 'name-or-pseudonym',
		patterns: [
			'call|called|named|name @HER|is|was|her? #name|:PROPN',
			'mr|mrs|ms|miss :PROPN|#capital',
			'#name #past',
			'#name , #number|@NUM',
			'#name ( not|name|a|#number',
			'#name said|told|asked|came',
			'when|and|with|of|to|for #name !#name ..3 #past|and'
		],
		because: 'It gives a name, even if it may be a stand-in.'
	},
	{
		id: 'id-age',
		kind: 'identifier',
		says: 'age',
		patterns: [
			'#number|@NUM|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty - year|yr - old',
			'#number|@NUM|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen year|yr|years|yo old',
			'#age',
			'@SHE ..1 #past ..1 #number|@NUM|twelve|fifteen|sixteen|seventeen|nineteen|nearly|about',
			'@SHE is|was ..1 #number|@NUM|nearly|about|only',
			'@SHE #number|@NUM ,|.|and|years|with|from',
			'in his|her|their ..2 teens|twenties|thirties|forties|fifties|sixties|seventies|eighties',
			'#number s|male|female',
			'teenager|teen|teenage|toddler|elderly|pensioner|retired|young|older|eighty|seventy|sixty|fifty|forty',
			'aged #number|@NUM'
		],
		because: 'It gives an age.'
	},
	{
		id: 'id-gender',
		kind: 'identifier',
		says: 'gender',
		patterns: [
			'he|she|him|her|his|hers|himself|herself',
			'woman|man|lady|gentleman|guy|girl|boy|lad|lass|mum|mom|mother|dad|father|husband|wife|widow|widower|bloke|fella|son|daughter'
		],
		because: 'It says whether the person is a woman or a man.'
	},
	{
		id: 'id-work',
		kind: 'identifier',
		says: 'occupation',
		patterns: [
			`${one} ..2 nurse|teacher|engineer|lawyer|solicitor|paramedic|firefighter|soldier|veteran|farmer|driver|chef|joiner|plumber|electrician|builder|accountant|banker|manager|doctor|surgeon|gp|pilot|postman|midwife|student|executive|developer|programmer|musician|actor|priest|pastor|vicar|baker|mechanic|carpenter|welder|miner|fisherman|policeman|officer|cop|scientist|professor|lecturer|waitress|waiter|barber|hairdresser|cleaner|caretaker|guard|footballer|dancer|writer|journalist|architect|dentist|pharmacist|librarian|head|ceo|founder|cellist|violinist|roofer|electrician|clerk|trucker|bartender`,
			'@SHE works|worked|drives|drove|teaches|taught|runs|ran|builds|built|fixes|sells|sold a|as|in|at|for|the|his|her',
			'@SHE ..2 a|an ..2 nurse|teacher|engineer|lawyer|driver|chef|farmer|soldier|builder|accountant|manager|doctor'
		],
		because: 'It gives an occupation.'
	},
	{
		id: 'id-place',
		kind: 'identifier',
		says: 'place',
		patterns: [
			'in|from|at|near|outside|to #name',
			'from|near|outside the? :PROPN',
			'village|island|reservation|parish|barracks'
		],
		because: 'It names a place.'
	},
	{
		id: 'id-time',
		kind: 'identifier',
		says: 'time-frame',
		patterns: [
			'today|yesterday|tonight|earlier|recently',
			'this|last|next|on|every|that monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|night|week|month|year|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december',
			'my|the|our|at #clock',
			'#number|@NUM|a|two|three|four|five|six|several|few|some years|months|weeks|days|year|month|week ..1 ago|later|now|back',
			'since|in|back|by january|february|march|april|june|july|august|september|october|november|december|#number',
			'first|second|third|fourth|fifth|last session|week|month|visit|year',
			'monday|tuesday|wednesday|thursday|friday|saturday|sunday',
			'for|after|in ..1 #number|@NUM|two|three|four|five|six|several years|months|weeks|sessions'
		],
		because: 'It says when this was.'
	},
	{
		id: 'id-family',
		kind: 'identifier',
		says: 'family',
		patterns: [
			'his|her|their|client ..2 husband|wife|partner|mum|mom|mother|dad|father|son|daughter|sister|brother|nan|gran|grandmother|grandfather|kids|children|baby|parents|ex|boyfriend|girlfriend|fiance|family|aunt|uncle|twin|twins|stepdad|stepfather|in',
			'mother|father|mum|mom|dad|single of #number|two|three|four|five|mum|mom|mother|dad',
			'couple|married|divorced|widowed|divorce|siblings|brothers|sisters|newlyweds|widow|widower'
		],
		because: 'It tells of the person’s family.'
	},
	{
		id: 'id-health',
		kind: 'identifier',
		says: 'health',
		patterns: [
			'anxiety|depression|depressed|panic|ocd|ptsd|trauma|psychosis|psychotic|schizophrenia|bipolar|anorexia|bulimia|addiction|alcoholic|sober|sobriety|relapsed|relapse|drinking|heroin|overdose|overdosed|suicidal|suicide|dementia|cancer|stroke|dialysis|miscarriage|autistic|autism|adhd|diagnosis|diagnosed|medication|meds|lithium|sectioned|detox|voices|borderline|bpd|agoraphobic|agoraphobia|phobia|flashbacks|nightmares|cutting|hospitalized|hospitalised|pregnant|amputation|chemo|seizures|tumour|tumor',
			'self - harm|harming|harmed'
		],
		because: 'It gives details of the person’s health.'
	},
	{
		id: 'id-event',
		kind: 'identifier',
		says: 'rare-event',
		patterns: [
			'crash|fire|flood|shooting|explosion|drowned|murder|murdered|killed|kidnapped|earthquake|bombing|avalanche|shipwreck|accident|lottery|stabbed|electrocuted|rollover|derailed|collapsed|hijacked|inquest|evacuated'
		],
		because: 'It tells of an event that few people live through.'
	},
	{
		id: 'id-quote',
		kind: 'identifier',
		says: 'quote',
		patterns: ['" ..40 "', "' ..25 '", '@SAID , ?', '@SAID : :PRON|i|:INTJ', 'goes , ?|"'],
		because: 'It repeats somebody’s own words.'
	},
	{
		id: 'id-picture',
		kind: 'identifier',
		says: 'picture',
		patterns: [
			'photo|picture|screenshot|screenshots|selfie|pic|snap|video|clip of|from ..4 client|patient|her|him|text|message|drawing|painting|session|this',
			'screenshot|pictured',
			'client|patient|her|his|their ..2 drawing|painting|artwork|handwriting ..8 photo|picture|below|above|swipe|shared'
		],
		because: 'It speaks of a picture or screenshot.'
	}
];
