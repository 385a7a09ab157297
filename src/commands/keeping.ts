/** `backup`, `restore`, `export`: what is kept as files. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expectWords, Failure, print, withDatabase, WrongUse, type Command } from './command.ts';

export const backup: Command = {
	name: 'backup',
	summary: 'Write everything that is kept to one file',
	usage: 'backup FILE',
	async run(call) {
		expectWords(call, 1, 1, 'FILE');
		const file = resolve(call.positionals[0]!);
		if (existsSync(file)) throw new Failure(`${file} exists already: name another file.`);
		return withDatabase(async ({ db }) => {
			const kept = await import('#lib/server/db/backup.ts');
			const rows = await kept.write(db, file);
			print(call.values.json ? JSON.stringify({ file, rows }) : `Wrote ${rows} rows to ${file}`);
			return 0;
		});
	}
};

export const restore: Command = {
	name: 'restore',
	summary: 'Fill an empty database from a backup, made here or in a group',
	usage: 'restore FILE',
	async run(call) {
		expectWords(call, 1, 1, 'FILE');
		const file = resolve(call.positionals[0]!);
		return withDatabase(async ({ db }) => {
			const kept = await import('#lib/server/db/backup.ts');
			const rows = await kept.restore(db, file);
			print(
				call.values.json ? JSON.stringify({ file, rows }) : `Restored ${rows} rows from ${file}`
			);
			return 0;
		});
	}
};

export const exportCommand: Command = {
	name: 'export',
	summary: 'Write posts, marks, findings or ledgers for other programs, on standard output',
	usage: 'export --what posts|marks|findings|ledgers [--format csv|jsonl]',
	options: {
		what: {
			type: 'string',
			about: 'posts, marks, findings (as labelled items, in the format of the corpus) or ledgers'
		},
		format: { type: 'string', about: 'csv (as it is left out) or jsonl' }
	},
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		const [exports, classify] = await Promise.all([
			import('#lib/server/exports.ts'),
			import('#lib/server/marking/classify.ts')
		]);
		const what = exports.whats.find((one) => one === call.values.what);
		if (!what) throw new WrongUse(`--what must be one of: ${exports.whats.join(', ')}.`);
		const format = exports.formats.find(
			(one) => one === (call.values.format ?? (call.values.json ? 'jsonl' : 'csv'))
		);
		if (!format) throw new WrongUse(`--format must be one of: ${exports.formats.join(', ')}.`);
		return withDatabase(async ({ db }) => {
			const { evidence } = await classify.open();
			const lines = exports.lines(exports.rows(db, what, { evidence }), format);
			await pipeline(Readable.from(lines), process.stdout, { end: false });
			return 0;
		});
	}
};
