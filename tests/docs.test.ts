/** Documentation that the program can check: what exists is documented, what is documented exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { variables } from '#lib/server/config.ts';
import { exits, goodPractices, identifiers, otherNorms } from '#lib/words.ts';
import { commands } from '../src/commands/index.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const rowsOf = (heading: string) => {
	const [, section] = readme.split(`## ${heading}\n`);
	return [...section!.split('\n## ')[0]!.matchAll(/^\| `([A-Za-z_-]+)/gm)].map(([, name]) => name!);
};

describe('README', () => {
	it('lists each environment variable, and no other', () => {
		expect(rowsOf('Settings').sort()).toEqual([...variables].sort());
	});

	it('lists each command, and no other', () => {
		expect(rowsOf('The command line').sort()).toEqual(commands.map((one) => one.name).sort());
	});

	it('links to files that exist', () => {
		const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) =>
			decodeURI(path!)
		);
		expect(links.length).toBeGreaterThan(8);
		expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	});
});

describe('docs/norms.md', () => {
	const norms = readFileSync(join(root, 'docs/norms.md'), 'utf8');
	const described = [...norms.matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)];

	it('describes each exit, identifier, norm and good practice, and no other', () => {
		expect(described.map(([, name]) => name).sort()).toEqual(
			[...exits, ...identifiers, ...otherNorms, ...goodPractices].sort()
		);
		for (const [, , words] of described) expect(words!.length).toBeGreaterThan(10);
	});
});

describe('every command', () => {
	it.each(commands)('$name says what it does and how it is called', (command) => {
		expect(command.summary.length).toBeGreaterThan(15);
		expect(command.usage).toMatch(new RegExp(`^${command.name}`));
		for (const { about } of Object.values(command.options ?? {}))
			expect(about.length).toBeGreaterThan(10);
	});
});
