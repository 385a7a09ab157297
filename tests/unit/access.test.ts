import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionOf, decide, includes, rules, safePath } from '#lib/server/access.ts';
import { roles, type Who } from '#lib/words.ts';
import { actionsOf, routeIds } from '../support/routes.ts';

const who = (role: Who['role']): Who => ({ id: 'x', penName: 'Heron', role });

describe('the rules', () => {
	it('name each route, and no other', () => {
		expect(readdirSync(join(import.meta.dirname, '../../src/routes')).length).toBeGreaterThan(10);
		expect(Object.keys(rules).sort()).toEqual(routeIds().sort());
	});

	it('name form actions that exist', () => {
		for (const [id, { actions = {} }] of Object.entries(rules))
			for (const action of Object.keys(actions)) expect(actionsOf(id), id).toContain(action);
	});

	it('let nobody into a route without a rule', () => {
		for (const role of roles)
			expect(
				decide({
					routeId: '/new',
					method: 'GET',
					mode: 'group',
					who: who(role),
					hasAcceptedCharter: true
				})
			).toBe('too-little');
	});
});

describe('a role', () => {
	it('includes those before it', () => {
		for (const [i, mine] of roles.entries())
			for (const [j, least] of roles.entries()) expect(includes(mine, least)).toBe(i >= j);
	});
});

describe('deciding', () => {
	const ask = (
		routeId: string | null,
		role?: Who['role'],
		more: {
			method?: string;
			action?: string;
			mode?: 'solo' | 'group';
			hasAcceptedCharter?: boolean;
		} = {}
	) =>
		decide({
			routeId,
			method: 'GET',
			mode: 'group',
			who: role && who(role),
			hasAcceptedCharter: true,
			...more
		});

	it('lets one person alone do everything but what needs a group', () => {
		for (const [id, rule] of Object.entries(rules))
			for (const method of ['GET', 'POST'])
				expect(ask(id, undefined, { mode: 'solo', method }), id).toBe(
					rule.groupOnly ? 'needs-group' : 'allowed'
				);
	});

	it.each([
		['/', undefined, 'GET', 'sign-in'],
		['/', 'reader', 'GET', 'allowed'],
		['/', 'reader', 'POST', 'too-little'],
		['/', 'editor', 'POST', 'allowed'],
		['/concern', undefined, 'GET', 'allowed'],
		['/practitioners/[id]/settings', 'reviewer', 'GET', 'too-little'],
		['/practitioners/[id]/settings', 'administrator', 'PUT', 'allowed'],
		['/practitioners/[id]/settings', undefined, 'DELETE', 'sign-in'],
		['/websub/[token]', undefined, 'POST', 'allowed']
	] as const)('%s as %s, %s: %s', (id, role, method, decision) => {
		expect(ask(id, role, { method })).toBe(decision);
	});

	it('tells form actions apart where they need something else', () => {
		const url = (query: string) => new URL(`https://here.example/practitioners/1?${query}`);
		expect(actionOf(url('x=1&/care&/stand'))).toBe('care');
		expect(actionOf(url('x=1'))).toBeUndefined();
		const id = '/practitioners/[id]';
		expect(ask(id, 'reader', { method: 'POST', action: 'stand' })).toBe('allowed');
		expect(ask(id, 'reader', { method: 'POST', action: 'care' })).toBe('too-little');
		expect(ask(id, 'editor', { method: 'POST', action: 'care' })).toBe('allowed');
		expect(ask('/posts/[id]', 'administrator', { method: 'POST', action: 'say' })).toBe(
			'too-little'
		);
	});

	it('sends somebody to the charter first, and lets them sign out', () => {
		const before = { hasAcceptedCharter: false };
		expect(ask('/', 'administrator', before)).toBe('charter');
		expect(ask('/charter', 'reader', { ...before, method: 'POST' })).toBe('allowed');
		expect(ask('/signout', 'reader', { ...before, method: 'POST' })).toBe('allowed');
		expect(ask('/concern', 'reader', before)).toBe('allowed');
	});

	it('leaves an address without a route to the site', () => {
		expect(ask(null)).toBe('allowed');
	});
});

describe('the way back after signing in', () => {
	it.each([
		['/feeds?x=1#y', '/feeds?x=1#y'],
		['/', '/'],
		['', '/'],
		[null, '/'],
		['//elsewhere.example', '/'],
		['/\\elsewhere.example', '/'],
		['https://elsewhere.example', '/'],
		['javascript:alert(1)', '/'],
		['/a\nb', '/'],
		['/\t/elsewhere.example', '/']
	])('%o leads to %o', (typed, path) => {
		expect(safePath(typed)).toBe(path);
	});

	it('never leads away from this site', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.webUrl(), fc.string(), fc.stringMatching(/^[/\\]{1,4}.{0,12}$/)),
				(typed) => {
					const url = new URL(safePath(typed), 'https://here.example');
					return url.origin === 'https://here.example';
				}
			)
		);
	});
});
