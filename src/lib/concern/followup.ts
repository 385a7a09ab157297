/** What was sent, what is due, what comes next. All of it stays in the draft. Pure. */
import type { Answers, Step } from './answers.ts';
import * as days from './days.ts';
import type { Comparison, Route, Rung } from './routes.ts';

export type Standing = 'planned' | 'waiting' | 'due-soon' | 'overdue' | 'answered' | 'closed';

/** Days within which most answer, by rung; after that it is fair to ask. Our own rule of thumb. */
export const usualDays: Record<Rung, number> = {
	session: 14,
	practice: 28,
	platform: 7,
	body: 28,
	ombudsman: 42,
	regulator: 42,
	authority: 42
};

/** A step as it is added, on the day it was sent; `sentAt` is YYYY-MM-DD or empty where only planned. */
export function start(route: Pick<Route, 'id' | 'name' | 'rung'>, sentAt: string): Step {
	return {
		recipient: route.id,
		name: route.name,
		sentAt,
		dueAt: days.read(sentAt) ? days.addDays(days.read(sentAt)!, usualDays[route.rung]) : '',
		state: sentAt ? 'sent' : 'planned'
	};
}

/** How a step stands on a day. */
export function standing(step: Step, today: string): Standing {
	if (step.state === 'answered' || step.state === 'closed' || step.state === 'planned')
		return step.state;
	const due = days.read(step.dueAt);
	if (!due) return 'waiting';
	const left = days.between(today, due);
	return left < 0 ? 'overdue' : left <= 3 ? 'due-soon' : 'waiting';
}

/** One sentence on how a step stands. */
export function sentence(step: Step, today: string): string {
	const due = days.read(step.dueAt);
	const left = due ? days.between(today, due) : null;
	switch (standing(step, today)) {
		case 'planned':
			return 'Not sent yet.';
		case 'answered':
			return 'They have answered.';
		case 'closed':
			return 'You have closed this one.';
		case 'overdue':
			return `No answer yet. You gave them until ${days.long(step.dueAt)}, ${plural(-left!, 'day')} ago. You may ask once more, or take the next step.`;
		case 'due-soon':
			return left === 0
				? 'An answer is due today.'
				: `An answer is due in ${plural(left!, 'day')}, on ${days.long(step.dueAt)}.`;
		default:
			return left === null
				? 'Sent. No day is set for an answer.'
				: `Sent. Give them until ${days.long(step.dueAt)}, ${plural(left, 'day')} from now.`;
	}
}

/**
 * The next route worth a look, once one has not answered or its answer did not help: the first in the
 * order of the comparison that has not been used and whose time has not run out.
 */
export function next(answers: Answers, comparison: Comparison): Route | undefined {
	const used = new Set(answers.steps.map((step) => step.recipient));
	return [...comparison.informal, ...comparison.formal].find(
		(route) =>
			!used.has(route.id) &&
			route.rung !== 'platform' &&
			!(route.limit.dues[0] && route.limit.dues[0].daysLeft < 0)
	);
}

/** Something to be reminded of. The title gives nothing away to someone who sees the calendar. */
export interface Reminder {
	day: string;
	title: string;
	/** What it is for, shown here and never put into the calendar. */
	why: string;
}

/** Reminders for answers due, for the nearest time limits, and for a look at oneself after four weeks. */
export function reminders(answers: Answers, comparison: Comparison, today: string): Reminder[] {
	const due = answers.steps
		.filter((step) => step.state === 'sent' && days.read(step.dueAt))
		.map((step) => ({ day: days.read(step.dueAt)!, why: `An answer is due: ${step.name}.` }));
	const used = new Set(answers.steps.map((step) => step.recipient));
	const limits = comparison.formal.flatMap((route) => {
		const nearest = route.limit.dues[0];
		return nearest && nearest.daysLeft > 14 && !used.has(route.id)
			? [
					{
						day: days.addDays(nearest.day, -14),
						why: `Two weeks before a time limit: ${route.name}.`
					}
				]
			: [];
	});
	const own = {
		day: days.addDays(today, 28),
		why: 'How are you with this now? Do you want to go on, stop, or rest?'
	};
	return [...due, ...limits.slice(0, 3), own]
		.filter((one) => days.between(today, one.day) >= 0)
		.sort((a, b) => a.day.localeCompare(b.day))
		.map((one, index) => ({ ...one, title: `Reminder ${index + 1}` }));
}

const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;
