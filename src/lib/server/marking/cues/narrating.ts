/** What speaks for a story about one client. */
import type { Cue } from './cue.ts';

export const narrating: Cue[] = [
	{
		id: 'client-said',
		kind: 'narrating',
		patterns: [
			'a|my|our|this|one|former|the @CLIENT ..2 @SAID',
			'a|my|our|this|one|the @CLIENT of mine ..2 @SAID',
			'@CLIENT|#clock today? :|, "',
			'@SAID a|my|our|the @CLIENT',
			'^ @CLIENT ..1 @SAID',
			'" - a|my ..2 @CLIENT',
			'@CLIENT ..1 just @SAID'
		],
		because: 'It reports what one client said or wrote.'
	},
	{
		id: 'client-did',
		kind: 'narrating',
		patterns: [
			'a|my|our|this|one|former|the @CLIENT ..2 #past',
			'a|my|our|this|one|former|the @CLIENT just|finally :VERB',
			'^ @CLIENT ..1 #past'
		],
		because: 'It tells what one client did.'
	},
	{
		id: 'client-of-mine',
		kind: 'narrating',
		patterns: [
			'@CLIENT|@PERSON of mine',
			'one of my|our :ADJ? @CLIENTS',
			'my|our @CLIENT who|whose',
			'my|our :ADJ|:NOUN @CLIENT'
		],
		because: 'It singles out one client.'
	},
	{
		id: 'had-client',
		kind: 'narrating',
		patterns: [
			'i|we ..1 had|have|saw|see|treated|met|lost a|an|one|this ..3 @CLIENT',
			'i|we ..1 had|saw|treated|met|lost my ..3 @CLIENT',
			'had|lost a|my ..2 @CLIENT',
			'first|last|new|favorite|favourite @CLIENT ..2 #past'
		],
		because: 'The writer speaks of having had this client.'
	},
	{
		id: 'i-see-person',
		kind: 'narrating',
		patterns: [
			'@PERSON i|we see|saw|treat|treated|counsel|counseled|supported|seeing',
			'@PERSON i|we been? worked|work|working|sitting|sit|sat with',
			'@PERSON i|we have been? seeing|working|supporting',
			'someone|somebody i|we ..1 see|saw|work|worked|sat|sit|met',
			'i|we ..2 work|worked|working with a|an|one|this ..3 @PERSON',
			'i|we ..1 supported|saw|treated|counseled|assessed a|an|one|this ..3 @PERSON'
		],
		because: 'It tells of a person whom the writer sees or saw for their work.'
	},
	{
		id: 'in-session',
		kind: 'narrating',
		patterns: [
			'in|during|after|before|mid my|our|the|a|this|that|last|today|yesterday|first|second|third ..2 @SESSION',
			'in|during|mid @SESSION today|yesterday|tonight|last|this|with|she|he|they|and',
			'@SESSION with a|an|my|one|this|her|him',
			'today|yesterday|tonight ..1 in @SESSION',
			'our|their|her|his ..1 first|second|third|fourth|fifth|sixth|last|final|next @SESSION',
			'the @SESSION i just',
			'minutes into|in|from the|our|a|end? of? the? @SESSION'
		],
		because: 'It places the story in a particular session.'
	},
	{
		id: 'my-hour',
		kind: 'narrating',
		patterns: [
			'my|the|our #clock',
			"my|the|today|yesterday|this ..1 #number|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve o'clock",
			'my|today|yesterday ..1 #number|noon #past|is|just|said',
			'my first|last|next of the? day',
			'^ #clock ..2 #past',
			"^ #clock just|is|no|didn't",
			'my monday|tuesday|wednesday|thursday|friday|saturday ..1 @CLIENT|#clock|#number|said|told|canceled'
		],
		because: 'It names a client by the hour of the appointment.'
	},
	{
		id: 'no-show',
		kind: 'narrating',
		patterns: [
			'@CLIENT|@PERSON|#clock|#number ..3 canceled|ghosted|rescheduled',
			'no - show|showed|shows',
			"didn't show|come|turn up?",
			'@CLIENT|@PERSON ..2 late'
		],
		because: 'It tells that one client cancelled, came late or did not come.'
	},
	{
		id: 'someone-told-me',
		kind: 'narrating',
		patterns: [
			'@SHE|someone|somebody ..1 told|tells|asked|asks|texted|emailed|messaged|handed|thanked|showed me',
			'@PERSON ..6 told|asked|texted|emailed|handed|thanked|hugged me',
			'@SHE said to me',
			'i|we asked|told|offered|reminded @HER'
		],
		because: 'Somebody in particular says or gives something to the writer.'
	},
	{
		id: 'he-or-she-said',
		kind: 'narrating',
		patterns: ['@SHE ..1 @SAID', '@PERSON ..2 @SAID', '" ,? @SHE|@PERSON ..1 @SAID'],
		because: 'It reports what one person said.'
	},
	{
		id: 'she-past',
		kind: 'narrating',
		patterns: ['@SHE ..1 @SHOWED', '@SHE #past', "@SHE didn't|hadn't|couldn't|wouldn't|wasn't"],
		because: 'It tells what one person did, in the past.'
	},
	{
		id: 'came-to-me',
		kind: 'narrating',
		patterns: [
			'came to me|us|therapy|counseling|see|session|treatment for?',
			'came|walked in|into to? my|our|the|therapy|counseling ..1 office|room|clinic|practice',
			'was|were|been|got referred|admitted|discharged|sectioned',
			'@SHE|@PERSON started|began|finished|ended|left|quit therapy|counseling|treatment|analysis',
			'presented with|for',
			'@SHE|@PERSON ..4 came back|in'
		],
		because: 'It tells of somebody coming into care.'
	},
	{
		id: 'my-room',
		kind: 'narrating',
		patterns: [
			'my|our|the ..1 couch|sofa|waiting|consulting|therapy|playroom|sandtray|office room|tray|corner?',
			'across|opposite from? me',
			'in|into|of my|our office|room|clinic|practice|caseload|unit|ward|group|sandtray',
			'on my|our couch|sofa|unit|ward|caseload|books|shift|floor'
		],
		because: 'The scene is the room where the writer works with clients.'
	},
	{
		id: 'in-group',
		kind: 'narrating',
		patterns: [
			'in|during my|our|the|this|last|tonight|thursday|tuesday|monday|wednesday|friday ..2 group',
			'@PERSON|@CLIENT|one|someone|member in|from my|our|the ..2 group',
			'group ..1 #past',
			'mid - group'
		],
		because: 'It tells of what happened in a group that the writer leads.'
	},
	{
		id: 'aged-person',
		kind: 'narrating',
		patterns: [
			'a|an|the|this|my|our ..1 #number|@NUM - year|yr - old',
			'#number|nine|eight|seven|six|ten|eleven|twelve - year - old',
			'#number year|yr|yo old|m|f',
			'a|this|my #age',
			'#age',
			'@PERSON in his|her|their ..2 teens|twenties|thirties|forties|fifties|sixties|seventies|eighties',
			'@PERSON of|, #number|@NUM'
		],
		because: 'It describes one person by age.'
	},
	{
		id: 'call-her',
		kind: 'narrating',
		patterns: ['call @HER #name|:PROPN', 'not @HERS real name', '#name ( not|name'],
		because: 'It gives one person a stand-in name.'
	},
	{
		id: 'sat-with',
		kind: 'narrating',
		patterns: [
			'i ..1 sat|sit|sitting with @HER|a|an|someone|this|my',
			'we sat|worked|talked|spoke|met|agreed|practiced|practised|looked|laughed|cried',
			'@SHE and i|me',
			'between us',
			'i #past with @HER'
		],
		because: 'The writer and one person do something together.'
	},
	{
		id: 'client-today',
		kind: 'narrating',
		patterns: [
			'@CLIENT|#clock ..4 today|yesterday|tonight|earlier',
			'today|yesterday|tonight|earlier|just ..6 @CLIENT',
			'this|last @DAY ..6 @CLIENT',
			'@CLIENT ..6 this|last @DAY'
		],
		because: 'It tells of one client at a particular time.'
	},
	{
		id: 'treatment-course',
		kind: 'narrating',
		patterns: [
			'#number|@NUM sessions|months|weeks|years later|in|on',
			'after #number|@NUM|a|several|many sessions|months|weeks|years',
			'first|second|third|fourth|fifth|sixth|last|final session|appointment|visit|hour',
			'worked|working with @HER',
			'i|we ..1 seen @HER',
			'worked together'
		],
		because: 'It follows the course of one person’s treatment.'
	},
	{
		id: 'breakthrough',
		kind: 'narrating',
		patterns: [
			'my|our|the @CLIENT|@PERSON ..6 first time',
			'for the first time in|since',
			'proud of @HER|this|my|one|a ..2 @CLIENT|@PERSON',
			'proud of @HER',
			'@CLIENT|@PERSON ..4 breakthrough|progress|graduated|discharged|milestone'
		],
		because: 'It tells of one person’s progress.'
	},
	{
		id: 'client-family',
		kind: 'narrating',
		patterns: [
			'my|a|the|our @CLIENT mum|mom|mother|dad|father|husband|wife|ex|partner|parents|daughter|son|dog|cat',
			'@CLIENT ..1 @HERS ..2 @KIN',
			'mother|mum|mom|father|dad|parents|wife|husband|son|daughter of a|my|one @CLIENT'
		],
		because: 'It tells of the family of one client.'
	},
	{
		id: 'case-example',
		kind: 'narrating',
		patterns: [
			'case example|study|vignette|illustration',
			'success story',
			'^ #name was|is a|an|#number ..4 @PERSON',
			'when #name ..1 came|arrived|started|began|walked|first'
		],
		because: 'It presents somebody as a case or success story.'
	},
	{
		id: 'addressed-client',
		kind: 'narrating',
		patterns: [
			'you know who you are',
			'if you ..2 me ..6 again',
			'to the @CLIENT|@PERSON|one who|that|whose',
			'we|i discharged|saw|treated|terminated|assessed you',
			'you missed|canceled ..3 session|sessions|appointment|appointments'
		],
		because: 'It speaks to one client in public.'
	},
	{
		id: 'that-client',
		kind: 'narrating',
		patterns: [
			'the|that|this @CLIENT who|whose|with|from|and',
			'the|that @PERSON who|whose ..6 me|my',
			'@CLIENT ( @SHE|#age|#number'
		],
		because: 'It points to one particular client.'
	},
	{
		id: 'from-client',
		kind: 'narrating',
		patterns: [
			'screenshot|photo|picture|drawing|letter|card|note|text|message|email|voicemail|gift|postcard ..1 from|by|of a|an|my|one|this|former ..2 @CLIENT|@PERSON',
			'@CLIENT ..2 sent|gave|made|drew|painted|brought me'
		],
		because: 'It shows or tells of something that came from a client.'
	},
	{
		id: 'still-think',
		kind: 'narrating',
		patterns: [
			'i ..2 think|thinking|thought about|of @HER|a|someone',
			'i ..1 remember|forget|forgotten ..2 a|the|that|one|my ..2 @CLIENT|@PERSON',
			'stays|stayed|stuck with me',
			'years|months ago ,? ..4 a|an|my|one ..3 @CLIENT|@PERSON'
		],
		because: 'The writer remembers one person from their work.'
	},
	{
		id: 'staff-scene',
		kind: 'narrating',
		patterns: [
			'rang|called|phoned|emailed the|our|my|us ..1 desk|clinic|office|helpline|line|hotline|crisis|reception',
			'caller|texter ..4 #past',
			'a|one|tonight|last|my caller|texter',
			'@PERSON|@CLIENT on my|our|the ward|unit|floor|shift|line'
		],
		because: 'Somebody came to, or called, the place where the writer works.'
	},
	{
		id: 'clinical-detail',
		kind: 'narrating',
		patterns: [
			'@SHE|@PERSON|@CLIENT ..4 relapsed|overdosed|sober|clean|diagnosed|sectioned|admitted',
			'suicide|suicidal|attempt ..4 @SHE|@CLIENT',
			'died by suicide',
			'@HERS anxiety|depression|trauma|panic|ocd|diagnosis|eating|grief|drinking|medication|voices|anger'
		],
		because: 'It gives details of one person’s health.'
	},
	{
		id: 'this-person',
		kind: 'narrating',
		patterns: [
			'a|an|one|this ..2 @PERSON who|whose|with|came|told|said',
			'a|an|one ..2 @PERSON ..2 #past'
		],
		because: 'It singles out one person.'
	}
];
