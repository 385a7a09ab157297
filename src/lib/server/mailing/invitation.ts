/**
 * The mail that brings somebody a link of the group: to join, or to choose a new password. Plain text,
 * shown to the administrator as it stands, and sent only when they say so.
 */
import * as format from '#lib/format.ts';
import type { Role } from '#lib/words.ts';
import * as invitations from '../accounts/invitations.ts';
import * as people from '../accounts/people.ts';
import type { Db } from '../db/index.ts';
import * as journal from '../journal.ts';
import * as mail from './mail.ts';

export interface Brought {
	link: string;
	expiresAt: Date;
	/** What whoever joins will be; null where somebody of the group chooses a new password. */
	role: Role | null;
}

/** Its subject and text. Pure. */
export function write({ link, expiresAt, role }: Brought): { subject: string; text: string } {
	const until = `It works once, until ${format.moment(expiresAt)}.`;
	if (role === null)
		return {
			subject: 'In Confidence: a new password',
			text: [
				'An administrator of your group made this link, so that you can choose a new password:',
				link,
				`${until} Choosing a new password signs you out everywhere.`,
				'If you did not ask for this, do not open the link, and tell your group.'
			].join('\n\n')
		};
	return {
		subject: 'In Confidence: an invitation',
		text: [
			`A group that uses In Confidence invites you to join as ${role}. Open this link, and choose a pen-name and a password:`,
			link,
			`${until} Before anything else you are asked to agree to the charter of the group.`,
			'If you did not expect this, somebody mistyped an address: delete this mail, and nothing happens. Nobody is told whether you opened it.'
		].join('\n\n')
	};
}

/** Where a link leads. */
export const linkOf = (origin: string, token: string) => `${origin}/welcome/${token}`;

/**
 * Sends the link of an invitation that still holds. A new one goes to `address`, which is kept nowhere;
 * one for a new password goes where that person signs in, which nobody else needs to see.
 * `problem` is a sentence.
 */
export async function send(
	db: Db,
	wanted: { token: string; address: string; by: string },
	{ smtpUrl, origin, now = new Date() }: { smtpUrl: string; origin: string; now?: Date }
): Promise<{ isSent: true } | { problem: string }> {
	if (!smtpUrl) return { problem: 'No mail server is set up here (SMTP_URL): copy the link.' };
	const invitation = await invitations.find(db, wanted.token, now);
	if (!invitation) return { problem: 'This link no longer works: make another.' };
	const { personId, expiresAt } = invitation;
	const address = personId ? (await people.find(db, personId))!.email : wanted.address.trim();
	if (!mail.isAddress(address))
		return { problem: 'Give the e-mail address of one person, such as name@host.example.' };
	const link = linkOf(origin, wanted.token);
	const role = personId ? null : invitation.role;
	const sent = await mail.send(smtpUrl, { to: address, ...write({ link, expiresAt, role }) });
	if (!sent.isSent) return { problem: sent.failure };
	await journal.record(db, 'invitation-mailed', { invitation: invitation.id, by: wanted.by }, now);
	return { isSent: true };
}
