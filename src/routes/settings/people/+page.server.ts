import { fail, redirect } from '@sveltejs/kit';
import * as attempts from '#lib/server/accounts/attempts.ts';
import * as invitations from '#lib/server/accounts/invitations.ts';
import * as people from '#lib/server/accounts/people.ts';
import * as invitationMail from '#lib/server/mailing/invitation.ts';
import { roles, type Role } from '#lib/words.ts';

export async function load({ locals, url }) {
	const [everybody, made] = await Promise.all([
		people.list(locals.db),
		invitations.list(locals.db)
	]);
	const nameOf = new Map(everybody.map(({ id, penName }) => [id, penName]));
	const now = new Date();
	return {
		people: everybody.map((one) => ({ ...one, isMe: one.id === locals.who!.id })),
		invitations: made
			.filter((one) => one.invitedById)
			.map((one) => ({
				id: one.id,
				role: one.role,
				note: one.note,
				state: invitations.stateOf(one, now),
				by: nameOf.get(one.invitedById!) ?? '',
				usedBy: one.usedById ? (nameOf.get(one.usedById) ?? '') : '',
				for: one.personId ? (nameOf.get(one.personId) ?? '') : '',
				expiresAt: one.expiresAt
			})),
		days: invitations.days,
		done: url.searchParams.get('done')
	};
}

const back = (done: string) => redirect(303, `/settings/people?done=${done}`);
const roleOf = (typed: FormDataEntryValue | null): Role | undefined =>
	roles.find((one) => one === typed);

/** A link as it is shown, this once, with the mail that would bring it where mail can be sent. */
async function shown({ db, config }: App.Locals, origin: string, token: string) {
	const { role, personId, expiresAt } = (await invitations.find(db, token))!;
	const link = invitationMail.linkOf(origin, token);
	return {
		link,
		token,
		expiresAt,
		for: personId ? (await people.find(db, personId))!.penName : '',
		letter: config.smtpUrl
			? invitationMail.write({ link, expiresAt, role: personId ? null : role })
			: undefined
	};
}

/** Who is meant, by the form, and by whom. */
async function change(request: Request, by: string) {
	const form = await request.formData();
	return { form, id: String(form.get('person') ?? ''), by };
}

export const actions = {
	invite: async ({ locals, request, url }) => {
		const { db, config, who } = locals;
		const form = await request.formData();
		const role = roleOf(form.get('role'));
		if (!role) return fail(400, { problem: 'Choose a role for the invitation.' });
		const days = Number(form.get('days'));
		if (!Number.isInteger(days) || days < 1 || days > invitations.days.most)
			return fail(400, { problem: `An invitation holds 1 to ${invitations.days.most} days.` });
		const problem = await attempts.count(db, config.secret, 'invite: person', who!.id);
		if (problem) return fail(429, { problem });
		const note = String(form.get('note') ?? '');
		const { token } = await invitations.add(db, { by: who!.id, role, note, days });
		return { made: await shown(locals, url.origin, token) };
	},
	wayBack: async ({ locals, request, url }) => {
		const { db, config, who } = locals;
		const { id } = await change(request, who!.id);
		const found = await people.find(db, id);
		if (!found) return fail(404, { problem: 'There is no such person.' });
		const problem = await attempts.count(db, config.secret, 'invite: person', who!.id);
		if (problem) return fail(429, { problem });
		const made = { by: who!.id, role: found.role, note: '', days: 1, personId: id };
		const { token } = await invitations.add(db, made);
		return { made: await shown(locals, url.origin, token) };
	},
	mail: async ({ locals, request, url }) => {
		const { db, config, who } = locals;
		const form = await request.formData();
		const token = String(form.get('token') ?? '');
		const address = String(form.get('address') ?? '');
		if (!(await invitations.find(db, token)))
			return fail(404, { problem: 'This link no longer works: make another.' });
		const made = { ...(await shown(locals, url.origin, token)), address };
		const problem = await attempts.count(db, config.secret, 'invite: person', who!.id);
		if (problem) return fail(429, { problem, made });
		const sent = await invitationMail.send(
			db,
			{ token, address, by: who!.id },
			{ smtpUrl: config.smtpUrl, origin: url.origin }
		);
		if ('problem' in sent) return fail(400, { problem: sent.problem, made });
		return { made: { ...made, isSent: true } };
	},
	revoke: async ({ locals, request }) => {
		const id = Number((await request.formData()).get('invitation')) || 0;
		if (!(await invitations.revoke(locals.db, id, locals.who!.id)))
			return fail(404, { problem: 'This invitation is not open any more.' });
		back('revoked');
	},
	role: async ({ locals, request }) => {
		const { form, id, by } = await change(request, locals.who!.id);
		const role = roleOf(form.get('role'));
		if (!role) return fail(400, { problem: 'Choose a role.' });
		const problem = await people.setRole(locals.db, { id, role, by });
		if (problem) return fail(409, { problem });
		back('role');
	},
	suspend: async ({ locals, request }) => {
		const { id, by } = await change(request, locals.who!.id);
		const problem = await people.suspend(locals.db, { id, by });
		if (problem) return fail(409, { problem });
		back('suspended');
	},
	giveBack: async ({ locals, request }) => {
		const { id, by } = await change(request, locals.who!.id);
		const problem = await people.giveBack(locals.db, { id, by });
		if (problem) return fail(409, { problem });
		back('given-back');
	}
};
