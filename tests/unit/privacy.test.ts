import { describe, expect, it } from 'vitest';
import { headersFor, isConcern, policyFor } from '#lib/server/privacy.ts';

describe('isConcern', () => {
	it.each([
		['/concern', true],
		['/concern/', true],
		['/concern/worksheet', true],
		['/concerned', false],
		['/', false],
		['/bodies', false]
	])('%s', (path, expected) => expect(isConcern(path)).toBe(expected));
});

describe('headersFor', () => {
	it('keeps a concern out of every cache, and tells other sites nothing of where one came from', () => {
		expect(headersFor('/concern')['cache-control']).toBe('no-store');
		expect(headersFor('/')['cache-control']).toBeUndefined();
		expect(headersFor('/')['referrer-policy']).toBe('same-origin');
		expect(headersFor('/concern')['referrer-policy']).toBe('no-referrer');
	});

	it('keeps records about people out of every cache, so that what is taken down is gone', () => {
		for (const path of ['/public', '/public/practitioners/1', '/record/anything'])
			expect(headersFor(path)['cache-control']).toBe('no-store');
		expect(headersFor('/publisher')['cache-control']).toBeUndefined();
		expect(headersFor('/public')['x-robots-tag']).toBe('noindex, nofollow');
	});

	it('gives a fresh object, so that one answer cannot change another', () => {
		headersFor('/')['x-frame-options'] = 'changed';
		expect(headersFor('/')['x-frame-options']).toBe('DENY');
	});
});

describe('policyFor', () => {
	it('forbids every request by script on a concern only', () => {
		expect(policyFor('/concern/worksheet')).toContain("connect-src 'none'");
		expect(policyFor('/practitioners')).toBeUndefined();
	});
});
