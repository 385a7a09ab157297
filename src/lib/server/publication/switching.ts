/** Whether this group publishes at all: off until an administrator proposes it and a second person agrees. */
import type { Who } from '#lib/words.ts';
import { includes } from '../access.ts';
import type { Db } from '../db/index.ts';
import * as events from './events.ts';
import { isSwitchedOn, proposer } from './steps.ts';

export interface Switching {
	isOn: boolean;
	/** Who proposed to switch it on and waits for a second person. */
	proposedBy: string | null;
	history: events.Row[];
}

export async function find(db: Db, now = new Date()): Promise<Switching> {
	const history = await events.listSwitching(db);
	const steps = history.map((row) => events.stepOf({ ...row, kind: null, hasWords: false }));
	return { isOn: isSwitchedOn(steps, now), proposedBy: proposer(steps, now), history };
}

/** An administrator proposes to publish. Returns why not, or undefined when it is done. */
export async function propose(db: Db, who: Who, now = new Date()): Promise<string | undefined> {
	if (!includes(who.role, 'administrator')) return 'Only an administrator can propose this.';
	const { isOn, proposedBy } = await find(db, now);
	if (isOn) return 'Publication is on already.';
	if (proposedBy) return 'Somebody has proposed it already.';
	await db.transaction((tx) => events.record(tx, { what: 'proposed', by: who.id }, now));
	return undefined;
}

/** A second person, editor or administrator, agrees. */
export async function confirm(db: Db, who: Who, now = new Date()): Promise<string | undefined> {
	if (!includes(who.role, 'editor')) return 'Only an editor or an administrator can agree to this.';
	const { isOn, proposedBy } = await find(db, now);
	if (isOn) return 'Publication is on already.';
	if (!proposedBy) return 'Nobody has proposed it.';
	if (proposedBy === who.id) return 'You proposed it yourself: a second person must agree.';
	await db.transaction((tx) => events.record(tx, { what: 'switched-on', by: who.id }, now));
	return undefined;
}

/** Takes every public page down at once; one person is enough for that. */
export async function switchOff(
	db: Db,
	who: Who,
	words: string,
	now = new Date()
): Promise<string | undefined> {
	if (!includes(who.role, 'editor')) return 'Only an editor or an administrator can do this.';
	if (!words.trim()) return 'Say in a few words why.';
	await db.transaction((tx) =>
		events.record(tx, { what: 'switched-off', by: who.id, words: words.trim().slice(0, 2000) }, now)
	);
	return undefined;
}
