import { describe, expect, it } from 'vitest';
import * as hashing from '#lib/server/accounts/hashing.ts';

const password = 'four plain words together';

describe('hashing', () => {
	it('knows a password again, and no other', async () => {
		const kept = await hashing.hash(password);
		expect(kept).not.toContain(password);
		expect(await hashing.verify({ hash: kept, password })).toBe(true);
		expect(await hashing.verify({ hash: kept, password: `${password} ` })).toBe(false);
	});

	it('goes on after a hash that cannot be read', async () => {
		const broken = Array.from({ length: 5 }, () => hashing.verify({ hash: 'no hash', password }));
		for (const one of await Promise.allSettled(broken)) expect(one.status).toBe('rejected');
		expect(await hashing.verify({ hash: await hashing.hash(password), password })).toBe(true);
	});

	it('lets a signed cookie be checked while many people sign in', async () => {
		const kept = await hashing.hash(password);
		const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
		let done = 0;
		const people = Array.from({ length: 12 }, () =>
			hashing.verify({ hash: kept, password }).then(() => done++)
		);
		await new Promise((resolve) => setImmediate(resolve));
		await crypto.subtle.sign('HMAC', key, Buffer.from('a cookie'));
		// All on four threads at once, it would wait for nine of them.
		expect(done).toBeLessThan(9);
		await Promise.all(people);
		expect(done).toBe(12);
	});
});
