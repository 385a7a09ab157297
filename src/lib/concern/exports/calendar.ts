/** Reminders as a calendar file (RFC 5545) whose entries give nothing away. Pure. */
import * as days from '../days.ts';
import type { Reminder } from '../followup.ts';

/** `stamp` is when the file is made; `idOf` gives each entry an identifier of its own. */
export function calendar(
	reminders: readonly Pick<Reminder, 'day' | 'title'>[],
	stamp: Date,
	idOf: (index: number) => string
): string {
	const made = `${stamp.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
	const events = reminders.flatMap(({ day, title }, index) => [
		'BEGIN:VEVENT',
		`UID:${idOf(index)}`,
		`DTSTAMP:${made}`,
		`DTSTART;VALUE=DATE:${compact(day)}`,
		`DTEND;VALUE=DATE:${compact(days.addDays(day, 1))}`,
		`SUMMARY:${escape(title)}`,
		'CLASS:PRIVATE',
		'TRANSP:TRANSPARENT',
		'BEGIN:VALARM',
		'ACTION:DISPLAY',
		`DESCRIPTION:${escape(title)}`,
		'TRIGGER:PT9H',
		'END:VALARM',
		'END:VEVENT'
	]);
	return [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Reminders//EN',
		...events,
		'END:VCALENDAR',
		''
	]
		.map(fold)
		.join('\r\n');
}

const compact = (day: string) => day.replaceAll('-', '');
const escape = (text: string) => text.replace(/([\\;,])/g, '\\$1').replace(/\r?\n/g, '\\n');

/** Lines of at most 75 octets; the rest goes on after a line break and a space. */
function fold(line: string): string {
	const parts: string[] = [];
	let part = '';
	let size = 0;
	for (const sign of line) {
		const length = new TextEncoder().encode(sign).length;
		if (size + length > (parts.length === 0 ? 75 : 74)) {
			parts.push(part);
			part = '';
			size = 0;
		}
		part += sign;
		size += length;
	}
	return [...parts, part].join('\r\n ');
}
