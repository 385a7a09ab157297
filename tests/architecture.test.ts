/** The import rules of the design, read from the sources themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Source {
	path: string;
	text: string;
	imports: string[];
}

const root = join(import.meta.dirname, '..');
const sources = read(join(root, 'src'));

function read(folder: string): Source[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const file = join(folder, entry.name);
		if (entry.isDirectory()) return read(file);
		if (!/\.(ts|svelte)$/.test(entry.name)) return [];
		const text = readFileSync(file, 'utf8');
		return [{ path: relative(root, file), text, imports: importsOf(text, file) }];
	});
}

/** Package names as they stand; files of the project as paths from its root. */
function importsOf(text: string, file: string): string[] {
	const found = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)'([^']+)'/gm);
	return [...found].map(([, name]) => {
		if (name!.startsWith('#lib/')) return name!.replace('#lib/', 'src/lib/');
		if (name!.startsWith('.')) return relative(root, join(dirname(file), name!));
		return name!;
	});
}

const byPath = new Map(sources.map((source) => [source.path, source]));

/** Everything a file leads to, itself included. */
function reach(path: string, seen = new Set<string>()): Set<string> {
	if (seen.has(path)) return seen;
	seen.add(path);
	for (const next of byPath.get(path)?.imports ?? [])
		if (next.startsWith('src/')) reach(next, seen);
	return seen;
}

const violations = (isWrong: (source: Source, imported: string) => boolean) =>
	sources.flatMap((source) =>
		source.imports
			.filter((name) => isWrong(source, name))
			.map((name) => `${source.path} imports ${name}`)
	);

describe('imports', () => {
	it('point at files that exist', () => {
		expect(sources.length).toBeGreaterThan(40);
		expect(
			violations(
				(_, name) => name.startsWith('src/') && /\.(ts|svelte)$/.test(name) && !byPath.has(name)
			)
		).toEqual([]);
	});

	it('carry their extension and never use $lib', () => {
		expect(
			violations(
				(_, name) => name.startsWith('$lib') || (name.startsWith('src/') && !/\.\w+$/.test(name))
			)
		).toEqual([]);
	});

	it('never lead from the library to routes or commands', () => {
		expect(
			violations(
				({ path }, name) => path.startsWith('src/lib/') && /^src\/(routes|commands)\//.test(name)
			)
		).toEqual([]);
	});

	it('keep the browser free of server files', () => {
		const browser = ({ path }: Source) =>
			path.startsWith('src/lib/') && !path.startsWith('src/lib/server/');
		expect(
			violations((source, name) => browser(source) && name.startsWith('src/lib/server/'))
		).toEqual([]);
	});

	it('keep the worker and the command line free of SvelteKit', () => {
		const reached = new Set(['src/cli.ts', 'src/worker.ts'].flatMap((path) => [...reach(path)]));
		expect(reached.size).toBeGreaterThan(20);
		const wrong = [...reached].flatMap((path) =>
			(byPath.get(path)?.imports ?? [])
				.filter((name) => /^(\$app|\$env|@sveltejs\/kit|svelte)(\/|$)/.test(name))
				.map((name) => `${path} imports ${name}`)
		);
		expect(wrong).toEqual([]);
	});

	it('leave drivers to db/ and outward connections to fetch.ts', () => {
		const drivers = /^(postgres|@electric-sql\/pglite|drizzle-orm\/(pglite|postgres-js)(\/.*)?)$/;
		expect(
			violations(({ path }, name) => drivers.test(name) && !path.startsWith('src/lib/server/db/'))
		).toEqual([]);
		const network = /^(undici|nodemailer|node:(http|https|net|tls|dns)(\/promises)?)$/;
		const mayConnect = [
			'src/lib/server/feeds/fetch.ts',
			'src/lib/server/feeds/guard.ts',
			'src/lib/server/feeds/names.ts',
			// The operator's own model server may stand in a private network, which the guard refuses.
			'src/lib/server/marking/second/ask.ts',
			'src/lib/server/mailing/mail.ts',
			'src/commands/running.ts'
		];
		expect(
			violations(({ path }, name) => network.test(name) && !mayConnect.includes(path))
		).toEqual([]);
	});

	it('keep everything about a concern pure', () => {
		const pure =
			/^(src\/lib\/(concern\/|words\.ts|format\.ts)|src\/lib\/server\/directory\/.*\.json$|age-encryption|fflate)/;
		expect(
			violations(({ path }, name) => path.startsWith('src/lib/concern/') && !pure.test(name))
		).toEqual([]);
	});
});

describe('the sources', () => {
	it('read the environment in config.ts only', () => {
		const readers = sources
			.filter((source) => /process\.env\b/.test(source.text))
			.map((source) => source.path);
		expect(readers).toEqual(['src/lib/server/config.ts']);
	});

	it('never render feed content as markup', () => {
		expect(
			sources.filter((source) => source.text.includes('{@html')).map((source) => source.path)
		).toEqual([]);
	});

	it('are named by what they hold', () => {
		const banned = /(^|\/)(utils?|helpers?|managers?|services?|types?)(\.|\/)/;
		expect(
			sources.filter((source) => banned.test(source.path)).map((source) => source.path)
		).toEqual([]);
	});

	it('stay small: half of the files under 100 lines, none over 400', () => {
		const lengths = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length }));
		const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
		expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
		expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
	});
});
