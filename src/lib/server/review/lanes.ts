/**
 * In which order first readings are handed out. Pure.
 *
 * Three lanes: the posts that most likely tell about a client, those of which the machine is least
 * sure, and unmarked posts drawn at random, so that the group learns what is missed.
 */
export const lanes = ['strength', 'uncertainty', 'audit'] as const;
export type Lane = (typeof lanes)[number];

/**
 * The lanes to try, first one first. The lane is drawn, not counted off, so that nobody can tell from a
 * post's place in the queue whether the machine marked it.
 * @param draw a number from 0 up to 1, drawn evenly
 * @param share of unmarked posts (audit.ts)
 */
export function order(draw: number, share: number): Lane[] {
	if (draw < share) return ['audit', 'strength', 'uncertainty'];
	return draw < share + (1 - share) / 2
		? ['strength', 'uncertainty', 'audit']
		: ['uncertainty', 'strength', 'audit'];
}

/** How many unmarked posts belong beside so many marked ones, for them to be `share` of all. */
export function audits(marked: number, share: number): number {
	return Math.ceil((marked * share) / (1 - share));
}
