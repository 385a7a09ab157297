/** What is said to somebody who may not do something, and with which status. */
import type { Decision } from './access.ts';

export type Refusal = Exclude<Decision, 'allowed' | 'charter'> | 'link-over';

export const statuses: Record<Exclude<Refusal, 'sign-in'>, number> = {
	'too-little': 403,
	'needs-group': 404,
	'link-over': 404
};

export const sentences: Record<Refusal, string> = {
	'sign-in': 'Sign in first.',
	'too-little': 'Your role in this group does not include this.',
	'needs-group': 'This needs a group.',
	'link-over': 'This link no longer works.'
};
