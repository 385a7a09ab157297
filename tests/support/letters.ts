/** Works a scenario end to end: takes the sentences, makes the edits, puts the letter together. */
import type { Answers } from '#lib/concern/answers.ts';
import * as letter from '#lib/concern/letter.ts';
import * as script from '#lib/concern/script.ts';
import type { Scenario } from './scenarios.ts';

export function work(
	{ answers: given, recipient, take, edits }: Scenario,
	today: string
): { answers: Answers; text: string } {
	const answers = structuredClone(given);
	if (recipient === script.recipient) return { answers, text: script.assemble(answers, today) };
	const draft = letter.draft(answers, recipient, today);
	const sections: Record<string, string> = {};
	for (const wanted of take) {
		const [sectionId, offerId] = wanted.split('/');
		const section = draft.sections.find((one) => one.id === sectionId);
		const offer = section?.offers.find((one) => one.id === offerId);
		if (!section || !offer) throw new Error(`${recipient} has no offer ${wanted}`);
		sections[section.id] = letter.take(section, sections[section.id] ?? section.own, offer);
	}
	answers.letters[recipient] = { ...sections, ...edits };
	return { answers, text: letter.assemble(answers, draft) };
}
