/**
 * A draft sealed with a passphrase, as a text-armoured age file that the `age` tool opens too.
 * The passphrase goes through scrypt inside the file; it is kept nowhere. Pure but for the random source.
 */
import { armor, Decrypter, Encrypter } from 'age-encryption';
import * as answers from './answers.ts';
import type { Answers } from './answers.ts';

/** scrypt with N = 2^18: about a second on a laptop for each guess. The age tool's own default. */
export const workFactor = 18;
/** Shorter passphrases are refused: four words or twelve signs take long to guess. */
export const leastLength = 12;

export type Opened =
	| { kind: 'opened'; answers: Answers }
	| { kind: 'wrong-passphrase' | 'damaged' | 'not-sealed' | 'not-a-draft'; reason: string };

/** Why a passphrase will not do, or null where it will. */
export function objection(passphrase: string): string | null {
	const length = [...passphrase.trim()].length;
	if (length === 0) return 'Type a passphrase first.';
	if (length < leastLength)
		return `That is ${length} signs long. Use ${leastLength} or more: four words you can remember will do.`;
	if (/^(.)\1+$/.test(passphrase.trim()) || /^(?:1234|abcd|qwer|password)/i.test(passphrase.trim()))
		return 'That one is guessed first. Take four words that do not go together.';
	return null;
}

/** Seals a draft. `factor` is the base-2 logarithm of scrypt's N. */
export async function seal(
	draft: Answers,
	passphrase: string,
	factor: number = workFactor
): Promise<string> {
	const encrypter = new Encrypter();
	encrypter.setScryptWorkFactor(factor);
	encrypter.setPassphrase(passphrase.trim());
	return armor.encode(await encrypter.encrypt(JSON.stringify(draft)));
}

/** Opens a sealed draft, armoured or binary. Every way it can fail is told apart. */
export async function open(file: Uint8Array | string, passphrase: string): Promise<Opened> {
	const bytes = read(file);
	if (bytes === 'damaged') return damaged;
	if (!bytes)
		return {
			kind: 'not-sealed',
			reason:
				'This file was not sealed here. A sealed draft ends in .age and starts with the word “age”.'
		};
	const decrypter = new Decrypter();
	decrypter.addPassphrase(passphrase.trim());
	let text: string;
	try {
		text = await decrypter.decrypt(bytes, 'text');
	} catch (error) {
		return /no identity matched/i.test((error as Error).message)
			? {
					kind: 'wrong-passphrase',
					reason:
						'That passphrase does not open this file. Check capital letters and spaces, then try again. If it is lost, no one can open the file, and we cannot either. You can start again.'
				}
			: damaged;
	}
	const draft = answers.read(text);
	return draft
		? { kind: 'opened', answers: draft }
		: {
				kind: 'not-a-draft',
				reason: 'The file opened, but what is in it is no draft of a concern. Pick another file.'
			};
}

const damaged: Opened = {
	kind: 'damaged',
	reason:
		'This file is damaged: some of it is missing or changed. Your passphrase may be fine. If you have another copy, try that one.'
};

/** The binary file; null where it is no age file at all. */
function read(file: Uint8Array | string): Uint8Array | null | 'damaged' {
	const text =
		typeof file === 'string' ? file : new TextDecoder('latin1').decode(file.subarray(0, 64));
	if (text.trimStart().startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) {
		const whole = typeof file === 'string' ? file : new TextDecoder().decode(file);
		try {
			return armor.decode(whole.trim());
		} catch {
			return 'damaged';
		}
	}
	if (!text.startsWith('age-encryption.org/v1')) return null;
	return typeof file === 'string' ? 'damaged' : file;
}
