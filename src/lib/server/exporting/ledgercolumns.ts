/** The columns of exported ledgers, with what each means. Pure. */
import { goodPractices, otherNorms } from '#lib/words.ts';
import type { View } from '../ledger.ts';
import type { Column } from './column.ts';

/** Only the country of a place such as US-CA: a region and a profession may fit one person alone. */
const country = (place: string | null) => place?.slice(0, 2) ?? null;

export const ledgerColumns: Column<View>[] = [
	{
		name: 'practitioner',
		type: 'text',
		means: 'Name of the practitioner, or the pseudonym that stands for it.',
		of: ({ practitioner }, naming) =>
			naming.isNamed ? practitioner.name : naming.of('practitioner', practitioner.id)
	},
	{
		name: 'profession',
		type: 'words',
		means: 'Profession as a person chose it; empty where nobody did.',
		of: ({ practitioner }) => practitioner.profession
	},
	{
		name: 'place',
		type: 'words',
		means: 'Where they work (ISO 3166); only the country in a pseudonymised export.',
		of: ({ practitioner }, { isNamed }) =>
			isNamed ? practitioner.place : country(practitioner.place)
	},
	{
		name: 'posts',
		type: 'whole number',
		means: 'Public posts that were read and counted.',
		of: ({ ledger }) => ledger.posts
	},
	{
		name: 'not_judged',
		type: 'whole number',
		means: 'Of those, in a language the reader was not measured on, or with nothing to read.',
		of: ({ ledger }) => ledger.notJudged
	},
	{
		name: 'from',
		type: 'day',
		means: 'First day of what was read.',
		of: ({ ledger }) => ledger.from
	},
	{ name: 'to', type: 'day', means: 'Last day of what was read.', of: ({ ledger }) => ledger.to },
	{
		name: 'complete',
		type: 'true or false',
		means: 'Whether every feed was read back to its first post.',
		of: ({ ledger }) => ledger.complete
	},
	{
		name: 'marked_likely',
		type: 'whole number',
		means: 'Posts that the machine marked as likely; some are wrong.',
		of: ({ ledger }) => ledger.marked.likely
	},
	{
		name: 'marked_possible',
		type: 'whole number',
		means: 'Posts that the machine marked as possible; many are wrong.',
		of: ({ ledger }) => ledger.marked.possible
	},
	{
		name: 'enough',
		type: 'true or false',
		means: 'Whether enough was read for a range: 25 posts over six months.',
		of: ({ ledger }) => ledger.enough
	},
	{
		name: 'stories_low',
		type: 'whole number',
		means:
			'Low end of the range of posts that tell about a client; empty where there is not enough.',
		of: ({ ledger }) => ledger.stories?.low ?? null
	},
	{
		name: 'stories_high',
		type: 'whole number',
		means: 'High end of that range. Never give one end, or the likeliest number, alone.',
		of: ({ ledger }) => ledger.stories?.high ?? null
	},
	{
		name: 'stories_likeliest',
		type: 'whole number',
		means: 'The single likeliest number within the range.',
		of: ({ ledger }) => ledger.stories?.likeliest ?? null
	},
	{
		name: 'stories_level',
		type: 'share',
		means: 'Chance that the range holds the true number, 0 to 1.',
		of: ({ ledger }) => ledger.stories?.level ?? null
	},
	...[...goodPractices, ...otherNorms].map((item): Column<View> => ({
		name: item,
		type: 'whole number',
		means: `Posts read as “${item}” (docs/norms.md); a machine’s reading.`,
		of: ({ ledger }) => ledger.goodPractice[item] ?? ledger.otherNorms[item] ?? 0
	}))
];
