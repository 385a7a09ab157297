/** From a post's markup to the plain text that is kept and read, in document order. */
import { compile } from 'html-to-text';

const toText = compile({
	wordwrap: false,
	limits: { maxInputLength: 5_000_000, maxDepth: 100, maxChildNodes: 20_000 },
	selectors: [
		{ selector: 'a', options: { ignoreHref: true } },
		{ selector: 'img', format: 'skip' },
		{ selector: 'script', format: 'skip' },
		{ selector: 'style', format: 'skip' },
		{ selector: 'noscript', format: 'skip' },
		{ selector: 'iframe', format: 'skip' },
		{ selector: 'hr', format: 'skip' },
		{ selector: 'table', format: 'block' },
		{ selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
		...['td', 'th'].map((selector) => ({
			selector,
			format: 'inlineSurround',
			options: { suffix: ' ' }
		})),
		// A quotation keeps a sign at each line, so that quoted words can be told from the writer's own.
		{
			selector: 'blockquote',
			format: 'blockquote',
			options: { leadingLineBreaks: 2, trailingLineBreaks: 2, trimEmptyLines: true }
		},
		...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
			selector,
			format: 'heading',
			options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 }
		}))
	]
});

/** Markup to text. Text without markup comes through unchanged but for its white space. */
export function plaintext(markup: string | null | undefined): string {
	if (!markup) return '';
	const text = /<[a-z!/]|&[#\w]+;/i.test(markup) ? convert(markup) : markup;
	return text
		.replaceAll('\0', '')
		.replace(/\r\n?/g, '\n')
		.replace(/[ \t\u00a0]+/g, ' ')
		.replace(/ *\n */g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function convert(markup: string): string {
	try {
		return toText(markup);
	} catch {
		// Markup nested beyond what the converter takes still has words in it.
		return markup.replace(/<[^>]*>/g, ' ');
	}
}

/** A title in one line. */
export function line(markup: string | null | undefined): string | null {
	return plaintext(markup).replace(/\s+/g, ' ').trim() || null;
}

const cutOff =
	/(\[(…|\.\.\.|&hellip;)\]|(continue reading|read more|read the full|weiterlesen|lire la suite)[^.\n]{0,80}(→|»|…|\.\.\.)?)\s*$|the post .{1,300} (first appeared on|appeared first on) [^\n]{1,100}$/i;

/** Whether the feed gives only the beginning of a post. */
export function isExcerpt(text: string): boolean {
	return cutOff.test(text.slice(-600));
}
