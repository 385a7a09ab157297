/** What publications are judged by at this moment on this website. */
import type { Db } from '../db/index.ts';
import { reader } from '../reading.ts';
import * as pause from './pause.ts';
import type { Conditions } from './publications.ts';

export async function current(db: Db, now = new Date()): Promise<Conditions> {
	const { evidence } = await reader();
	return { evidence, pause: await pause.find(db), now };
}
