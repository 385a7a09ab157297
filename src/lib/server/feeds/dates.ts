/** Dates as feeds write them. */

const zones: Record<string, string> = {
	ut: '+0000',
	utc: '+0000',
	gmt: '+0000',
	z: '+0000',
	wet: '+0000',
	bst: '+0100',
	ist: '+0530',
	cet: '+0100',
	cest: '+0200',
	met: '+0100',
	mest: '+0200',
	eet: '+0200',
	eest: '+0300',
	msk: '+0300',
	est: '-0500',
	edt: '-0400',
	cst: '-0600',
	cdt: '-0500',
	mst: '-0700',
	mdt: '-0600',
	pst: '-0800',
	pdt: '-0700',
	akst: '-0900',
	akdt: '-0800',
	hst: '-1000',
	ast: '-0400',
	adt: '-0300',
	nst: '-0330',
	ndt: '-0230',
	jst: '+0900',
	kst: '+0900',
	aest: '+1000',
	aedt: '+1100',
	acst: '+0930',
	acdt: '+1030',
	awst: '+0800',
	nzst: '+1200',
	nzdt: '+1300',
	sast: '+0200'
};

/** Beginnings of month names, lower case without accents, in the languages feeds come in. */
const months: string[][] = [
	['jan', 'ene', 'gen', 'jän', 'sty', 'led', 'ocak', 'янв'],
	['feb', 'fev', 'fév', 'lut', 'úno', 'uno', 'şub', 'sub', 'фев'],
	['mar', 'mär', 'mrt', 'maa', 'бер', 'мар', 'bře', 'bre'],
	['apr', 'abr', 'avr', 'kwi', 'dub', 'nis', 'апр'],
	['may', 'mai', 'mei', 'mag', 'maj', 'kvě', 'kve', 'мая', 'май'],
	['jun', 'juin', 'giu', 'cze', 'čer', 'cer', 'haz', 'июн'],
	['jul', 'juil', 'lug', 'lip', 'tem', 'июл'],
	['aug', 'ago', 'août', 'aou', 'sie', 'srp', 'ağu', 'agu', 'авг'],
	['sep', 'set', 'wrz', 'zář', 'zar', 'eyl', 'сен'],
	['oct', 'okt', 'out', 'ott', 'paź', 'paz', 'říj', 'rij', 'eki', 'окт'],
	['nov', 'lis', 'kas', 'ноя'],
	['dec', 'dez', 'dic', 'déc', 'des', 'gru', 'pro', 'ara', 'дек']
];

/**
 * Reads a date, or answers null. A date in the future is taken for `now`: publishers' clocks are
 * wrong, posts from tomorrow are not.
 */
export function read(text: string | number | null | undefined, now = new Date()): Date | null {
	if (text === null || text === undefined) return null;
	const found = readEpoch(text) ?? readIso(String(text)) ?? readWords(String(text));
	if (!found || Number.isNaN(found.getTime()) || found.getUTCFullYear() < 1990) return null;
	return found > now ? now : found;
}

function readEpoch(text: string | number): Date | null {
	const typed = String(text).trim();
	if (/^\d{9,10}$/.test(typed)) return new Date(Number(typed) * 1000);
	if (/^\d{12,13}$/.test(typed)) return new Date(Number(typed));
	return null;
}

function readIso(text: string): Date | null {
	const match =
		/^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T ]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[A-Za-z]{1,5})?)?/.exec(
			text
		) ??
		/^\s*(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(
			text
		) ??
		/^\s*(\d{4})-(\d{2})\s*$/.exec(text);
	if (!match) return null;
	const [, year, month, day = '1', hour, minute, second, zone] = match;
	return build(Number(year), Number(month) - 1, Number(day), hour, minute, second, zone);
}

function readWords(text: string): Date | null {
	const match =
		/(\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+de)?[\s-]+([\p{L}.]+)(?:\s+de)?,?[\s-]+(\d{4}|\d{2})\b/u.exec(
			text
		);
	const american = match
		? null
		: /([\p{L}.]{3,})\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/u.exec(text);
	const [day, name, year] = match
		? [match[1], match[2], match[3]]
		: american
			? [american[2], american[1], american[3]]
			: [];
	if (!day || !name || !year) return null;
	const word = name.toLowerCase().normalize('NFC');
	const month = months.findIndex((starts) => starts.some((start) => word.startsWith(start)));
	if (month < 0) return null;
	const rest = text.slice((match ?? american)!.index + (match ?? american)![0].length);
	const time =
		/(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?\s*\(?([+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5})?/i.exec(
			rest
		);
	let hour = time?.[1];
	if (time?.[4] && hour) hour = String((Number(hour) % 12) + (/pm/i.test(time[4]) ? 12 : 0));
	const full = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
	return build(full, month, Number(day), hour, time?.[2], time?.[3], time?.[5]);
}

function build(
	year: number,
	month: number,
	day: number,
	hour = '0',
	minute = '0',
	second = '0',
	zone = 'Z'
): Date | null {
	if (month < 0 || month > 11 || day < 1 || day > 31) return null;
	const offset =
		zones[zone.toLowerCase()] ?? (/^[+-]/.test(zone) ? zone.replace(':', '') : '+0000');
	const sign = offset.startsWith('-') ? -1 : 1;
	const digits = offset.slice(1).padStart(4, '0');
	const minutes = sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4)));
	return new Date(
		Date.UTC(year, month, day, Number(hour), Number(minute) - minutes, Number(second))
	);
}
