import type { Auth } from '#lib/server/accounts/auth.ts';
import type { Visitor } from '#lib/server/accounts/sessions.ts';
import type { Config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/index.ts';
import type { Who } from '#lib/words.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			errorId?: string;
			/** Why somebody was not let in. */
			refused?: 'too-little' | 'needs-group' | 'link-over';
		}
		interface Locals {
			db: Db;
			config: Config;
			/** Who is signed in; undefined for nobody, and always for one person alone. */
			who: Who | undefined;
			/** The session behind `who`. */
			visitor: Visitor | undefined;
			/** Passwords, passkeys and sessions; undefined for one person alone. */
			auth: Auth | undefined;
		}
	}
}
