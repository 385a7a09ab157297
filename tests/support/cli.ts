/** The command line as a person or a script runs it: a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Ran {
	status: number | null;
	stdout: string;
	stderr: string;
	/** Lines of stdout, each read as JSON. */
	json(): Record<string, unknown>[];
}

/** Runs one command to its end. `input` goes to its standard input. */
export function cli(
	words: string[],
	options: { env?: Record<string, string>; input?: string } = {}
): Promise<Ran> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...words], {
			cwd: root,
			env: { ...process.env, DATABASE_URL: '', ...options.env }
		});
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
		child.once('error', reject);
		child.once('close', (status) =>
			resolve({
				status,
				stdout,
				stderr,
				json: () =>
					stdout
						.split('\n')
						.filter(Boolean)
						.map((line) => JSON.parse(line) as Record<string, unknown>)
			})
		);
		child.stdin.end(options.input ?? '');
	});
}
