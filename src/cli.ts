/**
 * The command line: `npm run -s cli -- COMMAND`. Exit 0 for done, 1 for a failure of the outside
 * world or the input, 2 for wrong use; errors are one clear line on stderr.
 */
import { parseArgs } from 'node:util';
import { ConfigError } from '#lib/server/config.ts';
import { Failure, WrongUse, type Command } from './commands/command.ts';
import { commands } from './commands/index.ts';

async function main(words: string[]): Promise<number> {
	const [name, ...rest] = words;
	if (!name || name === '--help' || name === '-h' || name === 'help') {
		process.stdout.write(overview());
		return name ? 0 : 2;
	}
	const command = commands.find((one) => one.name === name);
	if (!command) throw new WrongUse(`There is no command "${name}". "--help" lists them.`);
	const { values, positionals } = read(command, rest);
	if (values.help) {
		process.stdout.write(help(command));
		return 0;
	}
	return command.run({ positionals, values });
}

function read(command: Command, words: string[]) {
	try {
		return parseArgs({
			args: words,
			allowPositionals: true,
			options: {
				help: { type: 'boolean', short: 'h' },
				json: { type: 'boolean' },
				...Object.fromEntries(
					Object.entries(command.options ?? {}).map(([name, { type }]) => [name, { type }])
				)
			}
		});
	} catch (error) {
		throw new WrongUse(
			`${(error as Error).message.split('. ')[0]}. "${command.name} --help" lists what it takes.`
		);
	}
}

function overview(): string {
	const width = Math.max(...commands.map((one) => one.name.length));
	return [
		'In Confidence: see how a therapist treats what is said in confidence.',
		'',
		'Usage: npm run -s cli -- COMMAND [--help] [--json]',
		'',
		...commands.map((one) => `  ${one.name.padEnd(width)}  ${one.summary}`),
		''
	].join('\n');
}

function help(command: Command): string {
	const options = [
		...Object.entries(command.options ?? {}).map(([name, { type, about }]) => [
			`--${name}${type === 'string' ? ' VALUE' : ''}`,
			about
		]),
		['--json', 'print for programs'],
		['--help', 'show this']
	];
	const width = Math.max(...options.map(([name]) => name!.length));
	return [
		`${command.summary}`,
		'',
		`Usage: npm run -s cli -- ${command.usage}`,
		'',
		...options.map(([name, about]) => `  ${name!.padEnd(width)}  ${about}`),
		''
	].join('\n');
}

main(process.argv.slice(2)).then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		if (error instanceof Failure || error instanceof WrongUse || isExplained(error)) {
			process.stderr.write(`${(error as Error).message}\n`);
			process.exitCode = error instanceof WrongUse || error instanceof ConfigError ? 2 : 1;
			return;
		}
		throw error;
	}
);

/** Errors whose message is already a sentence for the person at the keyboard. */
function isExplained(error: unknown): boolean {
	return (
		error instanceof Error && ['ConfigError', 'LockedError', 'DatabaseError'].includes(error.name)
	);
}
