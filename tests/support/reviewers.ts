/** What made-up reviewers answer. */
import type { Answers } from '#lib/server/review/codings.ts';
import type { Answer } from '#lib/words.ts';

export function says(narrates: Answer, over: Partial<Answers> = {}): Answers {
	return {
		narrates,
		identifiers: [],
		exits: [],
		tone: null,
		voice: 'practitioner',
		reason: '',
		note: '',
		...over
	};
}
