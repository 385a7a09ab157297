/** Marks the posts of a look as they come, so that the reader is at work while a site is still asked. */
import type { Mark, Profession } from '#lib/words.ts';
import * as identity from '../feeds/identity.ts';
import type { ParsedFeed, ParsedItem } from '../feeds/parse.ts';
import * as classify from '../marking/classify.ts';
import type { LookedPost } from './looked.ts';

export interface ReadingOptions {
	/** Waited for only when there is something to mark, so that it may load meanwhile. */
	reader: classify.Reader | Promise<classify.Reader>;
	profession?: Profession | null;
	signal?: AbortSignal;
	/** Told in words what is being done. */
	onProgress?: (words: string) => void;
}

export interface Reading {
	/** Hands over posts and answers at once; `backfilled` where they come from an older page. */
	add(items: ParsedItem[], backfilled?: boolean): void;
	/** All posts handed over, each once, newest first, when the last is marked. */
	finish(): Promise<LookedPost[]>;
}

const BATCH = 50;

/** Begins with no post of `feed`. A stop or a fault is thrown by `finish`. */
export function begin(
	feed: Pick<ParsedFeed, 'title' | 'description'>,
	options: ReadingOptions
): Reading {
	const collected: { item: ParsedItem; backfilled: boolean }[] = [];
	const marks = new Map<ParsedItem, Mark>();
	let isLast = false;
	let work = Promise.resolve();

	async function read(items: ParsedItem[]): Promise<void> {
		const reader = await options.reader;
		for (let i = 0; i < items.length; i += BATCH) {
			options.signal?.throwIfAborted();
			const batch = items.slice(i, i + BATCH);
			const found = await classify.read(
				reader,
				batch.map((item) => ({
					id: item.guid ?? item.url ?? '',
					text: item.text,
					title: item.title,
					author: item.author,
					feed,
					profession: options.profession
				}))
			);
			batch.forEach((item, j) => marks.set(item, found[j]!));
			// Until then the words are about the older pages.
			if (isLast) options.onProgress?.(`Read ${marks.size} of ${collected.length} posts`);
		}
	}

	return {
		add(items, backfilled = false) {
			collected.push(...items.map((item) => ({ item, backfilled })));
			work = work.then(() => read(items));
			work.catch(() => {});
		},
		async finish() {
			isLast = true;
			await work;
			const now = new Date();
			const keys = identity.keys(collected.map(({ item }) => item));
			return [...new Map(collected.map((one, i) => [keys[i]!, one])).entries()]
				.map(([key, { item, backfilled }]) => ({
					key,
					item,
					backfilled,
					shownAt: item.publishedAt ?? item.updatedAt ?? now,
					mark: marks.get(item)!
				}))
				.sort((a, b) => b.shownAt.getTime() - a.shownAt.getTime());
		}
	};
}
