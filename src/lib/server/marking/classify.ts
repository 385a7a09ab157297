/** From a post to its mark: language, both stages, reasons and axes. */
import type { Care, Mark, Reason, Strength, Voice } from '../../words.ts';
import * as author from './author.ts';
import * as axes from './axes/axes.ts';
import * as first from './first.ts';
import * as judging from './judging.ts';
import * as language from './language.ts';
import { probability } from './linear.ts';
import * as model from './model.ts';
import type { Facts, Models } from './reader.ts';
import * as removal from './removal.ts';
import * as voice from './voice.ts';

export { open } from './reader.ts';

/** A reader in this thread, or one that is asked in another (threads.ts). */
export type Reader = Models | Elsewhere;

export interface Elsewhere extends Facts {
	ask(posts: Readable[]): Promise<Mark[]>;
}

/** A post to read. All but `id` and `text` may be missing. */
export interface Readable {
	id: string;
	text: string;
	title?: string | null;
	author?: string | null;
	feed?: { title?: string | null; description?: string | null } | null;
	profession?: string | null;
}

/** The marks of posts, in the same order. */
export async function read(reader: Reader, posts: Readable[]): Promise<Mark[]> {
	if ('ask' in reader) return reader.ask(posts);
	const careOf = careOnce();
	const asked = posts.map((post) => ask(reader, post, careOf(post)));
	const texts = asked.flatMap(({ text }) => text ?? []);
	const judged = await judging.judge(reader, texts);
	const chances = judged.map(({ logOdds }) => (logOdds === -Infinity ? 0 : probability(logOdds)));
	// Words passed on are somebody else's: their probability is told, but the practitioner gets no mark.
	const voices = asked.flatMap(({ text, voice: said }) => (text ? [said] : []));
	const strengths = chances.map((chance, i) =>
		voices[i] === 'quoted' ? 'none' : strengthOf(chance, reader.thresholds)
	);
	const marked = strengths.flatMap((strength, i) => (strength === 'none' ? [] : [i]));
	const explained = await removal.explain(
		reader,
		marked.map((i) => texts[i]!),
		marked.map((i) => judged[i]!)
	);
	const moved = new Map(marked.map((i, at) => [i, explained[at]!]));
	let next = 0;
	return asked.map(({ lang, voice: said, head, text }) => {
		if (!text) return { ...notJudged(reader), lang, voice: said };
		const i = next++;
		const story = strengths[i] === 'none' ? undefined : judging.highest(judged[i]!);
		return {
			lang,
			probability: model.round(chances[i]!),
			strength: strengths[i]!,
			voice: said,
			...axes.read(
				reader.axes,
				judged[i]!.read.found,
				judged[i]!.windows.map(({ columns }) => columns),
				story?.columns
			),
			reasons: (moved.get(i) ?? []).map((one) => placed(one, head.length)),
			reader: reader.kind,
			version: reader.version
		};
	});
}

/** Whether a post's author gives care, worked out once for the posts of one feed. */
function careOnce(): (post: Readable) => Care {
	const known = new Map<string, Care>();
	return ({ feed, profession }) => {
		const key = JSON.stringify([feed?.title, feed?.description, profession]);
		let care = known.get(key);
		if (!care) known.set(key, (care = voice.whose({ ...feed, profession }).care));
		return care;
	};
}

/** What is asked of the stages for one post: no text where its language is not judged. */
function ask(
	reader: Models,
	post: Readable,
	care: Care
): { lang: string | null; voice: Voice; head: string; text?: judging.Text } {
	const head = headOf(post);
	const whole = head + post.text;
	const lang = language.of(whole, reader.words);
	const said = { lang, voice: voice.ofPost(post, care), head };
	if (lang === null || !language.measured.includes(lang)) return said;
	const by = first.author(care, post.profession ?? null);
	return { ...said, text: { text: whole, by, author: author.describe(post) } };
}

/** The title, unless the text begins with it, as on platforms that make titles from texts. */
function headOf(post: Readable): string {
	const title = post.title?.trim() ?? '';
	const plain = title.replace(/(?:…|\.\.\.)$/, '').trim();
	return plain === '' || post.text.trimStart().startsWith(plain) ? '' : `${title}\n\n`;
}

/** A reason at its offsets in the text or the title; one that spans both keeps its part in the text. */
function placed({ cue, start, end, weight }: removal.Moved, shift: number): Reason {
	const shared = { cue, ...(weight < 0 && { against: true }), weight: model.round(weight) };
	if (end <= shift) return { ...shared, start, end, part: 'title' };
	return { ...shared, start: Math.max(0, start - shift), end: end - shift };
}

function strengthOf(chance: number, thresholds: { likely: number; possible: number }): Strength {
	if (chance >= thresholds.likely) return 'likely';
	return chance >= thresholds.possible ? 'possible' : 'none';
}

/** The mark of a post that this reader does not judge: another language, nothing to read, or a fault. */
export function notJudged(reader: Facts): Mark {
	return {
		lang: null,
		probability: null,
		strength: 'not-judged',
		voice: 'not-said',
		exits: [],
		identifiers: [],
		tone: null,
		forms: [],
		otherNorms: [],
		goodPractice: [],
		reasons: [],
		reader: reader.kind,
		version: reader.version
	};
}

/** A mark as a line of the `mark` command. */
export function toLine(id: string | number, mark: Mark) {
	return {
		id,
		lang: mark.lang,
		probability: mark.probability,
		strength: mark.strength,
		exits: mark.exits,
		identifiers: mark.identifiers,
		otherNorms: mark.otherNorms,
		goodPractice: mark.goodPractice,
		reasons: mark.reasons
			.filter(({ part, against }) => part !== 'title' && !against)
			.map(({ cue, start, end }) => ({ cue, start, end })),
		version: mark.version
	};
}
