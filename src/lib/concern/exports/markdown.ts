/** A letter as Markdown: the same words, with the signs that Markdown reads as its own taken literally. Pure. */

export function markdown(text: string): string {
	return `${text
		.trim()
		.split(/\n{2,}/)
		.map((paragraph) => paragraph.split('\n').map(line).join('  \n'))
		.join('\n\n')}\n`;
}

function line(text: string): string {
	const address = /https?:\/\/[^\s)]+/g;
	let at = 0;
	let out = '';
	for (const match of text.matchAll(address)) {
		const bare = match[0].replace(/[.,;:!?]+$/, '');
		out += `${escape(text.slice(at, match.index))}<${bare}>`;
		at = match.index + bare.length;
	}
	out += escape(text.slice(at));
	return out.replace(/^(\s*)([-+>#]|\d+\.)(?=\s)/, (found, space: string, sign: string) =>
		/^\d/.test(sign) ? found : `${space}\\${sign}`
	);
}

const escape = (text: string) => text.replace(/([\\`*_[\]<>])/g, '\\$1');
