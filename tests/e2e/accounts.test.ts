/** A group begins: the first administrator, a passkey, an invitation, a role, a session that ends. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startGroup, type Group } from '../support/group.ts';
import { readable, startMailServer, type MailServer } from '../support/mailserver.ts';
import { addPerson, password } from '../support/people.ts';
import { browserPath, check, startBrowser } from '../support/website.ts';

const isAt = (path: string) => (url: URL) => url.pathname === path;

describe.runIf(browserPath && inject('serverUrl'))('a group in two browsers', () => {
	let group: Group;
	let mailServer: MailServer;
	let browser: Browser;
	let boss: Page;
	let wren: Page;
	let invitation = '';
	beforeAll(async () => {
		mailServer = await startMailServer();
		group = await startGroup({ SMTP_URL: mailServer.url });
		browser = await startBrowser();
		boss = await (await browser.newContext()).newPage();
		// The second person does without JavaScript.
		wren = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	});
	afterAll(async () => {
		await browser?.close();
		await group?.stop();
		await mailServer?.stop();
	});

	const firstLink = async () => {
		await expect.poll(() => group.site.said()).toMatch(/\/welcome\/\S+\n/);
		return /http\S+\/welcome\/\S+/.exec(group.site.said())![0];
	};

	it('is begun by the link that the program prints', async () => {
		await boss.goto(await firstLink());
		await check(boss, 'welcome');
		await boss.getByLabel('Pen-name').fill('Grey Heron');
		await boss.getByLabel('E-mail address').fill('heron@group.example');
		await boss.getByLabel('Password').fill('too short');
		await boss.getByLabel('Password').evaluate((box) => box.removeAttribute('minlength'));
		await boss.getByRole('button', { name: 'Join' }).click();
		expect(await boss.getByRole('alert').textContent()).toContain('12 characters or more');
		expect(await boss.getByLabel('Pen-name').inputValue()).toBe('Grey Heron');
		await boss.getByLabel('Password').fill(password);
		await boss.getByRole('button', { name: 'Join' }).click();
		await boss.getByRole('heading', { name: 'What we promise each other' }).waitFor();
		await check(boss, 'charter');
		// Nothing is offered that would only lead back here.
		expect(await boss.getByRole('link', { name: 'Feeds', exact: true }).count()).toBe(0);
		await boss.goto(`${group.address}/feeds`);
		expect(new URL(boss.url()).pathname).toBe('/charter');
		await boss.getByLabel('I have read this').check();
		await boss.getByRole('button', { name: 'Go on' }).click();
		await boss.waitForURL(isAt('/feeds'));
	});

	it('lets nobody in by the same link again', async () => {
		const answer = await wren.goto(await firstLink());
		expect(answer!.status()).toBe(404);
		expect(await wren.getByText('no longer works').count()).toBe(1);
	});

	it('takes a passkey, and signs in with it', async () => {
		await boss.goto(`${group.address}/settings/account`);
		const device = await boss.context().newCDPSession(boss);
		await device.send('WebAuthn.enable');
		await device.send('WebAuthn.addVirtualAuthenticator', {
			options: {
				protocol: 'ctap2',
				transport: 'internal',
				hasResidentKey: true,
				hasUserVerification: true,
				isUserVerified: true,
				automaticPresenceSimulation: true
			}
		});
		await boss.getByLabel('Name of the new passkey').fill('Test phone');
		await boss.getByRole('button', { name: 'Add a passkey' }).click();
		await boss.getByText('The passkey is added').waitFor();
		await boss.getByText('Test phone, since').waitFor();
		await check(boss, 'account');
		await boss.getByRole('button', { name: 'Sign out here' }).click();
		await boss.waitForURL(isAt('/signin'));
		await check(boss, 'signin');
		await boss.getByRole('button', { name: 'Sign in with a passkey' }).click();
		await boss.waitForURL(isAt('/'));
		await boss.getByRole('link', { name: 'Settings' }).waitFor();
	});

	it('invites, shows the link once, and mails it when told to', async () => {
		await boss.goto(`${group.address}/settings/people`);
		await boss.getByRole('radio', { name: /^reader/ }).check();
		await boss.getByLabel('For whom').fill('third volunteer');
		await boss.getByRole('button', { name: 'Make an invitation' }).click();
		invitation = await boss.getByLabel('Link', { exact: true }).inputValue();
		expect(invitation).toContain(`${group.address}/welcome/`);
		await boss.getByText('The mail, word for word').click();
		await check(boss, 'invitation');
		expect(mailServer.mails).toEqual([]);
		await boss.getByLabel('E-mail address of that person').fill('wren@group.example');
		await boss.getByRole('button', { name: 'Send the mail' }).click();
		await boss.getByText('The mail server took the mail for wren@group.example').waitFor();
		expect(mailServer.mails.map((one) => one.to)).toEqual(['wren@group.example']);
		expect(readable(mailServer.mails[0]!.data)).toContain(`\r\n${invitation}\r\n`);
		await boss.goto(`${group.address}/settings/people`);
		expect(await boss.content()).not.toContain(invitation.split('/').at(-1));
		expect(await boss.locator('strong', { hasText: 'third volunteer' }).count()).toBe(1);
	});

	it('has a second person join and sign in with a password, without JavaScript', async () => {
		await wren.goto(invitation);
		await wren.getByLabel('Pen-name').fill('Reed Wren');
		await wren.getByLabel('E-mail address').fill('wren@group.example');
		await wren.getByLabel('Password').fill(password);
		await wren.getByRole('button', { name: 'Join' }).click();
		await wren.getByLabel('I have read this').check();
		await wren.getByRole('button', { name: 'Go on' }).click();
		await wren.waitForURL(isAt('/'));
		await wren.goto(`${group.address}/signout`);
		await wren.getByRole('button', { name: 'Sign out', exact: true }).click();
		await wren.waitForURL(isAt('/signin'));
		await wren.goto(`${group.address}/lists`);
		await wren.getByLabel('E-mail address').fill('wren@group.example');
		await wren.getByLabel('Password').fill('not the password');
		await wren.getByRole('button', { name: 'Sign in', exact: true }).click();
		expect(await wren.getByRole('alert').textContent()).toContain('do not belong together');
		await wren.getByLabel('Password').fill(password);
		await wren.getByRole('button', { name: 'Sign in', exact: true }).click();
		await wren.waitForURL(isAt('/lists'));
		// A reader is not offered what only an editor may do.
		expect(await wren.getByRole('button').allTextContents()).toEqual(['Sign out, Reed Wren']);
	});

	it('holds a changed role at once', async () => {
		const refused = await wren.goto(`${group.address}/settings/people`);
		expect(refused!.status()).toBe(403);
		expect(await wren.getByRole('heading', { level: 1 }).textContent()).toContain(
			'not for your role'
		);
		await boss.goto(`${group.address}/settings/people`);
		const card = boss.locator('li.card', { hasText: 'Reed Wren' });
		await card.getByLabel(/^Role/).selectOption('administrator');
		await card.getByRole('button', { name: /^Change/ }).click();
		await boss.getByText('The role is changed').waitFor();
		await check(boss, 'people');
		expect((await wren.reload())!.status()).toBe(200);
		// Opened anew, so that what is waited for is not what the first change said.
		await boss.goto(`${group.address}/settings/people`);
		await card.getByLabel(/^Role/).selectOption('reviewer');
		await card.getByRole('button', { name: /^Change/ }).click();
		await boss.getByText('The role is changed').waitFor();
		expect((await wren.reload())!.status()).toBe(403);
		const own = boss.locator('li.card', { hasText: 'Grey Heron' });
		await own.getByLabel(/^Role/).selectOption('reader');
		await own.getByRole('button', { name: /^Change/ }).click();
		expect(await boss.getByRole('alert').textContent()).toContain('only administrator');
	});

	it('ends a session at once, and an account with all of its', async () => {
		const other = await (await browser.newContext()).newPage();
		await other.goto(`${group.address}/signin`);
		await other.getByLabel('E-mail address').fill('wren@group.example');
		await other.getByLabel('Password').fill(password);
		await other.getByRole('button', { name: 'Sign in', exact: true }).click();
		await other.waitForURL(isAt('/'));
		await wren.goto(`${group.address}/settings/account`);
		await wren.getByRole('button', { name: 'Sign out everywhere else' }).click();
		await wren.getByText('All other browsers are signed out.').waitFor();
		await other.goto(`${group.address}/feeds`);
		expect(new URL(other.url()).pathname).toBe('/signin');

		await boss.goto(`${group.address}/settings/people`);
		const card = boss.locator('li.card', { hasText: 'Reed Wren' });
		await card.getByText('More', { exact: false }).first().click();
		await card.getByRole('button', { name: 'Suspend' }).click();
		await boss.getByText('signed out everywhere').first().waitFor();
		await wren.goto(`${group.address}/feeds`);
		expect(new URL(wren.url()).pathname).toBe('/signin');
		await wren.getByLabel('E-mail address').fill('wren@group.example');
		await wren.getByLabel('Password').fill(password);
		await wren.getByRole('button', { name: 'Sign in', exact: true }).click();
		expect(await wren.getByRole('alert').textContent()).toContain('suspended');
	});

	it('answers who is in already while twenty others sign in at once', async () => {
		const people = await Promise.all(
			Array.from({ length: 20 }, (_, i) =>
				addPerson(group.database.db, `Sanderling ${i}`, 'reader')
			)
		);
		const cookie = (await boss.context().cookies())
			.map(({ name, value }) => `${name}=${value}`)
			.join('; ');
		let signedIn = 0;
		const all = people.map(async ({ email }) => {
			const answer = await fetch(`${group.address}/signin`, {
				method: 'POST',
				redirect: 'manual',
				headers: { origin: group.address, accept: 'text/html' },
				body: new URLSearchParams({ email, password, to: '/' })
			});
			expect(answer.status).toBe(303);
			signedIn++;
		});
		await expect.poll(() => signedIn, { interval: 5, timeout: 60_000 }).toBeGreaterThan(0);
		const page = await fetch(`${group.address}/settings/account`, { headers: { cookie } });
		expect(await page.text()).toContain('Grey Heron');
		expect(signedIn).toBeLessThan(20);
		await Promise.all(all);
	});

	it('opens as a menu on a narrow screen', async () => {
		await boss.goto(group.address);
		await boss.setViewportSize({ width: 360, height: 740 });
		const isVisible = (name: string) => boss.getByRole('link', { name }).isVisible();
		await expect.poll(() => isVisible('Settings')).toBe(false);
		await boss.getByRole('button', { name: 'Menu' }).click();
		await boss.getByRole('link', { name: 'Settings' }).click();
		await boss.waitForURL(isAt('/settings/account'));
		await expect.poll(() => isVisible('Practitioners')).toBe(false);
	});
});
