/** The log: never post text, never a draft, no IP address. Goes to stderr, so that commands own stdout. */
import pino from 'pino';

export const log = pino(
	{ name: 'in-confidence', level: 'info', base: undefined },
	pino.destination({ dest: 2, sync: true })
);

/**
 * What may be logged of an error. A failed query carries its parameters, and those are posts: of it
 * only the database's own words are told.
 */
export function faultOf(error: unknown): { message: string; stack: string | undefined } {
	const { message, stack, cause } = error as Error;
	if (!('query' in (error as object))) return { message, stack };
	const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
	return {
		message: `A query failed: ${(cause as Error | undefined)?.message ?? 'no reason given'}`,
		stack: frames?.join('\n')
	};
}
