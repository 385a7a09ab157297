/**
 * Long posts, put together from posts that the reader was never trained on: how often one is marked for being
 * long, and how often a story in its middle is found, by what is taken off for the number of windows.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as author from '#lib/server/marking/author.ts';
import { readItems, type Item } from '#lib/server/marking/corpus.ts';
import * as first from '#lib/server/marking/first.ts';
import * as judging from '#lib/server/marking/judging.ts';
import { probability } from '#lib/server/marking/linear.ts';
import { open } from '#lib/server/marking/reader.ts';

const WORDS = [0, 300, 1000, 3000];
const PENALTIES = [0, 0.3, 0.5];
/** Posts of each length without a story, and as many with one; short ones are all there are. */
const POSTS = 120;

export interface LongFigures {
	/** At least so many words; 0: posts as they are. */
	words: number;
	posts: number;
	/** For every penalty the share of posts marked among those without a story and among those with one. */
	marked: { penalty: number; others: number; stories: number }[];
	/** Of the marked stories, the share whose highest window holds the story, as placed reasons need. */
	placed: number;
}

/** Reads posts of each length with both stages, none of them cleared unread. */
export async function measure(): Promise<LongFigures[]> {
	const items = stream().filter(({ author_care }) => author_care !== 'not-care');
	const stories = items.filter(({ client_narrative }) => client_narrative === 'yes');
	const plain = items.filter(({ client_narrative }) => client_narrative === 'no');
	const reader = { ...(await open()), windowPenalty: 0 };
	const by = first.author('unknown', null);
	const figures: LongFigures[] = [];
	for (const words of WORDS) {
		const posts =
			words === 0 ? [...stories, ...plain.slice(0, 1000)] : joined(plain, stories, words);
		const judged = await judging.judge(
			reader,
			posts.map(({ text }) => ({ text, by, author: author.describe({}) }))
		);
		const marked = (penalty: number, isStory: boolean) => {
			const some = judged.filter((_, i) => (posts[i]!.client_narrative === 'yes') === isStory);
			const over = some.filter(
				({ logOdds, windows }) =>
					probability(logOdds - penalty * Math.log(windows.length)) >= reader.thresholds.possible
			);
			return Math.round((1000 * over.length) / some.length) / 1000;
		};
		const found = judged.flatMap((one, i) => {
			const { text, client_narrative, spans } = posts[i]!;
			if (client_narrative !== 'yes' || probability(one.logOdds) < reader.thresholds.possible)
				return [];
			const held = judging.wordsOf(text, one.read, judging.highest(one)!);
			return [spans.some((span) => held.includes(span.slice(0, 40)))];
		});
		figures.push({
			words,
			posts: posts.length,
			marked: PENALTIES.map((penalty) => ({
				penalty,
				others: marked(penalty, false),
				stories: marked(penalty, true)
			})),
			placed: Math.round((1000 * found.filter(Boolean).length) / found.length) / 1000
		});
	}
	return figures;
}

type Post = Pick<Item, 'text' | 'client_narrative' | 'spans'>;

/** Plain posts one after the other as one long post, and the same with a story put into its middle. */
function joined(plain: Post[], stories: Post[], words: number): Post[] {
	let next = 0;
	return Array.from({ length: POSTS }, (_, i) => {
		const parts: string[] = [];
		for (let count = 0; count < words; count += parts.at(-1)!.split(/\s+/).length)
			parts.push(plain[next++ % plain.length]!.text);
		const story = stories[i % stories.length]!;
		const middle = parts.length >> 1;
		const around = [...parts.slice(0, middle), story.text, ...parts.slice(middle)];
		return [
			{ text: parts.join('\n\n'), client_narrative: 'no' as const, spans: [] },
			{ ...story, text: around.join('\n\n') }
		];
	}).flat();
}

function stream(): Item[] {
	const file = join(import.meta.dirname, '../fixtures/marking/stream.jsonl');
	const found = readItems(readFileSync(file, 'utf8'));
	if ('error' in found) throw new Error(found.error);
	return found;
}
