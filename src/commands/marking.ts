/** `parse`, `mark`, `evaluate`, `train`: the reader on its own, without a database. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import type { Figures } from '#lib/server/marking/heldout.ts';
import {
	expectWords,
	Failure,
	print,
	showProgress,
	clearProgress,
	type Command
} from './command.ts';

export const parse: Command = {
	name: 'parse',
	summary: 'Show what the reader sees in feed documents, one JSON line each',
	usage: 'parse FILE...|-',
	async run(call) {
		expectWords(call, 1, 10_000, 'FILE');
		const parser = await import('#lib/server/feeds/parse.ts');
		let failed = false;
		for (const file of call.positionals) {
			const parsed = await readDocument(file).then(
				async (document) => parser.feed(document),
				(error: NodeJS.ErrnoException) => ({ error: `${file} cannot be read (${error.code}).` })
			);
			failed ||= 'error' in parsed;
			print(JSON.stringify(parser.toLine(file, parsed)));
		}
		return failed ? 1 : 0;
	}
};

async function readDocument(file: string): Promise<Uint8Array> {
	if (file !== '-') return readFile(file);
	const chunks: Buffer[] = [];
	for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

const Line = v.object({
	id: v.union([v.string(), v.number()]),
	text: v.string(),
	title: v.nullish(v.string()),
	author: v.nullish(v.string()),
	feed: v.nullish(v.object({ title: v.nullish(v.string()), description: v.nullish(v.string()) })),
	profession: v.nullish(v.string())
});

const BATCH = 64;
/** Without another line for this long, what has come is marked. */
const PAUSE_MS = 50;

export const mark: Command = {
	name: 'mark',
	summary: 'Mark posts: JSON lines in, JSON lines out, in the same order',
	usage: 'mark < posts.jsonl',
	async run(call) {
		expectWords(call, 0, 0, 'nothing (posts come on standard input)');
		const classify = await import('#lib/server/marking/classify.ts');
		const reader = await classify.open();
		let batch: v.InferOutput<typeof Line>[] = [];
		let failed = false;
		let number = 0;
		let work = Promise.resolve();
		let pause: NodeJS.Timeout | undefined;
		const flush = () => {
			clearTimeout(pause);
			const lines = batch;
			batch = [];
			work = work.then(async () => {
				const marks = await classify.read(
					reader,
					lines.map((line) => ({ ...line, id: String(line.id) }))
				);
				lines.forEach((line, i) => print(JSON.stringify(classify.toLine(line.id, marks[i]!))));
			});
			return work;
		};
		for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
			number++;
			if (text.trim() === '') continue;
			const line = readLine(text);
			if (!line.success) {
				failed = true;
				process.stderr.write(
					`Line ${number} of the input is not a post: it needs "id" and "text" as JSON.\n`
				);
				continue;
			}
			batch.push(line.output);
			clearTimeout(pause);
			if (batch.length >= BATCH) await flush();
			// Whoever writes one post and waits for its mark gets it.
			else pause = setTimeout(flush, PAUSE_MS);
		}
		await flush();
		return failed ? 1 : 0;
	}
};

function readLine(text: string) {
	try {
		return v.safeParse(Line, JSON.parse(text));
	} catch {
		return v.safeParse(Line, undefined);
	}
}

export const evaluate: Command = {
	name: 'evaluate',
	summary: 'Measure the reader on labelled text (format: src/lib/server/marking/corpus/README.md)',
	usage: 'evaluate FILE.jsonl [--no-role]',
	options: { 'no-role': { type: 'boolean', about: 'do not tell the reader who writes' } },
	async run(call) {
		expectWords(call, 1, 1, 'FILE.jsonl');
		const file = call.positionals[0]!;
		const [evaluation, classify] = await Promise.all([
			import('#lib/server/marking/evaluate.ts'),
			import('#lib/server/marking/classify.ts')
		]);
		const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
			throw new Failure(`${file} cannot be read (${error.code}).`);
		});
		const items = evaluation.readItems(text);
		if ('error' in items) throw new Failure(`${file}: ${items.error}`);
		const report = await evaluation.evaluate(await classify.open(), items, {
			isRoleTold: !call.values['no-role'],
			onProgress: showProgress
		});
		clearProgress();
		print(call.values.json ? JSON.stringify(report) : evaluation.inWords(report));
		return 0;
	}
};

export const train: Command = {
	name: 'train',
	summary:
		'Rebuild the first stage from the corpus, byte for byte the same; files of labelled items, such as exported findings, add to it',
	usage: 'train [FILE.jsonl...]',
	async run(call) {
		const [{ train }, { readItems }] = await Promise.all([
			import('#lib/server/marking/train.ts'),
			import('#lib/server/marking/corpus.ts')
		]);
		const also = [];
		for (const file of call.positionals) {
			const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
				throw new Failure(`${file} cannot be read (${error.code}).`);
			});
			const items = readItems(text);
			if ('error' in items) throw new Failure(`${file}: ${items.error}`);
			also.push(...items);
		}
		const result = await train({ onProgress: showProgress, also });
		clearProgress();
		print(
			call.values.json
				? JSON.stringify(result)
				: `Wrote ${result.file}, version ${result.version}, SHA-256 ${result.sha256}` +
						leftOutInWords(result)
		);
		return 0;
	}
};

/** Two lines on items that the stages were not trained on. */
function leftOutInWords({ first, both }: { first: Figures; both: Figures | undefined }): string {
	const line = (who: string, { items, averagePrecision, best }: Figures) =>
		`\n${who} on ${items} items left out of its training: average precision ${averagePrecision.toFixed(3)}, best F1 ${best.f1.toFixed(3)}`;
	return line('First stage', first) + (both ? line('Both stages', both) : '');
}
