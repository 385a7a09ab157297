/** Readings of their own, never in the confidentiality count. */
import type { Cue } from './cue.ts';

const others =
	'colleague|colleagues|therapist|therapists|counselor|counselors|psychologist|psychologists|psychiatrist|psychiatrists|coach|coaches|practitioner|clinician|supervisor|analyst|director';

export const norms: Cue[] = [
	{
		id: 'stranger-diagnosis',
		kind: 'other-norm',
		says: 'stranger-diagnosis',
		patterns: [
			'guy|woman|man|girl|lady|person|kid|couple|she|he in|from|on this|that|the|my ..3 video|clip|reel|tiktok|thread|post|podcast|queue|feed ..12 narcissist|narcissistic|borderline|bpd|avoidant|adhd|autistic|bipolar|ocd|trauma|dissociating|sociopath|textbook|classic',
			'textbook|classic|clearly|obviously|definitely|100 ..1 narcissist|narcissistic|borderline|bpd|avoidant|adhd|bipolar|psychopath|sociopath|histrionic|attachment|dissociation|personality|manic',
			'diagnosing|diagnosed|diagnose ..4 video|clip|stranger|waiter|tiktok|contestant|everyone',
			'@SHE|that|this ..3 is|has|be a|an|obviously|clearly|so|classic|textbook ..2 narcissist|borderline|psychopath|sociopath|personality'
		],
		because: 'It gives a diagnosis to somebody the writer has not examined.'
	},
	{
		id: 'public-figure-diagnosis',
		kind: 'other-norm',
		says: 'public-figure-diagnosis',
		patterns: [
			'president|politician|senator|minister|celebrity|singer|prince|billionaire|mp|candidate|king|actor|mayor|chancellor ..12 narcissist|narcissistic|borderline|bipolar|dementia|personality|psychopath|sociopath|adhd|attachment|disorder|manic',
			'narcissist|narcissistic|psychopath|sociopath|dementia|disorder ..10 president|politician|senator|minister|celebrity|prince|candidate|mayor|leader'
		],
		because: 'It gives a diagnosis to a public figure.'
	},
	{
		id: 'colleague-bashing',
		kind: 'other-norm',
		says: 'colleague-bashing',
		patterns: [
			`this|that|these|some|another|old|ex|former|fellow|other|my|our ..3 ${others} ..10 charges|sells|quack|clown|fraud|incompetent|lazy|shouldn't|dangerous|embarrassing|awful|terrible|useless|idiot|hasn't|ridiculous|grifter|toxic|disgrace|joke|cowboy|clueless|rubbish|failed`,
			`${others} like|who ..6 shouldn't|should|make|embarrass|dangerous|quack|grifters|charge|shame`,
			'healing|trauma|life|mindset|parts|energy - coach|coaches "?',
			'how did you graduate|qualify|pass|get',
			'lose|revoke|strip his|her|their|your license|licence|registration',
			'quack|quacks|charlatan|charlatans|grifter|grifters|clown|hack'
		],
		because: 'It speaks ill of a colleague in public.'
	},
	{
		id: 'derides-clients',
		kind: 'other-norm',
		says: 'derides-clients-in-general',
		patterns: [
			'@CLIENTS|people|borderlines|narcissists|teenagers|parents ..6 exhausting|annoying|worst|insufferable|entitled|manipulative|whine|whining|moan|lazy|pathetic|nightmare|drain|draining|boring|childish|lie|liars|dramatic|stupid|hopeless|excuses',
			'borderlines|narcs|personality disorders|these people',
			'hate|dread|sick|tired|love|swear|please|dear|stop ..3 @CLIENTS|borderlines|narcissists',
			'clients|patients who|be like|really|genuinely|these'
		],
		because: 'It speaks ill of clients in general.'
	},
	{
		id: 'solicits-stories',
		kind: 'other-norm',
		says: 'solicits-client-stories',
		patterns: [
			'what|share|tell|drop|send|post|give|comment ..8 funniest|weirdest|wildest|strangest|worst|best|craziest|oddest|awkward|awkwardest|sweetest|funny|favourite|favorite|heart ..12 client|clients|patient|patients|session|sessions|therapy|work|kid|child|stories|ever|said',
			'funniest|weirdest|wildest|strangest|craziest|oddest|awkwardest ..8 client|patient|session|therapy|kid|child ..6 ?|below|me|comments',
			'your|yours ..4 client|session|clinic|therapy ..2 stories|story|fails|moments|moment',
			'collecting ..6 stories|songs|quotes|lines|sayings|moments',
			'tell me yours',
			'what|which ..6 client|clients|patient|someone|anyone|child|kid ever? said|done|told|brought|say'
		],
		because: 'It asks others to tell stories about their clients.'
	},
	{
		id: 'online-contact',
		kind: 'other-norm',
		says: 'online-contact-with-client',
		patterns: [
			'@CLIENT|she|he ..4 followed|follows|friended|liked|likes|added|dmed|commented|messaged|found|tagged|matched|requested ..6 me|my|instagram|facebook|tiktok|page|account|profile|back',
			'accepted|accept|followed|follow|added|liked|friended|commented|replied|dmed ..5 @CLIENT|@CLIENTS|patient',
			'friend|follow request|requests ..6 @CLIENT|@CLIENTS|patient',
			'googled|stalked|looked ..6 client|patient',
			'@CLIENT|patient|she|he ..4 follow|following back|request|requests'
		],
		because: 'It tells of contact with a client on a social site.'
	},
	{
		id: 'trainee-story',
		kind: 'other-norm',
		says: 'supervisee-or-colleague-case',
		patterns: [
			'@TRAINEE|supervisees|colleague|friend|consultee|trainee|intern|student ..8 client|patient|case|caseload',
			'my|a|one ..4 supervisee|supervisees|trainee|consultee ..6 #past',
			'her|his|their client|patient|case|clients',
			'a colleague ..8 client|patient|#past'
		],
		because: 'It tells of somebody else’s case: a trainee’s or a colleague’s.'
	}
];
