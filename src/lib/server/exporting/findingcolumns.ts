/** The columns of exported findings, with what each means. Pure. */
import type { JoinedPost, PostColumn, Value } from './column.ts';
import { postNamed, postPseudonym, practitionerOf, profession, when } from './postcolumns.ts';

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
