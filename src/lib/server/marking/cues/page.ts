/** The page docs/cues.md: every cue with its sentence. Pure; the train command writes it. */
import type { Cue } from './cue.ts';
import { cues } from './index.ts';

const headings: [Cue['kind'], string, string][] = [
	[
		'narrating',
		'What speaks for a story about one client',
		'None of them decides alone: the reader has learned how much each counts, and beside which words.'
	],
	[
		'against',
		'What speaks against',
		'Shown beside a mark where taking these words out would raise the probability.'
	],
	[
		'exit',
		'What the post itself says that changes its reading',
		'Stored with the mark under the name in brackets.'
	],
	[
		'identifier',
		'What could let somebody recognise the person',
		'Read only in posts that are marked.'
	],
	['tone', 'The tone of a story', 'Read only in posts that are marked; never part of the count.'],
	['form', 'The form of a story', 'Read only in posts that are marked.'],
	[
		'other-norm',
		'Other norms',
		'Each is a reading of its own and never enters the count of client stories.'
	],
	[
		'good-practice',
		'Good practice',
		'Counted and shown just the same. The numbers are those of the norms.'
	]
];

/** The page as Markdown. */
export function page(): string {
	const sections = headings.map(([kind, heading, about]) => {
		const rows = cues
			.filter((cue) => cue.kind === kind)
			.map(({ id, says, because }) => `- \`${id}\`${says ? ` (${says})` : ''}: ${because}`);
		return `## ${heading}\n\n${about}\n\n${rows.join('\n')}\n`;
	});
	return `# Cues

A cue is a pattern of words with a sentence that explains it. Cues are features of the first stage and give names to the words that moved the reader. The patterns are in \`src/lib/server/marking/cues/\`; a new one is an entry there and a run of the \`train\` command, which also writes this page.

${sections.join('\n')}`;
}
