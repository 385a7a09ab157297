/**
 * The vocabulary of the product as constant lists and types, with no logic.
 * Code, tables, screens and docs use these words and no others (docs/words.md explains each).
 */

/** What a person who read a post says of it. */
export const answers = ['story', 'no-story', 'unsure'] as const;
export type Answer = (typeof answers)[number];

/** Who a person may be by trade. `other` = gives care under another title; `not-care` = does not give therapy. */
export const professions = [
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
	'coach',
	'other',
	'not-care'
] as const;
export type Profession = (typeof professions)[number];

/** How strongly the machine reads a post as telling about a client. */
export const strengths = ['likely', 'possible', 'none', 'not-judged'] as const;
export type Strength = (typeof strengths)[number];

/** Whose words a post or feed are. */
export const voices = [
	'practitioner',
	'staff',
	'guest',
	'quoted',
	'client',
	'other-trade',
	'not-said'
] as const;
export type Voice = (typeof voices)[number];

/** Whether a feed's author gives care: the marks of a feed count only when this is not `not-care`. */
export const cares = ['care', 'not-care', 'unknown'] as const;
export type Care = (typeof cares)[number];

/** What the post itself says that changes its reading. */
export const exits = [
	'consent-stated',
	'composite-stated',
	'details-changed-stated',
	'hypothetical-stated'
] as const;
export type Exit = (typeof exits)[number];

export const identifiers = [
	'name-or-pseudonym',
	'age',
	'gender',
	'occupation',
	'place',
	'time-frame',
	'family',
	'health',
	'rare-event',
	'quote',
	'picture'
] as const;
export type Identifier = (typeof identifiers)[number];

export const tones = ['respectful', 'neutral', 'mocking-or-venting', 'proud'] as const;
export type Tone = (typeof tones)[number];

export const forms = [
	'quote',
	'anecdote',
	'vignette',
	'complaint',
	'praise',
	'logistics',
	'own-reaction',
	'blunder',
	'group',
	'outcome'
] as const;
export type Form = (typeof forms)[number];

/** Readings of their own, never in the confidentiality count. */
export const otherNorms = [
	'stranger-diagnosis',
	'public-figure-diagnosis',
	'colleague-bashing',
	'derides-clients-in-general',
	'solicits-client-stories',
	'online-contact-with-client',
	'supervisee-or-colleague-case'
] as const;
export type OtherNorm = (typeof otherNorms)[number];

/** Good practice items K01-K15 of the norms. */
export const goodPractices = [
	'K01',
	'K02',
	'K03',
	'K04',
	'K05',
	'K06',
	'K07',
	'K08',
	'K09',
	'K10',
	'K11',
	'K12',
	'K13',
	'K14',
	'K15'
] as const;
export type GoodPractice = (typeof goodPractices)[number];

/**
 * What says that two feeds are one person's. Two of them are needed, or the practitioner's own claim
 * alone: a likeness of names is never enough.
 */
export const identityBases = [
	'own-claim',
	'linked-from-other',
	'same-name',
	'same-workplace',
	'same-contact',
	'same-picture',
	'same-register-entry'
] as const;
export type IdentityBasis = (typeof identityBases)[number];

/** What a person of a group may do; each includes those before it. */
export const roles = ['reader', 'reviewer', 'editor', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Somebody who is signed in; screens show the pen-name only. */
export interface Who {
	id: string;
	penName: string;
	role: Role;
}
/** What can be taken out of here as rows, and how they are written. */
export const exportWhats = ['posts', 'marks', 'findings', 'ledgers'] as const;
export type ExportWhat = (typeof exportWhats)[number];
export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * What a token for programs lets its bearer do: read who is followed, counts and findings; read the
 * machine's marks; follow and put into lists; be told names, addresses and words.
 */
export const scopes = ['read', 'marks', 'write', 'names'] as const;
export type Scope = (typeof scopes)[number];

/** Where a feed comes from. */
export const platforms = [
	'website',
	'wordpress',
	'substack',
	'medium',
	'blogger',
	'tumblr',
	'ghost',
	'squarespace',
	'wix',
	'youtube',
	'mastodon',
	'bluesky',
	'reddit',
	'podcast',
	'pinterest',
	'x',
	'instagram',
	'tiktok',
	'threads',
	'facebook',
	'linkedin',
	'file'
] as const;
export type Platform = (typeof platforms)[number];

/** What happens in the life of a publication, in the order in which it may. Each is kept, none is changed. */
export const publicationSteps = [
	'proposed',
	'switched-on',
	'switched-off',
	'drafted',
	'noticed',
	'renewed',
	'asked',
	'opened',
	'replied',
	'appealed',
	'passed',
	'returned',
	'answered',
	'published',
	'corrected',
	'withdrawn',
	'hidden',
	'restored',
	'forgotten',
	'remedied',
	'expired'
] as const;
export type PublicationStep = (typeof publicationSteps)[number];

/** Where a publication stands. `held`: the window is over, but something is missing. */
export const stages = [
	'draft',
	'noticed',
	'held',
	'publishable',
	'published',
	'withdrawn',
	'corrected',
	'remedied',
	'expired'
] as const;
export type Stage = (typeof stages)[number];

/** How a published record stands between the group and the practitioner. */
export const publicStatuses = ['undisputed', 'disputed', 'corrected', 'withdrawn'] as const;
export type PublicStatus = (typeof publicStatuses)[number];

/** What a practitioner may answer. */
export const replyKinds = [
	'consent-given',
	'composite-or-fiction',
	'not-a-client',
	'removed-or-edited',
	'wrong-person',
	'disagree'
] as const;
export type ReplyKind = (typeof replyKinds)[number];

/** How an appeal was answered. */
export const outcomes = ['stands', 'overturned'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * A reason: a cue found at its place in a post.
 * `start` and `end` are UTF-16 offsets into the post's text (`part: 'text'`) or title;
 * `against` is true where it speaks against a client story. `weight` is by how much the log odds
 * (natural logarithm) fall when these words are taken out; negative where they rise.
 */
export interface Reason {
	cue: string;
	start: number;
	end: number;
	part?: 'title' | 'text';
	against?: boolean;
	weight?: number;
}

/** The machine's reading of one post. Probability is null when the post was not judged. */
export interface Mark {
	lang: string | null;
	probability: number | null;
	strength: Strength;
	voice: Voice;
	exits: Exit[];
	identifiers: Identifier[];
	tone: Tone | null;
	forms: Form[];
	otherNorms: OtherNorm[];
	goodPractice: GoodPractice[];
	reasons: Reason[];
	/** Which reader judged: both stages, or the first alone. */
	reader: 'linear' | 'linear+encoder';
	version: string;
}

/** A reason with the sentence that explains its cue to a layperson. */
export interface ExplainedReason extends Reason {
	because: string;
}
