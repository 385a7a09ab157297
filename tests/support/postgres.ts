/** A real Postgres server for tests: the one of TEST_DATABASE_URL, or one started from Debian's binaries. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { freePort } from './ports.ts';

const run = promisify(execFile);

export interface Server {
	url: string;
	stop(): Promise<void>;
}

/** Starts a server in a temporary folder; undefined where the machine has no server binaries. */
export async function startServer(): Promise<Server | undefined> {
	if (process.env.TEST_DATABASE_URL)
		return { url: process.env.TEST_DATABASE_URL, stop: async () => {} };
	const bin = await findBinaries();
	if (!bin) return undefined;
	const folder = await mkdtemp(join(tmpdir(), 'in-confidence-postgres-'));
	const account = await unprivileged();
	if (account) await chown(folder, account.uid, account.gid);
	const data = join(folder, 'data');
	await run(
		join(bin, 'initdb'),
		['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
		{
			...account,
			cwd: folder
		}
	);
	const port = await freePort();
	const child = spawn(
		join(bin, 'postgres'),
		[
			'-D',
			data,
			'-p',
			String(port),
			'-c',
			'listen_addresses=127.0.0.1',
			'-k',
			folder,
			'-c',
			'fsync=off',
			'-c',
			'full_page_writes=off',
			'-c',
			'max_connections=200'
		],
		{ ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }
	);
	await accepting(child);
	return {
		url: `postgres://test@127.0.0.1:${port}/postgres`,
		async stop() {
			const gone = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGINT');
			await gone;
			await rm(folder, { recursive: true, force: true });
		}
	};
}

/** Runs one statement on a connection of its own, such as one that makes a database. */
export async function onServer(url: string, statement: string): Promise<void> {
	const admin = postgres(url, { max: 1, onnotice: () => {} });
	try {
		await admin.unsafe(statement);
	} finally {
		await admin.end();
	}
}

async function findBinaries(): Promise<string | undefined> {
	const versions = await readdir('/usr/lib/postgresql').catch(() => []);
	const newest = versions
		.map(Number)
		.filter((version) => version >= 15)
		.sort((a, b) => b - a)[0];
	return newest ? `/usr/lib/postgresql/${newest}/bin` : undefined;
}

/** Postgres refuses to run as root; the account "postgres" or "nobody" serves then. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	for (const name of ['postgres', 'nobody']) {
		try {
			const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
			return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
		} catch {
			continue;
		}
	}
	throw new Error('Tests run as root, and there is no other account to run Postgres as');
}

function accepting(child: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let said = '';
		child.once('exit', (code) => reject(new Error(`Postgres ended with ${code}: ${said}`)));
		child.stderr!.on('data', (chunk: Buffer) => {
			said = (said + chunk.toString()).slice(-4000);
			if (said.includes('ready to accept connections')) resolve();
		});
	});
}
