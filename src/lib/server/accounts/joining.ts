/** Becoming one of the group by a link, or coming back by one with a new password. */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { credential, invitation, person, session } from '../db/accounts.ts';
import * as journal from '../journal.ts';
import { passwordLength } from './auth.ts';
import * as hashing from './hashing.ts';
import * as invitations from './invitations.ts';
import * as penNames from './pennames.ts';
import * as people from './people.ts';

/** Carries a sentence out of a transaction that is to leave nothing behind. */
class Refused extends Error {}

const linkIsOver =
	'This link was used already, taken back, or is too old. Ask an administrator for a new one.';

/** What is wrong with a password, in a sentence; '' where nothing is. */
export function passwordProblem(password: string, email = ''): string {
	if (password.length < passwordLength.least)
		return `A password has ${passwordLength.least} characters or more. Four or five words in a row are easy to remember and hard to guess.`;
	if (password.length > passwordLength.most)
		return `A password has at most ${passwordLength.most} characters.`;
	if (email && password.toLowerCase().includes(email.toLowerCase()))
		return 'A password that holds the e-mail address is the first that is tried. Choose another.';
	return '';
}

/**
 * Adds a person by an invitation. All or nothing: of two who use one link at once, one gets in, and
 * of several first links one is enough. A sentence where it fails.
 */
export async function join(
	db: Db,
	token: string,
	given: { penName: string; email: string; password: string },
	now = new Date()
): Promise<{ personId: string; email: string } | { problem: string }> {
	const name = penNames.read(given.penName);
	if ('problem' in name) return name;
	const email = given.email.trim().toLowerCase();
	if (!/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
		return { problem: 'This is no whole e-mail address, such as name@host.example.' };
	const problem = passwordProblem(given.password, email);
	if (problem) return { problem };
	const password = await hashing.hash(given.password);
	return attempting(() =>
		db.transaction(async (tx) => {
			const used = await use(tx, token, now);
			if (used.personId) throw new Refused(linkIsOver);
			if (await penNames.isTaken(tx, name.penName))
				throw new Refused('Somebody has this pen-name already. Choose another.');
			const [taken] = await tx
				.select({ id: person.id })
				.from(person)
				.where(eq(person.email, email));
			if (taken)
				throw new Refused('There is an account with this e-mail address already: sign in with it.');
			const personId = randomUUID();
			await tx
				.insert(person)
				.values({ id: personId, penName: name.penName, email, role: used.role });
			await tx.insert(credential).values({
				id: randomUUID(),
				personId,
				accountId: personId,
				providerId: 'credential',
				password
			});
			await tx.update(invitation).set({ usedById: personId }).where(eq(invitation.id, used.id));
			await journal.record(
				tx,
				'joined',
				{ person: personId, role: used.role, invitation: used.id },
				now
			);
			return { personId, email };
		})
	);
}

/** Sets the new password of somebody an administrator let back in, and signs them out everywhere. */
export async function comeBack(
	db: Db,
	token: string,
	typed: string,
	now = new Date()
): Promise<{ personId: string; email: string } | { problem: string }> {
	const problem = passwordProblem(typed);
	if (problem) return { problem };
	const password = await hashing.hash(typed);
	return attempting(() =>
		db.transaction(async (tx) => {
			const used = await use(tx, token, now);
			const found = used.personId ? await people.find(tx, used.personId) : undefined;
			if (!found) throw new Refused(linkIsOver);
			await tx
				.update(credential)
				.set({ password, updatedAt: now })
				.where(and(eq(credential.personId, found.id), eq(credential.providerId, 'credential')));
			await tx.delete(session).where(eq(session.personId, found.id));
			await tx.update(invitation).set({ usedById: found.id }).where(eq(invitation.id, used.id));
			await journal.record(tx, 'came-back', { person: found.id, invitation: used.id }, now);
			return { personId: found.id, email: found.email };
		})
	);
}

/** Marks the link as used, or refuses. */
async function use(tx: Db, token: string, now: Date): Promise<invitations.Invitation> {
	const isThis = eq(invitation.tokenHash, invitations.hashOf(token));
	const [known] = await tx.select().from(invitation).where(isThis);
	if (!known) throw new Refused(linkIsOver);
	if (!known.invitedById) {
		// All first links are held, in one order, so that a second user of any waits here for the first.
		await tx
			.select({ id: invitation.id })
			.from(invitation)
			.where(isNull(invitation.invitedById))
			.orderBy(asc(invitation.id))
			.for('update');
		if (await people.hasAdministrator(tx)) throw new Refused(linkIsOver);
	}
	const [used] = await tx
		.update(invitation)
		.set({ usedAt: now })
		.where(and(isThis, invitations.isOpen(now)))
		.returning();
	if (!used) throw new Refused(linkIsOver);
	return used;
}

/** A refusal, or a name taken by somebody at the same moment, as a sentence. */
async function attempting<T>(work: () => Promise<T>): Promise<T | { problem: string }> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refused) return { problem: error.message };
		const cause = ((error as Error).cause ?? error) as { code?: string };
		if (cause.code === '23505')
			return { problem: 'Somebody took this pen-name or address just now. Choose another.' };
		throw error;
	}
}
