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
			'separate|personal|private|professional|work|other account|accounts|profile|page ..10 work|personal|private|professional|separate|clients|practice'
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
			"can't|cannot|won't|don't|shouldn't|not|never|no ..4 diagnose|diagnosing|diagnosis ..8 strangers|stranger|someone|anyone|people|internet|tv|met|clip|video|figures|online|public|podcast|from",
			"haven't|never|not met|assessed|examined|my ..6 diagnose|diagnosis|comment|say|client",
			'goldwater'
		],
		because: 'It declines to diagnose from afar.'
	},
	{
		id: 'k10-raises-privately',
		kind: 'good-practice',
		says: 'K10',
		patterns: [
			'spoke|talked|rang|wrote|emailed|raised|raise|talk|speak ..4 colleague|him|her|them|directly|privately ..4 privately|directly|first|private',
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
			'rss|newsletter|bookmark|email ..8 instead|without|rather|private|privately|following',
			'if|my|current clients|client ..8 follow|comment|like ..8 careful|mind|aware|privacy|visible|public|see|know'
		],
		because: 'It offers a way to read along without being seen.'
	},
	{
		id: 'k12-corrects',
		kind: 'good-practice',
		says: 'K12',
		patterns: [
			'took|taken|take|taking|deleted|removed|edited|correction|corrected|correcting ..4 post|down|that|it|thread|tweet|video|reel|caption ..10 feedback|sorry|apologies|pointed|thanks|thank|thought|wrong|should',
			'apologies|sorry|thank|thanks ..14 took|deleted|removed|edited|corrected it|post|that|down|the|this',
			'i ..4 deleted|removed|took ..4 post|tweet|video|reel|down'
		],
		because: 'The writer corrects or removes a post.'
	},
	{
		id: 'k13-mindful-audience',
		kind: 'good-practice',
		says: 'K13',
		patterns: [
			'clients|client|patients|patient|they|she|he ..4 might|may|could|can|will|do ..1 read|see|find|recognise|recognize|reading ..6 this|it|themselves|themself|me|that|online|here',
			'before|when i|we|you post|tweet|share|publish|write ..12 client|clients|patients|read|themselves|reading',
			'would ..4 client|clients ..4 feel|think|recognise|recognize'
		],
		because: 'It bears in mind who may be reading.'
	},
	{
		id: 'k14-gratitude',
		kind: 'good-practice',
		says: 'K14',
		patterns: [
			'grateful|gratitude|privilege|privileged|honour|honored|honoured|lucky|thankful|humbled ..10 work|job|do|clients|people|this|sit|trust|profession|career|practice',
			'love|loving my job|work|this',
			'it ..1 a|an|such ..2 privilege|honour|honor'
		],
		because: 'It is grateful for the work and tells of no client.'
	},
	{
		id: 'k15-promise',
		kind: 'good-practice',
		says: 'K15',
		patterns: [
			"don't|never|won't|not|wouldn't|no|nothing|cannot|can't ..4 post|tweet|write|share|talk|tell|blog|posting|write|story|stories|joke|publish|online ..6 client|clients|session|sessions|patient|patients|cases|work",
			"client|clients|sessions|what|your|you ..6 never|not|won't ..6 post|online|content|material|posts|here|feed|leave",
			'stays in the|this|my room',
			'what|whatever you|they|is say|tell|said ..6 stays'
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
