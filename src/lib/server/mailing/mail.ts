/** Sends mail, one message at a time, through the server of SMTP_URL. The only file that does. */
import { createTransport } from 'nodemailer';

export interface Message {
	to: string;
	subject: string;
	text: string;
	html?: string;
	/** The same for the same message, so that one sent twice by mischance is shown once. */
	id?: string;
	/** Where mails that come again can be ended, by one click of a mail program or by hand. */
	stopAt?: string;
}

/** Whether words have the shape of one e-mail address; whether mail arrives there is not known by that. */
export function isAddress(words: string): boolean {
	return /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,190}$/.test(words);
}

export type Sent = { isSent: true } | { isSent: false; failure: string };

const WAIT_MS = 20_000;

/**
 * Whom mails come from: `?from=` in SMTP_URL, else the name one signs in with where that is an address,
 * else a name at the server's own host.
 */
export function senderOf(smtpUrl: string): string {
	const url = new URL(smtpUrl);
	const user = decodeURIComponent(url.username);
	return (
		url.searchParams.get('from') ??
		(user.includes('@') ? user : `in-confidence@${url.hostname.replace(/^\[|\]$/g, '')}`)
	);
}

/** Sends a message. A server that does not take it is an answer in words, not an error. */
export async function send(smtpUrl: string, message: Message): Promise<Sent> {
	const url = new URL(smtpUrl);
	const from = senderOf(smtpUrl);
	const isSecure = url.protocol === 'smtps:';
	const transport = createTransport({
		host: url.hostname.replace(/^\[|\]$/g, ''),
		port: Number(url.port) || (isSecure ? 465 : 587),
		secure: isSecure,
		...(url.username && {
			auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
		}),
		connectionTimeout: WAIT_MS,
		greetingTimeout: WAIT_MS,
		socketTimeout: WAIT_MS,
		disableFileAccess: true,
		disableUrlAccess: true
	});
	try {
		await transport.sendMail({
			from: { name: 'In Confidence', address: from },
			to: message.to,
			subject: message.subject,
			text: message.text,
			html: message.html,
			messageId: message.id,
			headers: {
				...(message.stopAt && {
					'List-Unsubscribe': `<${message.stopAt}>`,
					'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
				}),
				'Auto-Submitted': 'auto-generated'
			}
		});
		return { isSent: true };
	} catch (error) {
		return { isSent: false, failure: inWords(error as { code?: string; responseCode?: number }) };
	} finally {
		transport.close();
	}
}

/** Why a server did not take a mail. Its own words may hold addresses, so they are not passed on. */
function inWords({ code, responseCode }: { code?: string; responseCode?: number }): string {
	const answer = responseCode ? ` (its answer: ${responseCode})` : '';
	if (code === 'EAUTH')
		return `The mail server did not accept the name or password of SMTP_URL${answer}.`;
	if (code === 'EENVELOPE') return `The mail server does not take mail for this address${answer}.`;
	if (code === 'ETLS') return 'The mail server could not be spoken to in secret (TLS).';
	if (code === 'EDNS') return 'The mail server of SMTP_URL was not found.';
	if (code === 'ETIMEDOUT') return 'The mail server did not answer in time.';
	if (code === 'ESOCKET' || code === 'ECONNECTION') return 'The mail server could not be reached.';
	return `The mail server did not take the mail${answer}.`;
}
