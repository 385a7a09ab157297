/** `first-link`: how the first administrator of a group gets in. */
import { secretProblem, type Config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/index.ts';
import type { Check } from '#lib/server/health.ts';
import { expectWords, Failure, print, withDatabase, type Command } from './command.ts';

export const firstLink: Command = {
	name: 'first-link',
	summary: 'Print the link by which the first administrator of a group joins',
	usage: 'first-link',
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		return withDatabase(async ({ db, mode }, config) => {
			if (mode === 'solo')
				throw new Failure(
					'One person alone has no account. A group has: set DATABASE_URL, then run this again.'
				);
			const link = await make(db, config, `http://${config.host}:${config.port}`);
			if (!link)
				throw new Failure(
					'There is an administrator already. They invite everybody else under Settings, People.'
				);
			print(call.values.json ? JSON.stringify({ link }) : link);
			return 0;
		});
	}
};

/** A new first link; undefined once there is an administrator. `usual` is the address without ORIGIN. */
export async function make(
	db: Db,
	config: Pick<Config, 'origin'>,
	usual: string
): Promise<string | undefined> {
	const invitations = await import('#lib/server/accounts/invitations.ts');
	const token = await invitations.first(db);
	return token && `${config.origin || usual}/welcome/${token}`;
}

/** What `doctor` says of a group's accounts. */
export async function check(
	db: Db,
	config: Pick<Config, 'mode' | 'secret' | 'origin'>
): Promise<Check[]> {
	const people = await import('#lib/server/accounts/people.ts');
	const problem = secretProblem(config);
	const hasOne = await people.hasAdministrator(db);
	const isOpen = /^http:(?!\/\/(localhost|127\.|\[::1\]))/.test(config.origin);
	return [
		{ what: 'secret', ok: problem === '', found: problem || 'sessions can be signed' },
		{
			what: 'administrator',
			ok: hasOne,
			found: hasOne
				? 'there is one'
				: 'nobody yet: the command "first-link" prints the link for the first'
		},
		{
			what: 'origin',
			ok: !isOpen,
			found: isOpen
				? `${config.origin} is not https: passwords can be read on the way, and passkeys do not work`
				: config.origin || 'this computer'
		}
	];
}
