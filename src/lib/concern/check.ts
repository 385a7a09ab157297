/** Reads a finished text before it goes out and says what to look at again, and why. Pure. */
import type { Answers } from './answers.ts';
import { contacts, dates, therapy, whereabouts } from './checks/details.ts';
import type { Aim, Finding } from './checks/finding.ts';
import { names } from './checks/names.ts';
import { missing, placeholders, size, template } from './checks/shape.ts';
import { accusations, guesses, health } from './checks/words.ts';
import * as letter from './letter.ts';
import * as script from './script.ts';

export type { Finding } from './checks/finding.ts';

/** Findings in one text, blocking first, then in the order of the text. */
export function text(written: string, aim: Aim): Finding[] {
	const found = [
		...placeholders(written),
		...names(written, aim),
		...accusations(written, aim),
		...guesses(written),
		...health(written, aim),
		...dates(written, aim),
		...whereabouts(written, aim),
		...contacts(written, aim),
		...therapy(written, aim),
		...size(written, aim)
	];
	return sort(found.filter((one) => !overlapsBlocking(one, found)));
}

/** Findings in the letter to a recipient, or in the script. `today` is YYYY-MM-DD. */
export function document(answers: Answers, recipient: string, today: string): Finding[] {
	if (recipient === script.recipient)
		return text(script.assemble(answers, today), { answers, kind: 'session' });
	const draft = letter.draft(answers, recipient, today);
	const aim: Aim = { answers, kind: draft.kind };
	return sort([
		...text(letter.assemble(answers, draft), aim),
		...template(draft, aim),
		...missing(aim)
	]);
}

/** The blocking findings the writer has neither changed nor chosen to keep, the same words once. */
export function blocking(findings: Finding[], answers: Answers): Finding[] {
	const open = findings.filter(
		(one) => one.level === 'blocking' && !answers.kept.includes(one.key)
	);
	return [...new Map(open.map((one) => [one.key, one])).values()];
}

function sort(findings: Finding[]): Finding[] {
	return findings.sort(
		(a, b) => Number(a.level === 'advisory') - Number(b.level === 'advisory') || a.start - b.start
	);
}

/** One place is named once: where a blocking finding covers it, an advisory one adds nothing. */
function overlapsBlocking(one: Finding, all: Finding[]): boolean {
	return (
		one.level === 'advisory' &&
		one.end > one.start &&
		all.some(
			(other) =>
				other.level === 'blocking' &&
				other.end > other.start &&
				one.start < other.end &&
				other.start < one.end
		)
	);
}
