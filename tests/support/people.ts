/** Made-up people of a group, put straight into the database; they sign in as everybody does. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Page } from 'playwright-core';
import type { Db } from '#lib/server/db/index.ts';
import { credential, person } from '#lib/server/db/accounts.ts';
import type { Role, Who } from '#lib/words.ts';

export const password = 'four plain words together';

let hashed: Promise<string> | undefined;

/** Adds a person who accepted the charter; the e-mail address is made from the pen-name. */
export async function addPerson(
	db: Db,
	penName: string,
	role: Role,
	fields: Partial<typeof person.$inferInsert> = {}
): Promise<Who & { email: string }> {
	const id = randomUUID();
	const email = `${penName.toLowerCase().replaceAll(/\W+/g, '.')}@group.example`;
	await db
		.insert(person)
		.values({ id, penName, email, role, charterAcceptedAt: new Date(), ...fields });
	await db.insert(credential).values({
		id: randomUUID(),
		personId: id,
		accountId: id,
		providerId: 'credential',
		password: await (hashed ??= hashPassword(password))
	});
	return { id, penName, role, email };
}

/** Signs in through the screen. */
export async function signIn(page: Page, address: string, email: string): Promise<void> {
	await page.goto(`${address}/signin`);
	await page.getByLabel('E-mail address').fill(email);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await page.waitForURL((url) => url.pathname !== '/signin');
}
