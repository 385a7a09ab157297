/** From a post to its mark: language, first stage, second stage, reasons and axes. */
import type { Mark, Reason, Strength } from '../../words.ts';
import type { Evidence } from '../rates.ts';
import * as axes from './axes/axes.ts';
import * as axesModel from './axes/model.ts';
import { cues } from './cues/index.ts';
import * as first from './first.ts';
import * as language from './language.ts';
import { probability } from './linear.ts';
import * as model from './model.ts';
import * as reasons from './reasons.ts';
import * as voice from './voice.ts';

/** A reader with its models loaded. `evidence` is how it marked text it was not trained on. */
export interface Reader {
	kind: 'linear' | 'linear+encoder';
	version: string;
	evidence: Evidence;
	thresholds: { likely: number; possible: number };
	first: model.Model;
	axes: axesModel.Model;
	words: ReadonlySet<string>;
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

/** Loads the models that come with the project. */
export async function open(): Promise<Reader> {
	const loaded = model.load();
	const loadedAxes = axesModel.load();
	return {
		kind: 'linear',
		version: `1-${fingerprint([loaded.sha256, loaded.calibration, loaded.thresholds, loadedAxes.sha256, cues])}`,
		evidence: loaded.evidence,
		thresholds: loaded.thresholds,
		first: loaded,
		axes: loadedAxes,
		words: model.loadWords()
	};
}

/** Eight digits that change when anything changes that a mark depends on. */
function fingerprint(parts: unknown): string {
	return model.hash(Buffer.from(JSON.stringify(parts))).slice(0, 8);
}

/** The marks of posts, in the same order. */
export async function read(reader: Reader, posts: Readable[]): Promise<Mark[]> {
	return posts.map((post) => readOne(reader, post));
}

function readOne(reader: Reader, post: Readable): Mark {
	const head = headOf(post);
	const whole = head + post.text;
	const lang = language.of(whole, reader.words);
	const whose = voice.whose({ ...post.feed, profession: post.profession });
	const said = voice.ofPost(post, whose.care);
	if (lang === null || !language.measured.includes(lang))
		return { ...notJudged(reader), lang, voice: said };
	const by = first.author(whose.care, post.profession ?? null);
	const done = first.read(reader.first, whole, by);
	const chance = probability(first.combine(reader.first, done.windows));
	const strength = strengthOf(chance, reader.thresholds);
	const best = strength === 'none' ? undefined : highest(done.windows);
	return {
		lang,
		probability: model.round(chance),
		strength,
		voice: said,
		...axes.read(
			reader.axes,
			done.found,
			done.windows.map(({ columns }) => columns),
			best?.columns
		),
		reasons: best ? reasonsOf(reader, done, best, head.length) : [],
		reader: reader.kind,
		version: reader.version
	};
}

function highest(windows: first.Judged[]): first.Judged | undefined {
	return windows.reduce<first.Judged | undefined>(
		(high, one) => (!high || one.logOdds > high.logOdds ? one : high),
		undefined
	);
}

/** The title, unless the text begins with it, as on platforms that make titles from texts. */
function headOf(post: Readable): string {
	const title = post.title?.trim() ?? '';
	const plain = title.replace(/(?:…|\.\.\.)$/, '').trim();
	return plain === '' || post.text.trimStart().startsWith(plain) ? '' : `${title}\n\n`;
}

function reasonsOf(reader: Reader, done: first.Read, best: first.Judged, shift: number): Reason[] {
	const by = first.contributions(reader.first, done, best);
	return reasons.choose(done.found, best, by).flatMap((moved) => placed(done, moved, shift));
}

/** A reason at its offsets in the text or the title; one that spans both keeps its part in the text. */
function placed({ reading }: first.Read, moved: reasons.Moved, shift: number): Reason[] {
	const start = reading.starts[moved.from]!;
	const end = reading.ends[moved.to - 1]!;
	const shared = {
		cue: moved.cue,
		...(moved.weight < 0 && { against: true }),
		weight: model.round(moved.weight)
	};
	if (end <= shift) return [{ ...shared, start, end, part: 'title' }];
	return [{ ...shared, start: Math.max(0, start - shift), end: end - shift }];
}

function strengthOf(chance: number, thresholds: { likely: number; possible: number }): Strength {
	if (chance >= thresholds.likely) return 'likely';
	return chance >= thresholds.possible ? 'possible' : 'none';
}

/** The mark of a post that this reader does not judge: another language, nothing to read, or a fault. */
export function notJudged(reader: Reader): Mark {
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
