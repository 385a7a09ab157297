/** The answers on offer, in words. Shared by the steps and the worksheet. */
import type { About, Ask, Permission, Relation, Tone, Way } from '#lib/concern/answers.ts';

interface Option<T extends string> {
	id: T;
	name: string;
	hint?: string;
}

export const abouts: readonly Option<About>[] = [
	{ id: 'me', name: 'Me' },
	{ id: 'maybe-me', name: 'Maybe me' },
	{ id: 'my-child', name: 'My child' },
	{ id: 'someone-else', name: 'Another client' },
	{ id: 'clients', name: 'Clients in general' },
	{ id: 'not-sure', name: 'I do not know' }
];

export const relations: readonly Option<Relation>[] = [
	{ id: 'current', name: 'I am their client' },
	{ id: 'past', name: 'I was their client' },
	{ id: 'parent', name: 'My child is or was their client' },
	{ id: 'none', name: 'I have never been their client' }
];

export const permissions: readonly Option<Permission>[] = [
	{ id: 'not-asked', name: 'No, I was not asked' },
	{ id: 'refused', name: 'I was asked, and I said no' },
	{ id: 'agreed-other', name: 'I agreed to something else' },
	{ id: 'agreed', name: 'I agreed, and I take it back' },
	{ id: 'not-sure', name: 'I do not remember' }
];

export const asks: readonly Option<Ask>[] = [
	{ id: 'remove', name: 'Take it down' },
	{ id: 'explain', name: 'Tell me how it came about' },
	{ id: 'what-else', name: 'Tell me what else there is' },
	{ id: 'no-more', name: 'Do not write about me again' },
	{ id: 'apology', name: 'Say sorry' },
	{ id: 'policy', name: 'Give me your rule on posts, in writing' },
	{ id: 'referral', name: 'Give me other names' },
	{ id: 'records', name: 'Give me a copy of my records' }
];

export const tones: readonly Option<Tone>[] = [
	{ id: 'gentle', name: 'Gentle', hint: 'I want to keep working with them' },
	{ id: 'plain', name: 'Plain', hint: 'I want to be clear' },
	{ id: 'firm', name: 'Firm', hint: 'I have had enough' }
];

export const ways: readonly Option<Way>[] = [
	{ id: 'read-aloud', name: 'Read it out' },
	{ id: 'send-before', name: 'Send it before we meet' },
	{ id: 'bring-someone', name: 'Bring someone with me' }
];
