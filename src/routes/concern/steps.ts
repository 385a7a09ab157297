/** The steps of a concern, in the order that fits most people. Any order works. */
export const steps = [
	{ id: 'start', name: 'Before you start' },
	{ id: 'safe', name: 'Are you safe?' },
	{ id: 'wants', name: 'What you want' },
	{ id: 'happened', name: 'What happened' },
	{ id: 'check', name: 'Look it over' },
	{ id: 'ways', name: 'Ways compared' },
	{ id: 'session', name: 'Words for the session' },
	{ id: 'letters', name: 'Letters' },
	{ id: 'evidence', name: 'Proof' },
	{ id: 'sending', name: 'Before you send' },
	{ id: 'keep', name: 'Keep or erase' },
	{ id: 'follow', name: 'Follow up' }
] as const;
export type StepId = (typeof steps)[number]['id'];

/** The step an address names after its #, or undefined. */
export function stepOf(hash: string): StepId | undefined {
	return steps.find((one) => `#${one.id}` === hash)?.id;
}
