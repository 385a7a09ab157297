/**
 * Who may read and write what: one table from a route to what it needs, enforced by hooks.server.ts
 * before any of the route's own code runs. A route without a rule is refused, and fails a test.
 * Whether somebody may touch a particular thing (their own session, an item of theirs) is decided by
 * the domain function that touches it.
 */
import { roles, type Role, type Who } from '#lib/words.ts';

/** `anyone`: no account needed. A role includes those above it. `nobody`: not in a group, or nothing to do there. */
export type Need = 'anyone' | Role | 'nobody';

export interface Rule {
	/** GET and HEAD. */
	read: Need;
	/** Form actions and every other method. */
	write: Need;
	/** Form actions that need something else than the others. */
	actions?: Record<string, Need>;
	/** Makes sense with accounts only: one person alone is told what it needs. */
	groupOnly?: true;
	/** May be used before the charter is accepted. */
	beforeCharter?: true;
}

/** From a route's id (its folder) to its rule, in alphabetical order. */
export const rules: Record<string, Rule> = {
	'/': { read: 'reader', write: 'editor' },
	'/about/method': { read: 'anyone', write: 'nobody' },
	'/about/transparency': { read: 'anyone', write: 'nobody', groupOnly: true },
	'/api': { read: 'anyone', write: 'nobody' },
	// Every request is known by its token; its scopes and its owner's role decide (api/answer.ts).
	'/api/v1/[...path]': { read: 'anyone', write: 'anyone' },
	'/bodies': { read: 'anyone', write: 'nobody' },
	'/charter': { read: 'anyone', write: 'reader', groupOnly: true, beforeCharter: true },
	'/codes': { read: 'anyone', write: 'nobody' },
	'/compare': { read: 'reader', write: 'nobody' },
	'/concern': { read: 'anyone', write: 'nobody' },
	'/concern/worksheet': { read: 'anyone', write: 'nobody' },
	// Everybody renews the secret address of their own.
	'/digest': { read: 'reader', write: 'reader' },
	'/digest/[token]': { read: 'anyone', write: 'nobody' },
	// Who comes with the secret of a mail may end that mail, and nothing else.
	'/digest/stop/[token]': { read: 'anyone', write: 'anyone' },
	'/evidence': { read: 'reader', write: 'nobody' },
	'/export': { read: 'reviewer', write: 'reviewer' },
	'/export/named': { read: 'nobody', write: 'reviewer' },
	'/export/notes': { read: 'reader', write: 'nobody' },
	'/export/rows': { read: 'reviewer', write: 'nobody' },
	'/feeds': { read: 'reader', write: 'editor' },
	'/feeds/opml': { read: 'reader', write: 'nobody' },
	'/healthz': { read: 'anyone', write: 'nobody' },
	'/lists': { read: 'reader', write: 'editor' },
	'/lists/[id]': { read: 'reader', write: 'editor' },
	'/lists/[id]/export': { read: 'reader', write: 'nobody' },
	'/lists/imports/[id]': { read: 'editor', write: 'editor' },
	'/lists/imports/[id]/csv': { read: 'editor', write: 'nobody' },
	'/look': { read: 'reader', write: 'reader' },
	'/look/[id]': {
		read: 'reader',
		write: 'reader',
		actions: { follow: 'editor', followAll: 'editor' }
	},
	'/look/[id]/progress': { read: 'reader', write: 'nobody' },
	// Whoever is alone says what a post is; a group reviews.
	'/posts/[id]': { read: 'reader', write: 'nobody' },
	'/practitioners/[id]': { read: 'reader', write: 'reader', actions: { care: 'editor' } },
	'/practitioners/[id]/evidence': { read: 'reader', write: 'nobody' },
	'/practitioners/[id]/export': { read: 'reader', write: 'nobody' },
	'/practitioners/[id]/settings': { read: 'editor', write: 'editor' },
	'/public': { read: 'anyone', write: 'nobody', groupOnly: true },
	'/public/corrections': { read: 'anyone', write: 'nobody', groupOnly: true },
	'/public/practitioners/[id]': { read: 'anyone', write: 'nobody', groupOnly: true },
	'/public/takedown': { read: 'anyone', write: 'anyone', groupOnly: true },
	'/public/trends': { read: 'anyone', write: 'nobody', groupOnly: true },
	'/public/trends/file': { read: 'anyone', write: 'nobody', groupOnly: true },
	'/publish': { read: 'reviewer', write: 'editor', groupOnly: true },
	'/publish/[id]': { read: 'reviewer', write: 'editor', groupOnly: true },
	'/publish/draft': { read: 'editor', write: 'editor', groupOnly: true },
	'/questions': { read: 'reader', write: 'nobody' },
	'/readyz': { read: 'anyone', write: 'nobody' },
	// The practitioner is known by the secret part of the link alone.
	'/record/[token]': { read: 'anyone', write: 'anyone', groupOnly: true },
	'/refused': { read: 'anyone', write: 'nobody' },
	'/replies': { read: 'reviewer', write: 'reviewer', groupOnly: true },
	'/review': { read: 'reviewer', write: 'reviewer', groupOnly: true },
	'/review/mine': { read: 'reviewer', write: 'reviewer', groupOnly: true },
	'/review/norms': { read: 'reviewer', write: 'reviewer', groupOnly: true },
	'/review/second': { read: 'reviewer', write: 'reviewer', groupOnly: true },
	'/review/settings': {
		read: 'reviewer',
		write: 'reviewer',
		actions: { audit: 'editor' },
		groupOnly: true
	},
	'/review/settle': { read: 'reviewer', write: 'reviewer', groupOnly: true },
	'/settings/account': { read: 'reader', write: 'reader', groupOnly: true },
	'/settings/account/passkeys': { read: 'reader', write: 'reader', groupOnly: true },
	'/settings/people': { read: 'administrator', write: 'administrator', groupOnly: true },
	'/settings/tokens': { read: 'reader', write: 'reader' },
	'/review/quality': { read: 'reviewer', write: 'editor', groupOnly: true },
	'/review/quality/file': { read: 'reviewer', write: 'nobody', groupOnly: true },
	'/settings/digest': { read: 'reader', write: 'reader' },
	'/signin': { read: 'anyone', write: 'anyone', groupOnly: true, beforeCharter: true },
	'/signin/passkey': { read: 'anyone', write: 'anyone', groupOnly: true, beforeCharter: true },
	'/signout': { read: 'anyone', write: 'anyone', groupOnly: true, beforeCharter: true },
	'/trends': { read: 'reader', write: 'reader' },
	'/trends/file': { read: 'reader', write: 'nobody' },
	// The hub that calls is known by its token and its signature.
	'/websub/[token]': { read: 'anyone', write: 'anyone' },
	// Whoever comes is known by the link.
	'/welcome/[token]': { read: 'anyone', write: 'anyone', groupOnly: true, beforeCharter: true }
};

export type Decision = 'allowed' | 'sign-in' | 'charter' | 'too-little' | 'needs-group';

/** Whether `role` is enough for what needs `least`. */
export function includes(role: Role, least: Role): boolean {
	return roles.indexOf(role) >= roles.indexOf(least);
}

/** What a request for a route needs; a route that is not in the table lets nobody in. */
export function needOf(routeId: string, method: string, action?: string): Need {
	const rule = rules[routeId];
	if (!rule) return 'nobody';
	if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return rule.read;
	return rule.actions?.[action ?? ''] ?? rule.write;
}

/** The form action an address asks for, as SvelteKit finds it: the first parameter that begins with a slash. */
export function actionOf(url: URL): string | undefined {
	for (const name of url.searchParams.keys()) if (name.startsWith('/')) return name.slice(1);
	return undefined;
}

/**
 * What becomes of a request. `routeId` is null where no route answers: the site's own "nothing at
 * this address" follows.
 */
export function decide(request: {
	routeId: string | null;
	method: string;
	action?: string | undefined;
	mode: 'solo' | 'group';
	who: Who | undefined;
	hasAcceptedCharter: boolean;
}): Decision {
	const { routeId, method, mode, who } = request;
	if (routeId === null) return 'allowed';
	const rule = rules[routeId];
	if (mode === 'solo') return rule?.groupOnly ? 'needs-group' : 'allowed';
	const need = needOf(routeId, method, request.action);
	if (need === 'anyone') return 'allowed';
	if (!who) return 'sign-in';
	if (!request.hasAcceptedCharter && !rule?.beforeCharter) return 'charter';
	if (need === 'nobody') return 'too-little';
	return includes(who.role, need) ? 'allowed' : 'too-little';
}

/** A path of this site to go to after signing in; `/` for everything else that somebody may have put there. */
export function safePath(typed: string | null | undefined): string {
	if (!typed || !/^\/(?![/\\])[^\s\\]*$/.test(typed)) return '/';
	return URL.canParse(typed, 'https://here.example') &&
		new URL(typed, 'https://here.example').host === 'here.example'
		? typed
		: '/';
}
