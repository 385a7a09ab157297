/**
 * What a screen offers to whom: what would be refused is not offered. The server decides for itself
 * (server/access.ts). Pure.
 */
import { roles, type Role } from './words.ts';

/** Who looks, as the layout tells every page. */
export interface Looker {
	mode: 'solo' | 'group';
	who?: { role: Role; hasAcceptedCharter: boolean } | undefined;
}

/** Whether somebody of at least this role looks; one person alone may everything. */
export function may({ mode, who }: Looker, least: Role): boolean {
	if (mode !== 'group') return true;
	return Boolean(who?.hasAcceptedCharter) && roles.indexOf(who!.role) >= roles.indexOf(least);
}
