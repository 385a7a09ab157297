/** A made-up feed is read once, so that the first visitor's is not what the program gets up to speed with. */
import { faultOf, log } from './log.ts';
import { lookAtDocument } from './look/look.ts';
import { reader } from './reading.ts';

const document = `<?xml version="1.0"?><rss version="2.0"><channel><title>Made up</title><link>https://warm.example/</link><description>Nobody writes here.</description>${[
	'A client told me last week that she sleeps again, and I was glad for her.',
	'The office is closed on Monday; telephone messages are answered on Tuesday.',
	'Keep the same hour for getting up, and leave the telephone in the kitchen.'
]
	.map(
		(text, i) =>
			`<item><guid>${i}</guid><pubDate>Mon, 0${i + 1} Sep 2025 09:00:00 GMT</pubDate><description>${text}</description></item>`
	)
	.join('')}</channel></rss>`;

/** Reads it in the background; a fault is logged and keeps nobody from the site. */
export async function warm(): Promise<void> {
	try {
		await lookAtDocument('made up', Buffer.from(document), { reader: reader() });
	} catch (error) {
		log.error({ error: faultOf(error) }, 'warming up failed');
	}
}
