/** The log: never post text, never a draft, no IP address. Goes to stderr, so that commands own stdout. */
import pino from 'pino';

export const log = pino(
	{ name: 'in-confidence', level: 'info', base: undefined },
	pino.destination({ dest: 2, sync: true })
);
