/**
 * Links by which people join: one person each, for some days. The first administrator's is printed
 * where the program runs, and holds only while there is no administrator. A link for somebody who is
 * there already lets them choose a new password. What is kept of a link is its hash alone.
 */
import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { Role } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { invitation } from '../db/accounts.ts';
import * as journal from '../journal.ts';
import * as people from './people.ts';

export type Invitation = typeof invitation.$inferSelect;
export type State = 'open' | 'used' | 'revoked' | 'over';

const DAY_MS = 86_400_000;
/** How long a link may be made to hold. */
export const days = { usual: 7, most: 30 };

export function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** Makes a link's secret part; it can't be shown again later. */
export async function add(
	db: Db,
	made: { by: string; role: Role; note: string; days: number; personId?: string },
	now = new Date()
): Promise<{ token: string; id: number }> {
	const token = randomBytes(24).toString('base64url');
	const id = await db.transaction(async (tx) => {
		const [row] = await tx
			.insert(invitation)
			.values({
				tokenHash: hashOf(token),
				role: made.role,
				note: made.note.trim().slice(0, 200),
				invitedById: made.by,
				personId: made.personId ?? null,
				createdAt: now,
				expiresAt: new Date(now.getTime() + made.days * DAY_MS)
			})
			.returning({ id: invitation.id });
		await journal.record(
			tx,
			made.personId ? 'way-back-given' : 'invited',
			{
				invitation: row!.id,
				by: made.by,
				...(made.personId ? { person: made.personId } : { role: made.role })
			},
			now
		);
		return row!.id;
	});
	return { token, id };
}

/** The first administrator's link, for a day; undefined once there is an administrator. */
export async function first(db: Db, now = new Date()): Promise<string | undefined> {
	if (await people.hasAdministrator(db)) return undefined;
	const token = randomBytes(24).toString('base64url');
	await db.insert(invitation).values({
		tokenHash: hashOf(token),
		role: 'administrator',
		createdAt: now,
		expiresAt: new Date(now.getTime() + DAY_MS)
	});
	return token;
}

/** What the link of an invitation is, as seen at `now`. */
export function stateOf(
	one: Pick<Invitation, 'usedAt' | 'revokedAt' | 'expiresAt'>,
	now: Date
): State {
	if (one.usedAt) return 'used';
	if (one.revokedAt) return 'revoked';
	return one.expiresAt <= now ? 'over' : 'open';
}

/** The condition of a link that still holds. */
export function isOpen(now: Date): SQL {
	return and(
		isNull(invitation.usedAt),
		isNull(invitation.revokedAt),
		gt(invitation.expiresAt, now)
	)!;
}

/** The invitation behind a link that still holds. */
export async function find(
	db: Db,
	token: string,
	now = new Date()
): Promise<Invitation | undefined> {
	const [found] = await db
		.select()
		.from(invitation)
		.where(and(eq(invitation.tokenHash, hashOf(token)), isOpen(now)));
	if (found && !found.invitedById && (await people.hasAdministrator(db))) return undefined;
	return found;
}

/** The group's invitations, the newest first. */
export async function list(db: Db, limit = 50): Promise<Invitation[]> {
	return db.select().from(invitation).orderBy(desc(invitation.id)).limit(limit);
}

/** Takes back an open link; false where there is none. */
export async function revoke(db: Db, id: number, by: string, now = new Date()): Promise<boolean> {
	return db.transaction(async (tx) => {
		const revoked = await tx
			.update(invitation)
			.set({ revokedAt: now })
			.where(and(eq(invitation.id, id), isOpen(now)))
			.returning({ id: invitation.id });
		if (revoked.length === 0) return false;
		await journal.record(tx, 'invitation-revoked', { invitation: id, by }, now);
		return true;
	});
}
