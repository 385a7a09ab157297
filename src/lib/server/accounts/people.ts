/** The people of a group: who they are, what they may do, and who may change that. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Role } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { invitation, person, session } from '../db/accounts.ts';
import * as journal from '../journal.ts';
import * as penNames from './pennames.ts';

export type Person = typeof person.$inferSelect;
/** What others see of a person. */
export type Shown = Pick<Person, 'id' | 'penName' | 'role' | 'createdAt' | 'suspendedAt'>;

const isAdministrator = and(eq(person.role, 'administrator'), isNull(person.suspendedAt))!;
const lastOne =
	'This is the only administrator. Make somebody else an administrator first: a group is never left without one.';
const notAllowed = 'Only an administrator may do this.';
const nobody = 'There is no such person.';

export async function find(db: Db, id: string): Promise<Person | undefined> {
	const [found] = await db.select().from(person).where(eq(person.id, id));
	return found;
}

/** Everybody by pen-name, those suspended among them. */
export async function list(db: Db): Promise<Shown[]> {
	const { id, penName, role, createdAt, suspendedAt } = person;
	return db
		.select({ id, penName, role, createdAt, suspendedAt })
		.from(person)
		.orderBy(sql`lower(${penName})`);
}

/** Whether somebody not suspended is administrator. */
export async function hasAdministrator(db: Db): Promise<boolean> {
	const found = await db.select({ id: person.id }).from(person).where(isAdministrator).limit(1);
	return found.length > 0;
}

/** Notes when somebody accepted the charter; the first time counts. */
export async function acceptCharter(db: Db, id: string, now = new Date()): Promise<void> {
	await db
		.update(person)
		.set({ charterAcceptedAt: now })
		.where(and(eq(person.id, id), isNull(person.charterAcceptedAt)));
}

/** Gives somebody another pen-name; a sentence where that can't be. */
export async function rename(db: Db, id: string, typed: string): Promise<string | undefined> {
	const name = penNames.read(typed);
	if ('problem' in name) return name.problem;
	if (await penNames.isTaken(db, name.penName, id))
		return 'Somebody has this pen-name already. Choose another.';
	await db.update(person).set({ penName: name.penName }).where(eq(person.id, id));
	return undefined;
}

/** Changes a role; a sentence where that can't be. `by` is the id of the administrator. */
export async function setRole(
	db: Db,
	change: { id: string; role: Role; by: string },
	now = new Date()
): Promise<string | undefined> {
	return db.transaction(async (tx) => {
		const { found, problem } = await held(tx, change);
		if (problem || !found) return problem ?? nobody;
		if (found.role === change.role) return undefined;
		if (change.role !== 'administrator' && (await isLast(tx, found))) return lastOne;
		await tx.update(person).set({ role: change.role }).where(eq(person.id, found.id));
		const { id, role, by } = change;
		await journal.record(tx, 'role-changed', { person: id, from: found.role, to: role, by }, now);
		return undefined;
	});
}

/** Suspends somebody: signs them out everywhere and takes back the links they gave. */
export async function suspend(
	db: Db,
	change: { id: string; by: string },
	now = new Date()
): Promise<string | undefined> {
	return db.transaction(async (tx) => {
		const { found, problem } = await held(tx, change);
		if (problem || !found) return problem ?? nobody;
		if (found.suspendedAt) return undefined;
		if (await isLast(tx, found)) return lastOne;
		await tx.update(person).set({ suspendedAt: now }).where(eq(person.id, found.id));
		await tx.delete(session).where(eq(session.personId, found.id));
		await tx
			.update(invitation)
			.set({ revokedAt: now })
			.where(
				and(
					eq(invitation.invitedById, found.id),
					isNull(invitation.usedAt),
					isNull(invitation.revokedAt)
				)
			);
		await journal.record(tx, 'suspended', { person: found.id, by: change.by }, now);
		return undefined;
	});
}

/** Lets somebody in again who was suspended. */
export async function giveBack(
	db: Db,
	change: { id: string; by: string },
	now = new Date()
): Promise<string | undefined> {
	return db.transaction(async (tx) => {
		const { found, problem } = await held(tx, change);
		if (problem || !found) return problem ?? nobody;
		if (!found.suspendedAt) return undefined;
		await tx.update(person).set({ suspendedAt: null }).where(eq(person.id, found.id));
		await journal.record(tx, 'given-back', { person: found.id, by: change.by }, now);
		return undefined;
	});
}

/**
 * The person a change is about, once every administrator is held: two administrators who change each
 * other at once come one after the other, and the second is asked again whether they still are one.
 */
async function held(
	tx: Db,
	change: { id: string; by: string }
): Promise<{ found?: Person; problem?: string }> {
	const administrators = await tx
		.select({ id: person.id })
		.from(person)
		.where(isAdministrator)
		.orderBy(asc(person.id))
		.for('update');
	if (!administrators.some(({ id }) => id === change.by)) return { problem: notAllowed };
	const [found] = await tx.select().from(person).where(eq(person.id, change.id)).for('update');
	return { found };
}

/** Whether without this person there would be no administrator. */
async function isLast(tx: Db, found: Person): Promise<boolean> {
	if (found.role !== 'administrator' || found.suspendedAt) return false;
	const rows = await tx.select({ id: person.id }).from(person).where(isAdministrator);
	return rows.length === 1;
}
