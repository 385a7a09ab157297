/** The routes of the site, read from their folders. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../src/routes');

/** Ids as SvelteKit names them, such as `/posts/[id]`: every folder with a page or an endpoint. */
export function routeIds(folder = ''): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		if (entry.isDirectory()) return routeIds(`${folder}/${entry.name}`);
		return /^\+(page\.svelte|server\.ts)$/.test(entry.name) ? [folder || '/'] : [];
	});
}

/** The form actions of a route, `default` for the unnamed one, read from its source. */
export function actionsOf(routeId: string): string[] {
	const file = join(root, routeId, '+page.server.ts');
	const [, block] = existsSync(file)
		? readFileSync(file, 'utf8').split(/^export const actions\b[^{]*\{$/m)
		: [];
	const [body] = (block ?? '').split(/^\}/m);
	return [...(body ?? '').matchAll(/^\t(?:async )?(\w+)(?=[:(,])/gm)].map(([, name]) => name!);
}
