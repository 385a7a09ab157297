/**
 * Whose feed it is, and whose words a post holds. Pure: decided from what the feed says of itself,
 * its bylines and the profession that the reader chose, and always with the reason in words.
 */
import type { Care, Voice } from '../../words.ts';

export interface FeedClues {
	title?: string | null;
	description?: string | null;
	bylines?: string[];
	/** One of the professions of words.ts, or a few words such as "hospice social worker". */
	profession?: string | null;
}

const WORD = (words: string) =>
	new RegExp(
		`\\b(?:${words
			.trim()
			.split(/\s*\|\s*/)
			.join('|')})\\b`,
		'iu'
	);

/** Work in which one is somebody's therapist, or staff of such a place. */
const givesCare =
	WORD(`(?:psycho|hypno)?therapists? | psychotherapy | counsell?ors? | counsell?ing |
	(?:neuro)?psychologists? | psychiatrists? | psychiatry | (?:psycho)?analysts? | psychoanalytic | social[ -]work(?:er|ers)? |
	chaplains? | chaplaincy | lmft | lcsw | lpcc? | lmhc | lmsw | mft | bacp | ukcp | psyd | emdr | cbt | dbt | mental health nurses? | psych(?:iatric)? nurses? |
	mental health | psych(?:iatric)? (?:ward|unit|clinic|tech|nurse) | crisis (?:line|text|service|worker|volunteer|hotline|helpline|nurse) | helpline |
	hotline | suicide prevention | addictions? (?:worker|counsell?or) | recovery (?:worker|cent(?:er|re)) | rape crisis | domestic abuse worker |
	couples? (?:counsell?or|therap(?:y|ist)) | psycholog(?:y|ical) (?:clinic|service|practice|trainee|intern|resident) | clinical director | (?:mental )?health ward |
	support worker | caseworker | hospice | bereavement | sex therapist | sober living | treatment cent(?:er|re) | behaviou?r (?:analyst|technician|aide) | approved mental health professional | therapy (?:practice|room|service|cent(?:er|re)|student|intern|trainee)`);

/** Work or standing in which "client" means something else, or the writer is the client. */
const givesNone =
	WORD(`novelist | fiction | poet | comedian | comic | humou?r | journalist | reporter | columnist | newspaper | reviewer |
	lawyer | solicitor | barrister | attorney | accountant | teacher | tutor | lecturer in | physio(?:therapist)? | physical therapist | massage | speech |
	occupational therapist | dentist | dental | (?:vet|veterinary|veterinarian) | hair(?:dresser)? | stylist | barber | salon | beauty | makeup | nail | tattoo(?:ist)? | estate agent |
	personal trainer | fitness | yoga | dietitian | nutrition(?:ist)? | web design(?:er)? | developer | designer | marketing | copywriter | recruiter | consultant |
	photographer | florist | wedding | midwife | doula | paramedic | pharmacist | pharmacy | surgeon | gp | obstetrician | optician | audiologist | chiropractor | osteopath |
	police | prison officer | prisoner | librarian | (?:life|executive|career|business|leadership|running|wellness|mindset|dating|sleep|parenting|fitness|voice|divorce|spiritual|breathwork|adhd|golf|football) coach |
	driving instructor | instructor | travel | employment | debt | financial | town council+or | admissions couns?el+or | travel couns?el+or | camp couns?el+or | debt couns?el+or | customer | software | vendor`);

/** The writer is a client, or kin to one. */
const isClient =
	WORD(`client (?:blog(?:ger)?|writing|on|in|asking|answering|ranting|commenting|quoting|of) | (?:former|ex|long[ -]term) (?:client|patient|inpatient) | patient | analysand | service[ -]user |
	my (?:\\w+ )?(?:therapist|counsell?or|psychologist|psychiatrist|analyst|shrink) | in therapy | my (?:years|time|life|journey) in (?:therapy|analysis|treatment) | survivor(?:'s)? (?:blog|story|diary) | (?:mother|father|mum|dad|wife|husband|partner|friend|sister|brother|daughter|son|parent|relative|neighbour|spouse|ex|aunt|grandmother|roommate) of |
	in recovery | person in | support forum | foster (?:mother|carer|parent) | dating a | diary of a`);

const careProfessions = new Set([
	'psychologist',
	'psychotherapist',
	'counsellor',
	'psychiatrist',
	'social-worker',
	'marriage-family-therapist',
	'mental-health-nurse',
	'school-counsellor',
	'chaplain',
	'trainee',
	'staff',
	'other'
]);

/** Whether the feed's author gives care, with the reasons in words, the strongest first. */
export function whose(feed: FeedClues): { care: Care; because: string[] } {
	const profession = feed.profession?.trim() ?? '';
	if (profession === 'not-care')
		return { care: 'not-care', because: ['You set that the author does not give therapy.'] };
	if (careProfessions.has(profession))
		return {
			care: 'care',
			because: [`You set the author’s work: ${profession.replaceAll('-', ' ')}.`]
		};
	const because: string[] = [];
	let votes = 0;
	const weigh = (words: string | null | undefined, where: string, weight: number) => {
		if (!words) return;
		const { care, said } = ofWords(words);
		if (care === 'unknown') return;
		votes += care === 'care' ? weight : -weight;
		because.push(`${where} says “${said}”.`);
	};
	if (profession && profession !== 'coach') weigh(profession, 'The author’s work as given', 4);
	weigh(feed.title, 'The feed’s title', 2);
	weigh(feed.description, 'The feed’s description', 2);
	const bylines = new Set(feed.bylines ?? []);
	for (const byline of [...bylines].slice(0, 3)) weigh(byline, 'A byline', 1);
	if (bylines.size > 4) because.push('Several people write here.');
	const care: Care = votes > 0 ? 'care' : votes < 0 ? 'not-care' : 'unknown';
	if (because.length === 0) because.push('Nothing in the feed says what work its author does.');
	return { care, because };
}

/** What a few words say of their owner's work, and which words say it. */
export function ofWords(words: string): { care: Care; said: string } {
	const client = isClient.exec(words);
	const none = givesNone.exec(words);
	const care = givesCare.exec(words);
	if (client && !(care && care.index < client.index)) return { care: 'not-care', said: client[0] };
	if (care && (!none || care.index <= none.index)) return { care: 'care', said: care[0] };
	if (none && !care) return { care: 'not-care', said: none[0] };
	// "career counsellor", "speech therapist": the other trade's word stands before and claims the title.
	if (none && care)
		return {
			care:
				none.index < care.index && none.index + none[0].length >= care.index - 1
					? 'not-care'
					: 'care',
			said: care[0]
		};
	return { care: 'unknown', said: '' };
}

/** The voice of a feed as a whole. */
export function ofFeed(care: Care): Voice {
	if (care === 'care') return 'practitioner';
	return care === 'not-care' ? 'other-trade' : 'not-said';
}

export interface PostClues {
	text: string;
	title?: string | null;
	author?: string | null;
	feed?: { title?: string | null; description?: string | null } | null;
	profession?: string | null;
}

/** Whose words a post holds. */
export function ofPost(post: PostClues, care: Care): Voice {
	const head = `${post.title ?? ''}\n${post.text.slice(0, 400)}`;
	// What is written after "<<" answers the repost in the practitioner's own words.
	if (
		(/^\s*RT @\w/.test(post.text) && !post.text.includes('<<')) ||
		/^\W*(?:reposted|reblogged) from\b/i.test(post.text)
	)
		return 'quoted';
	if (/\bguest (?:post|blog|column|article|essay)\b/i.test(head)) return 'guest';
	if (/\b(?:testimonials?|google review|what (?:our|my) clients say)\b/i.test(head))
		return 'client';
	if (isSaying(post.text.trim())) return 'quoted';
	if (
		care === 'care' &&
		/\b(?:reception(?:ist)?|front desk|office manager|admin(?:istrator)?)\b/i.test(
			`${post.profession ?? ''} ${post.author ?? ''} ${post.feed?.description ?? ''}`
		)
	)
		return 'staff';
	if (post.profession === 'staff') return 'staff';
	return ofFeed(care);
}

/** A quotation with a person's name under it and nothing else; a client's words are told, not quoted so. */
function isSaying(text: string): boolean {
	const found = /^["“][\s\S]*["”]\s*[-–—~]+\s*(\S[^\n]{0,60})$/u.exec(text);
	if (!found) return false;
	const [, by] = found;
	return (
		/^(?:[Mm]y |[Dd]r\.? )?[\p{Lu}][\p{L}.’'-]+/u.test(by!) &&
		!/\b(?:clients?|patients?|cts?|pts?|callers?|tellers?|residents?|intake|session|today|yesterday|aged?|my \d|\d)/iu.test(
			by!
		)
	);
}
