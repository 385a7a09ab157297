/** What went wrong, as programs read it (RFC 9457): one clear sentence. */
import type * as v from 'valibot';

export const titles: Record<number, string> = {
	400: 'Bad request',
	401: 'Token needed',
	403: 'Not allowed',
	404: 'Not found',
	405: 'Method not allowed',
	413: 'Too large',
	415: 'Wrong kind of body',
	422: 'Cannot be done',
	429: 'Too many requests',
	500: 'Something went wrong on our side'
};

export class Problem extends Error {
	override name = 'Problem';
	readonly status: number;
	readonly more: Record<string, unknown>;
	constructor(status: number, detail: string, more: Record<string, unknown> = {}) {
		super(detail);
		this.status = status;
		this.more = more;
	}
}

export function toJson({ status, message, more }: Problem) {
	return {
		type: 'about:blank',
		title: titles[status] ?? 'Problem',
		status,
		detail: message,
		...more
	};
}

/** What is wrong with an input, in one sentence. Pure. */
export function sentence(issue: v.BaseIssue<unknown>, where: 'parameter' | 'field'): string {
	const path = (issue.path ?? []).map(({ key }) => String(key)).join('.');
	const name = path === '' ? 'The body' : `The ${where} “${path}”`;
	if (issue.kind === 'schema' && issue.type === 'strict_object' && issue.expected === 'never')
		return `There is no ${where} “${path}”: leave it out.`;
	if (issue.kind === 'schema' && issue.received === 'undefined') return `${name} is missing.`;
	const { requirement, type } = issue as { requirement?: unknown; type: string };
	if (type === 'picklist')
		return `${name} must be one of ${((issue as { expected?: string | null }).expected ?? '').replace(/[("')]/g, '').replaceAll(' | ', ', ')}.`;
	if (type === 'number' || type === 'integer') return `${name} must be a whole number.`;
	if (type === 'min_value') return `${name} must be ${String(requirement)} or more.`;
	if (type === 'max_value') return `${name} must be ${String(requirement)} or less.`;
	if (type === 'max_length') return `${name} is longer than ${String(requirement)} characters.`;
	if (type === 'min_length' || type === 'non_empty') return `${name} is empty.`;
	return `${name} is not what it should be: expected ${issue.expected ?? type}.`;
}
