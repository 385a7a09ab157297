/** Data folders that hold the migrated, empty embedded database already: a program opens one seconds sooner. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Lays the database into a data folder that holds none. Only the suite has one ready; a bench makes its own. */
export function prepare(dataDir: string): void {
	if (!process.env.VITEST) return;
	const folder = join(dataDir, 'postgres');
	mkdirSync(folder, { recursive: true });
	execFileSync('tar', ['-xf', inject('emptyDatabase'), '-C', folder], { stdio: 'ignore' });
}
