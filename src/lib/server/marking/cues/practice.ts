/** Good practice, by its number in the norms (K01 to K15). */
import type { Cue } from './cue.ts';

export const practice: Cue[] = [
	{
		id: 'k01-general-education',
		kind: 'good-practice',
		says: 'K01',
		patterns: [
			'how to|why|what|when is|does|do|we|you|people|to|your|our|a|it|therapy|grief|anxiety|trauma|attachment|shame|anger|depression|boundaries',
			"isn't|aren't|is|are a|an|the|not ..3 feeling|sign|response|skill|emotion|signal|way|process|need|myth|muscle|reaction|weakness|failure|protection",
			'tip|tips|myth|myths|signs|strategies|technique|exercise|steps|explained|research|studies|evidence',
			'try|notice|remember|ask yourself ..4 :NOUN|:PRON|:DET',
			'you|your ..2 nervous|body|brain|feelings|emotions|attachment|inner|boundaries|worth|thoughts',
			'clients|people|many|most|we ..2 often|usually|sometimes|tend|think|believe|feel|come|learn'
		],
		because: 'It explains something to the public without telling about anybody.'
	},
	{
		id: 'k02-own-journey',
		kind: 'good-practice',
		says: 'K02',
		patterns: [
			'my own ..2 therapy|analysis|therapist|grief|anxiety|depression|burnout|recovery|story|journey|shame|trauma|diagnosis|divorce|loss|counselor|experience',
			'my therapist|counselor|analyst|psychologist|therapy',
			'i|we ..2 cried|struggled|learned|learnt|burned|burnt|realised|realized|grew|lost my|was|used|started|failed|panicked|grieved',
			'when i was a|in|little|young|diagnosed|training|pregnant|at',
			'as a|an client|patient|trainee|child|kid|survivor'
		],
		because: 'The writer tells of their own life as their own.'
	},
	{
		id: 'k03-marked-example',
		kind: 'good-practice',
		says: 'K03',
		patterns: [
			'imagine|suppose|picture|pretend|hypothetical|hypothetically|fictional|invented|imaginary|composite|fictitious',
			'made - up',
			"not|isn't ..2 a|any|one real|actual client|person|patient",
			'let ..2 call|say|imagine|take|invent',
			'say|take|consider a|an|someone|somebody|you ..3 client|patient|person|woman|man|couple|who|named|called'
		],
		because: 'It marks its example as invented or put together from several people.'
	},
	{
		id: 'k04-consent',
		kind: 'good-practice',
		says: 'K04',
		patterns: [
			'with|has|have|had|gave|given|got|by|asked|her|his|their|for|written|signed|explicit ..3 permission|consent|blessing|agreement',
			'permission|consent|agreement to|form|freely|given|before|is|was|first|for',
			'@SHE|client|patient|family ..2 said|says ..3 can|could|may share|tell|post|write|use|quote',
			'said yes to',
			'ok|okay|happy|fine|agreed with|for|to me|us|share|sharing|this'
		],
		because: 'It states the consent of the person told about, or asks for it.'
	},
	{
		id: 'k05-broad-details',
		kind: 'good-practice',
		says: 'K05',
		patterns: [
			'permission|consent|agreed|yes ..30 details|name|identifying ..6 changed|altered|left|removed|kept',
			'details|name|identifying ..6 changed|altered|removed|left ..30 permission|consent|agreed'
		],
		because: 'It leaves out or changes details although the person agreed.'
	},
	{
		id: 'k06-social-media-policy',
		kind: 'good-practice',
		says: 'K06',
		patterns: [
			'social media policy|policies',
			"i|we don't|can't|won't|never|do|cannot not? accept|friend|follow|add|connect|respond|reply|look|google|answer ..6 clients|client|patients|friend|requests|former|dms|you|messages|back",
			'policy|intake|consent|paperwork ..8 social|online|posting|instagram|facebook|google|media',
			"dms|comments|messages|inbox ..3 aren't|not|isn't ..4 monitored|therapy|crisis|confidential|place|for"
		],
		because: 'It makes plain how the writer deals with clients online.'
	},
	{
		id: 'k07-separate-accounts',
		kind: 'good-practice',
		says: 'K07',
		patterns: [
			'separate|personal|private|professional|work|other account|accounts|profile|profiles|page ..10 work|personal|private|professional|separate|clients|practice',
			'keep|keeping|kept ..4 personal|private ..6 separate|apart',
			'this is my|the ..1 work|professional|practice account|page|profile'
		],
		because: 'It keeps personal and work accounts apart.'
	},
	{
		id: 'k08-supervision',
		kind: 'good-practice',
		says: 'K08',
		patterns: [
			'supervision|consultation|intervision|supervisor|consult|debrief|debriefing',
			'peer|consult group',
			'reflective practice'
		],
		because: 'It points to supervision or consultation.'
	},
	{
		id: 'k09-declines-diagnosis',
		kind: 'good-practice',
		says: 'K09',
		patterns: [
			"can't|cannot|won't|don't|shouldn't|never|wouldn't ..2 diagnose|diagnosing ..8 strangers|stranger|someone|anyone|people|internet|tv|met|clip|video|figures|online|public|podcast|from",
			'not|no going|one|therapist ..3 diagnose ..8 strangers|stranger|someone|anyone|people|internet|tv|met|clip|video|figures|online|public|podcast|from|guy|woman|man|soul',
			"haven't|never|not met|assessed|examined ..6 diagnose|diagnosis|comment",
			"can't|cannot|won't diagnose|advise ..4 you|your|case|strangers|here|online"
		],
		because: 'It declines to diagnose from afar.'
	},
	{
		id: 'k10-raises-privately',
		kind: 'good-practice',
		says: 'K10',
		patterns: [
			'spoke|talked|rang|wrote|emailed|raised|raise|talk|speak ..5 privately|private',
			'colleague ..8 privately|directly|in private'
		],
		because: 'It takes up a colleague’s conduct in private first.'
	},
	{
		id: 'k11-quiet-following',
		kind: 'good-practice',
		says: 'K11',
		patterns: [
			"don't|no need|without ..6 follow|following|like|comment ..8 read|newsletter|rss|feed|bookmark|privacy|private|blog|clients|client",
			'rss|newsletter|bookmark ..8 instead|without|rather|private|privately|following',
			'if|my|current clients|client ..8 follow|comment|like ..8 careful|mind|aware|privacy|visible|public|see|know'
		],
		because: 'It offers a way to read along without being seen.'
	},
	{
		id: 'k12-corrects',
		kind: 'good-practice',
		says: 'K12',
		patterns: [
			"i|i've|we|we've took|taken|deleted|removed|edited|corrected ..5 post|posts|tweet|tweets|thread|video|videos|reel|caption|article",
			'took|taken|taking ..2 down ..5 post|posts|tweet|tweets|thread|video|reel|all|that',
			'i took down @NUM|#number|all|some|my|that|the',
			'correction : :NOUN|:PRON|:DET|in|my|i',
			'apologies|sorry|thank|thanks ..14 took|deleted|removed|edited|corrected ..2 post|that|down'
		],
		because: 'The writer corrects or removes a post.'
	},
	{
		id: 'k13-mindful-audience',
		kind: 'good-practice',
		says: 'K13',
		patterns: [
			'clients|client|patients|patient|families ..3 read|reads|follow|see|find|scroll ..2 this|me|my|here ..1 feed|page|account|here|blog|posts|too',
			'clients|client|patient|they|someone|anyone|somebody|she|he ..2 might|may|could|can|will|would ..1 recognise|recognize herself|himself|themselves|themself|it',
			'client|clients|patient|patients ..2 might|may|could|can|will ..1 be? reading|read ..1 this|it|here|me',
			'before|when i|we|you post|tweet|share|publish ..12 client|clients|patients|themselves|reading',
			'would ..4 client|clients ..4 recognise|recognize'
		],
		because: 'It bears in mind who may be reading.'
	},
	{
		id: 'k14-gratitude',
		kind: 'good-practice',
		says: 'K14',
		patterns: [
			'grateful|gratitude|privilege|privileged|honour|honored|honoured|lucky|thankful|humbled ..8 work|job|profession|career',
			'grateful|privilege|privileged|honoured|honored|honour ..6 trust|trusted|sit with|beside|alongside',
			'love|loving my job|work',
			'it ..1 a|an|such ..2 privilege|honour|honor'
		],
		because: 'It is grateful for the work and tells of no client.'
	},
	{
		id: 'k15-promise',
		kind: 'good-practice',
		says: 'K15',
		patterns: [
			"don't|never|won't|not|wouldn't|cannot|can't ..2 post|tweet|write|share|talk|blog ..2 about ..4 client|clients|session|sessions|patient|patients|cases|anyone|who",
			"don't|never|won't|wouldn't ..3 quote|use ..3 client|clients|patient|patients|session",
			'no client|clients|patient stories|quotes|content|posts here|ever|on',
			"client|clients|sessions|what ..4 never|not|won't ..4 post|online|content|material|leave",
			'stays in the|this|my room',
			'what|whatever you|they say|tell|said ..6 stays'
		],
		because: 'The writer promises not to post about clients.'
	},
	{
		id: 'crisis-signpost',
		kind: 'good-practice',
		says: 'crisis',
		patterns: [
			'samaritans|lifeline|988|116|741741|hotline|helpline|crisis line|text|number',
			'in|if ..6 crisis|danger|emergency|suicidal ..10 call|text|dial|contact|ring|go|reach'
		],
		because: 'It tells people in crisis where to turn.'
	}
];
