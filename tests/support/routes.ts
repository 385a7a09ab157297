/** The routes of the site, read from their folders. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../src/routes');

/** Ids as SvelteKit names them, such as `/posts/[id]`: every folder with a page or an endpoint. */
export function routeIds(folder = ''): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		if (entry.isDirectory()) return routeIds(`${folder}/${entry.name}`);
		return /^\+(page\.svelte|server\.ts)$/.test(entry.name) ? [folder || '/'] : [];
	});
}
