/** What a body lets others see: the name, the notes, and whether one can stop. From its own record. Pure. */
import { factOf, type Body } from './directory/bodies.ts';
import type { FactField } from './directory/bodies.ts';
import type { Fact } from './directory/facts.ts';

const unknown = (text: string): Fact => ({
	text,
	sources: [],
	readOn: null,
	check: 'not confirmed'
});

/** Record fields where such remarks stand. */
function remarks(body: Body): { field: FactField; text: string }[] {
	return [
		...body.needs.map((text) => ({ field: 'needs' as const, text: text.replace(/^note: /, '') })),
		...(body.note ? [{ field: 'note' as const, text: body.note }] : []),
		{ field: 'cannot' as const, text: body.cannot },
		...(body.duration ? [{ field: 'duration' as const, text: body.duration }] : [])
	];
}

function find(body: Body, pattern: RegExp) {
	return remarks(body).find(({ text }) => pattern.test(text));
}

/** Will the practitioner learn who wrote? */
export function name(body: Body, today: string): Fact {
	const kept = find(body, /identity (is )?(never|protected|confidential)|endanger someone/i);
	if (kept) return factOf(body, kept.field, `In part. We read: ${kept.text}.`, today);
	const shown = find(
		body,
		/\bcopy (with your name|goes to)|gets? a copy|receives a copy|told who|identity and allegations|notifies|told in \d+ days|has (30|four) (days|weeks)|usually told|shared with the/i
	);
	if (shown) return factOf(body, shown.field, `Most likely yes. We read: ${shown.text}.`, today);
	if (body.kind === 'data protection authority')
		return unknown('Most likely yes. They have to ask the practice about you.');
	return unknown('Most often yes. As a rule the person gets a copy and may answer.');
}

/** May they ask for the therapy notes? */
export function notes(body: Body, today: string): Fact {
	const asked = find(
		body,
		/records|release|confidentiality|authorisation|waive|State Form|freedom of information/i
	);
	if (asked) return factOf(body, asked.field, `They may be. We read: ${asked.text}.`, today);
	return unknown('Not known. Ask who would see your notes, and if the posts alone are enough.');
}

/** Bodies whose rule on stopping was met while reading; none of it is in their record. */
const stopping: Record<string, string> = {
	'new-mexico-state-board-of-psychologist-examiners':
		'We noted that one cannot take it back once it is made.'
};

/** Can the writer stop later? */
export function stop(body: Body): Fact {
	return unknown(stopping[body.id] ?? 'Not known. Ask before you send if you can stop later.');
}

/** Do they act on a concern without a name? */
export function anonymous(body: Body, today: string): Fact {
	if (body.acceptsAnonymous === true)
		return factOf(
			body,
			'acceptsAnonymous',
			'They take one. They can often do less with it.',
			today
		);
	if (body.acceptsAnonymous === false)
		return factOf(body, 'acceptsAnonymous', 'No. They want your name.', today);
	return unknown('Not known. Many do not act on one.');
}
