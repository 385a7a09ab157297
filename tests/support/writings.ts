/** What a made-up person has written, newest first, for the sites of a test to serve. */
export interface Writing {
	/** 1 is the oldest. */
	n: number;
	slug: string;
	title: string;
	html: string;
	text: string;
	at: Date;
}

const DAY = 86_400_000;
/** Midnight of the day the tests run: what was written lies within three years of it. */
export const today = new Date(Math.floor(Date.now() / DAY) * DAY);
const subjects = ['the river', 'sleep', 'the allotment', 'grief groups', 'a long winter'];

/** Writings every third day; three hundred reach back two and a half years. */
export function writings(count: number, everyDays = 3): Writing[] {
	return Array.from({ length: count }, (_, i) => {
		const n = count - i;
		const about = subjects[n % subjects.length]!;
		const text = `Note ${n} is about ${about}: “quiet & slow” is < “loud”, as the saying goes.`;
		return {
			n,
			slug: `note-${n}`,
			title: `Note ${n} on ${about}`,
			html: `<p>${escape(text)}</p>`,
			text,
			at: new Date(today.getTime() - (i * everyDays + 1) * DAY)
		};
	});
}

export function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A feed document of some writings. */
export function rss(
	channel: { title: string; link: string; head?: string },
	items: { writing: Writing; guid: string; link: string; untitled?: boolean; isExcerpt?: boolean }[]
): string {
	const list = items.map(
		({ writing, guid, link, untitled, isExcerpt }) =>
			`<item>${untitled ? '' : `<title>${escape(writing.title)}</title>`}<link>${escape(link)}</link><guid isPermaLink="${guid === link}">${escape(guid)}</guid><pubDate>${writing.at.toUTCString()}</pubDate><description><![CDATA[${isExcerpt ? `<p>Note ${writing.n} […]</p>` : writing.html}]]></description></item>`
	);
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${escape(channel.title)}</title><link>${escape(channel.link)}</link><description>Made up.</description>${channel.head ?? ''}${list.join('')}</channel></rss>`;
}
