/** Words that accuse, guess at motives, or tell a diagnosis. Pure. */
import { each, type Aim, type Finding } from './finding.ts';

const insults =
	/\b(?:liar|liars|narcissist(?:ic)?|psychopath|sociopath|predator|monster|quack|fraud|fraudster|con artist|charlatan|evil|disgusting|sick|idiot|incompetent|crook|criminal)\b/gi;
const crimes =
	/\b(?:illegal(?:ly)?|unlawful(?:ly)?|crimes?|abus(?:e|ed|ive|er|ing)|malpractice|negligen(?:t|ce)|harass(?:ed|ment|ing)?|defamation|stalk(?:ed|ing|er)?|lied|lying|lies)\b/gi;
const verdicts =
	/\b(?:breach(?:ed|es|ing)?|violat(?:e|ed|es|ing|ion|ions)|unethical(?:ly)?|guilty|misconduct|unprofessional|betray(?:ed|al)?)\b/gi;
const motives =
	/\b(?:on purpose|deliberately|for (?:the )?(?:likes|clicks|money|fame|attention|views|followers)|to (?:humiliate|mock|punish|hurt|shame|embarrass) me|to make fun of|to get back at me|wanted to hurt)\b/gi;
const diagnoses =
	/\b(?:depress(?:ion|ed)|bipolar|borderline|BPD|PTSD|OCD|ADHD|autis(?:m|tic)|schizophreni[ac]|psychosis|psychotic|anorexia|bulimia|eating disorder|anxiety disorder|panic attacks?|self-harm(?:ed|ing)?|hurting (?:myself|herself|himself)|hurt myself|suicid(?:e|al)|overdose|addict(?:ed|ion)?|alcoholi[cs]m?|HIV|cancer|miscarriage|abortion|pregnan(?:t|cy)|sertraline|fluoxetine|lithium|antidepressants?|my medication)\b/gi;

/** Words of blame. Said in a session they are the writer's own affair, so there they only advise. */
export function accusations(text: string, { kind }: Aim): Finding[] {
	const firm = kind === 'session' ? 'advisory' : 'blocking';
	return [
		...each(
			text,
			insults,
			'accusation',
			firm,
			'This says what the person is. Say what they did, and let the reader judge. A letter like that is harder to wave away.'
		),
		...each(
			text,
			crimes,
			'accusation',
			firm,
			'This is a heavy charge. If it cannot be shown, it can be held against you. Say what you saw.'
		),
		...each(
			text,
			verdicts,
			'accusation',
			'advisory',
			'This is for them to decide. You could say what was written, and that you had not agreed to it.'
		)
	].filter(({ start, end }) => !isQuoted(text, start, end));
}

/** Guesses at why it was done. */
export function guesses(text: string): Finding[] {
	return each(
		text,
		motives,
		'motive',
		'advisory',
		'This guesses at a motive. No one can prove it. What was posted is enough.'
	).filter(({ start, end }) => !isQuoted(text, start, end));
}

/** Health facts: the writer's own are theirs to tell, but seldom needed. */
export function health(text: string, { kind }: Aim): Finding[] {
	if (kind === 'session' || kind === 'therapist') return [];
	return each(
		text,
		diagnoses,
		'diagnosis',
		'advisory',
		'This tells about someone’s health. Keep it only if the post tells it too, or if the reader must know.'
	);
}

/** Inside quotation marks the words are the post's. */
function isQuoted(text: string, start: number, end: number): boolean {
	const before = text.slice(0, start);
	const line = before.slice(before.lastIndexOf('\n') + 1);
	const opened = (line.match(/“/g) ?? []).length - (line.match(/”/g) ?? []).length;
	const straight = (line.match(/"/g) ?? []).length % 2 === 1;
	return (
		(opened > 0 && text.indexOf('”', end) !== -1) || (straight && text.indexOf('"', end) !== -1)
	);
}
