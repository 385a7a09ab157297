/** The words of an import: what was found of each row, what will be done and what was done. Pure. */
import * as format from './format.ts';

/** checking -> checked -> following -> done -> undoing -> undone */
export const intakeStages = [
	'checking',
	'checked',
	'following',
	'done',
	'undoing',
	'undone'
] as const;
export type IntakeStage = (typeof intakeStages)[number];

/** What a look at a row found; `waiting` before it. */
export const intakeRowStates = [
	'waiting',
	'new',
	'namesake',
	'joins',
	'known',
	'duplicate',
	'unclear',
	'unreadable'
] as const;
export type IntakeRowState = (typeof intakeRowStates)[number];

export const intakeOutcomes = [
	'followed',
	'joined',
	'listed',
	'kept',
	'left-out',
	'failed',
	'undone'
] as const;
export type IntakeOutcome = (typeof intakeOutcomes)[number];

/** Rows that the person may choose to follow. */
export const choosable: readonly IntakeRowState[] = ['new', 'namesake', 'joins', 'known'];

/** How many rows are of each state, and of each outcome. */
export interface IntakeCounts {
	rows: number;
	chosen: number;
	states: Record<IntakeRowState, number>;
	outcomes: Record<IntakeOutcome, number>;
}

export interface IntakeRowFacts {
	state: IntakeRowState;
	outcome: IntakeOutcome | null;
	isFeed: boolean;
	isChosen: boolean;
	reason: string | null;
	otherLine: number | null;
	/** Name of the practitioner followed already. */
	otherName: string | null;
	/** Whether what was done puts people into a list. */
	hasList: boolean;
}

/** A short name for each state. */
export const stateNames: Record<IntakeRowState, string> = {
	waiting: 'not looked at yet',
	new: 'found',
	namesake: 'same name',
	joins: 'same person',
	known: 'followed already',
	duplicate: 'twice in the list',
	unclear: 'several accounts',
	unreadable: 'not readable'
};

export const outcomeNames: Record<IntakeOutcome, string> = {
	followed: 'followed',
	joined: 'followed, with the other feeds of this person',
	listed: 'put into the list',
	kept: 'followed before',
	'left-out': 'left out',
	failed: 'not followed',
	undone: 'taken back'
};

/** What was found of a row, in sentences. */
export function found(row: IntakeRowFacts): string {
	const same = row.otherName ?? (row.otherLine ? `line ${row.otherLine}` : 'somebody');
	switch (row.state) {
		case 'waiting':
			return 'Not looked at yet.';
		case 'new':
			return 'A feed was found.';
		case 'namesake':
			return `A feed was found, and ${same} has the same name. A name alone does not say that they are one person.`;
		case 'joins':
			return `A feed was found, and two signs, or the person’s own word, say that it belongs to ${same}.`;
		case 'known':
			return `This feed is followed already${row.otherName ? `, under ${row.otherName}` : ''}.`;
		case 'duplicate':
			return `The same feed as line ${row.otherLine}.`;
		case 'unclear':
			return row.reason ?? 'Several accounts have this name.';
		case 'unreadable':
			return row.reason ?? 'Nothing was found.';
	}
}

/** What following would do with a row. */
export function plan(row: IntakeRowFacts): string {
	const also = row.hasList ? ' and put into the list' : '';
	if (row.state === 'waiting') return 'Nothing before it was looked at.';
	if (row.state === 'duplicate') return 'Nothing: the first of them counts.';
	if (row.state === 'unclear') return 'Nothing, unless you choose one.';
	if (row.state === 'unreadable' && !row.isFeed) return 'Nothing.';
	if (!row.isChosen) return 'Nothing, unless you tick it.';
	if (row.state === 'unreadable') return `Followed even so${also}; it is asked again in its turn.`;
	if (row.state === 'known') return row.hasList ? 'Put into the list.' : 'Nothing more.';
	if (row.state === 'joins') return `Followed with that person’s other feeds${also}.`;
	if (row.state === 'namesake') return `Followed as another person${also}.`;
	return `Followed${also}.`;
}

/** Where an import stands, in a sentence. */
export function progress(stage: IntakeStage, counts: IntakeCounts): string {
	const { rows, states, outcomes } = counts;
	const left = states.waiting;
	switch (stage) {
		case 'checking':
			return `Looking at each row: ${format.number(rows - left)} of ${format.number(rows)} done. Sites are asked slowly, one question at a time.`;
		case 'checked':
			return `${format.count(rows, 'row')} looked at; nothing is followed yet.`;
		case 'following':
			return `Following: ${format.number(doneOf(outcomes))} of ${format.number(counts.chosen)} done.`;
		case 'done':
			return `Done: ${format.count(outcomes.followed + outcomes.joined, 'feed is', 'feeds are')} followed from this import. New ones are read in their turn.`;
		case 'undoing':
			return `Taking back: ${format.number(outcomes.undone)} done.`;
		case 'undone':
			return 'Taken back: what this import added is followed no more.';
	}
}

function doneOf(outcomes: Record<IntakeOutcome, number>): number {
	return outcomes.followed + outcomes.joined + outcomes.listed + outcomes.kept + outcomes.failed;
}
