/** What a reader has told the concern so far. Kept in the browser only. Pure. */
import { professions, type Profession } from '#lib/words.ts';

export const dangers = ['danger', 'self-harm', 'child', 'sexual'] as const;
export type Danger = (typeof dangers)[number];

export const wants = [
	'understand',
	'remove',
	'apology',
	'change',
	'warn',
	'decision',
	'record'
] as const;
export type Want = (typeof wants)[number];

/** Whom the post is about, as far as the reader can say. */
export const abouts = [
	'me',
	'maybe-me',
	'my-child',
	'someone-else',
	'clients',
	'not-sure'
] as const;
export type About = (typeof abouts)[number];

export const relations = ['current', 'past', 'parent', 'none'] as const;
export type Relation = (typeof relations)[number];

export const permissions = ['not-asked', 'refused', 'agreed-other', 'agreed', 'not-sure'] as const;
export type Permission = (typeof permissions)[number];

export const asks = [
	'remove',
	'explain',
	'what-else',
	'policy',
	'apology',
	'no-more',
	'referral',
	'records'
] as const;
export type Ask = (typeof asks)[number];

export const tones = ['gentle', 'plain', 'firm'] as const;
export type Tone = (typeof tones)[number];

export const ways = ['read-aloud', 'send-before', 'bring-someone'] as const;
export type Way = (typeof ways)[number];

/** A post the concern is about. Days are YYYY-MM-DD, YYYY-MM, YYYY or empty. */
export interface SeenPost {
	address: string;
	/** Where it stands, in the reader's words: a page, a platform, an account. */
	where: string;
	publishedAt: string;
	seenAt: string;
	/** The post's own text and its SHA-256 (64 hexadecimal digits), when it was attached. */
	text: string;
	sha256: string;
}

/** One step taken, for the follow-up. `dueAt` is when an answer is due; '' where none was named. */
export interface Step {
	recipient: string;
	name: string;
	sentAt: string;
	dueAt: string;
	state: 'planned' | 'sent' | 'answered' | 'closed';
}

export interface Answers {
	version: 1;
	dangers: Danger[];
	wants: Want[];
	about: About | '';
	relation: Relation | '';
	/** The span of the work in the reader's own words: "from May 2024 to June 2025". */
	span: string;
	endedAt: string;
	posts: SeenPost[];
	/** Facts: what it said and what happened. */
	saw: string;
	/** Guesses: why it may be this person. */
	why: string;
	/** Feelings and what changed. */
	effect: string;
	permission: Permission | '';
	told: 'yes' | 'no' | '';
	toldAt: string;
	reply: string;
	asks: Ask[];
	boundary: string;
	tone: Tone;
	way: Way;
	person: {
		title: string;
		name: string;
		profession: Profession | '';
		practice: string;
		number: string;
		country: string;
		region: string;
		/** Identifiers of bodies the person is known to be registered with. */
		registers: string[];
	};
	me: { name: string; contact: string };
	/** Edited sections of letters: recipient, then section, then text. */
	letters: Record<string, Record<string, string>>;
	/** Blocking findings the writer chose to keep, by their key. */
	kept: string[];
	steps: Step[];
}

export function emptyPost(): SeenPost {
	return { address: '', where: '', publishedAt: '', seenAt: '', text: '', sha256: '' };
}

export function empty(): Answers {
	return {
		version: 1,
		dangers: [],
		wants: [],
		about: '',
		relation: '',
		span: '',
		endedAt: '',
		posts: [emptyPost()],
		saw: '',
		why: '',
		effect: '',
		permission: '',
		told: '',
		toldAt: '',
		reply: '',
		asks: [],
		boundary: '',
		tone: 'plain',
		way: 'read-aloud',
		person: {
			title: '',
			name: '',
			profession: '',
			practice: '',
			number: '',
			country: '',
			region: '',
			registers: []
		},
		me: { name: '', contact: '' },
		letters: {},
		kept: [],
		steps: []
	};
}

/** True where nothing has been written, so that nothing would be lost. */
export function isEmpty(answers: Answers): boolean {
	return JSON.stringify(answers) === JSON.stringify(empty());
}

/**
 * A draft read back from a file. What is missing or of another shape falls back to its empty value,
 * so that a draft of an older version still opens; null where the text is no draft at all.
 */
export function read(json: string): Answers | null {
	let found: unknown;
	try {
		found = JSON.parse(json);
	} catch {
		return null;
	}
	if (!isRecord(found) || found.version !== 1) return null;
	const start = empty();
	const person = isRecord(found.person) ? found.person : {};
	const me = isRecord(found.me) ? found.me : {};
	const posts = listOf(found.posts, (one) =>
		isRecord(one)
			? {
					address: text(one.address),
					where: text(one.where),
					publishedAt: text(one.publishedAt),
					seenAt: text(one.seenAt),
					text: text(one.text),
					sha256: text(one.sha256)
				}
			: null
	);
	return {
		...start,
		dangers: someOf(found.dangers, dangers),
		wants: someOf(found.wants, wants),
		about: oneOf(found.about, abouts) ?? '',
		relation: oneOf(found.relation, relations) ?? '',
		span: text(found.span),
		endedAt: text(found.endedAt),
		posts: posts.length > 0 ? posts : start.posts,
		saw: text(found.saw),
		why: text(found.why),
		effect: text(found.effect),
		permission: oneOf(found.permission, permissions) ?? '',
		told: oneOf(found.told, ['yes', 'no'] as const) ?? '',
		toldAt: text(found.toldAt),
		reply: text(found.reply),
		asks: someOf(found.asks, asks),
		boundary: text(found.boundary),
		tone: oneOf(found.tone, tones) ?? start.tone,
		way: oneOf(found.way, ways) ?? start.way,
		person: {
			title: text(person.title),
			name: text(person.name),
			profession: oneOf(person.profession, professions) ?? '',
			practice: text(person.practice),
			number: text(person.number),
			country: text(person.country),
			region: text(person.region),
			registers: listOf(person.registers, (one) => text(one) || null)
		},
		me: { name: text(me.name), contact: text(me.contact) },
		letters: lettersOf(found.letters),
		kept: listOf(found.kept, (one) => text(one) || null),
		steps: listOf(found.steps, (one) =>
			isRecord(one)
				? {
						recipient: text(one.recipient),
						name: text(one.name),
						sentAt: text(one.sentAt),
						dueAt: text(one.dueAt),
						state: oneOf(one.state, ['planned', 'sent', 'answered', 'closed'] as const) ?? 'planned'
					}
				: null
		)
	};
}

type Loose = Record<string, unknown>;
const isRecord = (value: unknown): value is Loose =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function oneOf<const T extends string>(value: unknown, list: readonly T[]): T | undefined {
	return list.find((one) => one === value);
}

function someOf<const T extends string>(value: unknown, list: readonly T[]): T[] {
	return Array.isArray(value) ? list.filter((one) => value.includes(one)) : [];
}

function listOf<T>(value: unknown, read: (one: unknown) => T | null): T[] {
	return Array.isArray(value) ? value.map(read).filter((one): one is T => one !== null) : [];
}

function lettersOf(value: unknown): Answers['letters'] {
	if (!isRecord(value)) return {};
	return Object.fromEntries(
		Object.entries(value).flatMap(([recipient, sections]) =>
			isRecord(sections)
				? [
						[
							recipient,
							Object.fromEntries(Object.entries(sections).map(([id, one]) => [id, text(one)]))
						]
					]
				: []
		)
	);
}
