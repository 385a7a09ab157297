/** The columns of exported posts and marks, with what each means. Pure. */
import type { PostColumn } from './column.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;
const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

export const postNamed: PostColumn = {
	name: 'id',
	type: 'text',
	means: 'Number of the post in this installation.',
	only: 'named',
	of: ({ post }) => post.id
};
export const postPseudonym: PostColumn = {
	name: 'post',
	type: 'text',
	means: 'Pseudonym of the post, the same in every export of this installation.',
	only: 'pseudonymised',
	of: ({ post }, naming) => naming.of('post', post.id)
};
export const practitionerOf: PostColumn = {
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
export const when: PostColumn[] = [
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
export const profession: PostColumn = {
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
