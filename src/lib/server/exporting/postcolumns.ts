/** The columns of exported posts, marks and findings, with what each means. Pure. */
import type { JoinedPost, PostColumn, Value } from './column.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;
const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

const postNamed: PostColumn = {
	name: 'id',
	type: 'text',
	means: 'Number of the post in this installation.',
	only: 'named',
	of: ({ post }) => post.id
};
const postPseudonym: PostColumn = {
	name: 'post',
	type: 'text',
	means: 'Pseudonym of the post, the same in every export of this installation.',
	only: 'pseudonymised',
	of: ({ post }, naming) => naming.of('post', post.id)
};
const practitionerOf: PostColumn = {
	name: 'practitioner',
	type: 'text',
	means: 'Name of the practitioner, or the pseudonym that stands for it.',
	of: (row, naming) =>
		naming.isNamed ? row.practitioner : naming.of('practitioner', row.practitionerId)
};
const url: PostColumn = {
	name: 'url',
	type: 'text',
	means: 'Address of the post.',
	only: 'named',
	of: ({ post }) => post.url
};
const when: PostColumn[] = [
	{
		name: 'published_at',
		type: 'time',
		means: 'When it was published as its feed says (ISO 8601, UTC); empty where it does not say.',
		only: 'named',
		of: ({ post }) => iso(post.publishedAt)
	},
	{
		name: 'published_on',
		type: 'day',
		means: 'Day of publication (UTC); the hour is left out, since it would find the post again.',
		only: 'pseudonymised',
		of: ({ post }) => day(post.publishedAt)
	}
];
const profession: PostColumn = {
	name: 'profession',
	type: 'words',
	means: 'Profession of the practitioner as a person chose it; empty where nobody did.',
	of: (row) => row.profession
};
const whose: PostColumn[] = [postNamed, postPseudonym, practitionerOf];

export const postColumns: PostColumn[] = [
	...whose,
	{
		name: 'feed',
		type: 'text',
		means: 'Address of the feed, or the pseudonym that stands for it.',
		of: ({ post, feedUrl }, naming) => (naming.isNamed ? feedUrl : naming.of('feed', post.feedId))
	},
	url,
	...when,
	{ ...profession, only: 'pseudonymised' },
	{
		name: 'platform',
		type: 'words',
		means: 'Kind of place it was posted at.',
		only: 'pseudonymised',
		of: (row) => row.platform
	},
	{
		name: 'first_seen_at',
		type: 'time',
		means: 'When it was first read here.',
		only: 'named',
		of: ({ post }) => iso(post.firstSeenAt)
	},
	{
		name: 'removed_at',
		type: 'time',
		means: 'When its author was seen to have taken it down; empty while it is there.',
		only: 'named',
		of: ({ post }) => iso(post.removedAt)
	},
	{
		name: 'is_removed',
		type: 'true or false',
		means: 'Whether its author was seen to have taken it down.',
		only: 'pseudonymised',
		of: ({ post }) => post.removedAt !== null
	},
	{
		name: 'title',
		type: 'text',
		means: 'Title as published.',
		only: 'named',
		of: ({ post }) => post.title
	},
	{
		name: 'author',
		type: 'text',
		means: 'Author as the feed names one.',
		only: 'named',
		of: ({ post }) => post.author
	},
	{
		name: 'text',
		type: 'text',
		means: 'Plain text; empty once it was dropped after the days that are kept.',
		only: 'named',
		of: ({ post }) => post.text
	},
	{
		name: 'excerpt_only',
		type: 'true or false',
		means: 'The feed gives only the beginning of the post.',
		of: ({ post }) => post.excerptOnly
	},
	{
		name: 'backfilled',
		type: 'true or false',
		means: 'It was read back from before the feed was followed.',
		of: ({ post }) => post.backfilled
	},
	{
		name: 'content_hash',
		type: 'text',
		means: 'SHA-256 of title and text, white space aside, in hexadecimal.',
		only: 'named',
		of: ({ post }) => post.contentHash
	}
];

export const markColumns: PostColumn[] = [
	...whose,
	url,
	...when,
	{
		name: 'lang',
		type: 'words',
		means:
			'Language of the post; posts in languages the reader was not measured on are not judged.',
		of: ({ post }) => post.lang
	},
	{
		name: 'strength',
		type: 'words',
		means:
			'How strongly the machine reads it as telling about a client: likely, possible, none, not-judged.',
		of: ({ post }) => post.strength
	},
	{
		name: 'probability',
		type: 'share',
		means:
			'The machine’s probability, 0 to 1, calibrated for text in which two of five posts are stories: real feeds have fewer, so it is no chance that this post is one. Empty where it was not judged.',
		of: ({ post }) => post.probability
	},
	{
		name: 'voice',
		type: 'words',
		means: 'Whose words they seem to be.',
		of: ({ post }) => post.axes?.voice ?? null
	},
	{
		name: 'exits',
		type: 'words',
		means: 'What the post itself says that changes its reading.',
		of: ({ post }) => post.axes?.exits ?? []
	},
	{
		name: 'identifiers',
		type: 'words',
		means: 'Kinds of details that could help to know somebody again.',
		of: ({ post }) => post.axes?.identifiers ?? []
	},
	{
		name: 'tone',
		type: 'words',
		means: 'Tone towards the client, where one was read.',
		of: ({ post }) => post.axes?.tone ?? null
	},
	{
		name: 'forms',
		type: 'words',
		means: 'Form of the telling.',
		of: ({ post }) => post.axes?.forms ?? []
	},
	{
		name: 'other_norms',
		type: 'words',
		means: 'Other norms touched; never in the count of client stories.',
		of: ({ post }) => post.axes?.otherNorms ?? []
	},
	{
		name: 'good_practice',
		type: 'words',
		means: 'Items of good practice (K01 to K15, see docs/norms.md).',
		of: ({ post }) => post.axes?.goodPractice ?? []
	},
	{
		name: 'reader',
		type: 'words',
		means: 'Which stages of the reader judged it.',
		of: ({ post }) => post.axes?.reader ?? null
	},
	{
		name: 'version',
		type: 'text',
		means: 'Version of the reader that made the mark.',
		of: ({ post }) => post.markVersion
	}
];

const isStory = ({ post }: JoinedPost) => post.finding === 'story';
const fixed = (name: string, means: string, value: Value): PostColumn => ({
	name,
	type: 'words',
	means,
	only: 'named',
	of: () => value
});

/**
 * What people said of posts, named as an item of the corpus, for `evaluate` and, by choice, `train`.
 * Nobody marked the telling words, so it has no spans.
 */
export const findingColumns: PostColumn[] = [
	{
		...postNamed,
		means: 'Number of the post, after the word “finding”.',
		of: ({ post }) => `finding-${post.id}`
	},
	postPseudonym,
	{ ...practitionerOf, only: 'pseudonymised' },
	...when.filter((column) => column.only === 'pseudonymised'),
	{
		name: 'lang',
		type: 'words',
		means: 'Language of the post.',
		of: ({ post }) => post.lang ?? 'en'
	},
	{
		name: 'kind',
		type: 'words',
		means: 'Kind of place it was posted at.',
		of: (row) => row.platform
	},
	{ ...profession, name: 'author_role' },
	{
		name: 'author_care',
		type: 'words',
		means: 'Whether the feed’s author gives care, as a person chose it or the feed says.',
		of: (row) => row.careChosen ?? row.care
	},
	{
		name: 'title',
		type: 'text',
		means: 'Title as published.',
		only: 'named',
		of: ({ post }) => post.title
	},
	{
		name: 'text',
		type: 'text',
		means: 'Plain text that people read.',
		only: 'named',
		of: ({ post }) => post.text
	},
	{
		name: 'client_narrative',
		type: 'words',
		means: 'Whether people settled that the post tells about a client: yes or no.',
		of: (row) => (isStory(row) ? 'yes' : 'no')
	},
	fixed('spans', 'Telling words; nobody marks them here, so always empty.', []),
	{
		name: 'about',
		type: 'words',
		means: 'Whom the post is about.',
		of: (row) => (isStory(row) ? 'own-client' : 'none')
	},
	fixed('form', 'Form of the telling; not asked of people here.', []),
	{
		name: 'exits',
		type: 'words',
		means: 'What the post says that changes its reading, as the machine reads it.',
		of: ({ post }) => post.axes?.exits ?? []
	},
	fixed('tone', 'Tone; not asked of people here, so always neutral.', 'neutral'),
	fixed('identifiers', 'Not asked of people here.', []),
	fixed('other_norms', 'Not asked of people here.', []),
	fixed('good_practice', 'Not asked of people here.', [])
];
