/**
 * better-auth's own hash of passwords (scrypt), two at a time. Node computes it on the few threads
 * that also check the signed cookie of every request: many people who sign in at once would make
 * everybody else wait until the last of them is done.
 */
import { hashPassword, verifyPassword } from 'better-auth/crypto';

let free = 2;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
	if (free > 0) free--;
	else await new Promise<void>((resolve) => waiting.push(resolve));
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else free++;
	}
}

/** The hash to keep of a password. */
export function hash(password: string): Promise<string> {
	return inTurn(() => hashPassword(password));
}

/** Whether this is the password that was hashed. */
export function verify(given: { hash: string; password: string }): Promise<boolean> {
	return inTurn(() => verifyPassword(given));
}
