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
			'guy|woman|man|girl|lady|person|kid|couple|bride|contestant|coach|influencer|youtuber|podcaster|she|he in|from|on|who|crying|throwing|proposing ..14 narcissist|narcissistic|borderline|bpd|avoidant|adhd|autistic|autism|bipolar|ocd|ocpd|trauma|dissociating|sociopath|textbook|classic|disorder|preoccupied|codependent',
			'video|clip|reel|tiktok|thread|podcast|interview|apology|wedding ..12 narcissist|narcissistic|borderline|bpd|avoidant|adhd|autism|bipolar|ocpd|sociopath|disorder|hypomania|splitting|antisocial|preoccupied',
			'textbook|classic|clearly|obviously|definitely|untreated|undiagnosed|100 ..1 narcissist|narcissistic|borderline|bpd|avoidant|adhd|bipolar|psychopath|sociopath|histrionic|attachment|dissociation|personality|manic|autism|autistic|hypomanic',
			'diagnosing|diagnosed|diagnose ..4 video|clip|stranger|waiter|tiktok|contestant|everyone',
			'@SHE|that|this|it ..3 is|has|be a|an|obviously|clearly|so|classic|textbook ..2 narcissist|borderline|psychopath|sociopath|personality',
			'as a|an psychologist|psychiatrist|therapist|clinician|counselor ..10 narcissist|narcissistic|borderline|bipolar|hypomania|autism|adhd|sociopath|disorder|splitting',
			'that|viral|this ..4 singer|star|ceo|founder|footballer|champion|billionaire|candidate|politician|president ..12 narcissist|narcissistic|borderline|bipolar|hypomania|dementia|paranoid|criteria|disorder|neurodegenerative'
		],
		because: 'It gives a diagnosis to somebody the writer has not examined.'
	},
	{
		id: 'public-figure-diagnosis',
		kind: 'other-norm',
		says: 'public-figure-diagnosis',
		patterns: [
			'president|politician|senator|minister|celebrity|singer|prince|billionaire|mp|candidate|king|actor|mayor|chancellor|footballer|founder|ceo|star|youtuber|podcaster|champion|influencer ..12 narcissist|narcissistic|borderline|bipolar|dementia|personality|psychopath|sociopath|adhd|attachment|disorder|manic|hypomania|hypomanic|paranoid|antisocial|neurodegenerative|splitting|criteria',
			'narcissist|narcissistic|psychopath|sociopath|dementia|disorder|bipolar|hypomania ..10 president|politician|senator|minister|celebrity|prince|candidate|mayor|leader|footballer|billionaire|founder|star'
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
			'what|share|tell|drop|send|post|give|comment|quote|reply ..8 funniest|weirdest|wildest|strangest|worst|best|craziest|oddest|awkward|awkwardest|sweetest|funny|favourite|favorite|heart|longest ..12 client|clients|patient|patients|session|sessions|therapy|work|kid|child|stories|ever|said|group|groups',
			'funniest|weirdest|wildest|strangest|craziest|oddest|awkwardest|worst|longest|best ..8 client|clients|patient|session|therapy|kid|child|excuse|gift|thing ..8 ?|below|me|comments|you|yours|replies',
			'your|yours ..4 client|session|clinic|therapy ..2 stories|story|fails|moments|moment|quotes',
			"you've|got|have ..3 client|session|therapy story|stories",
			'collecting|list ..6 stories|songs|quotes|lines|sayings|moments|excuses',
			'tell me|us yours',
			'tell|give|send me|us a|your|the ..2 client|session quote|story',
			'stories|yours below|please ..3 please|worse|better|comments|anon',
			'client|clients|patient one|quotes|quote|sayings ..10 below|comments|replies|yours|anon',
			'what|which ..6 client|clients|patient|someone|anyone|child|kid ever? said|done|told|brought|say',
			'what do clients|patients call|say|bring|tell|wear|ask ..8 drop|share|tell|laugh|yours'
		],
		because: 'It asks others to tell stories about their clients.'
	},
	{
		id: 'online-contact',
		kind: 'other-norm',
		says: 'online-contact-with-client',
		patterns: [
			'@CLIENT|she|he ..4 followed|follows|friended|liked|likes|added|adding|dmed|commented|messaged|found|tagged|matched|requested ..6 me|my|instagram|facebook|tiktok|linkedin|page|account|profile|back|you',
			'accepted|accept|followed|follow|added|liked|friended|commented|replied|dmed ..5 @CLIENT|@CLIENTS|patient',
			'friend|follow request|requests ..6 @CLIENT|@CLIENTS|patient|work',
			'googled|stalked|looked ..6 client|patient',
			'@CLIENT|patient|she|he ..4 follow|following back|request|requests',
			'^ dear|hello|hi ..2 #name|anonymous|#clock|monday|tuesday|wednesday|thursday|friday ..14 session|sessions|discharged|assessment|your|therapist|shrink',
			'^ to the ..4 who ..14 my|me|session|i',
			'#handle ..8 our|next|your session|sessions|appointment',
			'so happy|lovely|proud|joy ..8 you ..12 worked|session|sessions|together|brave|see'
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
