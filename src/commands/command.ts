/** What a command is, and what several of them need. */
import type { Config } from '#lib/server/config.ts';
import { settings } from '#lib/server/config.ts';
import { professions, type Profession } from '#lib/words.ts';
import type { Database } from '#lib/server/db/index.ts';

export interface Call {
	positionals: string[];
	values: Record<string, string | boolean | (string | boolean)[] | undefined>;
}

export interface Command {
	name: string;
	/** One line. */
	summary: string;
	/** As after `npm run -s cli -- `. */
	usage: string;
	options?: Record<string, { type: 'string' | 'boolean'; about: string }>;
	/** Returns the exit status. */
	run(call: Call): Promise<number>;
}

/** The outside world or the input failed: exit status 1. */
export class Failure extends Error {
	override name = 'Failure';
}

/** The command was called wrongly: exit status 2. */
export class WrongUse extends Error {
	override name = 'WrongUse';
}

/** Prints a line on stdout. */
export function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Shows what long work is at, on stderr when it is a terminal. */
export function showProgress(words: string): void {
	if (process.stderr.isTTY)
		process.stderr.write(`\r\u001b[K${words.slice(0, (process.stderr.columns ?? 80) - 1)}`);
}

export function clearProgress(): void {
	if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** Opens the database for one command and closes it whatever happens. */
export async function withDatabase<T>(
	work: (database: Database, config: Config) => Promise<T>
): Promise<T> {
	const { openDatabase } = await import('#lib/server/db/index.ts');
	const config = settings();
	const database = await openDatabase(config);
	try {
		return await work(database, config);
	} finally {
		await database.close();
	}
}

/** Reads `--profession`. */
export function professionOf(call: Call): Profession | null {
	const typed = call.values.profession;
	if (typed === undefined) return null;
	const found = professions.find((one) => one === typed);
	if (!found) throw new WrongUse(`--profession must be one of: ${professions.join(', ')}.`);
	return found;
}

/** Fails unless there are between `least` and `most` words after the command. */
export function expectWords(call: Call, least: number, most: number, what: string): void {
	const { length } = call.positionals;
	if (length < least) throw new WrongUse(`${what} is missing.`);
	if (length > most) throw new WrongUse(`There is more after the command than ${what}.`);
}
