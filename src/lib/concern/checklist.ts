/** What a body asks for, ticked off against what the letter has. Pure. */
import type { Answers } from './answers.ts';
import type { Fact } from './directory/facts.ts';
import type { Route } from './routes.ts';

export type State = 'in the letter' | 'still missing' | 'yours to add';

export interface Item {
	fact: Fact;
	state: State;
}

type Test = (answers: Answers, text: string) => boolean;
const includes = (text: string, part: string) => part.trim() !== '' && text.includes(part.trim());

/** What can be seen in a letter, by the words a body uses for it. The first that fits decides. */
const tests: readonly [RegExp, Test | null][] = [
	[
		/release|authorisation|consent|permission|pledge|form|notari|proforma|portal|check|willing/i,
		null
	],
	[/^your signature$|^signature$/i, null],
	[
		/registration number|licence number/i,
		({ person }, text) => includes(text, person.name) && includes(text, person.number)
	],
	[
		/^your name|^name, address|name and contact|^client name/i,
		({ me }, text) => includes(text, me.name) && includes(text, me.contact)
	],
	[
		/licensee|psychologist|practitioner|registrant|therapist name|named|covered entity|^names$|organisation first/i,
		({ person }, text) => includes(text, person.name)
	],
	[/relationship began and ended|dates of therapy/i, ({ span }, text) => includes(text, span)],
	[/times, places of therapy/i, ({ span }, text) => includes(text, span)],
	[/attempts at resolution/i, (_, text) => /\braise(?:d)? this\b/.test(text)],
	[/harm suffered/i, ({ effect }, text) => includes(text, effect)],
	[/witness|supporters/i, null],
	[/standards|which rule/i, (_, text) => /\b(?:rules?|law|code)\b.*\bin mind\b/.test(text)],
	[/wait 30 days/i, ({ told, toldAt }) => told === 'yes' && toldAt !== ''],
	[
		/date|chronology|when|what, where/i,
		({ posts }, text) =>
			posts.some((post) => Boolean(post.publishedAt || post.seenAt)) && /\b\d{4}\b/.test(text)
	],
	[/documents|papers|copies|screenshots|evidence/i, (_, text) => /\bI enclose\b/.test(text)],
	[/./, ({ saw }, text) => includes(text, saw)]
];

/** The list for a recipient. Items about paper, forms and signatures are left for the writer to see to. */
export function checklist(route: Route, answers: Answers, text: string): Item[] {
	return route.needs.map((fact) => {
		const test = tests.find(([pattern]) => pattern.test(fact.text))?.[1] ?? null;
		return {
			fact,
			state:
				test === null ? 'yours to add' : test(answers, text) ? 'in the letter' : 'still missing'
		};
	});
}
