/** OPML, the format in which feed readers hand each other their lists. */
import { generateOpml, parseOpml } from 'feedsmith';

export interface Outline {
	title: string | null;
	feedUrl: string;
	siteUrl: string | null;
	/** The folder it lay in. */
	folder: string | null;
}

/** An outline as it is written. */
interface Written {
	text: string;
	title: string;
	type?: string;
	xmlUrl?: string;
	htmlUrl?: string;
	outlines?: Written[];
}

type Node = { text?: string; title?: string; xmlUrl?: string; htmlUrl?: string; outlines?: Node[] };

/** Every feed of an OPML document, or one sentence saying why it cannot be read. */
export function read(document: string): Outline[] | { error: string } {
	let outlines: Node[];
	try {
		outlines = (parseOpml(document).body?.outlines ?? []) as Node[];
	} catch {
		return {
			error:
				'This is not an OPML document, or it is damaged. Export it again from your feed reader.'
		};
	}
	const found = [...walk(outlines, null)];
	return found.length > 0 ? found : { error: 'This OPML document lists no feed.' };
}

function* walk(outlines: Node[], folder: string | null): Generator<Outline> {
	for (const node of outlines) {
		const title = node.title ?? node.text ?? null;
		if (node.xmlUrl) yield { title, feedUrl: node.xmlUrl, siteUrl: node.htmlUrl ?? null, folder };
		if (node.outlines) yield* walk(node.outlines, title);
	}
}

/** Feeds as an OPML document; `folder` (the practitioner's name) keeps together what is one person's. */
export function write(
	title: string,
	feeds: { title: string; feedUrl: string; siteUrl: string | null; folder?: string }[]
): string {
	const folders = new Map<string, typeof feeds>();
	for (const feed of feeds)
		folders.set(feed.folder ?? '', [...(folders.get(feed.folder ?? '') ?? []), feed]);
	const outlinesOf = (list: typeof feeds): Written[] =>
		list.map((feed) => ({
			type: 'rss',
			text: feed.title,
			title: feed.title,
			xmlUrl: feed.feedUrl,
			...(feed.siteUrl && { htmlUrl: feed.siteUrl })
		}));

	return generateOpml({
		head: { title, dateCreated: new Date() },
		body: {
			outlines: [...folders].flatMap(([name, list]): Written[] =>
				name === '' ? outlinesOf(list) : [{ text: name, title: name, outlines: outlinesOf(list) }]
			)
		}
	});
}
