import type { Config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/index.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			errorId?: string;
		}
		interface Locals {
			db: Db;
			config: Config;
		}
	}
}
