/**
 * better-auth, set up on our own database under our names: passwords, passkeys and sessions. Its own
 * web addresses are not served; our routes call it. It sends nothing anywhere (config.ts takes care
 * that no variable of the environment turns its telemetry on) and keeps no address of anybody.
 */
import { passkey as passkeys } from '@better-auth/passkey';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { silence } from '../config.ts';
import type { Db } from '../db/index.ts';
import { credential, passkey, person, session, verification } from '../db/accounts.ts';
import { deviceOf } from './devices.ts';
import * as hashing from './hashing.ts';

const DAY_SECONDS = 86_400;
/** Unused for so long, a session ends. */
export const sessionDays = 14;
/** In characters. Length is what makes a password hard to guess; nothing else is asked of it. */
export const passwordLength = { least: 12, most: 128 };

export type Auth = ReturnType<typeof create>;

function create(db: Db, options: { secret: string; origin: string }) {
	return betterAuth({
		appName: 'In Confidence',
		baseURL: options.origin,
		secret: options.secret,
		trustedOrigins: [options.origin],
		telemetry: { enabled: false },
		// Its lines would name people; what matters is told to the person and counted by us.
		logger: { disabled: true },
		database: drizzleAdapter(db, {
			provider: 'pg',
			schema: { person, session, credential, verification, passkey }
		}),
		user: {
			modelName: 'person',
			fields: { name: 'penName' },
			additionalFields: {
				role: { type: 'string', input: false },
				charterAcceptedAt: { type: 'date', required: false, input: false },
				suspendedAt: { type: 'date', required: false, input: false }
			}
		},
		session: {
			fields: { userId: 'personId', userAgent: 'device' },
			expiresIn: sessionDays * DAY_SECONDS,
			updateAge: DAY_SECONDS,
			// Adding a passkey needs a session this young.
			freshAge: DAY_SECONDS
		},
		account: { modelName: 'credential', fields: { userId: 'personId' } },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: passwordLength.least,
			maxPasswordLength: passwordLength.most,
			password: hashing,
			revokeSessionsOnPasswordReset: true
		},
		databaseHooks: {
			session: {
				create: {
					before: async (made) => ({
						data: { ...made, ipAddress: undefined, userAgent: deviceOf(made.userAgent ?? '') }
					})
				}
			}
		},
		plugins: [
			passkeys({
				rpName: 'In Confidence',
				rpID: new URL(options.origin).hostname,
				origin: options.origin,
				schema: { passkey: { fields: { userId: 'personId', credentialID: 'credentialId' } } }
			})
		],
		// Counted by attempts.ts, since only better-auth's own addresses would be counted here.
		rateLimit: { enabled: false },
		advanced: {
			cookiePrefix: 'confidence',
			useSecureCookies: options.origin.startsWith('https://'),
			ipAddress: { disableIpTracking: true },
			// Columns of what we do not use (other sites' tokens, pictures, addresses) are left out of our tables.
			database: { validateSchema: false },
			defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' }
		}
	});
}

const opened = new WeakMap<Db, { origin: string; auth: Auth }>();

/** The one of a database, made at its first use. `origin` is the site's public address. */
export function open(db: Db, options: { secret: string; origin: string }): Auth {
	const known = opened.get(db);
	if (known?.origin === options.origin) return known.auth;
	silence();
	const auth = create(db, options);
	opened.set(db, { origin: options.origin, auth });
	return auth;
}
