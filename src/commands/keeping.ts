/** `backup` and `restore`: the whole database as one file. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expectWords, Failure, print, withDatabase, type Command } from './command.ts';

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
