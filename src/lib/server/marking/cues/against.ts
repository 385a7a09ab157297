/** What speaks against a story about one client of the writer. */
import type { Cue } from './cue.ts';

export const against: Cue[] = [
	{
		id: 'clients-often',
		kind: 'against',
		patterns: [
			'@CLIENTS|people|@PERSONS ..1 @OFTEN',
			'@OFTEN hear|see|ask|tell|say|meet',
			'i|we ..1 often|sometimes|always|usually',
			'@MANY of? my|our|the? @CLIENTS|people|@PERSONS',
			'@CLIENTS|people who|come|ask|tell|say|want|feel|struggle|arrive|need'
		],
		because: 'It speaks of clients in general, not of one.'
	},
	{
		id: 'any-client',
		kind: 'against',
		patterns: [
			'any|every|each|no|your|their|whose @CLIENT|session',
			'when|if a|your|the|an ..1 @CLIENT|someone|@PERSON'
		],
		because: 'It speaks of any client, not of a particular one.'
	},
	{
		id: 'imagine',
		kind: 'against',
		patterns: [
			'@IMAGINE a|an|you|your|that|someone|this|we|#name',
			'let ..1 imagine|suppose|say|pretend|invent',
			'hypothetical|invented|imaginary|fictional|fictitious|roleplay|mock|triad|triads',
			'made - up',
			'role|skills - play|practice',
			'role play',
			'i @MAY ..4 @CLIENT'
		],
		because: 'It asks the reader to imagine something, or practises with pretended cases.'
	},
	{
		id: 'would-could',
		kind: 'against',
		patterns: ['@MAY ..1 :VERB', 'if you|your|a|someone|anyone ..2 :VERB'],
		because: 'It says what could happen, not what did.'
	},
	{
		id: 'on-screen',
		kind: 'against',
		patterns: [
			'@MEDIA',
			'watched|watching|binged|binging|rewatching ..4 :NOUN|:PROPN',
			'on screen|telly|tv|netflix|stage|radio'
		],
		because: 'It speaks of a film, a series, a novel or the news.'
	},
	{
		id: 'from-a-book',
		kind: 'against',
		patterns: ['@BOOK', '@FIGURE', 'reading|read|reread|finished ..3 @FIGURE|@BOOK|novel'],
		because: 'It speaks of a book, a study or a published case.'
	},
	{
		id: 'own-therapist',
		kind: 'against',
		patterns: [
			'my ..1 own? ..1 @THERAPIST',
			'my own therapy|counseling|analysis|session|sessions',
			'in my therapy',
			'as a|an client|patient',
			'when i was a|in client|patient|therapy',
			'i started|began|went|go to? therapy|counseling'
		],
		because: 'The writer speaks of their own therapy.'
	},
	{
		id: 'own-people',
		kind: 'against',
		patterns: ['my|our ..2 @KIN', 'my|our ..1 own ..1 kid|child|children|family|marriage|house'],
		because: 'It speaks of the writer’s own family, friends or household.'
	},
	{
		id: 'peers',
		kind: 'against',
		patterns: [
			'my|our|a|the ..1 @PEER',
			'my|our supervision|consult|cohort|placement|course|training'
		],
		because: 'It speaks of colleagues, supervisors or training.'
	},
	{
		id: 'trainee-case',
		kind: 'against',
		patterns: ['my|a|one|our ..1 @TRAINEE', '@TRAINEE|supervisees|colleague client|case'],
		because: 'It speaks of a trainee, or of a colleague’s case.'
	},
	{
		id: 'other-trade',
		kind: 'against',
		patterns: [
			'@TRADE',
			'personal trainer',
			'hair|nail|nails|beauty|yoga|pilates studio|client|clients|class',
			'court|tax|legal|filing'
		],
		because: 'It has words of another trade.'
	},
	{
		id: 'advice',
		kind: 'against',
		patterns: [
			"^ try|ask|notice|remember|stop|start|take|give|let|save|share|tag|follow|comment|join|read|watch|listen|be|do|don't|never :VERB|:DET|:PRON|:NOUN|:ADP|:ADV",
			"you can|may|might|deserve|are|need|don't|have",
			'your ..1 feelings|body|nervous|partner|child|worth|boundaries|anxiety|mind',
			'how to',
			'#number|three|five|four|seven|ten tips|ways|signs|reasons|things|steps|questions'
		],
		because: 'It gives advice or information to its readers.'
	},
	{
		id: 'offer',
		kind: 'against',
		patterns: [
			'#address',
			'link in bio|comments|comment|profile',
			'@FREE ..3 now|open|available|left|today',
			'have|has|got ..3 spaces|slots|openings|availability',
			'join me|us',
			'i|we offer|specialise|specialize|help|support with|people|clients|individuals|in',
			'tickets|register|enrol|enroll|webinar|workshop|podcast|episode',
			'get in touch'
		],
		because: 'It announces or offers something.'
	},
	{
		id: 'research',
		kind: 'against',
		patterns: [
			'study|studies|trial|research|participants|data|evidence|survey|percent|sample|findings',
			'#number %',
			'per cent'
		],
		because: 'It speaks of research or figures.'
	},
	{
		id: 'counts',
		kind: 'against',
		patterns: [
			'#number|two|three|four|five|six|seven|eight|nine|ten @CLIENTS|sessions',
			'back to back|- clients|sessions',
			'@CLIENTS today|tomorrow|this',
			'caseload|paperwork|notes|admin|invoices|invoicing|billing|insurance|cpd|ceus|licensure|exam'
		],
		because: 'It counts clients or tells of paperwork, not of one client.'
	},
	{
		id: 'asks-for-stories',
		kind: 'against',
		patterns: [
			'what|tell ..8 a|your client|clients ever|has|have',
			'therapists|counselors|colleagues ,|:|what|how|who',
			'share your|yours'
		],
		because: 'It asks other people to tell something.'
	},
	{
		id: 'asks-peers',
		kind: 'against',
		patterns: [
			'does|do|has|have|is|any anyone|anybody|other',
			'any recommendations|suggestions|resources|advice'
		],
		because: 'It asks colleagues a question.'
	},
	{
		id: 'repost',
		kind: 'against',
		patterns: [
			'rt #handle',
			'via #handle',
			'guest post|blog|column',
			'reposted|reblogged from|via'
		],
		because: 'It passes on somebody else’s words.'
	},
	{
		id: 'testimonial',
		kind: 'against',
		patterns: [
			'testimonial|testimonials',
			'#number|five star|stars',
			'kind words',
			'google review'
		],
		because: 'It repeats a review or testimonial.'
	},
	{
		id: 'ordinary-life',
		kind: 'against',
		patterns: [
			'garden|allotment|tomatoes|sourdough|recipe|marathon|parkrun|holiday|beach|weekend|birthday|christmas|knitting|gardening|baking|dinner|breakfast|lunch|coffee|tea|cake|snow|rain|train|bus|shop|supermarket|barista|waitress|waiter|neighbor|neighbors|neighbour|neighbours'
		],
		because: 'It has words of everyday life outside work.'
	},
	{
		id: 'greeting',
		kind: 'against',
		patterns: [
			'congratulations|congrats|thanks|welcome|cheers',
			'^ #handle ..6 you|thanks|agree|yes|lovely|great',
			'happy :PROPN|:NOUN'
		],
		because: 'It is a greeting, thanks or a reply.'
	},
	{
		id: 'public-figure',
		kind: 'against',
		patterns: [
			'president|prince|princess|celebrity|politician|minister|mp|senator|king|queen',
			'his|her|their interview|speech|trial|documentary'
		],
		because: 'It speaks of a public figure.'
	},
	{
		id: 'not-a-client',
		kind: 'against',
		patterns: ["not|wasn't|isn't a|my client|patient", 'no clients|client'],
		because: 'It says that this is not about a client.'
	},
	{
		id: 'rules',
		kind: 'against',
		patterns: [
			'confidentiality|ethics|ethical|privacy|policy|code|law|board|regulator|licensing|tribunal|hearing',
			'court|jury|sentenced|convicted'
		],
		because: 'It speaks of rules, policy or the law.'
	}
];
