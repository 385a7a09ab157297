/**
 * What goes in and out of /api/v1: the one source of what is checked and of what is documented.
 * Values that tell who somebody is are null unless the token has the scope `names`.
 */
import * as v from 'valibot';
import {
	exits,
	forms,
	goodPractices,
	identifiers,
	otherNorms,
	platforms,
	professions,
	scopes,
	strengths,
	tones,
	voices
} from '#lib/words.ts';

const about = <T extends v.GenericSchema>(schema: T, words: string) =>
	v.pipe(schema, v.description(words));
const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.string(), v.isoTimestamp());
const day = v.pipe(v.string(), v.isoDate());
const named = (words: string) =>
	about(v.nullable(v.string()), `${words} Null unless the token tells names.`);

export const number = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const pseudonym = about(
	v.pipe(v.string(), v.regex(/^[PFT]-[0-9a-f]{16}$/)),
	'Stands for the name; the same in every answer and export of this installation.'
);

export const Who = v.strictObject({ id: number, pseudonym });

export const Practitioner = v.strictObject({
	id: number,
	pseudonym,
	name: named('Name.'),
	profession: v.nullable(v.picklist(professions)),
	place: about(
		v.nullable(v.string()),
		'ISO 3166 code; the country alone unless the token tells names.'
	),
	feedCount: wholeNumber
});

export const Feed = v.strictObject({
	id: number,
	pseudonym,
	practitioner: Who,
	platform: v.picklist(platforms),
	url: named('Address.'),
	title: named('Title.'),
	oldestPostAt: v.nullable(time),
	newestPostAt: v.nullable(time),
	lastSuccessAt: v.nullable(time),
	nextCheckAt: about(v.nullable(time), 'Null while it is paused.'),
	failureCount: about(
		wholeNumber,
		'Failed looks in a row; silence of a feed is a gap, not good news.'
	)
});

export const Followed = v.strictObject({
	feed: Feed,
	isNew: about(v.boolean(), 'False where it was followed before: nothing was changed.')
});

const postFields = {
	id: v.pipe(v.number(), v.integer(), v.minValue(1)),
	pseudonym,
	practitioner: Who,
	publishedOn: about(v.nullable(day), 'Day of publication, UTC.'),
	url: named('Address.')
};

export const Post = v.strictObject({
	...postFields,
	feed: number,
	title: named('Title.'),
	text: named('Plain text.'),
	isExcerpt: about(v.boolean(), 'The feed gives only the beginning.'),
	isRemoved: about(v.boolean(), 'Its author was seen to have taken it down.')
});

export const Mark = v.strictObject({
	...postFields,
	lang: v.nullable(v.string()),
	strength: about(v.picklist(strengths), 'A machine’s reading of one post, often wrong.'),
	probability: about(
		v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
		'Calibrated for text in which two of five posts are stories; real feeds have fewer.'
	),
	voice: v.nullable(v.picklist(voices)),
	exits: v.array(v.picklist(exits)),
	identifiers: v.array(v.picklist(identifiers)),
	tone: v.nullable(v.picklist(tones)),
	forms: v.array(v.picklist(forms)),
	otherNorms: v.array(v.picklist(otherNorms)),
	goodPractice: v.array(v.picklist(goodPractices)),
	version: about(v.nullable(v.string()), 'Version of the reader that made the mark.')
});

export const Finding = v.strictObject({
	...postFields,
	says: about(v.picklist(['story', 'no-story']), 'What people settled after reading the post.')
});

export const Interval = v.strictObject({
	low: wholeNumber,
	high: wholeNumber,
	likeliest: wholeNumber,
	level: about(v.number(), 'Chance that the range holds the true number.')
});

export const Ledger = v.strictObject({
	practitioner: Practitioner,
	posts: wholeNumber,
	notJudged: wholeNumber,
	from: v.nullable(day),
	to: v.nullable(day),
	complete: about(v.boolean(), 'Every feed was read back to its first post.'),
	marked: v.strictObject({ likely: wholeNumber, possible: wholeNumber }),
	enough: about(v.boolean(), 'Enough was read for a range: 25 posts over six months.'),
	stories: about(
		v.nullable(Interval),
		'How many posts tell about a client, as a range; null where not enough was read.'
	),
	goodPractice: v.record(v.string(), wholeNumber),
	inWords: about(v.array(v.string()), 'The same in sentences, with what is not known.'),
	readerVersion: v.string()
});

const yearMonth = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/));

export const TrendPoint = v.strictObject({
	from: yearMonth,
	to: yearMonth,
	state: about(
		v.picklist(['shown', 'few', 'held-back', 'silent']),
		'Few: too few posts for a range. Held back: it could tell of a few people. Silent: nobody wrote, which says nothing either way.'
	),
	heldBackMonths: about(wholeNumber, 'Months of the step that are in no number of it.'),
	posts: about(v.nullable(wholeNumber), 'Null where held back.'),
	feeds: about(v.nullable(wholeNumber), 'Null where held back.'),
	stories: v.nullable(Interval)
});

export const Trend = v.strictObject({
	from: yearMonth,
	to: yearMonth,
	step: v.string(),
	by: about(v.nullable(v.string()), 'What is shown side by side.'),
	holdsBack: about(v.boolean(), 'Small cells are held back: more than one person looks.'),
	readerVersion: v.string(),
	lines: v.array(
		v.strictObject({
			value: about(v.nullable(v.string()), 'Null for everything together.'),
			points: v.array(TrendPoint)
		})
	)
});

export const List = v.strictObject({ id: number, name: v.string(), count: wholeNumber });

export const Token = v.strictObject({
	name: v.string(),
	scopes: v.array(v.picklist(scopes)),
	expiresAt: time
});

export const Problem = v.strictObject({
	type: v.literal('about:blank'),
	title: v.string(),
	status: v.pipe(v.number(), v.integer()),
	detail: about(v.string(), 'One sentence: what is wrong and what to do.'),
	choices: v.optional(
		about(
			v.array(v.strictObject({ source: v.string(), title: v.nullable(v.string()) })),
			'Accounts that a bare name may mean: send one of them as the source.'
		)
	)
});

/** The schemas that the document names. */
export const definitions = {
	Who,
	Practitioner,
	Feed,
	Followed,
	Post,
	Mark,
	Finding,
	Interval,
	Ledger,
	List,
	Token,
	TrendPoint,
	Trend,
	Problem
};

export const paging = {
	limit: v.optional(
		about(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 'Items of a page.'),
		50
	),
	cursor: v.optional(
		about(v.pipe(v.string(), v.maxLength(500)), 'The `next` of the page before, as it is.')
	)
};
export const narrowing = {
	list: v.optional(about(number, 'Only those of the list of this number.')),
	practitioner: v.optional(about(number, 'Only those of this practitioner.'))
};

/** A page of something. `next` goes on after it; null at the end. */
export function pageOf<T extends v.GenericSchema>(item: T) {
	return v.strictObject({
		items: v.array(item),
		next: about(v.nullable(v.string()), 'Send it as `cursor` for the next page; null at the end.')
	});
}
