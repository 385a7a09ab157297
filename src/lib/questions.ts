/**
 * Questions for a first consultation, and which of them to put first after what was read. Pure.
 * A question is never an accusation: it can be asked of anybody.
 */

/** What of a ledger decides which questions come first. */
export interface Noticed {
	/** Posts marked likely or possible. */
	marked: number;
	/** Counts by good-practice item, such as K06. */
	goodPractice: Record<string, number>;
	/** Counts by other norm, such as solicits-client-stories. */
	otherNorms: Record<string, number>;
}

export interface Question {
	id: string;
	ask: string;
	/** Answers that build trust. */
	good: string;
	/** Answers to think about. */
	careful?: string;
	/** Why it comes first after what was read; undefined where it does not. */
	because?: (noticed: Noticed) => string | undefined;
}

const saw = (count: number | undefined) => (count ?? 0) > 0;

const questions: readonly Question[] = [
	{
		id: 'ever-posted',
		ask: 'Have you ever posted or told in public anything about a client, named or disguised? Would you?',
		good: 'A straight answer, and a reason for it.',
		careful: '“Nobody could recognise them”: the client might, and that can be enough to hurt.',
		because: ({ marked }) =>
			marked > 0 ? 'Some of the posts we read may tell about a client.' : undefined
	},
	{
		id: 'how-ask',
		ask: 'If you wanted to use something from our sessions, how would you ask me? Could I see it first, say no, or take it back later? Would a no change my therapy?',
		good: 'Asked each time, in writing, and a no costs you nothing.',
		careful: 'A general permission inside the form you sign at the start.',
		because: ({ marked, goodPractice }) =>
			saw(goodPractice.K04)
				? 'Some posts say that the client agreed. Ask how that is done.'
				: marked > 0
					? 'The posts we read may tell about clients, and mostly do not say whether they agreed.'
					: undefined
	},
	{
		id: 'recognise',
		ask: 'What happens if I recognise myself in something you wrote?',
		good: 'They would want to know, talk it over, and take it down if you ask.',
		because: ({ marked }) =>
			marked > 0 ? 'It helps to know the answer before you need it.' : undefined
	},
	{
		id: 'policy',
		ask: 'May I have your social-media policy in writing?',
		good: 'Yes, here it is.',
		because: ({ goodPractice }) =>
			saw(goodPractice.K06) ? 'They write about a social-media policy. Ask to read it.' : undefined
	},
	{
		id: 'groups',
		ask: 'Do you ask for advice on cases in online groups? How do you leave out what could point to me?',
		good: 'In supervision, not in groups; or only with nothing that could point to you.',
		because: ({ otherNorms }) =>
			saw(otherNorms['solicits-client-stories']) || saw(otherNorms['supervisee-or-colleague-case'])
				? 'Some posts ask for cases, or tell of a colleague’s.'
				: undefined
	},
	{
		id: 'contact',
		ask: 'What happens if I follow you, like a post, write to you there, or leave a review?',
		good: 'They tell you what they do and do not answer, so that nobody learns that you are a client.',
		because: ({ otherNorms, goodPractice }) =>
			saw(otherNorms['online-contact-with-client'])
				? 'Some posts may answer somebody in public as a client.'
				: saw(goodPractice.K11)
					? 'They suggest ways to follow that show little of you. Ask what they mean.'
					: undefined
	},
	{
		id: 'speak-of-clients',
		ask: 'How do you speak of your clients when they are not there?',
		good: 'With respect, and only where it serves the client.',
		because: ({ otherNorms }) =>
			saw(otherNorms['derides-clients-in-general'])
				? 'Some posts may talk down clients in general.'
				: undefined
	},
	{
		id: 'diagnosing',
		ask: 'You sometimes write about what may be wrong with people you have not met. How do you work with me before you name anything?',
		good: 'They name nothing before they know you, and they say so.',
		because: ({ otherNorms }) =>
			saw(otherNorms['stranger-diagnosis']) || saw(otherNorms['public-figure-diagnosis'])
				? 'Some posts may name a diagnosis for people the writer has not met.'
				: undefined
	},
	{
		id: 'register',
		ask: 'Which professional body and register are you with, under which number, and who handles complaints?',
		good: 'A name and a number that you can look up.'
	},
	{
		id: 'online',
		ask: 'Do you post about your work? Where, and under which names?',
		good: 'A list. Pen names count.'
	},
	{
		id: 'supervisor',
		ask: 'Who is your supervisor or consultant, and what do they hear about me?',
		good: 'A named person, and as little about you as the work needs.'
	},
	{
		id: 'look-up',
		ask: 'Do you look clients up online?',
		good: 'No, or only with your knowledge and for a reason.'
	},
	{
		id: 'apart',
		ask: 'Do you keep your personal and professional accounts apart?',
		good: 'Yes, and they know that both can be read.'
	},
	{
		id: 'staff',
		ask: 'Do staff or a marketing firm post for you? What did they sign?',
		good: 'They never see notes, and signed that they keep silent.'
	},
	{
		id: 'recording',
		ask: 'Do you record sessions, or use tools that keep sound or notes? Who can see them?',
		good: 'Only with your yes, and they can say where it is kept.'
	},
	{
		id: 'data',
		ask: 'Under which privacy law do you work, and where do I turn if my data gets out?',
		good: 'The law by name, and a person to ask.'
	},
	{
		id: 'ending',
		ask: 'If trust breaks, how do we end well?',
		good: 'A last talk if you want it, a referral, and your records.'
	}
];

/** The questions to put first, each with why, and those that are good to ask anybody. */
export function choose(noticed: Noticed): {
	first: (Question & { why: string })[];
	others: Question[];
} {
	const first: (Question & { why: string })[] = [];
	const others: Question[] = [];
	for (const question of questions) {
		const why = question.because?.(noticed);
		if (why !== undefined) first.push({ ...question, why });
		// Two questions only make sense after what was read.
		else if (!['speak-of-clients', 'diagnosing'].includes(question.id)) others.push(question);
	}
	return { first, others };
}
