/**
 * A pid file beside the embedded database's folder. PGlite has no lock of its own across processes,
 * and two processes on one folder silently lose rows.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** Somebody else holds the folder: the message says who, and what to do. */
export class LockedError extends Error {
	override name = 'LockedError';
}

/**
 * Takes the lock and returns the function that gives it back. A lock whose process is gone is taken
 * over; one of a living process never is.
 * @throws LockedError when another living process holds it.
 */
export function take(folder: string): () => void {
	const file = `${folder}.lock`;
	for (let attempt = 0; attempt < 20; attempt++) {
		try {
			const handle = openSync(file, 'wx');
			writeSync(handle, `${process.pid}\n${started(process.pid)}\n`);
			closeSync(handle);
			return () => {
				if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
			};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			const holder = readHolder(file);
			if (holder && isAlive(holder))
				throw new LockedError(
					`The data folder ${folder} is in use by process ${holder.pid}. Stop that one first, or set DATA_DIR to another folder.`
				);
			rmSync(file, { force: true });
		}
	}
	throw new LockedError(
		`The lock file ${file} could not be taken. Remove it if no other process uses it.`
	);
}

interface Holder {
	pid: number;
	started: string;
}

function readHolder(file: string): Holder | undefined {
	try {
		const [pid, since] = readFileSync(file, 'utf8').split('\n');
		return Number(pid) > 0 ? { pid: Number(pid), started: since ?? '' } : undefined;
	} catch {
		return undefined;
	}
}

function isAlive(holder: Holder): boolean {
	if (holder.pid === process.pid) return true;
	try {
		process.kill(holder.pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
	}
	// After a restart of the machine the same pid may be somebody else's.
	const now = started(holder.pid);
	return now === '' || holder.started === '' || now === holder.started;
}

/** When a process was started, in the kernel's own ticks; '' where the system does not tell. */
function started(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}
