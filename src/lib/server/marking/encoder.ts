/**
 * The second stage: a small encoder with two heads, one logit for the passage and one for every word.
 * It runs in the native onnxruntime, or in its WebAssembly form where that cannot load; where neither
 * can, or the weights are not there, `open` says why and the first stage judges alone.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { projectRoot } from '../config.ts';
import * as framing from './framing.ts';
import * as pieces from './pieces.ts';

const weights = join(projectRoot, 'src/lib/server/marking/weights');

/** What is known of the weights; all figures come from folds that they were not trained on. */
export interface Card {
	/** First twelve digits of the SHA-256 of the weights. */
	version: string;
	sha256: string;
	/** Pieces in one reading, the author's and three separators included. */
	longest: number;
	/** Calibrated log odds = document × its logit + tokens × the mean of the three highest + shift. */
	calibration: { document: number; tokens: number; shift: number };
}

export interface Encoder {
	card: Card;
	/** `native`, or `web` where only WebAssembly could load (about four times slower). */
	runtime: 'native' | 'web';
	words: pieces.Pieces;
	session: InferenceSession;
	tensor: typeof Tensor;
}

/** A stretch of text to judge, and the words of author.ts on who writes; null where nobody says. */
export interface Passage {
	text: string;
	author: string | null;
}

/** A word and the chance that it is part of a client's story; offsets in UTF-16 units of the text. */
export interface Token {
	start: number;
	end: number;
	probability: number;
}

/** Calibrated log odds that the passage tells about a client, and the same for each of its words. */
export interface Judgement {
	logOdds: number;
	probability: number;
	tokens: Token[];
}

/**
 * Loads the weights and the first runtime that works, or says in a sentence why there is no second
 * stage. `folder` holds the weights; `runtimes` are tried in their order.
 */
export async function open({
	folder = weights,
	runtimes = ['native', 'web']
}: { folder?: string; runtimes?: Encoder['runtime'][] } = {}): Promise<
	Encoder | { missing: string }
> {
	const file = (name: string) => join(folder, name);
	for (const name of ['encoder.onnx', 'encoder.json', 'tokenizer.json', 'tokenizer_config.json'])
		if (!existsSync(file(name))) return { missing: `${file(name)} is not there.` };
	const json = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'));
	const card: Card = json('encoder.json');
	const bytes = readFileSync(file('encoder.onnx'));
	if (createHash('sha256').update(bytes).digest('hex') !== card.sha256)
		return { missing: `${file('encoder.onnx')} is not the file that encoder.json describes.` };
	const faults: string[] = [];
	for (const runtime of runtimes) {
		try {
			const { session, tensor } = await start(runtime, bytes);
			const words = pieces.open(json('tokenizer.json'), json('tokenizer_config.json'));
			return { card, runtime, words, session, tensor };
		} catch (error) {
			faults.push(`${runtime}: ${(error as Error).message.split('\n')[0]}`);
		}
	}
	return { missing: `onnxruntime did not load (${faults.join('; ') || 'none was tried'}).` };
}

async function start(runtime: Encoder['runtime'], bytes: Uint8Array) {
	if (runtime === 'web') {
		const web = await import('onnxruntime-web');
		web.env.wasm.numThreads = 1;
		return { session: await web.InferenceSession.create(bytes), tensor: web.Tensor };
	}
	const native = await import('onnxruntime-node');
	const session = await native.InferenceSession.create(bytes, {
		// One thread: a second waits for the first by spinning, which costs more than it gains on a busy machine.
		intraOpNumThreads: 1,
		interOpNumThreads: 1,
		logSeverityLevel: 3
	});
	return { session, tensor: native.Tensor };
}

/** Frees the memory of the weights. */
export async function close({ session }: Encoder): Promise<void> {
	await session.release();
}

/**
 * Judges passages, in the same order; any text will do. A passage should fit one reading (about 200
 * words: windows.ts cuts at sentences); a longer one is read in overlapping stretches of which the
 * highest counts. Time grows with length: about a millisecond for ten pieces on one core.
 */
export async function read(encoder: Encoder, passages: Passage[]): Promise<Judgement[]> {
	const { longest } = encoder.card;
	const cut = passages.map(({ text }) => pieces.cut(encoder.words, text));
	const readings = cut.flatMap((words, passage) => {
		const author = framing.authorIds(encoder.words, passages[passage]!.author);
		return framing
			.stretches(words, longest - author.length - 3)
			.map((stretch) => ({ ...stretch, passage, ids: framing.frame(author, words, stretch) }));
	});
	const found = passages.map(() => ({ logOdds: -Infinity, logits: new Map<number, number>() }));
	for (const reading of readings) {
		const into = found[reading.passage]!;
		const { document, tokens } = await run(encoder, reading.ids);
		into.logOdds = Math.max(into.logOdds, oddsOf(encoder.card, document, tokens, reading));
		let at = reading.ids.length - 1 - reading.pieces;
		for (let i = reading.from; i < reading.to; i++) {
			const last = at + cut[reading.passage]![i]!.ids.length;
			for (; at < last; at++)
				into.logits.set(i, Math.max(into.logits.get(i) ?? -Infinity, tokens[at]!));
		}
	}
	return found.map(({ logOdds, logits }, passage) => ({
		logOdds,
		probability: chance(logOdds),
		tokens: cut[passage]!.map(({ start, end }, i) => ({
			start,
			end,
			probability: chance(logits.get(i)!)
		}))
	}));
}

/** One reading at a time: its scores then depend on nothing beside it, and the event loop breathes between. */
async function run({ session, tensor }: Encoder, ids: readonly number[]) {
	const shape = [1, ids.length];
	const found = await session.run({
		ids: new tensor('int64', BigInt64Array.from(ids, BigInt), shape),
		mask: new tensor('int64', new BigInt64Array(ids.length).fill(1n), shape)
	});
	return {
		document: (found.document!.data as Float32Array)[0]!,
		tokens: found.tokens!.data as Float32Array
	};
}

/** Calibrated log odds of one reading; one without a word is judged by its document logit alone. */
function oddsOf(
	{ calibration }: Card,
	document: number,
	logits: Float32Array,
	{ ids, pieces }: Pick<framing.Stretch, 'ids' | 'pieces'>
): number {
	const own = logits.slice(ids.length - 1 - pieces, ids.length - 1).sort();
	const best = own.slice(-3);
	const highest = best.reduce((sum, one) => sum + one, 0) / Math.max(1, best.length);
	const sum = calibration.document * document + calibration.tokens * highest + calibration.shift;
	return Math.round(sum * 1e4) / 1e4;
}

function chance(logOdds: number): number {
	return 1 / (1 + Math.exp(-logOdds));
}
