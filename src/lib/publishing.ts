/** Sentences about what may become public of a practitioner, and about replies to it. Part of sentences.ts. Pure. */
import * as format from './format.ts';
import type { Outcome, PublicStatus, ReplyKind, Stage } from './words.ts';

/** The parts of a standing that sentences are made of. */
export interface Standing {
	stage: Stage;
	noticedAt: Date | null;
	windowEndsAt: Date | null;
	decidedAt: Date | null;
	linkEndsAt: Date | null;
	openedAt: Date | null;
	appeals: { dueAt: Date; isLate: boolean }[];
}

const stageNames: Record<Stage, string> = {
	draft: 'Draft',
	noticed: 'Notice sent, window open',
	held: 'Held back',
	publishable: 'Ready for a decision',
	published: 'Public',
	withdrawn: 'Taken back',
	corrected: 'Ended: the findings fell on appeal',
	remedied: 'Ended: put right by the author',
	expired: 'Ended: too old to be held'
};

export function stage(of: Stage): string {
	return stageNames[of];
}

/** How many days lie between two times, at least 0, the last one counted whole. */
const daysUntil = (date: Date, now: Date) =>
	Math.max(0, Math.ceil((date.getTime() - now.getTime()) / 86_400_000));

/** The clocks of a publication, in words. */
export function clocks(of: Standing, now: Date): string[] {
	const lines: string[] = [];
	if (of.noticedAt && of.windowEndsAt) {
		const left = daysUntil(of.windowEndsAt, now);
		lines.push(
			left > 0
				? `Notice sent on ${format.day(of.noticedAt)}. The practitioner can answer for ${format.count(left, 'more day')}, until ${format.day(of.windowEndsAt)}, before anything can be public.`
				: `Notice sent on ${format.day(of.noticedAt)}. The 28 days to answer first ended on ${format.day(of.windowEndsAt)}.`
		);
		lines.push(
			of.openedAt
				? `The practitioner’s link was first opened on ${format.day(of.openedAt)}.`
				: 'The practitioner’s link has not been opened yet.'
		);
	}
	if (of.linkEndsAt && of.stage !== 'withdrawn')
		lines.push(
			of.linkEndsAt > now
				? `The link works until ${format.day(of.linkEndsAt)}.`
				: `The link ran out on ${format.day(of.linkEndsAt)}. It can be renewed.`
		);
	if (of.decidedAt) lines.push(`A second person decided on ${format.day(of.decidedAt)}.`);
	for (const { dueAt, isLate } of of.appeals) lines.push(appealClock(dueAt, isLate, now));
	return lines;
}

/** How long an appeal may still wait for its answer. */
export function appealClock(dueAt: Date, isLate: boolean, now: Date): string {
	const left = daysUntil(dueAt, now);
	return isLate
		? `An appeal should have been answered by ${format.day(dueAt)}. It is late, and stays held back until it is answered.`
		: `An appeal waits for its answer: ${format.count(left, 'day')} left, until ${format.day(dueAt)}.`;
}

const lackSentences: Record<string, string> = {
	off: 'This group does not publish: it is switched off.',
	identity: 'It is not settled well enough that the feeds are this person’s.',
	'not-enough': 'Too few posts, or over too few months, to say anything in public.',
	'no-range': 'There is no range to show beside the posts.',
	'no-item': 'No post is left that two reviewers settled and that may be shown.',
	notice: 'The practitioner has not been told yet.',
	window: 'The 28 days to answer first are not over.',
	appeal: 'An appeal waits for its answer.',
	words: 'The words of a reply wait for somebody to look at them.',
	decision: 'A second person has not decided yet: not the one who drafted it.'
};

/** What is missing before a record may be public. `pause`: why publication pauses itself. */
export function lack(of: string, pause: string | null): string {
	return of === 'paused' ? `Publication pauses. ${pause ?? ''}`.trim() : lackSentences[of]!;
}

/** How far a quarter of the public trends is. @param of.needed marked posts that two people must have read */
export function quarter(of: {
	marked: number;
	read: number;
	needed: number;
	toldAt: Date | null;
}): string {
	if (of.toldAt) return `told on ${format.day(of.toldAt)}.`;
	const far = `two people have read ${format.number(of.read)} of ${format.count(of.marked, 'marked post')}`;
	if (of.read < of.needed) return `${far}; it is told from ${format.number(of.needed)} on.`;
	return `${far}, which is enough. It is told unless that would tell of 10 people or fewer.`;
}

const itemSentences: Record<string, string> = {
	shown: 'Two reviewers agree; it can be shown.',
	appealed: 'Held back: an appeal waits for its answer.',
	unconfirmed: 'Held back: two reviewers no longer agree on it.',
	changed: 'Held back: the text is another now, or it is not counted any more.',
	expired: 'Too old to be held; no longer shown.',
	overturned: 'Fell on appeal; no longer shown.',
	remedied: 'Changed or taken down by the author; no longer shown.',
	'taken-down': 'Somebody asked us to take our copy down; no longer shown.'
};

export function item(state: string): string {
	return itemSentences[state]!;
}

const statusSentences: Record<PublicStatus, string> = {
	undisputed: 'The practitioner was told, and has not said that this is wrong.',
	disputed: 'The practitioner disagrees. The reply stands beside each post.',
	corrected: 'Something here was corrected. What, and why, is told below.',
	withdrawn: 'The group took this back.'
};

export function status(of: PublicStatus): string {
	return statusSentences[of];
}

const kindNames: Record<ReplyKind, string> = {
	'consent-given': 'The client agreed to this post',
	'composite-or-fiction': 'It is made up, or made up of several people',
	'not-a-client': 'It is not about a client',
	'removed-or-edited': 'I have changed it or taken it down',
	'wrong-person': 'This is not my feed',
	disagree: 'I disagree for another reason'
};

/** A kind of reply as the practitioner chooses it. */
export function replyChoice(kind: ReplyKind): string {
	return kindNames[kind];
}

const replySentences: Record<ReplyKind, string> = {
	'consent-given': 'The practitioner says that the client agreed to this post.',
	'composite-or-fiction':
		'The practitioner says that this is made up, or made up of several people.',
	'not-a-client': 'The practitioner says that this is not about a client.',
	'removed-or-edited': 'The practitioner says that this was changed or taken down.',
	'wrong-person': 'The practitioner says that this is somebody else’s feed.',
	disagree: 'The practitioner disagrees with this reading.'
};

/** A reply as others read it. */
export function reply(kind: ReplyKind): string {
	return replySentences[kind];
}

const outcomeSentences: Record<Outcome, string> = {
	stands: 'On appeal, another reviewer read it again: the reading stands.',
	overturned: 'On appeal, another reviewer read it again: the reading fell, and is corrected.'
};

export function outcome(of: Outcome): string {
	return outcomeSentences[of];
}

/** What two people's reading says, and does not say. */
export function reading(readers: number): string {
	return `${readers === 2 ? 'Two' : format.number(readers)} reviewers read this post, each without knowing the other’s answer. To both it seems to tell about a client. That is a reading: it can be wrong, and says nothing about whether the client agreed.`.replace(
		'To both',
		readers === 2 ? 'To both' : 'To all'
	);
}

/** Until when a post is held. */
export function expiry(date: Date): string {
	return `This leaves the page on ${format.day(date)}, unless something like it is posted again.`;
}

/** The words that screening found, by kind. */
export const detailNames: Record<string, string> = {
	name: 'a name',
	age: 'an age',
	place: 'a place',
	date: 'a day or time',
	contact: 'an address or number',
	health: 'somebody’s health',
	work: 'somebody’s work',
	family: 'somebody’s family',
	event: 'a rare event',
	words: 'words that somebody said'
};

/** What became known of a record after it was public, for the log of corrections. Names nobody. */
export function correction(what: string, publishedAt: Date | null): string {
	const post = publishedAt ? `a post of ${format.month(publishedAt)}` : 'a post';
	const sentences: Record<string, string> = {
		overturned: `On appeal, another reviewer read ${post} again. It does not seem to tell about a client. It was taken out.`,
		corrected: 'A record was corrected.',
		withdrawn: 'A record was taken back.',
		remedied: `The author changed or took down ${post}. It was taken out.`,
		expired: `The time for which ${post} is held ran out. It was taken out.`,
		hidden: `Somebody asked us to take our copy of ${post} down. It was hidden at once.`,
		restored: `Our copy of ${post} was looked at again, and came back.`,
		forgotten: `Our copy of ${post} was deleted.`
	};
	return sentences[what]!;
}

/** Beside a ledger that one person alone reads. */
export function alone(name: string): string {
	return `No reply is on file. ${name} does not know of this page: it is yours alone.`;
}

/** Beside a ledger of a group that has sent no notice. */
export function untold(name: string): string {
	return `No reply is on file, since ${name} has not been told of this page. Nothing of it is public.`;
}
