/** `backup`, `restore`, `export`: what is kept as files. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Db } from '#lib/server/db/index.ts';
import { exportFormats, exportWhats, type ExportWhat } from '#lib/words.ts';
import {
	expectWords,
	Failure,
	print,
	withDatabase,
	WrongUse,
	type Call,
	type Command
} from './command.ts';

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
	usage:
		'export --what posts|marks|findings|ledgers [--format csv|jsonl] [--list NAME] [--named [--request N]] [--dictionary]',
	options: {
		what: {
			type: 'string',
			about: 'posts, marks, findings (as labelled items, in the format of the corpus) or ledgers'
		},
		format: { type: 'string', about: 'csv (as it is left out) or jsonl' },
		list: { type: 'string', about: 'only those of the list of this name' },
		named: {
			type: 'boolean',
			about: 'names, addresses and words instead of pseudonyms; noted in the journal'
		},
		request: {
			type: 'string',
			about: 'in a group, number of the named export that a second person approved (/export)'
		},
		dictionary: { type: 'boolean', about: 'only what each column means' }
	},
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		const what = exportWhats.find((one) => one === call.values.what);
		if (!what) throw new WrongUse(`--what must be one of: ${exportWhats.join(', ')}.`);
		const format = exportFormats.find(
			(one) => one === (call.values.format ?? (call.values.json ? 'jsonl' : 'csv'))
		);
		if (!format) throw new WrongUse(`--format must be one of: ${exportFormats.join(', ')}.`);
		const isNamed = call.values.named === true;
		const [exports, note] = await Promise.all([
			import('#lib/server/exports.ts'),
			import('#lib/server/exporting/note.ts')
		]);
		if (call.values.dictionary) {
			const rows = note.dictionaryRows(what, isNamed);
			process.stdout.write(rows.map(exports.csvLine).join(''));
			return 0;
		}
		return withDatabase(async ({ db }, config) => {
			const [pseudonyms, classify] = await Promise.all([
				import('#lib/server/exporting/pseudonyms.ts'),
				import('#lib/server/marking/classify.ts')
			]);
			const listId = await listOf(db, call);
			if (isNamed) await noteNamed(db, config.mode, { what, listId }, call);
			const lines = exports.lines(db, what, format, {
				evidence: async () => (await classify.open()).evidence,
				naming: await pseudonyms.naming(db, isNamed),
				listId
			});
			await pipeline(Readable.from(exports.chunks(lines)), process.stdout, { end: false });
			return 0;
		});
	}
};

async function listOf(db: Db, call: Call): Promise<number | undefined> {
	if (typeof call.values.list !== 'string') return undefined;
	const lists = await import('#lib/server/lists.ts');
	const list = await lists.findByName(db, call.values.list);
	if (!list) throw new Failure(`There is no list called “${call.values.list}”.`);
	return list.id;
}

/** One person alone is only noted; in a group a second person must have approved just this export. */
async function noteNamed(
	db: Db,
	mode: 'solo' | 'group',
	wanted: { what: ExportWhat; listId: number | undefined },
	call: Call
): Promise<void> {
	const [requests, journal] = await Promise.all([
		import('#lib/server/exporting/requests.ts'),
		import('#lib/server/journal.ts')
	]);
	const now = new Date();
	const id = Number(call.values.request ?? NaN);
	const request =
		mode === 'group' && Number.isInteger(id) ? await requests.findApproved(db, id, now) : undefined;
	if (mode === 'group' && !request)
		throw new Failure(
			'In a group a named export needs a second person: ask for it on /export, and give its number with --request once it is approved.'
		);
	if (request && (request.what !== wanted.what || request.listId !== (wanted.listId ?? null)))
		throw new Failure(
			`Request ${id} was approved for ${request.what}${request.listId ? ' of a list' : ''}, not for this.`
		);
	await journal.record(
		db,
		'export-taken',
		{ request: request?.id ?? null, rows: wanted.what, list: wanted.listId ?? null, by: null },
		now
	);
}
