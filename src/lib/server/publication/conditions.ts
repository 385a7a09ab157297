/** What publications are judged by at this moment on this website. */
import type { Db } from '../db/index.ts';
import { reader } from '../reading.ts';
import * as pause from './pause.ts';
import type { Conditions } from './publications.ts';

const KEEP_MS = 60_000;
const kept = new WeakMap<Db, { at: number; pause: Promise<string | null> }>();

/** Whether publication pauses is worked out once a minute: anybody may open a public page, as often as they like. */
export async function current(db: Db, now = new Date()): Promise<Conditions> {
	const { evidence } = await reader();
	const known = kept.get(db);
	if (known && Math.abs(now.getTime() - known.at) < KEEP_MS)
		return { evidence, pause: await known.pause, now };
	const found = pause.find(db);
	kept.set(db, { at: now.getTime(), pause: found });
	found.catch(() => kept.delete(db));
	return { evidence, pause: await found, now };
}
