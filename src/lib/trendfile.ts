/** A trend's picture as a file of its own (SVG), in the light colours. Pure. */
import { height, width, type ChartTone, type Panel, type Shape } from './trendchart.ts';

const colours: Record<ChartTone, string> = {
	ink: '#22262b',
	muted: '#565d66',
	rule: '#d5d1c4',
	accent: '#1b5a68',
	soft: '#b9d6d9',
	warn: '#7a4a12'
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * The panels one under the other as a file of its own, with words above and below.
 * @param font name of the face, for a program that has only one
 */
export function svg(
	drawn: Panel[],
	words: { title: string; below: string[] },
	font = 'DejaVu Sans, system-ui, sans-serif'
): string {
	const head = 44;
	const gap = 24;
	const below = words.below.flatMap((line) => wrapped(line, 108));
	const tall = head + drawn.length * (height + gap) + below.length * 17 + 16;
	const text = (y: number, size: number, tone: ChartTone, line: string) =>
		`<text x="12" y="${y}" font-size="${size}" fill="${colours[tone]}">${escaped(line)}</text>`;
	const body = drawn.map((panel, i) => {
		const at = head + i * (height + gap);
		return `${text(at + 4, 14, 'ink', panel.title)}<g transform="translate(0 ${at + 10})">${panel.shapes.map(markup).join('')}</g>`;
	});
	const foot = head + drawn.length * (height + gap) + 8;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" font-family="${escaped(font)}" font-size="12" role="img">`,
		`<title>${escaped(words.title)}</title>`,
		`<rect width="${width}" height="${tall}" fill="#ffffff"/>`,
		text(24, 16, 'ink', words.title),
		...body,
		...below.map((line, i) => text(foot + i * 17, 11.5, 'muted', line)),
		'</svg>'
	].join('');
}

function markup({ name, at, fill, stroke, text }: Shape): string {
	const attributes = Object.entries({
		...at,
		fill: fill ? colours[fill] : 'none',
		...(stroke && { stroke: colours[stroke] })
	}).map(([key, value]) => `${key}="${value}"`);
	return `<${name} ${attributes.join(' ')}>${escaped(text ?? '')}</${name}>`;
}

/** Lines of at most so many characters. */
function wrapped(line: string, most: number): string[] {
	const lines: string[] = [''];
	for (const word of line.split(' ')) {
		const last = lines.at(-1)!;
		if (last && last.length + word.length + 1 > most) lines.push(word);
		else lines[lines.length - 1] = last ? `${last} ${word}` : word;
	}
	return lines;
}
