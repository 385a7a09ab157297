/**
 * What happened in the life of a publication, and what it comes to. Pure. Steps that the rules did not
 * allow when they were taken count as not taken, so that no order of steps leads past a rule.
 */
import type { Outcome, PublicationStep, ReplyKind } from '#lib/words.ts';

/** Days between the notice and the first publication (guard F6). */
export const windowDays = 28;
/** Days in which an appeal is answered. */
export const appealDays = 14;
/** Days for which the practitioner's own link works. */
export const linkDays = 90;
export interface Event {
	what: PublicationStep;
	at: Date;
	/** Who did it; null for the practitioner, a stranger or the program. */
	by: string | null;
	/** The post it is about; null for all of them. */
	postId: number | null;
	replyId: number | null;
	/** Of a reply. */
	kind?: ReplyKind | null;
	/** Whether a reply has words that a person must look at first. */
	hasWords?: boolean;
	/** Of an answer to an appeal. */
	outcome?: Outcome | null;
}

export interface Appeal {
	replyId: number;
	postId: number | null;
	dueAt: Date;
	isLate: boolean;
}

export const addDays = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);

/** The steps up to `now`, in the order they happened. */
function upTo(events: Event[], now: Date): Event[] {
	return events.filter((one) => one.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Whether the group publishes: proposed by one person, confirmed by another, not switched off since. */
export function isSwitchedOn(events: Event[], now: Date): boolean {
	let proposedBy: string | null = null;
	let isOn = false;
	for (const { what, by } of upTo(events, now)) {
		if (what === 'switched-off') [isOn, proposedBy] = [false, null];
		else if (what === 'proposed' && !isOn) proposedBy = by;
		else if (what === 'switched-on' && by && proposedBy && by !== proposedBy) isOn = true;
	}
	return isOn;
}

/** Who waits for a second person to switch publication on; null when nobody does. */
export function proposer(events: Event[], now: Date): string | null {
	if (isSwitchedOn(events, now)) return null;
	const last = upTo(events, now).findLast(
		({ what }) => what.startsWith('switch') || what === 'proposed'
	);
	return last?.what === 'proposed' ? last.by : null;
}

export interface Told {
	drafters: Set<string>;
	noticedAt: Date | null;
	decidedAt: Date | null;
	decidedBy: string | null;
	isWithdrawn: boolean;
	isCorrected: boolean;
	isDisputed: boolean;
	appeals: Appeal[];
	/** What was appealed already: each once; null stands for the whole record. */
	heard: Set<number | null>;
	/** Posts whose finding fell on appeal; null stands for all. */
	overturned: Set<number | null>;
	/** Replies with words that nobody looked at yet. */
	unread: Set<number>;
	hidden: Map<number, { asked: number; isBack: boolean }>;
	/** Posts that left by themselves. They do not come back: that takes a new record and a new notice. */
	left: Map<number, 'remedied' | 'expired'>;
	linkAt: Date | null;
	openedAt: Date | null;
}

/** What the steps up to `now` come to. Each is taken only where the rules allow it at its own time. */
export function tell(events: Event[], now: Date): Told {
	const told: Told = {
		drafters: new Set(),
		noticedAt: null,
		decidedAt: null,
		decidedBy: null,
		isWithdrawn: false,
		isCorrected: false,
		isDisputed: false,
		appeals: [],
		heard: new Set(),
		overturned: new Set(),
		unread: new Set(),
		hidden: new Map(),
		left: new Map(),
		linkAt: null,
		openedAt: null
	};
	for (const event of upTo(events, now)) take(told, event, now);
	return told;
}

function take(told: Told, event: Event, now: Date): void {
	const { at, by, postId, replyId } = event;
	switch (event.what) {
		case 'drafted':
			if (by && !told.noticedAt) told.drafters.add(by);
			return;
		case 'noticed':
			if (by && told.drafters.size > 0 && !told.noticedAt) told.noticedAt = told.linkAt = at;
			return;
		case 'renewed':
			if (told.noticedAt) told.linkAt = at;
			return;
		case 'opened':
			told.openedAt ??= at;
			return;
		case 'replied':
			if (replyId === null || !told.noticedAt) return;
			if (event.hasWords) told.unread.add(replyId);
			if (event.kind !== 'removed-or-edited') told.isDisputed = true;
			return;
		case 'passed':
		case 'returned':
			if (by && replyId !== null) told.unread.delete(replyId);
			return;
		case 'appealed': {
			if (replyId === null || !told.noticedAt || told.heard.has(postId)) return;
			told.heard.add(postId);
			const dueAt = addDays(at, appealDays);
			told.appeals.push({ replyId, postId, dueAt, isLate: now > dueAt });
			return;
		}
		case 'answered': {
			const appeal = told.appeals.find((one) => one.replyId === replyId);
			if (!by || !appeal) return;
			told.appeals = told.appeals.filter((one) => one !== appeal);
			if (event.outcome === 'overturned') told.overturned.add(appeal.postId);
			return;
		}
		case 'published':
			if (mayDecide(told, event)) [told.decidedAt, told.decidedBy] = [at, by];
			return;
		case 'corrected':
			told.isCorrected = true;
			return;
		case 'withdrawn':
			told.isWithdrawn = true;
			return;
		case 'hidden':
			if (postId !== null) {
				const asked = (told.hidden.get(postId)?.asked ?? 0) + 1;
				told.hidden.set(postId, { asked, isBack: false });
			}
			return;
		case 'remedied':
		case 'expired':
			if (postId !== null && !told.left.has(postId)) told.left.set(postId, event.what);
			return;
		case 'forgotten':
			// The text is deleted: there is nothing to bring back.
			if (postId !== null) told.hidden.set(postId, { asked: Infinity, isBack: false });
			return;
		case 'restored': {
			const one = postId === null ? undefined : told.hidden.get(postId);
			// Asked for twice, a copy stays down.
			if (by && one?.asked === 1) one.isBack = true;
			return;
		}
	}
}

/** A second person decides, after the window, with no appeal and no unread reply open. */
function mayDecide(told: Told, { at, by }: Event): boolean {
	return (
		by !== null &&
		!told.drafters.has(by) &&
		!told.decidedAt &&
		!told.isWithdrawn &&
		told.noticedAt !== null &&
		at >= addDays(told.noticedAt, windowDays) &&
		told.appeals.length === 0 &&
		told.unread.size === 0
	);
}
