/** How a client is told about: the tone and the form. */
import type { Cue } from './cue.ts';

export const manner: Cue[] = [
	{
		id: 'tone-mocking',
		kind: 'tone',
		says: 'mocking-or-venting',
		patterns: [
			'lol|lmao|lmfao|rofl|ffs|wtf|smh|omg|😂|🤣|🙄|🙃|💀|🤦|😤|🤡|😭',
			'rant|vent|venting|sir|ma|honestly|literally|ugh|argh|aargh|seriously|bingo',
			'scream|screamed|screaming|unhinged|insane|nightmare|ridiculous|exhausting|hate|dread|dreading|bored|boring|annoying|annoyed|losing|sick of|my?',
			"can't|cannot even|cope|deal",
			'eye|eyes roll|rolled|rolling',
			'no words',
			'send help|wine|coffee',
			'thank|praise you? universe|god|the|jesus|lord',
			'get a grip',
			'wasted|waste|whined|whining|moaning|moaned|drama|dramatic|entitled'
		],
		because: 'It mocks or lets off steam.'
	},
	{
		id: 'tone-proud',
		kind: 'tone',
		says: 'proud',
		patterns: [
			'proud|prouder|proudest|pride',
			'🎉|👏|🥹|🙌|🏆|💪|🎓',
			'best|favourite|favorite ..3 job|day|moment|part|email|thing|call|year|week',
			'win|wins|victory|breakthrough|milestone|celebrate|celebrating|smashed|nailed',
			'this is why|what i|we',
			'love|loved my job|this|what',
			'so ..1 happy|chuffed|thrilled|delighted',
			'she|he|they|client ..1 did it',
			'made my day|week|year'
		],
		because: 'It shows pride.'
	},
	{
		id: 'tone-respectful',
		kind: 'tone',
		says: 'respectful',
		patterns: [
			'privilege|honour|honored|honoured|humbled|grateful|gratitude|courage|courageous|brave|bravery|bravest|gentle|gently|tender|tenderness|dignity|strength|trust|respect|moved|moving|💛|💙|🤍|❤|🌱|🙏|learned|learnt|taught',
			'thank you for',
			'stays|stayed with me',
			'i ..2 think|thinking of|about'
		],
		because: 'It speaks with respect.'
	},
	{
		id: 'form-quote',
		kind: 'form',
		says: 'quote',
		patterns: ['" ..40 "', "' ..25 '", '@SAID ,|:|that|me|"', '@SHE ..1 @SAID'],
		because: 'It repeats what somebody said.'
	},
	{
		id: 'form-vignette',
		kind: 'form',
		says: 'vignette',
		patterns: [
			'case study|example|vignette',
			'came|referred|presented to|for|with|in ..6 anxiety|depression|after|because|therapy|for|when',
			'call @HER',
			'^ #name ..2 was|is|had|came',
			'over the? months|weeks|next|following|year|years|sessions',
			'in|by the|our first|second|third|fourth|fifth|sixth|last session|week|meeting|month'
		],
		because: 'It tells a case from beginning to end.'
	},
	{
		id: 'form-complaint',
		kind: 'form',
		says: 'complaint',
		patterns: [
			'again|still|never|always|refuses|refused|late|complained|demands|demanded|ignored|cancels|wasting|rude|lied|stop|dread|exhausting|scream|hate|sick|enough|worst|difficult|resistant|noshow',
			"won't|doesn't|didn't|can't pay|listen|stop|do|even|show|come|leave|answer|want|turn",
			'every single|week|time'
		],
		because: 'It complains of somebody.'
	},
	{
		id: 'form-praise',
		kind: 'form',
		says: 'praise',
		patterns: [
			'proud|brave|bravest|courage|amazing|incredible|wonderful|lovely|beautiful|brilliant|inspiring|inspired|admire|hero|strong|strongest|best|kindest|wise|wisest|star|legend|champion|smashed'
		],
		because: 'It praises somebody.'
	},
	{
		id: 'form-logistics',
		kind: 'form',
		says: 'logistics',
		patterns: [
			'no - show|showed|shows',
			'canceled|cancels|cancel|rescheduled|reschedule|late|early|paid|pays|payment|invoice|fee|booked|booking|appointment|discharge|discharged|referral|referred|waitlist|zoom|camera|mic|muted|parking|insurance|copay|waiting|confirmed|slot|forms|reminder|unpaid'
		],
		because: 'It is about appointments, payment or arrangements.'
	},
	{
		id: 'form-own-reaction',
		kind: 'form',
		says: 'own-reaction',
		patterns: [
			'i ..2 cried|cry|laughed|teared|wept|felt|feel|hid|nearly|almost|wanted|thought|went|sat|froze|screamed|noticed|dread|worry|miss|love|froze|caught|sobbed|hated|panicked|smiled',
			'my|me ..1 heart|stomach|eyes|jaw|face|tears|countertransference|throat|chest|hands',
			"i|i'm|me ..1 not|so|still ..1 crying|sobbing|dead|undone|okay|ok|over|shaking|tired|proud|angry|sad|heartbroken|gutted|thinking",
			'made|makes|had me'
		],
		because: 'The writer tells of their own reaction.'
	},
	{
		id: 'form-blunder',
		kind: 'form',
		says: 'blunder',
		patterns: [
			'i ..3 forgot|snorted|yawned|dozed|overslept|interrupted|blurted|messed|spilled|dropped|mixed|muddled|misheard|farted|burped|mispronounced|sneezed|knocked|tripped|misgendered|misread',
			'i ..4 wrong|fell asleep|name|over|person|late',
			'my|phone|stomach|alarm ..3 rang|rumbled|growled|went|off|rang|cat|dog|chair|zip|fly|mic|barked',
			'double booked|- booked',
			'mistake|blunder|mortified|cringe|embarrassing|embarrassed|oops|ashamed|fail'
		],
		because: 'The writer tells of their own slip.'
	},
	{
		id: 'form-group',
		kind: 'form',
		says: 'group',
		patterns: [
			'group|groups|circle|workshop',
			'group ..4 @SAID|#past',
			'members|participants|couple|family|families|everyone|residents|parents|teens|mums|men|women|kids'
		],
		because: 'It tells of a group.'
	},
	{
		id: 'form-outcome',
		kind: 'form',
		says: 'outcome',
		patterns: [
			'graduated|discharged|recovered|recovery|sober|finished|ended|ending|goodbye|now|anymore|clean|married|died|passed|sleeps|slept|back|home|better|progress|free',
			'for the first time',
			'no longer|more',
			'@SHE ..3 got|moved|passed|graduated|stopped|left|finished|went|works|lives'
		],
		because: 'It tells how things ended for somebody.'
	}
];
