/** What is over is forgotten: sessions, questions to passkeys, counts of tries. */
import { lt } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { session, verification } from '../db/accounts.ts';
import * as attempts from './attempts.ts';

/** Returns how many rows were dropped. */
export async function drop(db: Db, now = new Date()): Promise<number> {
	const sessions = await db
		.delete(session)
		.where(lt(session.expiresAt, now))
		.returning({ id: session.id });
	const questions = await db
		.delete(verification)
		.where(lt(verification.expiresAt, now))
		.returning({ id: verification.id });
	return sessions.length + questions.length + (await attempts.dropOld(db, now));
}
