/** A text as a .docx file (ECMA-376): plain paragraphs, no author, no history, no day of its own. Pure. */
import { strToU8, zipSync } from 'fflate';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

const contentTypes = `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`;
const packageLinks = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`;
const documentLinks = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/></Relationships>`;
const styles = `${head}<w:styles xmlns:w="${main}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/><w:sz w:val="23"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`;
/** A4 with margins of 2.5 cm, in twentieths of a point. */
const page =
	'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';

/** Blank lines part paragraphs; a single line break stays one. */
export function word(text: string): Uint8Array {
	const paragraphs = text
		.trim()
		.split(/\n{2,}/)
		.map((one) => `<w:p>${one.split('\n').map(run).join('<w:r><w:br/></w:r>')}</w:p>`)
		.join('');
	const document = `${head}<w:document xmlns:w="${main}"><w:body>${paragraphs}${page}</w:body></w:document>`;
	// Every part bears the first day a zip file knows, so that the file does not tell when it was made.
	return zipSync(
		{
			'[Content_Types].xml': strToU8(contentTypes),
			'_rels/.rels': strToU8(packageLinks),
			'word/document.xml': strToU8(document),
			'word/styles.xml': strToU8(styles),
			'word/_rels/document.xml.rels': strToU8(documentLinks)
		},
		{ mtime: new Date(1980, 0, 1, 12) }
	);
}

function run(line: string): string {
	return line ? `<w:r><w:t xml:space="preserve">${escape(line)}</w:t></w:r>` : '';
}

/** Markup signs, and the control signs that XML cannot carry at all. */
function escape(text: string): string {
	return text
		.toWellFormed()
		.replace(/[^\t\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
